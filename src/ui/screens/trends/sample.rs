//! Journals to look at in tests: gaps, spans, aims, skipped and copied days, over any number of days.

use chrono::Duration;

use crate::domain::{
    Aim, AimId, AmountScale, Bound, Day, Direction, Entry, EntryKey, Item, ItemId, Journal,
    JournalParts, Kind, LevelWord, List, ListContent, ListId, Origin, Period, RatingScale, Role,
    Span, SpanId, SpanKind, Target, Tracker, TrackerId, Value,
};

pub(super) const FOOD: TrackerId = TrackerId(1);
pub(super) const WATER: TrackerId = TrackerId(2);
pub(super) const MOVEMENT: TrackerId = TrackerId(3);
pub(super) const ITCH: TrackerId = TrackerId(6);
pub(super) const KEFIR: ItemId = ItemId(1);

pub(super) fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

pub(super) fn ago(days: i64) -> Day {
    today() - Duration::days(days)
}

fn amount(unit: &str, step: f64) -> Kind {
    Kind::Amount(AmountScale {
        unit: unit.to_owned(),
        step,
        ceiling: 20_000.0,
    })
}

fn severity() -> Kind {
    let word = |from: f64, word: &str| LevelWord {
        from,
        word: word.to_owned(),
    };
    Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: String::new(),
        words: vec![
            word(0.0, "none"),
            word(1.0, "mild"),
            word(4.0, "moderate"),
            word(7.0, "severe"),
            word(9.0, "very severe"),
        ],
    })
}

fn tracker(id: i64, uid: &str, name: &str, role: Role, kind: Kind) -> Tracker {
    Tracker {
        id: TrackerId(id),
        uid: uid.to_owned(),
        name: name.to_owned(),
        role,
        kind,
        list: (uid == "fermented_food").then_some(ListId(1)),
        section: "Gut".to_owned(),
        position: id,
        colour: match role {
            Role::Habit => 0,
            Role::Symptom => 1,
            Role::Context => 2,
        },
        daily_from: Some(ago(4_000)),
        archived_from: None,
        copyable: true,
    }
}

fn trackers() -> Vec<Tracker> {
    vec![
        tracker(
            1,
            "fermented_food",
            "Fermented food",
            Role::Habit,
            amount("servings", 1.0),
        ),
        tracker(2, "water", "Water", Role::Habit, amount("ml", 250.0)),
        tracker(3, "movement", "Movement", Role::Habit, amount("min", 5.0)),
        tracker(4, "stress", "Stress", Role::Context, severity()),
        tracker(5, "dryness", "Dryness", Role::Symptom, severity()),
        tracker(6, "itch", "Itch", Role::Symptom, severity()),
        tracker(7, "skincare", "Skin care", Role::Habit, Kind::YesNo),
    ]
}

/// The trackers, without an entry.
pub(super) fn unlogged() -> Journal {
    Journal::from_parts(parts())
}

fn parts() -> JournalParts {
    JournalParts {
        trackers: trackers(),
        lists: vec![List {
            id: ListId(1),
            uid: "foods".to_owned(),
            name: "Foods".to_owned(),
            content: ListContent::Food,
        }],
        items: vec![Item {
            id: KEFIR,
            uid: "kefir".to_owned(),
            list: ListId(1),
            name: "Kefir".to_owned(),
            position: 1,
            archived: false,
            serving: "200 ml".to_owned(),
            culture: crate::domain::Culture::Live,
            brand: String::new(),
            per_tap: 1.0,
            labels: Vec::new(),
        }],
        ..JournalParts::default()
    }
}

/// A journal of the last `days` days, today among them; every third of a year lacks twelve days in a row.
pub(super) fn journal(days: i64) -> Journal {
    let mut parts = parts();
    let random = fastrand::Rng::with_seed(7);
    fill(&mut parts, days, random);
    parts.aims = vec![
        aim(1, WATER, days, (1_500.0, Period::Day), "own"),
        aim(2, WATER, days / 2, (2_000.0, Period::Day), "EFSA 2010"),
        aim(3, MOVEMENT, days, (150.0, Period::Week), "WHO 2020"),
    ];
    if days > 60 {
        parts.spans = vec![
            span(
                1,
                SpanKind::Treatment,
                "Hydrocortisone",
                "1 %",
                54,
                Some(40),
            ),
            span(2, SpanKind::Pause, "Holiday", "", 100, Some(92)),
            span(3, SpanKind::Marker, "New shampoo", "", 20, Some(20)),
        ];
    }
    Journal::from_parts(parts)
}

fn fill(parts: &mut JournalParts, days: i64, mut random: fastrand::Rng) {
    for tracker in trackers() {
        let mut level = 0.5;
        for back in (0..days).rev() {
            let is_gap = (75..87).contains(&(back % 122)) && days > 60;
            level = (level + (random.f64() - 0.5) * 0.16_f64).clamp(0.1, 0.9);
            if is_gap || (back > 0 && random.f64() < 0.08) || (back == 0 && tracker.id == ITCH) {
                continue;
            }
            let share = (level + (random.f64() - 0.5) * 0.4).clamp(0.0, 1.0);
            let number = match tracker.uid.as_str() {
                "fermented_food" => (share * 4.0).round(),
                "water" => (share * 12.0).round() * 250.0,
                "movement" => ((share - 0.3).max(0.0) * 12.0).round() * 5.0,
                "skincare" => f64::from(u8::from(share > 0.35)),
                _ => (share * 10.0).round(),
            };
            let value = if random.f64() < 0.04 {
                Value::Skipped
            } else {
                Value::Recorded(number)
            };
            let origin = if back < 3 && tracker.id == WATER {
                Origin::Copied
            } else {
                Origin::Typed
            };
            let key = EntryKey::own(tracker.id, ago(back));
            parts.entries.push((key, Entry { value, origin }));
        }
    }
}

fn aim(id: i64, tracker: TrackerId, back: i64, target: (f64, Period), source: &str) -> Aim {
    Aim {
        id: AimId(id),
        uid: format!("aim-{id}"),
        tracker,
        from: ago(back),
        target: Some(Target {
            bound: Bound::AtLeast,
            amount: target.0,
            period: target.1,
        }),
        source: source.to_owned(),
    }
}

fn span(id: i64, kind: SpanKind, label: &str, dose: &str, start: i64, end: Option<i64>) -> Span {
    Span {
        id: SpanId(id),
        uid: format!("span-{id}"),
        kind,
        label: label.to_owned(),
        dose: dose.to_owned(),
        start: ago(start),
        end: end.map(ago),
    }
}

/// A journal with these entries of one tracker alone: days ago and the value, none for skipped.
pub(super) fn with_entries(tracker: TrackerId, entries: &[(i64, Option<f64>)]) -> Journal {
    let mut parts = parts();
    for (back, number) in entries {
        let entry = number.map_or_else(Entry::skipped, Entry::typed);
        parts
            .entries
            .push((EntryKey::own(tracker, ago(*back)), entry));
    }
    Journal::from_parts(parts)
}
