//! Biota's own schema, version by version, and what a file's schema has that is not it: only Biota's own is ever run.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::error::Fault;
use super::migrations::{self, MIGRATIONS};

/// The longest name from a file that is shown.
const SHOWN_LETTERS: usize = 40;
/// What SQLite's own `ANALYZE` makes: figures about tables, read by SQLite alone.
const OF_SQLITE: [(&str, &str); 2] = [
    ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    (
        "sqlite_stat4",
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    ),
];

/// What makes a file's schema another than the one that Biota gave it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaFault {
    /// One of Biota's own tables or indexes is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// One of them has another form.
    #[error("{0} was changed")]
    Changed(String),
    /// All of them are as Biota made them, and there is something more.
    #[error("{0} was added")]
    Added(String),
}

/// By type and name: the table it belongs to, and the text that makes it.
type Schema = BTreeMap<(String, String), (String, Option<String>)>;

/// What a file's schema is against Biota's own.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    /// What of Biota's own is missing or changed, the first of them.
    pub(super) spoilt: Option<SchemaFault>,
    /// What Biota did not make, in words for people.
    pub(super) added: Vec<String>,
}

impl Comparison {
    fn fault(mut self) -> Option<SchemaFault> {
        self.spoilt.or_else(|| {
            let first = (!self.added.is_empty()).then(|| self.added.swap_remove(0));
            first.map(SchemaFault::Added)
        })
    }
}

/// Why a schema was not found to be Biota's own.
#[derive(Debug)]
pub(super) enum SchemaError {
    Fault(Fault),
    Foreign(SchemaFault),
}

impl From<rusqlite::Error> for SchemaError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Makes sure that a file's schema is Biota's own of the version the file says. Touches no table but the list of them.
pub(super) fn check(connection: &Connection) -> Result<(), SchemaError> {
    match compare(connection)?.fault() {
        Some(fault) => Err(SchemaError::Foreign(fault)),
        None => Ok(()),
    }
}

/// Compares a file's schema with Biota's own of the version the file says.
pub(super) fn compare(connection: &Connection) -> rusqlite::Result<Comparison> {
    let version = migrations::version(connection)?;
    let found = read(connection)?;
    let mut comparison = Comparison::default();
    let Some(own) = own()?.get(&version) else {
        // A file that was just made has neither.
        let fault = SchemaFault::Changed("the number of its version".to_owned());
        comparison.spoilt = (!found.is_empty()).then_some(fault);
        return Ok(comparison);
    };
    // A table is named before the indexes that went with it.
    let (tables, others): (Vec<_>, Vec<_>) = own.iter().partition(|((kind, _), _)| kind == "table");
    for (key, made) in tables.into_iter().chain(others) {
        let fault = match found.get(key) {
            None => SchemaFault::Missing,
            Some(found) if found != made => SchemaFault::Changed,
            Some(_) => continue,
        };
        comparison.spoilt.get_or_insert_with(|| fault(shown(key)));
    }
    let added = found
        .keys()
        .filter(|key| !own.contains_key(*key))
        .filter(|key| !is_of_sqlite(key, found.get(*key)));
    comparison.added = added.map(shown).collect();
    if !has_places_of_their_own(connection)? {
        let fault = SchemaFault::Changed("the list of its tables".to_owned());
        comparison.spoilt.get_or_insert(fault);
    }
    Ok(comparison)
}

/// Whether each table and index begins on a page of its own: one that shares another's is written over with it, and no
/// text of the schema tells.
fn has_places_of_their_own(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(1), count(DISTINCT rootpage), coalesce(min(rootpage), 2)
               FROM sqlite_master WHERE type IN ('table', 'index')";
    connection.query_row(sql, [], |row| {
        let (all, different): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(all == different && row.get::<_, i64>(2)? > 1)
    })
}

fn is_of_sqlite((kind, name): &(String, String), made: Option<&(String, Option<String>)>) -> bool {
    kind == "table"
        && made.is_some_and(|(table, text)| {
            table == name && OF_SQLITE.contains(&(name, text.as_deref().unwrap_or_default()))
        })
}

