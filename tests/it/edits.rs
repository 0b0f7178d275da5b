//! Laws of edits: memory, disk and a model stay equal whatever is done, undone, redone and reopened.

use biota::domain::*;
use biota::storage::{Access, CommitError, Session};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::sample::{self, day};

/// What a person, or a second program, may do next.
#[derive(Debug, Clone)]
enum Deed {
    Commit(Edit),
    DeleteTracker(i64),
    DeleteItem(i64),
    NoneToday(i64, Day),
    ConvertUnit(i64),
    Undo,
    Redo,
    Reopen,
}

fn days() -> impl Strategy<Value = Day> {
    let days = [
        "1900-01-01",
        "2024-02-29",
        "2026-11-20",
        "2026-11-21",
        "2199-12-31",
    ];
    prop_oneof![12 => select(days.map(day).to_vec()), 1 => Just(day("2200-01-01"))]
}

fn numbers() -> impl Strategy<Value = f64> {
    let odd = [
        0.0,
        -0.0,
        1.0,
        4.0,
        4.5,
        1750.0,
        1e9,
        f64::NAN,
        f64::INFINITY,
    ];
    prop_oneof![
        6 => select(vec![0.0, 1.0]),
        2 => select(odd.to_vec()),
        1 => any::<f64>(),
        1 => 0.0..100.0,
    ]
}

fn texts() -> impl Strategy<Value = String> {
    let texts = [
        "", "Itch", "iTCH", "Kefir", "कि", "a\nb", " x", "Skin", "🧴",
    ];
    prop_oneof![
        select(texts.to_vec()).prop_map(str::to_owned),
        "\\PC{1,90}",
        any::<String>()
    ]
}

fn entries() -> impl Strategy<Value = Edit> {
    let entry = (
        prop_oneof![
            4 => numbers().prop_map(Value::Recorded),
            1 => Just(Value::Skipped),
        ],
        select(vec![Origin::Typed, Origin::Copied, Origin::Imported]),
    );
    let entry = entry.prop_map(|(value, origin)| Entry { value, origin });
    let sensible = select(vec![
        (1, None),
        (2, None),
        (2, Some(1)),
        (3, Some(3)),
        (4, Some(4)),
    ]);
    let part = prop_oneof![4 => sensible, 1 => (1..=5_i64, option::of(1..=5_i64))];
    let key = (part, days());
    (key, option::weighted(0.8, entry)).prop_map(|(((tracker, item), day), entry)| Edit::Entry {
        key: EntryKey {
            tracker: TrackerId(tracker),
            day,
            item: item.map(ItemId),
        },
        entry,
    })
}

fn trackers() -> impl Strategy<Value = Edit> {
    let kind = (0..4_usize, numbers(), vec((numbers(), texts()), 0..3));
    let details = (
        texts(),
        kind,
        option::of(1..=5_i64),
        option::of(days()),
        any::<(i64, u8, bool)>(),
    );
    let tracker = details.prop_map(|(name, (template, step, words), list, daily_from, rest)| {
        let mut tracker = sample::trackers().swap_remove(template);
        tracker.name = name;
        match &mut tracker.kind {
            Kind::Amount(amount) => amount.step = step,
            Kind::Scale(scale) => {
                let words = words.into_iter();
                scale.words = words.map(|(from, word)| LevelWord { from, word }).collect();
            }
            Kind::YesNo => {}
        }
        tracker.list = list.map(ListId);
        tracker.daily_from = daily_from;
        (tracker.position, tracker.colour, tracker.copyable) = rest;
        tracker
    });
    (1..=5_i64, 1..=6_i64, option::weighted(0.8, tracker)).prop_map(|(id, uid, tracker)| {
        let id = TrackerId(id);
        let tracker = tracker.map(|tracker| {
            let uid = format!("tracker-{uid}");
            Box::new(Tracker { id, uid, ..tracker })
        });
        Edit::Tracker { id, tracker }
    })
}

