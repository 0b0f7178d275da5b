//! Reading a whole journal. Words and days that this program does not know are errors, never guesses.

mod rows;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::error::LoadError;
use crate::domain::{
    Aim, AimId, AmountScale, Archive, Bound, Cell, Culture, Day, Direction, Entry, EntryKey, Item,
    ItemId, Journal, JournalParts, Kind, Label, LevelWord, List, ListContent, ListId, Origin,
    Period, RatingScale, Role, Span, SpanId, SpanKind, Target, Tombstone, Tracker, TrackerId,
    Value,
};

pub(super) use rows::Rows;

/// Reads a journal of this version and makes sure that it comes to what was written.
pub(super) fn load_sealed(connection: &Connection) -> Result<Journal, LoadError> {
    let journal = load_journal(connection)?;
    let sealed: Option<i64> = connection
        .prepare_cached("SELECT fingerprint FROM seal")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if sealed.map(i64::cast_unsigned) == Some(journal.fingerprint()) {
        Ok(journal)
    } else {
        Err(LoadError::Altered)
    }
}

/// Reads every table, each in the order of its primary key.
pub(super) fn load_journal(connection: &Connection) -> Result<Journal, LoadError> {
    Ok(Journal::from_parts(load_parts(&Rows::of(connection))?))
}

/// Reads every table of what `rows` reads from.
pub(super) fn load_parts(rows: &Rows) -> Result<JournalParts, LoadError> {
    Ok(JournalParts {
        trackers: load_trackers(rows)?,
        lists: load_lists(rows)?,
        items: load_items(rows)?,
        entries: load_entries(rows)?,
        notes: load_notes(rows)?,
        spans: load_spans(rows)?,
        aims: load_aims(rows)?,
        settings: load_settings(rows)?,
    })
}

/// Reads a journal and what its file alone knows.
pub(super) fn load_archive(connection: &Connection) -> Result<Archive, LoadError> {
    Ok(Archive {
        journal: load_sealed(connection)?,
        changed_at: load_changes(&Rows::of(connection))?,
        tombstones: load_tombstones(&Rows::of(connection))?,
    })
}

/// An ISO date; none unless it is one that exists.
pub(super) fn parse_day(text: &[u8]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let pair = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = pair(y1, y2)? * 100 + pair(y3, y4)?;
    Day::from_ymd_opt(year.cast_signed(), pair(m1, m2)?, pair(d1, d2)?)
}

fn load_lists(source: &Rows) -> Result<Vec<List>, LoadError> {
    let sql = "SELECT id, uid, name, content FROM list ORDER BY id";
    source.load("list", sql, |row| {
        Ok(List {
            id: ListId(row.integer(0)?),
            uid: row.text(1)?,
            name: row.text(2)?,
            content: row.key(3, ListContent::from_key)?,
        })
    })
}

fn load_items(source: &Rows) -> Result<Vec<Item>, LoadError> {
    let mut labels = load_labels(source)?;
    let sql = "SELECT id, uid, list_id, name, position, archived, serving, culture, brand, per_tap
               FROM item ORDER BY id";
    source.load("item", sql, |row| {
        let id = row.integer(0)?;
        Ok(Item {
            id: ItemId(id),
            uid: row.text(1)?,
            list: ListId(row.integer(2)?),
            name: row.text(3)?,
            position: row.integer(4)?,
            archived: row.flag(5)?,
            serving: row.text(6)?,
            culture: row.key(7, Culture::from_key)?,
            brand: row.text(8)?,
            per_tap: row.number(9)?,
            labels: labels.remove(&id).unwrap_or_default(),
        })
    })
}

fn load_labels(source: &Rows) -> Result<BTreeMap<i64, Vec<Label>>, LoadError> {
    let sql = "SELECT item_id, start_day, strains, cfu_per_dose FROM label
               ORDER BY item_id, start_day";
    let rows = source.load("label", sql, |row| {
        let label = Label {
            from: row.day(1)?,
            strains: row.text(2)?,
            cfu_per_dose: row.number(3)?,
        };
        Ok((row.integer(0)?, label))
    })?;
    Ok(by_owner(rows))
}

