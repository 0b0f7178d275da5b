//! The laws of the domain on a small journal.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn tracker(id: i64, name: &str, kind: Kind) -> Tracker {
    Tracker {
        id: TrackerId(id),
        uid: name.to_lowercase(),
        name: name.to_owned(),
        role: Role::Habit,
        kind,
        list: None,
        section: "Gut".to_owned(),
        position: id,
        colour: 0,
        daily_from: Some(day("2026-01-01")),
        archived_from: None,
        copyable: true,
    }
}

fn amount(unit: &str) -> Kind {
    Kind::Amount(AmountScale {
        unit: unit.to_owned(),
        step: 1.0,
        ceiling: 1_000.0,
    })
}

fn scale() -> Kind {
    Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: "Itch".to_owned(),
        words: Vec::new(),
    })
}

const FOOD: TrackerId = TrackerId(1);
const ITCH: TrackerId = TrackerId(2);
const CARE: TrackerId = TrackerId(3);
const KEFIR: ItemId = ItemId(1);
const KIMCHI: ItemId = ItemId(2);

fn item(id: ItemId, name: &str) -> Item {
    Item {
        id,
        uid: name.to_lowercase(),
        list: ListId(1),
        name: name.to_owned(),
        position: id.0,
        archived: false,
        serving: "200 ml".to_owned(),
        culture: Culture::Live,
        brand: String::new(),
        per_tap: 1.0,
        labels: Vec::new(),
    }
}

fn journal() -> Journal {
    let mut journal = Journal::default();
    let list = List {
        id: ListId(1),
        uid: "foods".to_owned(),
        name: "Foods".to_owned(),
        content: ListContent::Food,
    };
    let food = Tracker {
        list: Some(ListId(1)),
        ..tracker(1, "Fermented food", amount("servings"))
    };
    let itch = Tracker {
        role: Role::Symptom,
        section: SKIN_SECTION.to_owned(),
        ..tracker(2, "Itch", scale())
    };
    let edits = [
        Edit::put_list(list),
        Edit::put_item(item(KEFIR, "Kefir")),
        Edit::put_item(item(KIMCHI, "Kimchi")),
        Edit::put_tracker(food),
        Edit::put_tracker(itch),
        Edit::put_tracker(tracker(3, "Skincare", Kind::YesNo)),
    ];
    journal.apply(Edit::Batch(edits.into())).unwrap();
    journal
}

fn log(journal: &mut Journal, key: EntryKey, number: f64) {
    journal.apply(Edit::log(key, Entry::typed(number))).unwrap();
}

#[test]
fn a_batch_that_fails_in_the_middle_changes_nothing() {
    let mut changed = journal();
    let before = changed.clone();
    let key = EntryKey::own(ITCH, day("2026-11-21"));
    let batch = Edit::Batch(vec![
        Edit::log(key, Entry::typed(4.0)),
        Edit::log(key, Entry::typed(11.0)),
    ]);
    assert_eq!(
        changed.apply(batch),
        Err(Rejected::OutOfRange {
            lowest: 0.0,
            highest: 10.0
        })
    );
    assert_eq!(changed, before);
}

#[test]
fn inverses_bring_back_deleted_trackers_with_all_they_held() {
    let mut changed = journal();
    for offset in 0..30 {
        log(
            &mut changed,
            EntryKey::item(
                FOOD,
                KEFIR,
                day("2026-10-01") + chrono::Duration::days(offset),
            ),
            1.0,
        );
    }
    let before = changed.clone();
    assert_eq!(
        changed.apply(Edit::Tracker {
            id: FOOD,
            tracker: None
        }),
        Err(Rejected::InUse)
    );
    let inverse = changed
        .apply(routine::delete_tracker(&before, FOOD))
        .unwrap();
    assert!(changed.tracker(FOOD).is_none());
    changed.apply(inverse).unwrap();
    assert_eq!(changed, before);
}

