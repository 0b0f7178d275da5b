//! The rows of an archive's parts as a journal; each row is checked as if a person had entered it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::columns::{
    AIMS, ENTRIES, ITEMS, LISTS, NOTES, SETTINGS, SPANS, TOMBSTONES, TRACKERS, header,
};
use super::read::ArchiveError;
use crate::domain::{
    Aim, AimId, AmountScale, Archive, Bound, Cell, Culture, Day, Direction, Edit, Entry, EntryKey,
    Item, ItemId, Journal, JournalParts, Kind, Label, LevelWord, List, ListContent, ListId, Origin,
    Period, RatingScale, Rejected, Role, Span, SpanId, SpanKind, Target, Tombstone, Tracker,
    TrackerId, Value,
};

/// Longer than any moment that is written.
const MOST_STAMP_BYTES: usize = 40;

/// Puts the parts together.
pub(super) fn journal_of(parts: &BTreeMap<&str, Vec<u8>>) -> Result<Archive, ArchiveError> {
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
        let bytes = parts.get(part).map_or(&[][..], Vec::as_slice);
        each_row(part, bytes, |row| take(&mut assembly, row))?;
    }
    let bytes = parts.get(SETTINGS).map_or(&b"{}"[..], Vec::as_slice);
    assembly.take_settings(bytes)?;
    Ok(assembly.finish())
}

