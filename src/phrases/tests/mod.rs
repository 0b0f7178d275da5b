//! Sentences as they are read.

mod treatments;
mod trends;

use super::*;
use crate::domain::{
    AmountScale, Direction, Edit, Kind, RatingScale, Role, SKIN_SECTION, StarterCatalogue, Tracker,
    TrackerId, format_rounded,
};
use crate::stats::{
    BeforeAfter, Class, Fellow, Gap, Interval, Noise, Outlook, Pair, Reverse, Skip, Slope, Subject,
    Trend, TrendReading, WindowResult, WindowTest,
};

struct Plain;

impl Style for Plain {
    fn number(&self, number: f64, decimals: usize) -> String {
        format_rounded(number, decimals, crate::domain::DecimalMark::Point).replace('-', "−")
    }

    fn amount(&self, number: f64, unit: &str) -> String {
        format!("{} {unit}", self.number(number, 2))
    }
}

const SUGAR: Subject = subject(1);
const KEFIR: Subject = subject(2);
const MASK: Subject = subject(3);
const ITCH: Subject = subject(4);
const SPOTS: Subject = subject(5);

const fn subject(id: i64) -> Subject {
    Subject {
        tracker: TrackerId(id),
        item: None,
    }
}

fn journal() -> Journal {
    let amount = |unit: &str| {
        Kind::Amount(AmountScale {
            unit: unit.to_owned(),
            step: 1.0,
            ceiling: 100.0,
        })
    };
    let scale = Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: String::new(),
        words: Vec::new(),
    });
    let starter = |key: &str| {
        StarterCatalogue::embedded()
            .tracker(key)
            .unwrap()
            .name
            .clone()
    };
    let mut journal = Journal::default();
    for (id, uid, name, role, kind) in [
        (
            1,
            "sugar",
            starter("sugar"),
            Role::Habit,
            amount("servings"),
        ),
        (
            2,
            "own",
            "Auntie’s Kefir".to_owned(),
            Role::Habit,
            amount("ml"),
        ),
        (
            3,
            "face_mask",
            starter("face_mask"),
            Role::Habit,
            Kind::YesNo,
        ),
        (4, "itch", starter("itch"), Role::Symptom, scale),
        (
            5,
            "new_spots",
            starter("new_spots"),
            Role::Symptom,
            amount("spots"),
        ),
    ] {
        let tracker = Tracker {
            id: TrackerId(id),
            uid: uid.to_owned(),
            name,
            role,
            kind,
            list: None,
            section: if uid == "face_mask" {
                "Care"
            } else {
                SKIN_SECTION
            }
            .to_owned(),
            position: id,
            colour: 0,
            daily_from: None,
            archived_from: None,
            copyable: true,
        };
        journal.apply(Edit::put_tracker(tracker)).unwrap();
    }
    journal
}

/// A window with this difference and half-width for one unit.
fn window(beta: f64, half_width: f64) -> WindowResult {
    WindowResult::Tested(WindowTest {
        days: 156,
        free_days: 140,
        beta,
        se: half_width / 2.6,
        t: 2.6 * beta / half_width,
        p: 0.01,
        interval: Interval {
            low: beta - half_width,
            high: beta + half_width,
        },
    })
}

fn pair(habit: Subject, class: Class) -> Pair {
    Pair {
        habit,
        symptom: ITCH,
        class,
        gap: None,
        windows: vec![window(0.1, 0.2); 6],
        best: Some(0),
        p_corrected: Some(0.01),
        q: Some(0.02),
        swing: Some(3.0),
        smallest_difference: 1.0,
        outlook: None,
    }
}

/// A link found in one window.
fn found(habit: Subject, best: usize, beta: f64, half_width: f64) -> Pair {
    let mut pair = pair(habit, Class::Linked);
    pair.best = Some(best);
    pair.windows[best] = window(beta, half_width);
    pair
}

fn read(pair: &Pair) -> String {
    let journal = journal();
    let speaker = Speaker {
        journal: &journal,
        style: &Plain,
    };
    let card = speaker.card(pair, None, &[]);
    let mut lines = vec![card.sentence.text()];
    lines.extend(card.notes);
    lines.join(" ")
}