fn load_trackers(source: &Rows) -> Result<Vec<Tracker>, LoadError> {
    let mut words = load_level_words(source)?;
    let sql = "SELECT id, uid, name, role, list_id, section, position, colour, daily_from,
                      archived_from, copyable, kind, unit, step, ceiling, lowest, highest,
                      direction, question
               FROM tracker ORDER BY id";
    source.load("tracker", sql, |row| {
        let id = row.integer(0)?;
        let kind = match row.bytes(11)? {
            b"amount" => Kind::Amount(AmountScale {
                unit: row.text(12)?,
                step: row.number(13)?,
                ceiling: row.number(14)?,
            }),
            b"scale" => Kind::Scale(RatingScale {
                lowest: row.number(15)?,
                highest: row.number(16)?,
                step: row.number(13)?,
                direction: row.key(17, Direction::from_key)?,
                question: row.text(18)?,
                words: words.remove(&id).unwrap_or_default(),
            }),
            b"yes/no" => Kind::YesNo,
            _ => return Err(row.unknown(11)),
        };
        // The screen divides by a scale's step and draws every level.
        if !kind.is_sound() {
            return Err(row.unknown(13));
        }
        Ok(Tracker {
            id: TrackerId(id),
            uid: row.text(1)?,
            name: row.text(2)?,
            role: row.key(3, Role::from_key)?,
            kind,
            list: row
                .filled(4)
                .then(|| row.integer(4))
                .transpose()?
                .map(ListId),
            section: row.text(5)?,
            position: row.integer(6)?,
            colour: u8::try_from(row.integer(7)?).map_err(|_| row.unknown(7))?,
            daily_from: row.filled(8).then(|| row.day(8)).transpose()?,
            archived_from: row.filled(9).then(|| row.day(9)).transpose()?,
            copyable: row.flag(10)?,
        })
    })
}

fn load_level_words(source: &Rows) -> Result<BTreeMap<i64, Vec<LevelWord>>, LoadError> {
    let sql = "SELECT tracker_id, from_level, word FROM level_word ORDER BY tracker_id, position";
    let rows = source.load("level_word", sql, |row| {
        let word = LevelWord {
            from: row.number(1)?,
            word: row.text(2)?,
        };
        Ok((row.integer(0)?, word))
    })?;
    Ok(by_owner(rows))
}

fn load_entries(source: &Rows) -> Result<Vec<(EntryKey, Entry)>, LoadError> {
    let sql = "SELECT tracker_id, day, item_number, state, value, origin FROM entry
               ORDER BY tracker_id, day, item_number";
    source.load("entry", sql, |row| {
        let item = row.integer(2)?;
        let key = EntryKey {
            tracker: TrackerId(row.integer(0)?),
            day: row.day(1)?,
            item: (item != 0).then_some(ItemId(item)),
        };
        let value = match row.bytes(3)? {
            b"recorded" => Value::Recorded(row.number(4)?),
            b"skipped" if row.filled(4) => return Err(row.unknown(4)),
            b"skipped" => Value::Skipped,
            _ => return Err(row.unknown(3)),
        };
        let origin = row.key(5, Origin::from_key)?;
        Ok((key, Entry { value, origin }))
    })
}

fn load_notes(source: &Rows) -> Result<Vec<(Day, String)>, LoadError> {
    let sql = "SELECT day, text FROM note ORDER BY day";
    source.load("note", sql, |row| Ok((row.day(0)?, row.text(1)?)))
}

fn load_spans(source: &Rows) -> Result<Vec<Span>, LoadError> {
    let sql = "SELECT id, uid, kind, label, dose, start_day, end_day FROM span ORDER BY id";
    source.load("span", sql, |row| {
        Ok(Span {
            id: SpanId(row.integer(0)?),
            uid: row.text(1)?,
            kind: row.key(2, SpanKind::from_key)?,
            label: row.text(3)?,
            dose: row.text(4)?,
            start: row.day(5)?,
            end: row.filled(6).then(|| row.day(6)).transpose()?,
        })
    })
}

