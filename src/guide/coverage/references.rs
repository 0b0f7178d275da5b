//! Tests that every reference can be found by its reader, and that every figure has one.

use std::collections::BTreeSet;

use super::guide;
use crate::guide::{Recommendation, Reference};

#[test]
fn every_reference_has_a_journal_a_year_and_a_number_and_is_cited() {
    let mut seen = BTreeSet::new();
    for reference in &guide().references {
        let id = &reference.id;
        assert!(seen.insert(&reference.short), "{id} is there twice");
        assert!(seen.insert(id), "{id} is there twice");
        assert!((1990..=2026).contains(&reference.year), "{id}");
        assert!(!reference.published.trim().is_empty(), "{id}");
        assert!(reference.about.ends_with('.'), "{id}");
        let has_number = reference
            .number
            .as_ref()
            .is_some_and(|number| number.contains(char::is_numeric));
        assert!(has_number || reference.official, "{id} has no number");
        let cites = |one: &Recommendation| one.references.contains(id);
        assert!(
            guide().recommendations.iter().any(cites),
            "nobody cites {id}"
        );
    }
}

#[test]
fn every_figure_has_a_source_on_its_card() {
    for recommendation in &guide().recommendations {
        let id = &recommendation.id;
        let cited: Vec<&Reference> = recommendation
            .references
            .iter()
            .filter_map(|id| guide().reference(id))
            .collect();
        if let Some(figure) = &recommendation.sourced_figure {
            let names = |reference: &&Reference| {
                let author = reference.short.split(' ').next().unwrap_or_default();
                figure.contains(&reference.short)
                    || figure.contains(&format!("{author} {}", reference.year))
            };
            assert!(cited.iter().any(names), "{id}: {figure}");
        }
        let mut said = vec![&recommendation.research];
        said.extend(
            recommendation
                .grades
                .iter()
                .filter_map(|grade| grade.research.as_ref()),
        );
        for text in said {
            let has_figure = text.contains(char::is_numeric);
            assert!(!has_figure || !cited.is_empty(), "{id}: {text}");
        }
    }
}
