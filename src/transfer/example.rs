//! A small journal for tests of both CSV forms, with all that is awkward in one.

use crate::domain::{
    AmountScale, Culture, Day, Direction, Edit, Entry, EntryKey, Item, ItemId, Journal, Kind, List,
    ListContent, ListId, Origin, RatingScale, Role, Tracker, TrackerId, Value,
};

const FOOD: TrackerId = TrackerId(1);
const ITCH: TrackerId = TrackerId(2);
/// An amount that takes up to a million.
pub(super) const TEA: TrackerId = TrackerId(3);
const KEFIR: ItemId = ItemId(1);
const KIMCHI: ItemId = ItemId(2);

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Three trackers whose positions differ from their numbers, two items, one day without an entry.
pub(super) fn journal() -> Journal {
    let mut journal = Journal::default();
    let list = List {
        id: ListId(1),
        uid: "foods".to_owned(),
        name: "Foods".to_owned(),
        content: ListContent::Food,
    };
    let (first, last) = (day("2026-11-18"), day("2026-11-20"));
    let entry = |value: Value, origin: Origin| Entry { value, origin };
    let edits = vec![
        Edit::put_list(list),
        Edit::put_item(item(KEFIR, "Kefir", 2)),
        Edit::put_item(item(KIMCHI, "Kimchi", 1)),
        Edit::put_tracker(Tracker {
            list: Some(ListId(1)),
            ..tracker(
                FOOD,
                "Fermented food",
                "fermented_food",
                1,
                amount("servings"),
            )
        }),
        Edit::put_tracker(tracker(
            TEA,
            "Tea, \"green\", 🍵",
            "=tea",
            2,
            amount("-cups"),
        )),
        Edit::put_tracker(tracker(ITCH, "Itch", "itch", 3, scale())),
        Edit::log(
            EntryKey::item(FOOD, KEFIR, first),
            entry(Value::Recorded(0.5), Origin::Imported),
        ),
        Edit::log(
            EntryKey::item(FOOD, KIMCHI, first),
            entry(Value::Recorded(2.0), Origin::Copied),
        ),
        Edit::log(EntryKey::own(ITCH, first), Entry::typed(4.0)),
        Edit::log(EntryKey::own(FOOD, last), Entry::typed(0.0)),
        Edit::log(EntryKey::own(TEA, last), Entry::typed(6.75)),
        Edit::log(EntryKey::own(ITCH, last), Entry::skipped()),
        note(first, "Slept badly, \"again\"\n-- second line #travel"),
        note(last, "=rash gone 🎉"),
    ];
    journal.apply(Edit::Batch(edits)).unwrap();
    journal
}

fn note(day: Day, text: &str) -> Edit {
    Edit::Note {
        day,
        text: Some(text.to_owned()),
    }
}

fn amount(unit: &str) -> Kind {
    Kind::Amount(AmountScale {
        unit: unit.to_owned(),
        step: 1.0,
        ceiling: 1_000_000.0,
    })
}

fn scale() -> Kind {
    Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: String::new(),
        words: Vec::new(),
    })
}

fn tracker(id: TrackerId, name: &str, uid: &str, position: i64, kind: Kind) -> Tracker {
    Tracker {
        id,
        uid: uid.to_owned(),
        name: name.to_owned(),
        role: Role::Habit,
        kind,
        list: None,
        section: "Gut".to_owned(),
        position,
        colour: 0,
        daily_from: None,
        archived_from: None,
        copyable: true,
    }
}

fn item(id: ItemId, name: &str, position: i64) -> Item {
    Item {
        id,
        uid: name.to_lowercase(),
        list: ListId(1),
        name: name.to_owned(),
        position,
        archived: false,
        serving: String::new(),
        culture: Culture::Live,
        brand: String::new(),
        per_tap: 1.0,
        labels: Vec::new(),
    }
}
