//! A small journal that holds every kind of thing, for tests.

use biota::domain::*;

pub const WATER: TrackerId = TrackerId(1);
pub const FOOD: TrackerId = TrackerId(2);
pub const ITCH: TrackerId = TrackerId(3);
pub const SKINCARE: TrackerId = TrackerId(4);
pub const KEFIR: ItemId = ItemId(1);
pub const FACE: ItemId = ItemId(3);
pub const SERUM: ItemId = ItemId(4);

/// Every table that holds what a person entered.
pub const TABLES: [&str; 11] = [
    "list",
    "item",
    "label",
    "tracker",
    "level_word",
    "entry",
    "note",
    "span",
    "aim",
    "setting",
    "tombstone",
];

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn tracker(id: TrackerId, name: &str, role: Role, kind: Kind, list: Option<ListId>) -> Tracker {
    Tracker {
        id,
        uid: name.to_lowercase().replace(' ', "_"),
        name: name.to_owned(),
        role,
        kind,
        list,
        section: "Gut".to_owned(),
        position: id.0,
        colour: 7,
        daily_from: Some(day("2026-01-01")),
        archived_from: None,
        copyable: true,
    }
}

fn amount(unit: &str, step: f64, ceiling: f64) -> Kind {
    Kind::Amount(AmountScale {
        unit: unit.to_owned(),
        step,
        ceiling,
    })
}

pub fn trackers() -> Vec<Tracker> {
    let word = |from: f64, word: &str| LevelWord {
        from,
        word: word.to_owned(),
    };
    let itch = Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: "Itch at its worst since you got up yesterday".to_owned(),
        words: vec![word(0.0, "none"), word(1.0, "mild"), word(4.0, "moderate")],
    });
    vec![
        tracker(
            WATER,
            "Water",
            Role::Habit,
            amount("ml", 250.0, 20_000.0),
            None,
        ),
        tracker(
            FOOD,
            "Fermented food",
            Role::Habit,
            amount("servings", 1.0, 100.0),
            Some(ListId(1)),
        ),
        Tracker {
            section: SKIN_SECTION.to_owned(),
            copyable: false,
            ..tracker(ITCH, "Itch", Role::Symptom, itch, Some(ListId(2)))
        },
        Tracker {
            daily_from: None,
            archived_from: Some(day("2026-12-01")),
            ..tracker(
                SKINCARE,
                "Skincare",
                Role::Context,
                Kind::YesNo,
                Some(ListId(3)),
            )
        },
    ]
}

pub fn lists() -> Vec<List> {
    let list = |id: i64, name: &str, content| List {
        id: ListId(id),
        uid: name.to_lowercase(),
        name: name.to_owned(),
        content,
    };
    vec![
        list(1, "Foods", ListContent::Food),
        list(2, "Zones", ListContent::Zone),
        list(3, "Products", ListContent::Product),
        list(4, "Activities", ListContent::Activity),
    ]
}

pub fn items() -> Vec<Item> {
    let item = |id: i64, list: i64, name: &str| {
        let (uid, list) = (name.to_lowercase(), ListId(list));
        Item::new(ItemId(id), uid, list, name.to_owned(), id)
    };
    let label = |from: &str, cfu_per_dose: f64| Label {
        from: day(from),
        strains: "L. rhamnosus GG".to_owned(),
        cfu_per_dose,
    };
    vec![
        Item {
            serving: "200 ml".to_owned(),
            culture: Culture::Live,
            ..item(1, 1, "Kefir")
        },
        Item {
            culture: Culture::Heated,
            archived: true,
            ..item(2, 1, "Kōso")
        },
        item(3, 2, "Face"),
        Item {
            brand: "Ærlig".to_owned(),
            per_tap: 0.5,
            labels: vec![label("2026-01-01", 1e10), label("2026-06-01", 2.5e10)],
            ..item(4, 3, "Serum")
        },
    ]
}

pub fn aim(id: i64, from: &str, target: Option<Target>) -> Aim {
    Aim {
        id: AimId(id),
        uid: format!("aim-{id}"),
        tracker: WATER,
        from: day(from),
        target,
        source: "own".to_owned(),
    }
}

pub fn span(id: i64, kind: SpanKind, start: &str, end: Option<&str>) -> Span {
    Span {
        id: SpanId(id),
        uid: format!("span-{id}"),
        kind,
        label: "Cortisone".to_owned(),
        dose: "1 %".to_owned(),
        start: day(start),
        end: end.map(day),
    }
}

/// Trackers, lists and items alone.
pub fn bare() -> Journal {
    Journal::from_parts(JournalParts {
        trackers: trackers(),
        lists: lists(),
        items: items(),
        ..JournalParts::default()
    })
}

/// Something in every table, every word of every enumeration.
pub fn full() -> Journal {
    let mut journal = bare();
    let target = |bound, amount, period| {
        Some(Target {
            bound,
            amount,
            period,
        })
    };
    let entry = |value, origin| Entry { value, origin };
    let edits = vec![
        Edit::log(
            EntryKey::own(WATER, day("2026-11-20")),
            Entry::typed(1750.0),
        ),
        Edit::log(EntryKey::own(WATER, day("2026-11-21")), Entry::skipped()),
        Edit::log(
            EntryKey::item(FOOD, KEFIR, day("2026-11-20")),
            entry(Value::Recorded(0.1 + 0.2), Origin::Copied),
        ),
        Edit::log(
            EntryKey::item(ITCH, FACE, day("2024-02-29")),
            entry(Value::Recorded(4.0), Origin::Imported),
        ),
        Edit::log(
            EntryKey::item(SKINCARE, SERUM, day("2026-11-20")),
            entry(Value::Recorded(0.0), Origin::Typed),
        ),
        Edit::Note {
            day: day("2026-11-20"),
            text: Some("Scalp tight. #travel 🧴".to_owned()),
        },
        Edit::put_span(span(1, SpanKind::Treatment, "2026-11-01", None)),
        Edit::put_span(span(2, SpanKind::Pause, "2026-08-01", Some("2026-08-14"))),
        Edit::put_span(span(3, SpanKind::Marker, "2026-09-01", Some("2026-09-01"))),
        Edit::put_aim(aim(
            1,
            "2026-01-01",
            target(Bound::AtLeast, 1600.0, Period::Day),
        )),
        Edit::put_aim(aim(
            2,
            "2026-06-01",
            target(Bound::AtMost, 14_000.0, Period::Week),
        )),
        Edit::put_aim(aim(3, "2026-12-01", None)),
        Edit::set(setting_key::THEME, "dark"),
        Edit::set("unheard of", "kept as it is"),
    ];
    journal.apply(Edit::Batch(edits)).unwrap();
    journal
}
