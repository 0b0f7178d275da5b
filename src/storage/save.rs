//! Writing edits: every change of a journal's rows, with the time it was made and the tombstones of what went.

use rusqlite::{OptionalExtension, Params, Transaction, params};

use crate::domain::{Aim, Archive, Day, Edit, Entry, EntryKey, Item, Kind, List, Span, Tracker};

/// Writes every change of `edit` to a journal that comes to `fingerprint` with it; whoever holds the transaction keeps it or lets it go.
pub(super) fn write(
    transaction: &Transaction,
    edit: &Edit,
    fingerprint: u64,
) -> rusqlite::Result<()> {
    let mut writer = Writer::new(transaction)?;
    for leaf in edit.leaves() {
        writer.write(leaf)?;
    }
    seal(transaction, fingerprint)
}

/// Writes all that `archive` holds to a file that has only its schema, each row with the time it had.
pub(super) fn write_archive(transaction: &Transaction, archive: &Archive) -> rusqlite::Result<()> {
    let mut writer = Writer::new(transaction)?;
    let now = writer.now.clone();
    for leaf in archive.journal.as_edits() {
        let cell = leaf.cells().pop();
        let changed_at = cell.and_then(|cell| archive.changed_at.get(&cell));
        writer.now.clone_from(changed_at.unwrap_or(&now));
        writer.write(&leaf)?;
    }
    seal(transaction, archive.journal.fingerprint())?;
    for stone in &archive.tombstones {
        writer.run(
            "INSERT OR REPLACE INTO tombstone (table_name, key, item_uid, day, deleted_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                stone.table,
                stone.key,
                stone.item_key,
                stone.day,
                stone.deleted_at
            ],
        )?;
    }
    Ok(())
}

/// Writes what the rows come to now.
pub(super) fn seal(transaction: &Transaction, fingerprint: u64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO seal (id, fingerprint) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint",
        )?
        .execute([fingerprint.cast_signed()])?;
    Ok(())
}

struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    /// One moment for all rows of an edit.
    now: String,
    /// While there are none, none has to be looked for.
    has_tombstones: bool,
}

