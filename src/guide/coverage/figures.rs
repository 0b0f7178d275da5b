//! Tests that figures agree with the aims on offer, and that charts name where they come from.

use super::{guide, of};
use crate::domain::{Bound, Kind, LifeStage, Period, StarterCatalogue};
use crate::guide::Figure;

#[test]
fn figures_agree_with_the_aims_that_are_offered() {
    let catalogue = StarterCatalogue::embedded();
    let figures: Vec<&Figure> = guide()
        .recommendations
        .iter()
        .flat_map(|one| &one.figures)
        .collect();
    let found: Vec<_> = figures
        .iter()
        .map(|figure| {
            (
                figure.tracker.as_str(),
                figure.bound,
                figure.amount,
                figure.unit.as_str(),
                figure.period,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("plants", Bound::AtLeast, 5.0, "portions", Period::Day),
            ("alcohol", Bound::AtMost, 14.0, "UK units", Period::Week),
            ("water", Bound::AtLeast, 1600.0, "ml", Period::Day),
            ("water", Bound::AtLeast, 2000.0, "ml", Period::Day),
            ("sleep", Bound::AtLeast, 7.0, "h", Period::Day),
            ("movement", Bound::AtLeast, 150.0, "min", Period::Week),
        ]
    );
    for figure in &figures {
        let starter = catalogue.tracker(&figure.tracker).unwrap();
        assert_eq!(
            catalogue.kind_of(starter).as_ref().map(Kind::unit),
            Some(figure.unit.as_str())
        );
        let source = &guide().reference(&figure.source).unwrap().short;
        let same = starter.aims_for(LifeStage::Adult).any(|aim| {
            aim.source == *source
                && aim.variant == figure.variant
                && aim.target().amount == figure.amount
        });
        assert!(same, "no aim of {} agrees with its figure", figure.tracker);
        assert!(
            figure.band_text.contains(source.as_str()),
            "{}",
            figure.band_text
        );
    }
    let aims: usize = catalogue
        .trackers
        .iter()
        .map(|starter| starter.aims.len())
        .sum();
    assert_eq!(aims, figures.len(), "every aim has a figure in the guide");
}

#[test]
fn strip_texts_name_their_articles() {
    for recommendation in &guide().recommendations {
        let texts = recommendation.strip_text.iter().chain(
            recommendation
                .figures
                .iter()
                .map(|figure| &figure.band_text),
        );
        for text in texts {
            let named = text.starts_with(&recommendation.articles_text());
            assert!(
                named || recommendation.id == "probiotic_supplement",
                "{}: {text}",
                recommendation.id
            );
        }
    }
    let strip = of("probiotic_supplement").strip_text.as_deref();
    assert_eq!(
        strip,
        Some("article 3: 10–20 billion live bacteria (CFU) if fermented food is rare")
    );
}