fn lists() -> impl Strategy<Value = Edit> {
    let content = select(vec![
        ListContent::Food,
        ListContent::Product,
        ListContent::Activity,
        ListContent::Zone,
    ]);
    let list = option::weighted(0.7, (texts(), content));
    (1..=5_i64, 1..=6_i64, list).prop_map(|(id, uid, list)| {
        let id = ListId(id);
        let list = list.map(|(name, content)| List {
            id,
            uid: format!("list-{uid}"),
            name,
            content,
        });
        Edit::List { id, list }
    })
}

fn items() -> impl Strategy<Value = Edit> {
    let culture = select(vec![Culture::Live, Culture::Heated, Culture::Unknown]);
    let labels = vec((days(), texts(), 0.0..1e12), 0..3);
    let item = (
        (1..=4_i64, texts(), texts(), culture),
        labels,
        numbers(),
        any::<(i64, bool)>(),
    );
    let item = item.prop_map(
        |((list, name, serving, culture), labels, per_tap, rest)| Item {
            id: ItemId(0),
            uid: String::new(),
            list: ListId(list),
            name,
            position: rest.0,
            archived: rest.1,
            brand: serving.clone(),
            serving,
            culture,
            per_tap,
            labels: labels
                .into_iter()
                .map(|(from, strains, cfu_per_dose)| Label {
                    from,
                    strains,
                    cfu_per_dose,
                })
                .collect(),
        },
    );
    (0..=5_i64, 1..=6_i64, option::weighted(0.8, item)).prop_map(|(id, uid, item)| {
        let id = ItemId(id);
        let item = item.map(|item| {
            let uid = format!("item-{uid}");
            Box::new(Item { id, uid, ..item })
        });
        Edit::Item { id, item }
    })
}

fn aims() -> impl Strategy<Value = Edit> {
    let target = (
        select(vec![Bound::AtLeast, Bound::AtMost]),
        numbers(),
        select(vec![Period::Day, Period::Week]),
    );
    let target = target.prop_map(|(bound, amount, period)| Target {
        bound,
        amount,
        period,
    });
    let aim = (1..=5_i64, days(), option::of(target), texts());
    (1..=3_i64, option::weighted(0.8, aim)).prop_map(|(id, aim)| Edit::Aim {
        id: AimId(id),
        aim: aim.map(|(tracker, from, target, source)| Aim {
            id: AimId(id),
            uid: format!("aim-{id}"),
            tracker: TrackerId(tracker),
            from,
            target,
            source,
        }),
    })
}

fn spans() -> impl Strategy<Value = Edit> {
    let kind = select(vec![SpanKind::Treatment, SpanKind::Pause, SpanKind::Marker]);
    let span = (kind, texts(), texts(), days(), option::of(days()));
    (1..=3_i64, option::weighted(0.8, span)).prop_map(|(id, span)| Edit::Span {
        id: SpanId(id),
        span: span.map(|(kind, label, dose, start, end)| Span {
            id: SpanId(id),
            uid: format!("span-{id}"),
            kind,
            label,
            dose,
            start,
            end,
        }),
    })
}

fn leaves() -> impl Strategy<Value = Edit> {
    let note = (days(), option::of(texts())).prop_map(|(day, text)| Edit::Note { day, text });
    let setting = (texts(), option::of(texts()));
    let setting = setting.prop_map(|(key, value)| Edit::Setting { key, value });
    prop_oneof![
        6 => entries(),
        1 => note,
        1 => setting,
        2 => trackers(),
        1 => lists(),
        2 => items(),
        1 => aims(),
        1 => spans(),
    ]
}

pub fn edits() -> impl Strategy<Value = Edit> {
    let batch = |edits| vec(edits, 0..5).prop_map(Edit::Batch);
    prop_oneof![
        8 => leaves(),
        3 => batch(leaves().boxed()),
        1 => batch(batch(leaves().boxed()).boxed()),
    ]
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => edits().prop_map(Deed::Commit),
        1 => (1..=5_i64).prop_map(Deed::DeleteTracker),
        1 => (1..=5_i64).prop_map(Deed::DeleteItem),
        2 => ((1..=5_i64), days()).prop_map(|(tracker, day)| Deed::NoneToday(tracker, day)),
        1 => (1..=2_i64).prop_map(Deed::ConvertUnit),
        6 => Just(Deed::Undo),
        4 => Just(Deed::Redo),
        1 => Just(Deed::Reopen),
    ]
}