#[test]
fn links_are_told_in_the_trackers_own_units() {
    assert_eq!(
        read(&found(SUGAR, 2, 0.63, 0.27)),
        "Two days after 3 more servings of sugar, itch was 1.9 points higher (worse). Likely range 1.1 to 2.7 higher, 156 \
         days. A link is not proof."
    );
    assert_eq!(
        read(&found(SUGAR, 0, -0.63, 0.27)),
        "On days with 3 more servings of sugar, itch was 1.9 points lower (better). Likely range 1.1 to 2.7 lower, 156 \
         days. A link is not proof. Same day: which came first can’t be seen."
    );
    assert_eq!(
        read(&found(KEFIR, 1, -0.3, 0.2)),
        "The day after 3 ml more Auntie’s Kefir, itch was 0.9 points lower (better). Likely range 0.3 to 1.5 lower, 156 \
         days. A link is not proof."
    );
    let mean = read(&found(SUGAR, 4, 0.63, 0.27));
    assert!(
        mean.starts_with(
            "After seven days with 3 more servings of sugar a day, itch was 1.9 points higher (worse)."
        ),
        "{mean}"
    );
    let late = read(&found(SUGAR, 5, 0.63, 0.27));
    assert!(
        late.starts_with("A week after seven days with 3 more servings of sugar a day, itch was"),
        "{late}"
    );
    let mut spots = found(SUGAR, 1, 1.0 / 3.0, 0.1);
    spots.symptom = SPOTS;
    let spots = read(&spots);
    assert!(
        spots.contains("new spots was 1 spot higher (worse)"),
        "{spots}"
    );
}

#[test]
fn yes_and_no_are_with_and_without() {
    let with = |best: usize| {
        let mut pair = found(MASK, best, 1.2, 0.5);
        pair.swing = Some(1.0);
        read(&pair)
    };
    let first = |text: String| text.split('.').take(2).collect::<Vec<_>>().join(".");
    assert_eq!(
        first(with(0)),
        "On days with face mask, itch was 1.2 points higher than without (worse)"
    );
    assert_eq!(
        first(with(2)),
        "Two days after a day with face mask, itch was 1.2 points higher than after a day without (worse)"
    );
    assert_eq!(
        first(with(3)),
        "After three days in a row with face mask, compared with three without, itch was 1.2 points higher (worse)"
    );
}

#[test]
fn a_hint_says_that_it_may_be_chance() {
    let mut hint = found(SUGAR, 2, 0.63, 0.27);
    hint.class = Class::Hint;
    assert!(read(&hint).contains("A hint to test. About 1 in 5 of all links and hints is chance"));
    assert!(!read(&found(SUGAR, 2, 0.63, 0.27)).contains("hint"));
    // Nobody is asked to test a treatment.
    hint.habit = MASK;
    hint.swing = Some(1.0);
    assert!(read(&hint).contains("Only a hint. About 1 in 5"));
}

