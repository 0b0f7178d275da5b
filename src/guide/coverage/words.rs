//! Tests that nothing but advice, claims and research speaks of causes.

use crate::domain::{Kind, StarterCatalogue};
use crate::guide::Guide;

/// All texts that are neither advice, claim nor research.
fn plain_texts() -> Vec<String> {
    let guide = Guide::embedded();
    let mut texts = vec![
        guide.disclaimer.clone(),
        guide.prescribed.clone(),
        guide.publishers.clone(),
        guide.adult_figures.clone(),
        guide.help.title.clone(),
        guide.help.basis.clone(),
    ];
    for level in &guide.help.levels {
        texts.push(level.title.clone());
        texts.extend(level.signs.clone());
    }
    let introduction = &guide.introduction;
    texts.extend([
        introduction.title.clone(),
        introduction.lead.clone(),
        introduction.closing.clone(),
    ]);
    texts.extend(introduction.ways.clone());
    texts.extend(
        guide
            .references
            .iter()
            .map(crate::guide::Reference::citation),
    );
    texts.extend(guide.concerns.iter().map(|concern| concern.name.clone()));
    texts.extend(
        guide
            .confounders
            .iter()
            .map(|confounder| confounder.name.clone()),
    );
    for recommendation in &guide.recommendations {
        texts.extend([
            recommendation.title.clone(),
            recommendation.advised_figure.clone(),
        ]);
        let said = [
            &recommendation.caution,
            &recommendation.sourced_figure,
            &recommendation.strip_text,
        ];
        texts.extend(said.into_iter().flatten().cloned());
        texts.extend(recommendation.safety.clone());
        texts.extend(
            recommendation
                .figures
                .iter()
                .map(|figure| figure.band_text.clone()),
        );
        texts.extend(
            recommendation
                .grades
                .iter()
                .filter_map(|grade| grade.about.clone()),
        );
    }
    let catalogue = StarterCatalogue::embedded();
    for starter in &catalogue.trackers {
        texts.push(starter.name.clone());
        if let Some(Kind::Scale(scale)) = catalogue.kind_of(starter) {
            texts.push(scale.question.clone());
            texts.extend(scale.words.iter().map(|word| word.word.clone()));
        }
    }
    texts.extend(catalogue.concerns.iter().map(|choice| choice.name.clone()));
    for list in &catalogue.lists {
        texts.push(list.name.clone());
        texts.extend(list.items.iter().map(|item| item.name.clone()));
    }
    texts
}

/// The first word in `text` that claims a cause, matched as a whole word.
fn causal_word(text: &str) -> Option<&'static str> {
    let words = [
        "cause",
        "causes",
        "caused",
        "effect",
        "effects",
        "helps",
        "helped",
        "improve",
        "improves",
        "improved",
        "worsen",
        "worsens",
        "worsened",
        "trigger",
        "triggers",
        "triggered",
        "because",
        "due to",
    ];
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let spaced = format!(
        " {} ",
        spaced.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    words
        .into_iter()
        .find(|word| spaced.contains(&format!(" {word} ")))
}

#[test]
fn nothing_but_claims_and_research_speaks_of_causes() {
    assert_eq!(causal_word("It helps, they say"), Some("helps"));
    assert_eq!(causal_word("Due\nto stress"), Some("due to"));
    assert_eq!(causal_word("When to get help"), None);
    for text in plain_texts() {
        assert_eq!(causal_word(&text), None, "{text:?}");
    }
}