/// What the journal should be, told without inverses: every state that was, and where in them we stand.
struct Model {
    states: Vec<Journal>,
    at: usize,
}

impl Model {
    fn commit(&mut self, edit: Edit) -> Result<(), Rejected> {
        let mut next = self.states[self.at].clone();
        next.apply(edit)?;
        if next != self.states[self.at] {
            self.states.truncate(self.at + 1);
            self.states.push(next);
            self.at += 1;
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_disk_and_model_stay_equal(deeds in vec(deeds(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.biota");
        biota::storage::Store::create_new(&path, &sample::full()).unwrap();
        let mut session = Session::open(&path, Access::Window).unwrap();
        let mut model = Model { states: vec![sample::full()], at: 0 };
        for deed in deeds {
            let edit = match deed {
                Deed::Commit(edit) => Some(edit),
                Deed::DeleteTracker(id) => {
                    Some(routine::delete_tracker(session.journal(), TrackerId(id)))
                }
                Deed::DeleteItem(id) => Some(routine::delete_item(session.journal(), ItemId(id))),
                Deed::NoneToday(id, day) => {
                    Some(routine::none_today(session.journal(), TrackerId(id), day))
                }
                Deed::ConvertUnit(id) => {
                    routine::convert_unit(session.journal(), TrackerId(id), "l", 0.001)
                }
                Deed::Undo => {
                    let undone = session.undo().unwrap();
                    prop_assert_eq!(undone.is_some(), model.at > 0);
                    model.at = model.at.saturating_sub(1);
                    None
                }
                Deed::Redo => {
                    let redone = session.redo().unwrap();
                    prop_assert_eq!(redone.is_some(), model.at + 1 < model.states.len());
                    model.at = (model.at + 1).min(model.states.len() - 1);
                    None
                }
                Deed::Reopen => {
                    drop(session);
                    session = Session::open(&path, Access::Window).unwrap();
                    model.states = vec![model.states.swap_remove(model.at)];
                    model.at = 0;
                    None
                }
            };
            if let Some(edit) = edit {
                let kept = session.commit(edit.clone(), "Deed");
                prop_assert_eq!(kept, model.commit(edit).map_err(CommitError::Rejected));
            }
            prop_assert_eq!(session.journal(), &model.states[model.at]);
        }
        let disk = Session::open(&path, Access::Read).unwrap();
        prop_assert_eq!(disk.journal(), session.journal());
        prop_assert!(biota::storage::check(&path).unwrap().is_sound());
    }

    #[test]
    fn an_inverse_takes_back_and_its_own_inverse_does_it_again(edits in vec(edits(), 1..40)) {
        let mut journal = sample::full();
        for edit in edits {
            let before = journal.clone();
            match journal.apply(edit) {
                Err(_) => prop_assert_eq!(&journal, &before, "a refusal changes nothing"),
                Ok(inverse) => {
                    let after = journal.clone();
                    let again = journal.apply(inverse).unwrap();
                    prop_assert_eq!(&journal, &before);
                    journal.apply(again).unwrap();
                    prop_assert_eq!(&journal, &after);
                }
            }
        }
    }

    #[test]
    fn cells_are_found_wherever_two_journals_differ(edits in vec(edits(), 1..20)) {
        let before = sample::full();
        let mut after = before.clone();
        let mut touched = Vec::new();
        for edit in edits {
            let cells = edit.cells();
            if after.apply(edit).is_ok() {
                touched.extend(cells);
            }
        }
        let changed = before.changed_cells(&after);
        prop_assert_eq!(changed.is_empty(), before == after);
        prop_assert!(changed.iter().all(|cell| touched.contains(cell)));
    }
}