fn load_aims(source: &Rows) -> Result<Vec<Aim>, LoadError> {
    let sql = "SELECT id, uid, tracker_id, start_day, source, bound, amount, period FROM aim
               ORDER BY id";
    source.load("aim", sql, |row| {
        let target = if row.filled(5) || row.filled(6) || row.filled(7) {
            Some(Target {
                bound: row.key(5, Bound::from_key)?,
                amount: row.number(6)?,
                period: row.key(7, Period::from_key)?,
            })
        } else {
            None
        };
        Ok(Aim {
            id: AimId(row.integer(0)?),
            uid: row.text(1)?,
            tracker: TrackerId(row.integer(2)?),
            from: row.day(3)?,
            target,
            source: row.text(4)?,
        })
    })
}

fn load_settings(source: &Rows) -> Result<Vec<(String, String)>, LoadError> {
    let sql = "SELECT key, value FROM setting ORDER BY key";
    source.load("setting", sql, |row| Ok((row.text(0)?, row.text(1)?)))
}

pub(super) fn load_changes(source: &Rows) -> Result<BTreeMap<Cell, String>, LoadError> {
    let mut changes = BTreeMap::new();
    type ById = fn(i64) -> Cell;
    let tables: [(&str, &str, ById); 5] = [
        ("list", "SELECT id, changed_at FROM list", |id| {
            Cell::List(ListId(id))
        }),
        ("item", "SELECT id, changed_at FROM item", |id| {
            Cell::Item(ItemId(id))
        }),
        ("tracker", "SELECT id, changed_at FROM tracker", |id| {
            Cell::Tracker(TrackerId(id))
        }),
        ("span", "SELECT id, changed_at FROM span", |id| {
            Cell::Span(SpanId(id))
        }),
        ("aim", "SELECT id, changed_at FROM aim", |id| {
            Cell::Aim(AimId(id))
        }),
    ];
    for (table, sql, cell) in tables {
        changes.extend(source.load(table, sql, |row| Ok((cell(row.integer(0)?), row.text(1)?)))?);
    }
    let sql = "SELECT tracker_id, day, item_number, changed_at FROM entry";
    changes.extend(source.load("entry", sql, |row| {
        let item = row.integer(2)?;
        let key = EntryKey {
            tracker: TrackerId(row.integer(0)?),
            day: row.day(1)?,
            item: (item != 0).then_some(ItemId(item)),
        };
        Ok((Cell::Entry(key), row.text(3)?))
    })?);
    let sql = "SELECT day, changed_at FROM note";
    changes.extend(source.load("note", sql, |row| {
        Ok((Cell::Note(row.day(0)?), row.text(1)?))
    })?);
    let sql = "SELECT key, changed_at FROM setting";
    changes.extend(source.load("setting", sql, |row| {
        Ok((Cell::Setting(row.text(0)?), row.text(1)?))
    })?);
    // A row that was never stamped has nothing to say.
    changes.retain(|_, changed_at| !changed_at.is_empty());
    Ok(changes)
}

pub(super) fn load_tombstones(source: &Rows) -> Result<Vec<Tombstone>, LoadError> {
    let sql = "SELECT table_name, key, item_uid, day, deleted_at FROM tombstone
               ORDER BY table_name, key, item_uid, day";
    source.load("tombstone", sql, |row| {
        Ok(Tombstone {
            table: row.text(0)?,
            key: row.text(1)?,
            item_key: row.text(2)?,
            day: row.text(3)?,
            deleted_at: row.text(4)?,
        })
    })
}

fn by_owner<T>(rows: Vec<(i64, T)>) -> BTreeMap<i64, Vec<T>> {
    let mut owned: BTreeMap<i64, Vec<T>> = BTreeMap::new();
    for (owner, part) in rows {
        owned.entry(owner).or_default().push(part);
    }
    owned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_none() {
        for (text, exists) in [
            ("2026-11-21", true),
            ("2028-02-29", true),
            ("2027-02-29", false),
            ("2026-02-30", false),
            ("2026-13-01", false),
            ("2026-1-01", false),
            ("2026-11-21 ", false),
            ("+026-11-21", false),
            ("", false),
        ] {
            assert_eq!(parse_day(text.as_bytes()).is_some(), exists, "{text}");
            assert_eq!(
                parse_day(text.as_bytes()),
                text.parse().ok().filter(|_| exists),
                "{text}"
            );
        }
    }
}