#[test]
fn what_is_not_found_is_worded_as_carefully() {
    let mut nothing = pair(KEFIR, Class::NothingBig);
    assert_eq!(
        read(&nothing),
        "With more Auntie’s Kefir, itch was about the same that day and the next two (less than 1 point apart). Likely \
         range 0.3 lower to 0.9 higher, 156 days. Links that take longer than two days are not covered."
    );
    // The longer windows, the best one among them, are never shown here.
    nothing.windows[4] = window(9.0, 0.1);
    nothing.best = Some(4);
    assert!(!read(&nothing).contains("27"));
    nothing.habit = MASK;
    assert!(read(&nothing).starts_with("With and without face mask, itch was about the same"));

    let mut open = pair(KEFIR, Class::CannotTell);
    open.windows[1] = window(-0.1, 0.4);
    open.outlook = Some(Outlook::MoreDays { days: 225 });
    assert_eq!(
        read(&open),
        "Auntie’s Kefir and itch: so far, anything from 1.5 points lower to 0.9 points higher is possible, that day and \
         the next two. 156 days. With both logged on about 225 days, the range would be narrow enough."
    );
    open.outlook = Some(Outlook::TooManyDays { days: 2000 });
    assert!(read(&open).ends_with(
        "More days alone will hardly answer this. Changing it on purpose for some weeks could (never a medicine)."
    ));
    open.outlook = Some(Outlook::ReachesPast);
    open.windows[2] = WindowResult::Skipped(Skip::FewDays {
        days: 20,
        needed: 35,
    });
    assert!(read(&open).contains(", that day and the next."));
    open.windows[1] = window(0.2, 0.3);
    assert!(
        read(&open).ends_with("The range is narrow, but part of it is large enough to matter.")
    );
    // The range over the days can be wider than that of each of them.
    open.windows[1] = window(-0.25, 0.3);
    assert!(
        read(&open).ends_with(
            "Each day alone has a narrow range, but part of it is large enough to matter."
        )
    );
}

#[test]
fn every_gap_says_what_is_missing() {
    let gap = |gap: Gap| {
        let mut pair = pair(MASK, Class::NotEnough);
        pair.gap = Some(gap);
        read(&pair)
    };
    for (found, expected) in [
        (
            Gap::ShortSpan {
                days: 18,
                needed: 42,
            },
            "18 of the 42 needed, from the first",
        ),
        (
            Gap::FewSymptomDays {
                days: 18,
                needed: 39,
            },
            "itch was logged on 18 of the 39 needed",
        ),
        (
            Gap::FewDays {
                days: 18,
                needed: 40,
            },
            "both were logged on 18 of the 40 needed",
        ),
        (Gap::YesNoSymptom, "Itch is yes or no"),
        (
            Gap::FewSymptomValues {
                values: 1,
                needed: 3,
            },
            "Itch had only 1 value so far; 3 different ones",
        ),
        (
            Gap::SteadySymptom {
                value: 0.0,
                days: 60,
                of_days: 65,
            },
            "Itch was 0 on 60 of 65 days",
        ),
        (Gap::SymptomInStepWithTime, "Itch changes only by weekday"),
        (
            Gap::SteadyHabit {
                value: 1.0,
                days: 0,
                needed: 10,
            },
            "the same on every logged day",
        ),
        (
            Gap::SteadyHabit {
                value: 1.0,
                days: 4,
                needed: 10,
            },
            "differed from yes on only 4 days; 10 are needed",
        ),
        (
            Gap::FewChanges {
                changes: 1,
                needed: 4,
            },
            "Face mask was started once and kept",
        ),
        (
            Gap::FewChanges {
                changes: 3,
                needed: 4,
            },
            "changed 3 of the 4 times",
        ),
        (
            Gap::HabitInStepWithTime,
            "Face mask changes together with weekdays",
        ),
    ] {
        let said = gap(found);
        assert!(said.starts_with("Face mask and itch. "), "{said}");
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn doubts_are_added() {
    let journal = journal();
    let speaker = Speaker {
        journal: &journal,
        style: &Plain,
    };
    let reverse = |is_found| Reverse {
        p_corrected: 0.01,
        is_found,
    };
    let fellows = [
        Fellow {
            habit: KEFIR,
            is_more: true,
        },
        Fellow {
            habit: MASK,
            is_more: false,
        },
    ];
    let card = speaker.card(&found(SUGAR, 2, 0.63, 0.27), Some(reverse(true)), &fellows);
    assert_eq!(
        card.notes[1..],
        [
            "It may be the other way round: itch was often different before sugar.",
            "On those days there was also more Auntie’s Kefir and less face mask.",
        ]
    );
    let card = speaker.card(&found(SUGAR, 2, 0.63, 0.27), Some(reverse(false)), &[]);
    assert_eq!(card.notes.len(), 1);
    let strong: Vec<&str> = card
        .sentence
        .0
        .iter()
        .filter(|piece| piece.is_strong)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(strong, ["3 more servings", "1.9 points higher"]);
}
