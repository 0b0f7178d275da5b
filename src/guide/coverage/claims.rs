//! Tests that every claim of the five articles is carried by the guide, or left out for a reason (`assets/claims.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::guide;
use crate::guide::Guide;

/// How many claims were found in each of the five articles.
const CLAIMS: [(u8, usize); 5] = [(1, 21), (2, 12), (3, 15), (4, 12), (5, 25)];
/// The most words of a claim.
const MOST_WORDS: usize = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    claim: Vec<Claim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: String,
    article: u8,
    claim: String,
    /// Places of the guide, each with words that are found there.
    #[serde(default)]
    carried: BTreeMap<String, String>,
    left_out: Option<String>,
}

/// What is wrong with a list of claims, a sentence each.
fn faults(text: &str, guide: &Guide) -> Vec<String> {
    let claims: Claims = match toml::from_str(text) {
        Ok(claims) => claims,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for claim in &claims.claim {
        let id = &claim.id;
        if !ids.insert(id) {
            faults.push(format!("{id} is there twice"));
        }
        if guide.article(claim.article).is_none() {
            faults.push(format!("{id}: there is no article {}", claim.article));
        }
        let words = claim.claim.split_whitespace().count();
        if words == 0 || words > MOST_WORDS {
            faults.push(format!("{id} has {words} words"));
        }
        let reason = claim.left_out.as_deref().map(str::trim);
        match (claim.carried.is_empty(), reason) {
            (true, None | Some("")) => faults.push(format!("{id} is neither carried nor left out")),
            (false, Some(_)) => faults.push(format!("{id} is both carried and left out")),
            _ => {}
        }
        for (place, words) in &claim.carried {
            match text_of(guide, place, claim.article) {
                Err(fault) => faults.push(format!("{id}: {fault}")),
                Ok(text) if words.is_empty() || !text.contains(words.as_str()) => {
                    faults.push(format!("{id}: “{words}” is not found in {place}"));
                }
                Ok(_) => {}
            }
        }
    }
    for (article, expected) in CLAIMS {
        let of_it = |claim: &&Claim| claim.article == article;
        let count = claims.claim.iter().filter(of_it).count();
        if count != expected {
            faults.push(format!(
                "article {article} has {count} claims, not {expected}"
            ));
        }
    }
    faults
}

/// What the guide says at a place.
fn text_of(guide: &Guide, place: &str, article: u8) -> Result<String, String> {
    let mut texts: Vec<&str> = Vec::new();
    match place {
        "introduction" => {
            let introduction = &guide.introduction;
            texts.extend([introduction.title.as_str(), &introduction.lead]);
            texts.extend(introduction.ways.iter().map(String::as_str));
            texts.push(&introduction.closing);
        }
        "help" => {
            let signs = guide.help.levels.iter().flat_map(|level| &level.signs);
            texts.extend(signs.map(String::as_str));
        }
        "concerns" => {
            for concern in &guide.concerns {
                texts.push(&concern.name);
                texts.extend(concern.also.iter().map(String::as_str));
            }
        }
        id => {
            let Some(card) = guide.recommendation(id) else {
                return Err(format!("there is no recommendation {id}"));
            };
            if !card.articles.contains(&article) {
                return Err(format!("{id} does not name article {article}"));
            }
            texts.extend([
                card.title.as_str(),
                &card.in_short,
                &card.advice,
                &card.claim,
                &card.advised_figure,
                &card.research,
            ]);
        }
    }
    Ok(texts.join(" "))
}

const CLAIMS_FILE: &str = include_str!("../../../assets/claims.toml");

#[test]
fn every_claim_of_the_articles_is_carried_or_left_out_for_a_reason() {
    let faults = faults(CLAIMS_FILE, guide());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn gaps_dangling_places_and_unknown_articles_are_noticed() {
    let check = |from: &str, to: &str, fault: &str| {
        assert!(CLAIMS_FILE.contains(from), "{from}");
        let found = faults(&CLAIMS_FILE.replacen(from, to, 1), guide());
        let named = found.iter().any(|found| found.contains(fault));
        assert!(named, "{fault:?} is not in {found:?}");
    };
    let first = "[[claim]]\nid = \"1.1\"";
    let (_, rest) = CLAIMS_FILE.split_once(first).unwrap();
    let (whole, _) = rest.split_once("\n\n").unwrap();
    check(
        &format!("{first}{whole}"),
        "",
        "article 1 has 20 claims, not 21",
    );
    check("id = \"1.2\"", "id = \"1.1\"", "1.1 is there twice");
    check("article = 1\n", "article = 9\n", "there is no article 9");
    check(
        "{ gut_lining_food =",
        "{ gut_lining =",
        "there is no recommendation gut_lining",
    );
    check(
        "{ gut_lining_food =",
        "{ water =",
        "water does not name article 1",
    );
    check(
        "bone broth and mushrooms\" }",
        "bone broth and tea\" }",
        "is not found in gut_lining_food",
    );
    check(
        "left_out = \"A selling",
        "left_out = \"\" # \"",
        "is neither carried nor left out",
    );
}