type Take = fn(&mut Assembly, &Row<'_>) -> Result<(), String>;

#[derive(Default)]
struct Assembly {
    parts: JournalParts,
    /// Takes every row as an edit, and so refuses what a person could not have entered.
    trial: Journal,
    list_keys: BTreeMap<String, ListId>,
    item_keys: BTreeMap<String, ItemId>,
    tracker_keys: BTreeMap<String, TrackerId>,
    changed_at: BTreeMap<Cell, String>,
    tombstones: Vec<Tombstone>,
}

impl Assembly {
    fn finish(self) -> Archive {
        Archive {
            journal: Journal::from_parts(self.parts),
            changed_at: self.changed_at,
            tombstones: self.tombstones,
        }
    }

    fn check(&mut self, edit: Edit) -> Result<(), String> {
        let cells = edit.cells();
        let inverse = self.trial.apply(edit).map_err(|error| error.to_string())?;
        let is_new = inverse.leaves().into_iter().all(|leaf| {
            matches!(
                leaf,
                Edit::Entry { entry: None, .. }
                    | Edit::Note { text: None, .. }
                    | Edit::Tracker { tracker: None, .. }
                    | Edit::List { list: None, .. }
                    | Edit::Item { item: None, .. }
                    | Edit::Aim { aim: None, .. }
                    | Edit::Span { span: None, .. }
                    | Edit::Setting { value: None, .. }
            )
        });
        if is_new {
            Ok(())
        } else {
            Err(format!("stands there twice: {cells:?}"))
        }
    }

    fn stamp(&mut self, cell: Cell, row: &Row<'_>) -> Result<(), String> {
        let stamp = row.stamp("changed_at")?;
        if !stamp.is_empty() {
            self.changed_at.insert(cell, stamp);
        }
        Ok(())
    }

    fn take_list(&mut self, row: &Row<'_>) -> Result<(), String> {
        let list = List {
            id: ListId(row.integer("number")?),
            uid: row.text("key"),
            name: row.text("name"),
            content: row.key("content", ListContent::from_key)?,
        };
        self.check(Edit::put_list(list.clone()))?;
        self.stamp(Cell::List(list.id), row)?;
        self.list_keys.insert(list.uid.clone(), list.id);
        self.parts.lists.push(list);
        Ok(())
    }

    fn take_item(&mut self, row: &Row<'_>) -> Result<(), String> {
        let labels: Vec<(String, String, String)> = row.json("labels")?;
        let label = |(from, strains, cfu): (String, String, String)| {
            Ok::<_, String>(Label {
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
        self.check(Edit::put_item(item.clone()))?;
        self.stamp(Cell::Item(item.id), row)?;
        self.item_keys.insert(item.uid.clone(), item.id);
        self.parts.items.push(item);
        Ok(())
    }

    fn take_tracker(&mut self, row: &Row<'_>) -> Result<(), String> {
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
        self.check(Edit::put_tracker(tracker.clone()))?;
        self.stamp(Cell::Tracker(tracker.id), row)?;
        self.tracker_keys.insert(tracker.uid.clone(), tracker.id);
        self.parts.trackers.push(tracker);
        Ok(())
    }

    fn take_entry(&mut self, row: &Row<'_>) -> Result<(), String> {
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
        self.check(Edit::log(key, entry))?;
        self.stamp(Cell::Entry(key), row)?;
        self.parts.entries.push((key, entry));
        Ok(())
    }

    fn take_note(&mut self, row: &Row<'_>) -> Result<(), String> {
        let (day, text) = (row.day("date")?, row.text("note"));
        self.check(Edit::Note {
            day,
            text: Some(text.clone()),
        })?;
        self.stamp(Cell::Note(day), row)?;
        self.parts.notes.push((day, text));
        Ok(())
    }

    fn take_span(&mut self, row: &Row<'_>) -> Result<(), String> {
        let span = Span {
            id: SpanId(row.integer("number")?),
            uid: row.text("key"),
            kind: row.key("kind", SpanKind::from_key)?,
            label: row.text("label"),
            dose: row.text("dose"),
            start: row.day("start")?,
            end: row.day_or_none("end")?,
        };
        self.check(Edit::put_span(span.clone()))?;
        self.stamp(Cell::Span(span.id), row)?;
        self.parts.spans.push(span);
        Ok(())
    }

    fn take_aim(&mut self, row: &Row<'_>) -> Result<(), String> {
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
        let taken = self.trial.apply(Edit::put_aim(aim.clone()));
        match taken {
            // A tracker's bounds may have been narrowed after the aim was set.
            Ok(Edit::Aim { aim: None, .. }) | Err(Rejected::OutOfRange { .. }) => {}
            Ok(_) => return Err(row.unknown("number")),
            Err(error) => return Err(error.to_string()),
        }
        self.stamp(Cell::Aim(aim.id), row)?;
        self.parts.aims.push(aim);
        Ok(())
    }

    fn take_tombstone(&mut self, row: &Row<'_>) -> Result<(), String> {
        row.day_or_none("date")?;
        self.tombstones.push(Tombstone {
            table: row.text("table"),
            key: row.text("key"),
            item_key: row.text("item_key"),
            day: row.text("date"),
            deleted_at: row.stamp("deleted_at")?,
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
            serde_json::from_slice(bytes).map_err(|error| broken(error.to_string()))?;
        for (key, setting) in settings {
            if setting.changed_at.len() > MOST_STAMP_BYTES {
                return Err(broken(format!("changed_at of {key}")));
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

fn kind(row: &Row<'_>) -> Result<Kind, String> {
    Ok(match row.get("kind") {
        "amount" => Kind::Amount(AmountScale {
            unit: row.text("unit"),
            step: row.number("step")?,
            ceiling: row.number("ceiling")?,
        }),
        "scale" => {
            let words: Vec<(String, String)> = row.json("words")?;
            let word = |(from, word): (String, String)| {
                Ok::<_, String>(LevelWord {
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

fn find<T: Copy>(keys: &BTreeMap<String, T>, key: &str) -> Result<T, String> {
    let found = keys.get(key).copied();
    found.ok_or_else(|| format!("refers to {key:?}, which is not there"))
}

/// Reads a table whose header has to be the one that is written.
fn each_row(
    part: &str,
    bytes: &[u8],
    mut take: impl FnMut(&Row<'_>) -> Result<(), String>,
) -> Result<(), ArchiveError> {
    let broken = |line: u64, why: String| ArchiveError::Row {
        part: part.to_owned(),
        line,
        why,
    };
    let columns = header(part);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let found = reader
        .headers()
        .map_err(|error| broken(1, error.to_string()))?;
    if !found.iter().eq(columns.iter().copied()) {
        return Err(broken(1, "another header".to_owned()));
    }
    for record in reader.into_records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            broken(line, error.to_string())
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row {
            columns,
            record: &record,
        };
        take(&row).map_err(|why| broken(line, why))?;
    }
    Ok(())
}

struct Row<'a> {
    columns: &'static [&'static str],
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    fn get(&self, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| *name == column);
        index
            .and_then(|index| self.record.get(index))
            .unwrap_or_default()
    }

    fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    fn unknown(&self, column: &str) -> String {
        format!("{column} is {:?}", self.get(column))
    }

    fn integer(&self, column: &str) -> Result<i64, String> {
        let number = self.get(column).parse();
        number.map_err(|_| self.unknown(column))
    }

    fn number(&self, column: &str) -> Result<f64, String> {
        number(self.get(column)).map_err(|_| self.unknown(column))
    }

    fn flag(&self, column: &str) -> Result<bool, String> {
        match self.get(column) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(self.unknown(column)),
        }
    }

    fn day(&self, column: &str) -> Result<Day, String> {
        day(self.get(column))
    }

    fn day_or_none(&self, column: &str) -> Result<Option<Day>, String> {
        match self.get(column) {
            "" => Ok(None),
            text => day(text).map(Some),
        }
    }

    fn stamp(&self, column: &str) -> Result<String, String> {
        let stamp = self.get(column);
        if stamp.len() > MOST_STAMP_BYTES {
            return Err(self.unknown(column));
        }
        Ok(stamp.to_owned())
    }

    fn key<T>(&self, column: &str, from_key: fn(&str) -> Option<T>) -> Result<T, String> {
        from_key(self.get(column)).ok_or_else(|| self.unknown(column))
    }

    fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, String> {
        serde_json::from_str(self.get(column)).map_err(|error| format!("{column}: {error}"))
    }
}

/// Infinity and what is no number are refused.
fn number(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let finite = number.filter(|number| number.is_finite());
    finite.ok_or_else(|| format!("{text:?} is no number"))
}

fn day(text: &str) -> Result<Day, String> {
    // chrono takes more forms than one is written.
    let day: Option<Day> = text.parse().ok();
    let day = day.filter(|day| day.to_string() == text);
    day.ok_or_else(|| format!("{text:?} is no day"))
}