#[test]
fn names_are_unique_without_regard_to_case() {
    let mut journal = journal();
    let twin = Tracker {
        uid: "other".to_owned(),
        ..tracker(9, "ITCH", amount("ml"))
    };
    assert_eq!(
        journal.apply(Edit::put_tracker(twin)),
        Err(Rejected::NameTaken)
    );
    let twin = Item {
        uid: "other".to_owned(),
        ..item(ItemId(9), "kEFIR")
    };
    assert_eq!(
        journal.apply(Edit::put_item(twin)),
        Err(Rejected::NameTaken)
    );
}

#[test]
fn a_unit_changes_only_with_conversion_or_while_empty() {
    let mut journal = journal();
    let litres = Tracker {
        list: Some(ListId(1)),
        ..tracker(1, "Fermented food", amount("g"))
    };
    assert!(
        journal
            .clone()
            .apply(Edit::put_tracker(litres.clone()))
            .is_ok(),
        "while empty"
    );
    log(
        &mut journal,
        EntryKey::item(FOOD, KEFIR, day("2026-11-20")),
        2.0,
    );
    assert_eq!(
        journal.apply(Edit::put_tracker(litres)),
        Err(Rejected::EntriesDoNotFit)
    );
    let before = journal.clone();
    let inverse = journal
        .apply(routine::convert_unit(&before, FOOD, "g", 200.0).unwrap())
        .unwrap();
    assert_eq!(
        journal.value_on(FOOD, day("2026-11-20")).number(),
        Some(400.0)
    );
    journal.apply(inverse).unwrap();
    assert_eq!(journal, before);
}

#[test]
fn day_values_follow_the_kind() {
    let mut journal = journal();
    let today = day("2026-11-21");
    assert_eq!(journal.value_on(FOOD, today), DayValue::NotLogged);
    log(&mut journal, EntryKey::item(FOOD, KEFIR, today), 1.0);
    log(&mut journal, EntryKey::own(FOOD, today), 0.5);
    assert_eq!(journal.value_on(FOOD, today).number(), Some(1.5));
    journal.apply(routine::skip(&journal, FOOD, today)).unwrap();
    assert_eq!(journal.value_on(FOOD, today), DayValue::Skipped);
    journal
        .apply(routine::none_today(&journal, FOOD, today))
        .unwrap();
    assert_eq!(
        journal.value_on(FOOD, today),
        DayValue::Recorded {
            number: 0.0,
            copied: false
        }
    );
    log(&mut journal, EntryKey::own(ITCH, today), -0.0);
    let stored = journal
        .entry(EntryKey::own(ITCH, today))
        .unwrap()
        .value
        .number()
        .unwrap();
    assert!(stored.is_sign_positive(), "minus zero is zero");
}

#[test]
fn sixty_days_of_chips_and_none_today_give_kefir_its_zeros() {
    let mut journal = journal();
    let first = day("2026-09-01");
    for (index, day) in days_between(first, day("2026-10-30")).enumerate() {
        let edit = match index % 3 {
            0 => routine::set_item(&journal, FOOD, KEFIR, day, 1.0),
            1 => routine::set_item(&journal, FOOD, KIMCHI, day, 2.0),
            _ => routine::none_today(&journal, FOOD, day),
        };
        journal.apply(edit).unwrap();
    }
    let food = journal.tracker(FOOD).unwrap().clone();
    let entries_before = journal.entry_count();
    let kefir = item_values(&journal, &food, KEFIR, first, day("2026-12-31"));
    assert_eq!(kefir.len(), 60);
    let numbers: Vec<_> = kefir
        .iter()
        .filter_map(|(_, value)| value.number())
        .collect();
    assert_eq!(numbers.iter().filter(|number| **number == 1.0).count(), 20);
    assert_eq!(numbers.iter().filter(|number| **number == 0.0).count(), 40);
    assert_eq!(journal.entry_count(), entries_before);
    assert_eq!(
        entries_before, 60,
        "one entry a day, no zero of kefir among them"
    );
}