impl<'a> Writer<'a> {
    fn new(transaction: &'a Transaction<'a>) -> rusqlite::Result<Self> {
        let sql = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ'), EXISTS (SELECT 1 FROM tombstone)";
        let mut statement = transaction.prepare_cached(sql)?;
        let (now, has_tombstones) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self {
            transaction,
            now,
            has_tombstones,
        })
    }

    fn write(&mut self, leaf: &Edit) -> rusqlite::Result<()> {
        match leaf {
            Edit::Entry {
                key,
                entry: Some(entry),
            } => self.insert_entry(*key, *entry),
            Edit::Entry { key, entry: None } => self.delete_entry(*key),
            Edit::Note {
                day,
                text: Some(text),
            } => self.insert_note(*day, text),
            Edit::Note { day, text: None } => self.delete_note(*day),
            Edit::Tracker {
                tracker: Some(tracker),
                ..
            } => self.insert_tracker(tracker),
            Edit::Tracker { id, tracker: None } => self.delete_by_id("tracker", id.0),
            Edit::List {
                list: Some(list), ..
            } => self.insert_list(list),
            Edit::List { id, list: None } => self.delete_by_id("list", id.0),
            Edit::Item {
                item: Some(item), ..
            } => self.insert_item(item),
            Edit::Item { id, item: None } => self.delete_by_id("item", id.0),
            Edit::Aim { aim: Some(aim), .. } => self.insert_aim(aim),
            Edit::Aim { id, aim: None } => self.delete_by_id("aim", id.0),
            Edit::Span {
                span: Some(span), ..
            } => self.insert_span(span),
            Edit::Span { id, span: None } => self.delete_by_id("span", id.0),
            Edit::Setting {
                key,
                value: Some(value),
            } => self.insert_setting(key, value),
            Edit::Setting { key, value: None } => self.delete_setting(key),
            // `leaves` has taken batches apart.
            Edit::Batch(_) => Ok(()),
        }
    }

    fn insert_entry(&self, key: EntryKey, entry: Entry) -> rusqlite::Result<()> {
        let (day, item) = (key.day.to_string(), item_number(key));
        // Adding zero turns −0, which the journal takes for 0, into 0.
        let number = entry.value.number().map(|number| number + 0.0);
        self.run(
            "INSERT INTO entry (tracker_id, day, item_number, state, value, origin, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (tracker_id, day, item_number) DO UPDATE
             SET state = excluded.state, value = excluded.value, origin = excluded.origin,
                 changed_at = excluded.changed_at",
            params![
                key.tracker.0,
                day,
                item,
                entry.value.state_key(),
                number,
                entry.origin.key(),
                self.now
            ],
        )?;
        if self.has_tombstones {
            self.run(
                "DELETE FROM tombstone WHERE table_name = 'entry' AND day = ?2
                 AND key = (SELECT uid FROM tracker WHERE id = ?1)
                 AND item_uid = coalesce((SELECT uid FROM item WHERE id = ?3), '')",
                params![key.tracker.0, day, item],
            )?;
        }
        Ok(())
    }

    fn delete_entry(&mut self, key: EntryKey) -> rusqlite::Result<()> {
        let (day, item) = (key.day.to_string(), item_number(key));
        let deleted = self.run(
            "DELETE FROM entry WHERE tracker_id = ?1 AND day = ?2 AND item_number = ?3",
            params![key.tracker.0, day, item],
        )?;
        if deleted > 0 {
            self.has_tombstones = true;
            // Tracker and item are still there: they go after their entries.
            self.run(
                "INSERT OR REPLACE INTO tombstone (table_name, key, item_uid, day, deleted_at)
                 VALUES ('entry', (SELECT uid FROM tracker WHERE id = ?1),
                     coalesce((SELECT uid FROM item WHERE id = ?3), ''), ?2, ?4)",
                params![key.tracker.0, day, item, self.now],
            )?;
        }
        Ok(())
    }

    fn insert_note(&self, day: Day, text: &str) -> rusqlite::Result<()> {
        let day = day.to_string();
        self.run(
            "INSERT INTO note (day, text, changed_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (day) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at",
            params![day, text, self.now],
        )?;
        self.unbury("note", "", &day)
    }

    fn delete_note(&mut self, day: Day) -> rusqlite::Result<()> {
        let day = day.to_string();
        if self.run("DELETE FROM note WHERE day = ?1", [&day])? > 0 {
            self.bury("note", "", &day)?;
        }
        Ok(())
    }

    fn insert_setting(&self, key: &str, value: &str) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO setting (key, value, changed_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE
             SET value = excluded.value, changed_at = excluded.changed_at",
            params![key, value, self.now],
        )?;
        self.unbury("setting", key, "")
    }

    fn delete_setting(&mut self, key: &str) -> rusqlite::Result<()> {
        if self.run("DELETE FROM setting WHERE key = ?1", [key])? > 0 {
            self.bury("setting", key, "")?;
        }
        Ok(())
    }

    fn insert_list(&self, list: &List) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO list (id, uid, name, content, changed_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, name = excluded.name,
                 content = excluded.content, changed_at = excluded.changed_at",
            params![list.id.0, list.uid, list.name, list.content.key(), self.now],
        )?;
        self.unbury("list", &list.uid, "")
    }

    fn insert_item(&self, item: &Item) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO item (id, uid, list_id, name, position, archived, serving, culture, brand,
                 per_tap, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, list_id = excluded.list_id,
                 name = excluded.name, position = excluded.position, archived = excluded.archived,
                 serving = excluded.serving, culture = excluded.culture, brand = excluded.brand,
                 per_tap = excluded.per_tap, changed_at = excluded.changed_at",
            params![
                item.id.0,
                item.uid,
                item.list.0,
                item.name,
                item.position,
                item.archived,
                item.serving,
                item.culture.key(),
                item.brand,
                item.per_tap,
                self.now
            ],
        )?;
        self.run("DELETE FROM label WHERE item_id = ?1", [item.id.0])?;
        for label in &item.labels {
            self.run(
                "INSERT INTO label (item_id, start_day, strains, cfu_per_dose, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    item.id.0,
                    label.from.to_string(),
                    label.strains,
                    label.cfu_per_dose,
                    self.now
                ],
            )?;
        }
        self.unbury("item", &item.uid, "")
    }

    fn insert_tracker(&self, tracker: &Tracker) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO tracker (id, uid, name, role, kind, list_id, section, position, colour,
                 daily_from, archived_from, copyable, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, name = excluded.name,
                 role = excluded.role, kind = excluded.kind, list_id = excluded.list_id,
                 section = excluded.section, position = excluded.position,
                 colour = excluded.colour, daily_from = excluded.daily_from,
                 archived_from = excluded.archived_from, copyable = excluded.copyable,
                 changed_at = excluded.changed_at",
            params![
                tracker.id.0,
                tracker.uid,
                tracker.name,
                tracker.role.key(),
                tracker.kind.key(),
                tracker.list.map(|list| list.0),
                tracker.section,
                tracker.position,
                tracker.colour,
                tracker.daily_from.map(|day| day.to_string()),
                tracker.archived_from.map(|day| day.to_string()),
                tracker.copyable,
                self.now
            ],
        )?;
        self.update_kind(tracker.id.0, &tracker.kind)?;
        self.unbury("tracker", &tracker.uid, "")
    }

    /// Sets the columns of one kind and clears those of the others.
    fn update_kind(&self, tracker: i64, kind: &Kind) -> rusqlite::Result<()> {
        let (unit, ceiling, step) = match kind {
            Kind::Amount(amount) => (Some(&amount.unit), Some(amount.ceiling), Some(amount.step)),
            Kind::Scale(scale) => (None, None, Some(scale.step)),
            Kind::YesNo => (None, None, None),
        };
        let scale = match kind {
            Kind::Scale(scale) => Some(scale),
            Kind::Amount(_) | Kind::YesNo => None,
        };
        self.run(
            "UPDATE tracker SET unit = ?2, step = ?3, ceiling = ?4, lowest = ?5, highest = ?6,
                 direction = ?7, question = ?8
             WHERE id = ?1",
            params![
                tracker,
                unit,
                step,
                ceiling,
                scale.map(|scale| scale.lowest),
                scale.map(|scale| scale.highest),
                scale.map(|scale| scale.direction.key()),
                scale.map(|scale| &scale.question),
            ],
        )?;
        self.run("DELETE FROM level_word WHERE tracker_id = ?1", [tracker])?;
        let words = scale.map_or(&[][..], |scale| &scale.words);
        for (position, word) in (0_i64..).zip(words) {
            self.run(
                "INSERT INTO level_word (tracker_id, position, from_level, word, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![tracker, position, word.from, word.word, self.now],
            )?;
        }
        Ok(())
    }

    fn insert_span(&self, span: &Span) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO span (id, uid, kind, label, dose, start_day, end_day, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, kind = excluded.kind,
                 label = excluded.label, dose = excluded.dose, start_day = excluded.start_day,
                 end_day = excluded.end_day, changed_at = excluded.changed_at",
            params![
                span.id.0,
                span.uid,
                span.kind.key(),
                span.label,
                span.dose,
                span.start.to_string(),
                span.end.map(|day| day.to_string()),
                self.now
            ],
        )?;
        self.unbury("span", &span.uid, "")
    }

    fn insert_aim(&self, aim: &Aim) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO aim (id, uid, tracker_id, start_day, bound, amount, period, source,
                 changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, tracker_id = excluded.tracker_id,
                 start_day = excluded.start_day, bound = excluded.bound, amount = excluded.amount,
                 period = excluded.period, source = excluded.source,
                 changed_at = excluded.changed_at",
            params![
                aim.id.0,
                aim.uid,
                aim.tracker.0,
                aim.from.to_string(),
                aim.target.map(|target| target.bound.key()),
                aim.target.map(|target| target.amount),
                aim.target.map(|target| target.period.key()),
                aim.source,
                self.now
            ],
        )?;
        self.unbury("aim", &aim.uid, "")
    }

    /// Deletes a row of a table that has `id` and `uid`.
    fn delete_by_id(&mut self, table: &'static str, id: i64) -> rusqlite::Result<()> {
        let sql = format!("DELETE FROM {table} WHERE id = ?1 RETURNING uid");
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let uid: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
        uid.map_or(Ok(()), |uid| self.bury(table, &uid, ""))
    }

    /// Leaves a tombstone for what was deleted.
    fn bury(&mut self, table: &str, key: &str, day: &str) -> rusqlite::Result<()> {
        self.has_tombstones = true;
        self.run(
            "INSERT OR REPLACE INTO tombstone (table_name, key, item_uid, day, deleted_at)
             VALUES (?1, ?2, '', ?3, ?4)",
            params![table, key, day, self.now],
        )?;
        Ok(())
    }

    /// Takes away the tombstone of what is there again.
    fn unbury(&self, table: &str, key: &str, day: &str) -> rusqlite::Result<()> {
        if self.has_tombstones {
            self.run(
                "DELETE FROM tombstone
                 WHERE table_name = ?1 AND key = ?2 AND item_uid = '' AND day = ?3",
                params![table, key, day],
            )?;
        }
        Ok(())
    }

    /// Runs one statement and returns how many rows it changed.
    fn run(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
        self.transaction.prepare_cached(sql)?.execute(params)
    }
}

fn item_number(key: EntryKey) -> i64 {
    key.item.map_or(0, |item| item.0)
}
