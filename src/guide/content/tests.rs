//! What a guide's text may and may not hold, and what is found in it.

use super::*;

#[test]
fn the_embedded_guide_can_be_read() {
    assert_eq!(Guide::embedded().articles.len(), 5);
    assert_eq!(Guide::embedded().help.levels.len(), 3);
}

#[test]
fn what_is_named_but_not_listed_is_refused() {
    let text = include_str!("../../../assets/guide.toml");
    let check = |from: &str, to: &str, name: &str| {
        assert!(text.contains(from), "{from}");
        let expected = GuideFault::UnknownName {
            recommendation: "fermented_food".to_owned(),
            name: name.to_owned(),
        };
        assert_eq!(Guide::parse(&text.replacen(from, to, 1)), Err(expected));
    };
    check(
        "articles = [1, 2, 3, 5]",
        "articles = [1, 2, 3, 9]",
        "article 9",
    );
    check(
        "references = [\"wastyk_2021\"",
        "references = [\"nobody_1999\"",
        "nobody_1999",
    );
    check(
        "grades = [{ concern = \"all\"",
        "grades = [{ concern = \"warts\"",
        "warts",
    );
}

#[test]
fn misspelt_fields_and_words_are_refused() {
    let text = include_str!("../../../assets/guide.toml");
    for (from, to) in [
        ("strip_text =", "striptext ="),
        ("strength = \"limited\"", "strength = \"weak\""),
        ("\"at least\"", "\"over\""),
    ] {
        let fault = Guide::parse(&text.replacen(from, to, 1));
        assert!(matches!(fault, Err(GuideFault::Unreadable(_))), "{from}");
    }
}

#[test]
fn a_concern_without_a_grade_of_its_own_takes_the_one_for_all() {
    let guide = Guide::embedded();
    let strengths = |recommendation: &str, concern: &str| -> Vec<(Pointing, Strength)> {
        let recommendation = guide.recommendation(recommendation).unwrap();
        recommendation
            .grades_for(concern)
            .iter()
            .map(|grade| (grade.pointing, grade.strength))
            .collect()
    };
    assert_eq!(
        strengths("sugar", "acne"),
        [(Pointing::Helps, Strength::Limited)]
    );
    assert_eq!(
        strengths("sugar", "rosacea"),
        [(Pointing::Unclear, Strength::NoneFound)]
    );
    assert_eq!(
        strengths("alcohol", "rosacea"),
        [(Pointing::Linked, Strength::Limited)]
    );
    assert_eq!(
        strengths("alcohol", "acne"),
        [(Pointing::Unclear, Strength::NoneFound)]
    );
    assert_eq!(
        strengths("probiotic_supplement", "eczema")[0],
        (Pointing::NoDifference, Strength::Moderate)
    );
}

#[test]
fn a_tracker_finds_its_own_recommendation_first() {
    let guide = Guide::embedded();
    let ids = |uid: &str| -> Vec<&str> {
        guide
            .recommendations_of(uid)
            .iter()
            .map(|one| one.id.as_str())
            .collect()
    };
    assert_eq!(ids("prebiotic_food"), ["prebiotic_food", "plants"]);
    assert_eq!(ids("skincare"), ["probiotic_skincare", "gentle_products"]);
    assert_eq!(ids("omega_3"), ["omega_3", "period"]);
    assert_eq!(guide.figures_of("water").count(), 2);
    assert_eq!(
        guide.recommendation("sleep").unwrap().articles_text(),
        "articles 3 5"
    );
    assert_eq!(
        guide.recommendation("water").unwrap().articles_text(),
        "article 3"
    );
}

#[test]
fn what_has_to_be_asked_for_is_shown_to_adults_who_ask() {
    let movement = Guide::embedded().recommendation("movement").unwrap();
    let shown = |concern: Option<&str>, is_adult: bool| -> Vec<Option<&str>> {
        let grades = movement.grades_shown(concern, is_adult);
        grades
            .iter()
            .map(|grade| grade.concern.as_deref())
            .collect()
    };
    assert_eq!(shown(None, true), [None]);
    assert_eq!(shown(Some("psoriasis"), true), [Some("psoriasis")]);
    assert_eq!(shown(Some("psoriasis"), false), [None]);
    assert_eq!(shown(Some("acne"), true), [None]);
}

#[test]
fn a_citation_names_year_and_place() {
    let citation = |id: &str| Guide::embedded().reference(id).unwrap().citation();
    assert_eq!(
        citation("alves_2021"),
        "Alves 2021, Foods 10:2794. Kefir in eczema, one small study without blinding."
    );
    assert_eq!(
        citation("who_400_g"),
        "WHO 400 g, 2023, WHO guideline on carbohydrate intake. Fruit, vegetables and fibre."
    );
}
