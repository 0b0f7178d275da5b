//! The rows of an archive's parts as a journal; each row is checked as if a person had entered it.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::columns::{AIMS, ENTRIES, ITEMS, LISTS, NOTES, SETTINGS, SPANS, TOMBSTONES, TRACKERS};
use super::read::ArchiveError;
use super::row::{Row, Why, day, each_row, find, number, reason, short, twice};
use crate::domain::{
    Aim, AimId, AmountScale, Archive, Bound, Cell, Culture, Direction, Edit, Entry, EntryKey, Item,
    ItemId, Journal, JournalParts, Kind, Label, LevelWord, List, ListContent, ListId, Origin,
    Period, RatingScale, Rejected, Role, Span, SpanId, SpanKind, Target, Tombstone, Tracker,
    TrackerId, Value,
};

/// Longer than any moment that is written.
const MOST_STAMP_BYTES: usize = 40;

/// Puts the parts together, each of them gone once it is read.
pub(super) fn journal_of(mut parts: BTreeMap<&str, Vec<u8>>) -> Result<Archive, ArchiveError> {
    let mut assembly = Assembly::default();
    for (part, take) in [
        (LISTS, Assembly::take_list as Take),
        (ITEMS, Assembly::take_item),
        (TRACKERS, Assembly::take_tracker),
        (ENTRIES, Assembly::take_entry),
        (NOTES, Assembly::take_note),
        (SPANS, Assembly::take_span),
        (AIMS, Assembly::take_aim),
        (TOMBSTONES, Assembly::take_tombstone),
    ] {
        if part == ENTRIES {
            assembly.begin_entries();
        }
        let bytes = parts.remove(part).unwrap_or_default();
        each_row(part, &bytes, |row| take(&mut assembly, row))?;
    }
    let bytes = parts.remove(SETTINGS).unwrap_or_else(|| b"{}".to_vec());
    assembly.take_settings(&bytes)?;
    Ok(assembly.finish())
}

