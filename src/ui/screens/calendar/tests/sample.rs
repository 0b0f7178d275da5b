//! A small journal for the tests of the calendar: one tracker of each kind.

use chrono::Datelike;

use crate::domain::{
    Aim, AimId, AmountScale, Bound, Culture, Day, Direction, Edit, Entry, EntryKey, Item, ItemId,
    Journal, Kind, LevelWord, List, ListContent, ListId, Origin, Period, RatingScale, Role, Span,
    SpanId, SpanKind, Target, Tracker, TrackerId, Value, days_between,
};

pub(in super::super) const FOOD: TrackerId = TrackerId(1);
pub(in super::super) const ITCH: TrackerId = TrackerId(2);
pub(in super::super) const CARE: TrackerId = TrackerId(3);
pub(in super::super) const SLEEP: TrackerId = TrackerId(4);
pub(in super::super) const WATER: TrackerId = TrackerId(5);
pub(in super::super) const KEFIR: ItemId = ItemId(1);

pub(in super::super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn amount(unit: &str, ceiling: f64) -> Kind {
    Kind::Amount(AmountScale {
        unit: unit.to_owned(),
        step: 1.0,
        ceiling,
    })
}

fn itch() -> Kind {
    let word = |(from, word): (f64, &str)| LevelWord {
        from,
        word: word.to_owned(),
    };
    let words = [
        (0.0, "none"),
        (1.0, "mild"),
        (4.0, "moderate"),
        (7.0, "severe"),
    ];
    Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: "Itch at its worst".to_owned(),
        words: words.map(word).to_vec(),
    })
}

fn tracker(id: TrackerId, name: &str, role: Role, kind: Kind) -> Tracker {
    Tracker {
        id,
        uid: name.to_lowercase().replace(' ', "_"),
        name: name.to_owned(),
        role,
        kind,
        list: None,
        section: "Body".to_owned(),
        position: id.0,
        colour: u8::from(role == Role::Symptom),
        daily_from: Some(day("2026-01-01")),
        archived_from: None,
        copyable: true,
    }
}

/// Five trackers and nothing logged.
pub(in super::super) fn empty_journal() -> Journal {
    let mut journal = Journal::default();
    let list = List {
        id: ListId(1),
        uid: "foods".to_owned(),
        name: "Foods".to_owned(),
        content: ListContent::Food,
    };
    let kefir = Item {
        id: KEFIR,
        uid: "kefir".to_owned(),
        list: ListId(1),
        name: "Kefir".to_owned(),
        position: 1,
        archived: false,
        serving: String::new(),
        culture: Culture::Live,
        brand: String::new(),
        per_tap: 1.0,
        labels: Vec::new(),
    };
    let food = Tracker {
        list: Some(ListId(1)),
        ..tracker(
            FOOD,
            "Fermented food",
            Role::Habit,
            amount("servings", 100.0),
        )
    };
    for edit in [
        Edit::put_list(list),
        Edit::put_item(kefir),
        Edit::put_tracker(food),
        Edit::put_tracker(tracker(ITCH, "Itch", Role::Symptom, itch())),
        Edit::put_tracker(tracker(CARE, "Skincare", Role::Habit, Kind::YesNo)),
        Edit::put_tracker(tracker(SLEEP, "Sleep", Role::Habit, amount("h", 24.0))),
        Edit::put_tracker(tracker(WATER, "Water", Role::Habit, amount("ml", 20_000.0))),
    ] {
        journal.apply(edit).unwrap();
    }
    journal
}

pub(in super::super) fn set_aim(journal: &mut Journal, tracker: TrackerId, amount: f64) {
    let aim = Aim {
        id: AimId(tracker.0),
        uid: format!("aim {}", tracker.0),
        tracker,
        from: day("2026-01-01"),
        target: Some(Target {
            bound: Bound::AtLeast,
            amount,
            period: Period::Day,
        }),
        source: "own".to_owned(),
    };
    journal.apply(Edit::put_aim(aim)).unwrap();
}

pub(in super::super) fn span(
    id: i64,
    kind: SpanKind,
    label: &str,
    start: &str,
    end: Option<&str>,
) -> Span {
    Span {
        id: SpanId(id),
        uid: format!("span {id}"),
        kind,
        label: label.to_owned(),
        dose: if kind == SpanKind::Treatment {
            "1 % twice a day".to_owned()
        } else {
            String::new()
        },
        start: day(start),
        end: end.map(day),
    }
}

/// Days logged up to `last` with gaps, skipped and copied values, spans and notes; the same each time.
pub(in super::super) fn lived_journal(first: &str, last: &str) -> Journal {
    let mut journal = empty_journal();
    for on in days_between(day(first), day(last)) {
        let turn = on.ordinal();
        if (100..110).contains(&turn) || turn % 23 == 0 {
            continue;
        }
        let wave = (f64::from(turn) / 24.0).sin() * 3.0 + 4.0;
        let jitter = f64::from((turn * 7919) % 5) - 2.0;
        let mut log = |tracker, number: f64, origin| {
            let entry = Entry {
                value: Value::Recorded(number),
                origin,
            };
            journal
                .apply(Edit::log(EntryKey::own(tracker, on), entry))
                .unwrap();
        };
        log(
            ITCH,
            (wave + jitter).round().clamp(0.0, 10.0),
            Origin::Typed,
        );
        log(FOOD, f64::from((turn * 31) % 4), Origin::Typed);
        let origin = if turn % 9 == 0 {
            Origin::Copied
        } else {
            Origin::Typed
        };
        log(CARE, f64::from(u8::from(turn % 4 != 0)), origin);
        if turn % 3 != 0 {
            log(WATER, 1250.0 + 250.0 * f64::from((turn * 13) % 5), origin);
        }
        if turn % 11 == 0 {
            let key = EntryKey::own(SLEEP, on);
            journal.apply(Edit::log(key, Entry::skipped())).unwrap();
        } else {
            log(
                SLEEP,
                6.0 + 0.25 * f64::from((turn * 17) % 9),
                Origin::Typed,
            );
        }
        if turn % 6 == 0 {
            let text = [
                "New shampoo, scalp a bit tight. #travel",
                "Slept badly, hands itchy at night #sleep",
                "Long walk, kefir with breakfast. #food #travel",
            ];
            let text = Some(text[(turn / 6 % 3) as usize].to_owned());
            journal.apply(Edit::Note { day: on, text }).unwrap();
        }
    }
    set_aim(&mut journal, WATER, 2000.0);
    journal
}

pub(in super::super) fn add_spans(journal: &mut Journal) {
    for span in [
        span(
            1,
            SpanKind::Treatment,
            "Hydrocortisone",
            "2026-03-02",
            Some("2026-03-15"),
        ),
        span(
            2,
            SpanKind::Pause,
            "Holiday in Norway",
            "2026-07-06",
            Some("2026-07-19"),
        ),
        span(
            3,
            SpanKind::Marker,
            "New shampoo",
            "2026-09-14",
            Some("2026-09-14"),
        ),
        span(4, SpanKind::Treatment, "Tacrolimus", "2026-10-28", None),
        span(5, SpanKind::Pause, "Flu", "2026-11-09", Some("2026-11-11")),
    ] {
        journal.apply(Edit::put_span(span)).unwrap();
    }
}