#[test]
fn same_as_yesterday_takes_only_what_was_typed() {
    let mut journal = journal();
    let (yesterday, today) = (day("2026-11-20"), day("2026-11-21"));
    log(&mut journal, EntryKey::item(FOOD, KEFIR, yesterday), 1.0);
    log(&mut journal, EntryKey::own(ITCH, yesterday), 4.0);
    log(&mut journal, EntryKey::own(CARE, yesterday), 1.0);
    journal
        .apply(routine::same_as_yesterday(&journal, today))
        .unwrap();
    assert_eq!(
        journal.value_on(FOOD, today),
        DayValue::Recorded {
            number: 1.0,
            copied: true
        }
    );
    assert_eq!(journal.value_on(ITCH, today), DayValue::NotLogged);
    assert_eq!(routine::unconfirmed(&journal, today), 2);
    let tomorrow = day("2026-11-22");
    assert!(
        routine::same_as_yesterday(&journal, tomorrow).is_empty(),
        "copies are not copied"
    );
    journal
        .apply(routine::confirm(&journal, FOOD, today))
        .unwrap();
    assert_eq!(routine::unconfirmed(&journal, today), 1);
    assert_eq!(
        routine::same_as_yesterday(&journal, tomorrow).cells().len(),
        1
    );
}

#[test]
fn rest_of_skin_clear_leaves_what_is_logged() {
    let mut journal = journal();
    let today = day("2026-11-21");
    journal
        .apply(routine::rest_of_skin_clear(&journal, today))
        .unwrap();
    assert_eq!(journal.value_on(ITCH, today).number(), Some(0.0));
    assert_eq!(journal.value_on(FOOD, today), DayValue::NotLogged);
    assert!(routine::rest_of_skin_clear(&journal, today).is_empty());
}

#[test]
fn aims_hold_from_their_day_on() {
    let mut journal = journal();
    let aim = |id: i64, from: &str, amount: Option<f64>| Aim {
        id: AimId(id),
        uid: id.to_string(),
        tracker: FOOD,
        from: day(from),
        target: amount.map(|amount| Target {
            bound: Bound::AtLeast,
            amount,
            period: Period::Day,
        }),
        source: "own".to_owned(),
    };
    for aim in [
        aim(1, "2026-01-01", Some(1.0)),
        aim(2, "2026-11-01", Some(2.0)),
        aim(3, "2026-12-01", None),
    ] {
        journal.apply(Edit::put_aim(aim)).unwrap();
    }
    let amount_on = |on: &str| {
        journal
            .aim_on(FOOD, day(on))
            .and_then(|aim| aim.target)
            .map(|target| target.amount)
    };
    assert_eq!(amount_on("2025-12-31"), None);
    assert_eq!(amount_on("2026-10-31"), Some(1.0));
    assert_eq!(amount_on("2026-11-01"), Some(2.0));
    assert_eq!(amount_on("2026-12-01"), None);
}

#[test]
fn completeness_counts_the_daily_trackers_of_that_day() {
    let mut journal = journal();
    log(&mut journal, EntryKey::own(ITCH, day("2026-11-21")), 4.0);
    assert_eq!(
        completeness(&journal, day("2026-11-21")),
        Completeness {
            logged: 1,
            expected: 3
        }
    );
    assert_eq!(
        completeness(&journal, day("2025-12-31")),
        Completeness::default()
    );
}

#[test]
fn history_walks_back_and_forth_and_forgets_what_others_changed() {
    let mut journal = journal();
    let start = journal.clone();
    let mut history = History::default();
    for (number, label) in [(4.0, "Itch 4"), (5.0, "Itch 5")] {
        let edit = Edit::log(EntryKey::own(ITCH, day("2026-11-21")), Entry::typed(number));
        history.record(label.to_owned(), journal.apply(edit).unwrap());
    }
    let end = journal.clone();
    for _ in 0..2 {
        let inverse = journal
            .apply(history.next_undo().unwrap().edit.clone())
            .unwrap();
        history.undone(inverse);
    }
    assert_eq!(journal, start);
    assert_eq!(history.redo_label(), Some("Itch 4"));
    for _ in 0..2 {
        let inverse = journal
            .apply(history.next_redo().unwrap().edit.clone())
            .unwrap();
        history.redone(inverse);
    }
    assert_eq!(journal, end);
    history.forget(&end.changed_cells(&start));
    assert_eq!(history.undo_label(), None);
}