type Take = fn(&mut Assembly, &Row<'_>) -> Result<(), Why>;

/// Every row is taken as an edit, and so what a person could not have entered is refused: lists, items, trackers, spans and
/// aims each alone, entries and notes one after the other. What must not stand there twice is looked for in sets.
#[derive(Default)]
struct Assembly {
    parts: JournalParts,
    /// With all lists, items and trackers: takes the entries and notes.
    journal: Journal,
    list_keys: BTreeMap<String, ListId>,
    item_keys: BTreeMap<String, ItemId>,
    tracker_keys: BTreeMap<String, TrackerId>,
    /// Numbers, keys and names that are taken, each with the kind of thing it is of.
    taken: HashSet<(&'static str, String)>,
    changed_at: BTreeMap<Cell, String>,
    tombstones: Vec<Tombstone>,
}

impl Assembly {
    /// Lists, items and trackers are all there.
    fn begin_entries(&mut self) {
        self.journal = Journal::from_parts(JournalParts {
            trackers: std::mem::take(&mut self.parts.trackers),
            lists: std::mem::take(&mut self.parts.lists),
            items: std::mem::take(&mut self.parts.items),
            ..JournalParts::default()
        });
    }

    fn finish(mut self) -> Archive {
        let journal = &self.journal;
        self.parts.trackers = journal.trackers().into_iter().cloned().collect();
        self.parts.lists = journal.lists().cloned().collect();
        self.parts.items = journal.items().cloned().collect();
        self.parts.entries = journal.entries().collect();
        let owned = |(day, text): (_, &str)| (day, text.to_owned());
        self.parts.notes = journal.notes().map(owned).collect();
        self.journal = Journal::default();
        Archive {
            journal: Journal::from_parts(self.parts),
            changed_at: self.changed_at,
            tombstones: self.tombstones,
        }
    }

    /// Takes a thing that stands alone: its number, key and name must be its own.
    fn take_alone(
        &mut self,
        surroundings: JournalParts,
        edit: Edit,
        own: &[(&'static str, String)],
    ) -> Result<(), Why> {
        let mut alone = Journal::from_parts(surroundings);
        alone.apply(edit).map_err(|rejected| reason(&rejected))?;
        for (kind, text) in own {
            if !self.taken.insert((*kind, text.clone())) {
                let what = kind.split_once(' ').map_or(*kind, |(_, what)| what);
                return Err(twice(&format!("the {what} “{}”", short(text))));
            }
        }
        Ok(())
    }

    fn stamp(&mut self, cell: Cell, row: &Row<'_>) -> Result<(), Why> {
        let stamp = row.stamp("changed_at", MOST_STAMP_BYTES)?;
        if !stamp.is_empty() {
            self.changed_at.insert(cell, stamp);
        }
        Ok(())
    }

    fn take_list(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let list = List {
            id: ListId(row.integer("number")?),
            uid: row.text("key"),
            name: row.text("name"),
            content: row.key("content", ListContent::from_key)?,
        };
        let own = [
            ("list number", list.id.0.to_string()),
            ("list key", list.uid.clone()),
            ("list name", list.name.to_lowercase()),
        ];
        self.take_alone(JournalParts::default(), Edit::put_list(list.clone()), &own)?;
        self.stamp(Cell::List(list.id), row)?;
        self.list_keys.insert(list.uid.clone(), list.id);
        self.parts.lists.push(list);
        Ok(())
    }

    /// The list alone, for what refers to it.
    fn with_list(&self, list: Option<ListId>) -> JournalParts {
        let found = list.map(|id| List {
            id,
            uid: "list".to_owned(),
            name: "list".to_owned(),
            content: ListContent::Food,
        });
        JournalParts {
            lists: found.into_iter().collect(),
            ..JournalParts::default()
        }
    }

    fn take_item(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let labels: Vec<(String, String, String)> = row.json("labels")?;
        let label = |(from, strains, cfu): (String, String, String)| {
            Ok::<_, Why>(Label {
                from: day(&from)?,
                strains,
                cfu_per_dose: number(&cfu)?,
            })
        };
        let item = Item {
            id: ItemId(row.integer("number")?),
            uid: row.text("key"),
            list: find(&self.list_keys, row.get("list_key"))?,
            name: row.text("name"),
            position: row.integer("position")?,
            archived: row.flag("archived")?,
            serving: row.text("serving"),
            culture: row.key("culture", Culture::from_key)?,
            brand: row.text("brand"),
            per_tap: row.number("per_tap")?,
            labels: labels.into_iter().map(label).collect::<Result<_, _>>()?,
        };
        let own = [
            ("item number", item.id.0.to_string()),
            ("item key", item.uid.clone()),
            (
                "item name",
                format!("{}/{}", item.list.0, item.name.to_lowercase()),
            ),
        ];
        let list = self.with_list(Some(item.list));
        self.take_alone(list, Edit::put_item(item.clone()), &own)?;
        self.stamp(Cell::Item(item.id), row)?;
        self.item_keys.insert(item.uid.clone(), item.id);
        self.parts.items.push(item);
        Ok(())
    }

    fn take_tracker(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let list = match row.get("list_key") {
            "" => None,
            key => Some(find(&self.list_keys, key)?),
        };
        let tracker = Tracker {
            id: TrackerId(row.integer("number")?),
            uid: row.text("key"),
            name: row.text("name"),
            role: row.key("role", Role::from_key)?,
            kind: kind(row)?,
            list,
            section: row.text("section"),
            position: row.integer("position")?,
            colour: u8::try_from(row.integer("colour")?).map_err(|_| row.unknown("colour"))?,
            daily_from: row.day_or_none("daily_from")?,
            archived_from: row.day_or_none("archived_from")?,
            copyable: row.flag("copyable")?,
        };
        let own = [
            ("tracker number", tracker.id.0.to_string()),
            ("tracker key", tracker.uid.clone()),
            ("tracker name", tracker.name.to_lowercase()),
        ];
        let list = self.with_list(tracker.list);
        self.take_alone(list, Edit::put_tracker(tracker.clone()), &own)?;
        self.stamp(Cell::Tracker(tracker.id), row)?;
        self.tracker_keys.insert(tracker.uid.clone(), tracker.id);
        self.parts.trackers.push(tracker);
        Ok(())
    }

    fn take_entry(&mut self, row: &Row<'_>) -> Result<(), Why> {
        // An item always has a name; its key may be empty.
        let item = match (row.get("item"), row.get("item_key")) {
            ("", "") => None,
            (_, key) => Some(find(&self.item_keys, key)?),
        };
        let key = EntryKey {
            tracker: find(&self.tracker_keys, row.get("tracker_key"))?,
            day: row.day("date")?,
            item,
        };
        let value = match (row.get("state"), row.get("value")) {
            ("recorded", _) => Value::Recorded(row.number("value")?),
            ("skipped", "") => Value::Skipped,
            _ => return Err(row.unknown("state")),
        };
        let origin = row.key("origin", Origin::from_key)?;
        let entry = Entry { value, origin };
        match self.journal.apply(Edit::log(key, entry)) {
            Ok(Edit::Entry { entry: None, .. }) => self.stamp(Cell::Entry(key), row),
            Ok(_) => Err(twice(&self.entry_name(key))),
            Err(rejected) => Err(format!("{}: {}", self.entry_name(key), reason(&rejected))),
        }
    }

    /// "Water, Tea on 2026-01-01".
    fn entry_name(&self, key: EntryKey) -> String {
        let tracker = self.journal.tracker(key.tracker);
        let tracker = tracker.map_or("", |tracker| tracker.name.as_str());
        let item = key.item.and_then(|item| self.journal.item(item));
        let item = item.map_or_else(String::new, |item| format!(", {}", short(&item.name)));
        format!("{}{item} on {}", short(tracker), key.day)
    }

    fn take_note(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let (day, text) = (row.day("date")?, Some(row.text("note")));
        match self.journal.apply(Edit::Note { day, text }) {
            Ok(Edit::Note { text: None, .. }) => self.stamp(Cell::Note(day), row),
            Ok(_) => Err(twice(&format!("the note of {day}"))),
            Err(rejected) => Err(reason(&rejected)),
        }
    }

    fn take_span(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let span = Span {
            id: SpanId(row.integer("number")?),
            uid: row.text("key"),
            kind: row.key("kind", SpanKind::from_key)?,
            label: row.text("label"),
            dose: row.text("dose"),
            start: row.day("start")?,
            end: row.day_or_none("end")?,
        };
        let own = [
            ("span number", span.id.0.to_string()),
            ("span key", span.uid.clone()),
        ];
        self.take_alone(JournalParts::default(), Edit::put_span(span.clone()), &own)?;
        self.stamp(Cell::Span(span.id), row)?;
        self.parts.spans.push(span);
        Ok(())
    }

    fn take_aim(&mut self, row: &Row<'_>) -> Result<(), Why> {
        let target = match (row.get("bound"), row.get("amount"), row.get("period")) {
            ("", "", "") => None,
            _ => Some(Target {
                bound: row.key("bound", Bound::from_key)?,
                amount: row.number("amount")?,
                period: row.key("period", Period::from_key)?,
            }),
        };
        let aim = Aim {
            id: AimId(row.integer("number")?),
            uid: row.text("key"),
            tracker: find(&self.tracker_keys, row.get("tracker_key"))?,
            from: row.day("from")?,
            target,
            source: row.text("source"),
        };
        let own = [
            ("aim number", aim.id.0.to_string()),
            ("aim key", aim.uid.clone()),
            ("aim day", format!("{}/{}", aim.tracker.0, aim.from)),
        ];
        let tracker = self.journal.tracker(aim.tracker).cloned();
        let surroundings = JournalParts {
            trackers: tracker.into_iter().collect(),
            ..JournalParts::default()
        };
        // A tracker's bounds may have been narrowed after the aim was set.
        let mut alone = Journal::from_parts(surroundings);
        match alone.apply(Edit::put_aim(aim.clone())) {
            Ok(_) | Err(Rejected::OutOfRange { .. }) => {}
            Err(rejected) => return Err(reason(&rejected)),
        }
        self.take_alone(JournalParts::default(), Edit::Batch(Vec::new()), &own)?;
        self.stamp(Cell::Aim(aim.id), row)?;
        self.parts.aims.push(aim);
        Ok(())
    }

    fn take_tombstone(&mut self, row: &Row<'_>) -> Result<(), Why> {
        row.day_or_none("date")?;
        self.tombstones.push(Tombstone {
            table: row.text("table"),
            key: row.text("key"),
            item_key: row.text("item_key"),
            day: row.text("date"),
            deleted_at: row.stamp("deleted_at", MOST_STAMP_BYTES)?,
        });
        Ok(())
    }

    fn take_settings(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        #[derive(Deserialize)]
        struct Setting {
            value: String,
            changed_at: String,
        }
        let broken = |why: String| ArchiveError::Row {
            part: SETTINGS.to_owned(),
            line: 1,
            why,
        };
        let settings: BTreeMap<String, Setting> =
            serde_json::from_slice(bytes).map_err(|error| ArchiveError::Row {
                part: SETTINGS.to_owned(),
                line: error.line() as u64,
                why: "settings as Biota writes them were expected".to_owned(),
            })?;
        for (key, setting) in settings {
            if setting.changed_at.len() > MOST_STAMP_BYTES {
                return Err(broken(format!(
                    "“{}” was changed at no moment",
                    short(&key)
                )));
            }
            if !setting.changed_at.is_empty() {
                let cell = Cell::Setting(key.clone());
                self.changed_at.insert(cell, setting.changed_at);
            }
            self.parts.settings.push((key, setting.value));
        }
        Ok(())
    }
}

fn kind(row: &Row<'_>) -> Result<Kind, Why> {
    Ok(match row.get("kind") {
        "amount" => Kind::Amount(AmountScale {
            unit: row.text("unit"),
            step: row.number("step")?,
            ceiling: row.number("ceiling")?,
        }),
        "scale" => {
            let words: Vec<(String, String)> = row.json("words")?;
            let word = |(from, word): (String, String)| {
                Ok::<_, Why>(LevelWord {
                    from: number(&from)?,
                    word,
                })
            };
            Kind::Scale(RatingScale {
                lowest: row.number("lowest")?,
                highest: row.number("highest")?,
                step: row.number("step")?,
                direction: row.key("direction", Direction::from_key)?,
                question: row.text("question"),
                words: words.into_iter().map(word).collect::<Result<_, _>>()?,
            })
        }
        "yes/no" => Kind::YesNo,
        _ => return Err(row.unknown("kind")),
    })
}