/// The schema of every version, made once by the migrations themselves.
fn own() -> rusqlite::Result<&'static BTreeMap<u32, Schema>> {
    static OWN: OnceLock<BTreeMap<u32, Schema>> = OnceLock::new();
    if let Some(own) = OWN.get() {
        return Ok(own);
    }
    let connection = Connection::open_in_memory()?;
    let mut own = BTreeMap::new();
    for migration in MIGRATIONS {
        connection.execute_batch(migration.sql)?;
        own.insert(migration.version, read(&connection)?);
    }
    Ok(OWN.get_or_init(|| own))
}

/// The first name of SQLite's list of tables: a file can have a table of the newer one, `sqlite_schema`, but not of this.
fn read(connection: &Connection) -> rusqlite::Result<Schema> {
    let sql = "SELECT type, name, tbl_name, sql FROM sqlite_master";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let key = (text(row, 0)?, text(row, 1)?);
        let made = match row.get_ref(3)? {
            ValueRef::Null => None,
            _ => Some(text(row, 3)?),
        };
        Ok((key, (text(row, 2)?, made)))
    })?;
    rows.collect()
}

/// The text of a cell; what is no text is no part of Biota's own schema.
fn text(row: &Row, index: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(index)? {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("({})", other.data_type()),
    })
}

/// What an object is called in a sentence: a name of strangers has no signs that a terminal acts on.
fn shown((kind, name): &(String, String)) -> String {
    let kind = match kind.as_str() {
        known @ ("table" | "index" | "view" | "trigger") => known,
        _ => "something",
    };
    let mut letters = name.chars();
    let mut name: String = letters.by_ref().take(SHOWN_LETTERS).map(plain).collect();
    if letters.next().is_some() {
        name.push('…');
    }
    format!("{kind} “{name}”")
}

fn plain(letter: char) -> char {
    let turns = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    if letter.is_control() || turns {
        '\u{fffd}'
    } else {
        letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tables_in_one_place_are_not_biotas() {
        for (moved, onto) in [
            ("entry_by_item", "setting"),
            ("tombstone", "note"),
            ("setting", "entry"),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            for migration in MIGRATIONS {
                connection.execute_batch(migration.sql).unwrap();
            }
            let newest = migrations::NEWEST_VERSION;
            connection
                .pragma_update(None, "user_version", newest)
                .unwrap();
            connection
                .execute_batch("PRAGMA writable_schema = ON")
                .unwrap();
            let sql = "UPDATE sqlite_master
                       SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = ?2)
                       WHERE name = ?1";
            assert_eq!(
                connection.execute(sql, [moved, onto]).unwrap(),
                1,
                "{moved}"
            );
            assert!(compare(&connection).unwrap().spoilt.is_some(), "{moved}");
        }
    }

    #[test]
    fn every_version_has_a_schema_and_is_equal_to_itself() {
        let connection = Connection::open_in_memory().unwrap();
        assert_eq!(compare(&connection).unwrap(), Comparison::default());
        for migration in MIGRATIONS {
            connection.execute_batch(migration.sql).unwrap();
            connection
                .pragma_update(None, "user_version", migration.version)
                .unwrap();
            assert_eq!(compare(&connection).unwrap(), Comparison::default());
            assert!(!own().unwrap()[&migration.version].is_empty());
        }
        connection.pragma_update(None, "user_version", 0).unwrap();
        let fault = compare(&connection).unwrap().fault().unwrap();
        assert_eq!(fault.to_string(), "the number of its version was changed");
        connection.pragma_update(None, "user_version", 1).unwrap();
        let comparison = compare(&connection).unwrap();
        assert_eq!(comparison.spoilt, None);
        assert_eq!(comparison.added, ["table “seal”"]);
    }

    #[test]
    fn what_is_spoilt_is_named_before_what_was_added() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(MIGRATIONS[0].sql).unwrap();
        connection
            .execute_batch("PRAGMA user_version = 1; CREATE TABLE a (b); DROP TABLE note")
            .unwrap();
        match check(&connection) {
            Err(SchemaError::Foreign(fault)) => {
                assert_eq!(fault, SchemaFault::Missing("table “note”".to_owned()));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_long_or_strange_name_is_shown_in_short_and_plain() {
        let key = ("virus".to_owned(), "a\u{1b}\n\u{202e}".repeat(20));
        let shown = shown(&key);
        assert!(shown.starts_with("something “a\u{fffd}\u{fffd}\u{fffd}a"));
        assert!(shown.ends_with("…”"), "{shown}");
    }
}
