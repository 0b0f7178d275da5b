//! Tests that when to get help names every sign, at its level, in words a frightened person can follow.

use super::guide;
use crate::guide::{HelpLevel, Urgency};

fn level(urgency: Urgency) -> &'static HelpLevel {
    let levels = &guide().help.levels;
    levels
        .iter()
        .find(|level| level.urgency == urgency)
        .unwrap_or_else(|| panic!("{urgency:?} is missing"))
}

/// One sign of the level has all these words.
fn check(urgency: Urgency, signs: &[&[&str]]) {
    for words in signs {
        let has_all = |sign: &&String| {
            let sign = sign.to_lowercase();
            words.iter().all(|word| sign.contains(word))
        };
        let found = level(urgency).signs.iter().filter(has_all).count();
        assert_eq!(found, 1, "{words:?} under {urgency:?}");
    }
}

#[test]
fn an_emergency_is_told_by_every_sign() {
    check(
        Urgency::Emergency,
        &[
            &["ending your life", "hurting yourself", "crisis line", "now"],
            &["lips", "tongue", "throat", "tight", "swallow", "breathe"],
            &[
                "blue, grey or pale",
                "brown or black skin",
                "palms and soles",
            ],
            &["faint", "confused"],
            &["hives", "with any of these", "food", "sting", "medicine"],
            &[
                "new medicine",
                "blisters",
                "peeling",
                "mouth",
                "eyes",
                "genitals",
            ],
            &["hurts very badly", "purple or black", "within hours"],
            &["does not fade", "glass", "fever", "stiff neck"],
            &["pus", "much of the body", "fever"],
            &["most of the body", "peeling", "shiver", "ill"],
        ],
    );
    // The most urgent of all is read first.
    assert!(level(Urgency::Emergency).signs[0].contains("ending your life"));
    // Chronic hives alone are no emergency.
    let hives = |sign: &&String| sign.to_lowercase().contains("hives");
    let alone = level(Urgency::Emergency).signs.iter().filter(hives).count();
    assert_eq!(alone, 1);
}

#[test]
fn a_doctor_on_the_same_day_is_told_by_every_sign() {
    check(
        Urgency::SameDay,
        &[
            &[
                "painful",
                "hot",
                "swollen",
                "leaking",
                "crusted",
                "or a fever",
            ],
            &[
                "small blisters",
                "sores",
                "with or without fever",
                "near the eye",
                "hospital",
            ],
            &["rosacea", "eye pain", "light that hurts", "sight"],
            &[
                "redness over most of the body",
                "brown or black skin",
                "darker or grey",
            ],
            &["hives all over", "new to you"],
            &[
                "pregnant",
                "itching without a rash",
                "palms and soles",
                "midwife",
            ],
            &["blood in your poo", "emergency"],
        ],
    );
    // No sign waits for a fever.
    for sign in &level(Urgency::SameDay).signs {
        assert!(!sign.contains(", with fever"), "{sign}");
    }
}

#[test]
fn a_visit_soon_is_told_by_every_sign() {
    check(
        Urgency::Soon,
        &[
            &["hopeless", "someone you trust"],
            &["eating less and less", "fear of foods"],
            &["losing weight without trying"],
            &["bowel habit", "bloating", "three weeks"],
            &["mole that changes", "does not heal"],
            &["deep", "painful", "scars", "armpits or groin"],
            &["itch all over without a rash", "sleep lost to itch"],
            &["joints", "psoriasis"],
            &["burns", "stop a steroid cream"],
            &["hives or flushing after a food", "ask a doctor before"],
        ],
    );
}

#[test]
fn the_levels_name_numbers_that_are_called_and_the_signs_make_none_up() {
    for number in ["112", "999", "911"] {
        assert!(level(Urgency::Emergency).title.contains(number), "{number}");
    }
    let has_number = |sign: &&String| sign.contains(char::is_numeric);
    let levels = guide().help.levels.iter();
    let numbers = levels.flat_map(|level| &level.signs).find(has_number);
    assert_eq!(numbers, None, "no number of a crisis line is made up");
}
