//! What is said of a treatment: keep using it, and never to try without it.

use super::*;
use crate::domain::{Span, SpanId, SpanKind};

/// Every class of a pair, its numbers aside.
const CLASSES: [Class; 5] = [
    Class::Linked,
    Class::Hint,
    Class::NothingBig,
    Class::CannotTell,
    Class::NotEnough,
];

#[test]
fn every_sentence_with_a_treatment_says_to_keep_using_it() {
    for class in CLASSES {
        let mut treated = found(MASK, 0, 1.2, 0.5);
        treated.class = class;
        treated.swing = Some(1.0);
        let said = read(&treated);
        assert!(said.ends_with(KEEP_USING), "{class:?}: {said}");
        let mut other = treated.clone();
        other.habit = SUGAR;
        assert!(!read(&other).contains("prescribed"), "{class:?}");
    }
    assert!(KEEP_USING.starts_with("Keep using what a doctor prescribed."));
}

#[test]
fn nobody_is_told_to_try_without_a_treatment() {
    let mut open = pair(MASK, Class::CannotTell);
    open.outlook = Some(Outlook::TooManyDays { days: 2000 });
    assert!(read(&open).contains("More days alone will hardly answer this. Keep using"));
    for changes in [1, 3] {
        let mut kept = pair(MASK, Class::NotEnough);
        kept.gap = Some(Gap::FewChanges { changes, needed: 4 });
        let said = read(&kept);
        assert!(!said.contains("planned change"), "{said}");
        kept.habit = SUGAR;
        let said = read(&kept);
        assert!(said.contains("(not with medicines: ask first)"), "{said}");
    }
}

#[test]
fn treatments_are_told_by_section_name_and_calendar() {
    let mut journal = journal();
    let is_treatment = |journal: &Journal, subject: Subject| {
        let style = &Plain;
        Speaker { journal, style }.is_treatment(subject)
    };
    assert!(is_treatment(&journal, MASK));
    assert!(!is_treatment(&journal, KEFIR));
    // A symptom is never one.
    assert!(!is_treatment(&journal, ITCH));
    let span = Span {
        id: SpanId(1),
        uid: "span".to_owned(),
        kind: SpanKind::Treatment,
        label: "auntie’s KEFIR".to_owned(),
        dose: String::new(),
        start: "2026-11-01".parse().unwrap(),
        end: None,
    };
    journal.apply(Edit::put_span(span)).unwrap();
    assert!(is_treatment(&journal, KEFIR));
    let mut named = journal.tracker(TrackerId(1)).unwrap().clone();
    named.name = "Steroid cream".to_owned();
    journal.apply(Edit::put_tracker(named)).unwrap();
    assert!(is_treatment(&journal, SUGAR));
}
