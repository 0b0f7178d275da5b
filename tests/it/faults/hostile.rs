//! Journals whose schema was changed at random by someone who wants harm: refused or harmless, and never slow.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use biota::domain::{EntryKey, Journal};
use biota::storage::{
    Access, BackupFolder, Reason, RestoreSource, Session, Store, check, holdings, keep_before,
    restorable, restore,
};
use chrono::NaiveDateTime;
use fastrand::Rng;
use rusqlite::Connection;

use super::{asked, program, water};
use crate::sample::{self, WATER, day};

const LONGEST: Duration = Duration::from_secs(2);
/// In kilobytes.
const MOST_MEMORY: u64 = 200_000;
const TABLES: [&str; 12] = [
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
    "seal",
];
const ENDLESS: &str = "WITH RECURSIVE r (c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM r)";
/// Much from little.
const HEAVY: [&str; 4] = [
    "length(hex(zeroblob(2000000)))",
    "instr(hex(zeroblob(300000)), 'x')",
    "hex(zeroblob(900000000))",
    "printf('%99999999d', 1)",
];

fn now() -> NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
}

fn pick<'a>(random: &mut Rng, from: &[&'a str]) -> &'a str {
    from[random.usize(..from.len())]
}

fn columns(path: &Path, table: &str) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let names = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect()
    };
    // What an earlier change has spoilt has no columns.
    names().unwrap_or_default()
}

/// What a trigger does.
fn deed(random: &mut Rng, table: &str) -> String {
    match random.u32(..6) {
        0 => format!("DELETE FROM {}", pick(random, &TABLES)),
        1 => "UPDATE seal SET fingerprint = fingerprint + 1".to_owned(),
        2 => "SELECT raise(IGNORE)".to_owned(),
        3 => format!("INSERT INTO setting SELECT c, 'x', '' FROM ({ENDLESS} SELECT c FROM r)"),
        4 => format!("DELETE FROM {table} WHERE rowid IN ({ENDLESS} SELECT c FROM r)"),
        _ => "UPDATE entry SET value = value + 1".to_owned(),
    }
}

/// Another text for a table of Biota's.
fn rewritten(random: &mut Rng, table: &str) -> String {
    let (from, to) = [
        ("TEXT", "BLOB"),
        ("INTEGER", "ANY"),
        ("REAL", "INTEGER"),
        (" STRICT", ""),
        ("NOT NULL", "NOT NULL DEFAULT (hex(zeroblob(99999999)))"),
        ("NOT NULL", ""),
        ("CHECK (", "CHECK (1 OR "),
        ("CHECK (", "CHECK (length(hex(zeroblob(9999999))) > 0 AND "),
        ("day TEXT", "day TEXT COLLATE NOCASE"),
        (
            "REFERENCES",
            "REFERENCES tracker (id) ON DELETE CASCADE REFERENCES",
        ),
        ("VIRTUAL", "STORED"),
        (
            "changed_at TEXT NOT NULL",
            "changed_at TEXT AS (hex(zeroblob(9999999)))",
        ),
        ("CREATE TABLE", "CREATE TEMP TABLE"),
        ("\n", " "),
        ("UNIQUE", ""),
        (", WITHOUT ROWID", ""),
    ][random.usize(..16)];
    format!("SET sql = replace(sql, '{from}', '{to}') WHERE name = '{table}'")
}

/// What only someone does who writes into the list of tables itself.
fn forged(random: &mut Rng, table: &str) -> String {
    let other = pick(random, &TABLES);
    let change = match random.u32(..12) {
        0 => format!(
            "SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = '{other}')
             WHERE name = '{table}'"
        ),
        1 => format!("SET rootpage = {} WHERE name = '{table}'", random.u32(..40)),
        2 => format!("SET sql = CAST(sql AS BLOB) WHERE name = '{table}'"),
        3 => format!("SET name = upper(name), tbl_name = upper(tbl_name) WHERE name = '{table}'"),
        4 => format!(
            "SET type = 'view', rootpage = 0, sql = 'CREATE VIEW {table} AS {ENDLESS} SELECT * FROM r' WHERE name = '{table}'"
        ),
        5 => format!(
            "SET rootpage = 0, sql = 'CREATE VIRTUAL TABLE {table} USING nosuch(x)' WHERE name = '{table}'"
        ),
        6 => format!(
            "SET rootpage = 0, sql = 'CREATE VIRTUAL TABLE {table} USING dbstat' WHERE name = '{table}'"
        ),
        7 => format!("SET sql = NULL WHERE name = '{table}'"),
        8 => format!("SET tbl_name = '{other}' WHERE name = '{table}'"),
        _ => rewritten(random, table),
    };
    format!("PRAGMA writable_schema = ON; UPDATE sqlite_master {change}")
}

/// One change of a schema, as SQL.
fn hostile(random: &mut Rng, path: &Path, number: usize) -> String {
    let table = pick(random, &TABLES);
    let name = format!("x{number}");
    let names = columns(path, table);
    let column = names
        .get(random.usize(..names.len().max(1)))
        .map_or("day", String::as_str);
    let heavy = pick(random, &HEAVY);
    match random.u32(..20) {
        0..=2 => format!(
            "CREATE TRIGGER {name} {} {} ON {table} BEGIN {}; END",
            pick(random, &["BEFORE", "AFTER"]),
            pick(random, &["INSERT", "UPDATE", "DELETE"]),
            deed(random, table),
        ),
        3 => format!(
            "ALTER TABLE {table} RENAME TO {name}; CREATE VIEW {table} AS SELECT * FROM {name};
             CREATE TRIGGER {name}t INSTEAD OF INSERT ON {table} BEGIN {}; END",
            deed(random, &name)
        ),
        4 => {
            let cells: Vec<_> = names.iter().map(|name| format!("c AS {name}")).collect();
            format!(
                "DROP TABLE {table}; CREATE VIEW {table} AS {ENDLESS} SELECT {} FROM r",
                cells.join(", ")
            )
        }
        5 => format!("ALTER TABLE {table} ADD COLUMN {name} AS ({heavy})"),
        6 => format!("CREATE INDEX {name} ON {table} ({column})"),
        7 => format!("CREATE INDEX {name} ON {table} ({column}) WHERE length({column}) > {heavy}"),
        8 => format!("CREATE UNIQUE INDEX {name} ON {table} (length({column} || 'x'), {column})"),
        9 => format!("ALTER TABLE {table} RENAME TO {name}"),
        10 => format!("DROP TABLE {table}"),
        11 => format!(
            "CREATE TABLE {name} (a INTEGER PRIMARY KEY AUTOINCREMENT, b DEFAULT ({heavy}))"
        ),
        12 => format!("CREATE TABLE {name} AS {ENDLESS} SELECT c FROM r LIMIT 5000"),
        13 => format!(
            "CREATE VIRTUAL TABLE {name} USING {}",
            pick(random, &["fts5(a)", "rtree(a, b, c)", "fts3(a)"])
        ),
        14 => format!("PRAGMA user_version = {}", random.u32(..4)),
        15 => format!("PRAGMA application_id = {}", random.u32(..)),
        16 => "ANALYZE; UPDATE sqlite_stat1 SET stat = '1 1 1 unordered'".to_owned(),
        _ => forged(random, table),
    }
}

/// Does one thing, which must not take long.
fn timed<T>(longest: &mut (Duration, String), what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = work();
    let took = start.elapsed();
    assert!(took < LONGEST, "{what} took {took:?}");
    if took > longest.0 {
        *longest = (took, what.to_owned());
    }
    answer
}

/// The places of one round.
struct Round {
    folder: PathBuf,
    file: PathBuf,
    backups: BackupFolder,
}

/// A journal that opens holds what it held, and what it says is kept is there for whoever reads it.
fn open_and_commit(round: &Round, journal: &Journal, longest: &mut (Duration, String)) -> bool {
    let opened = timed(longest, "open", || {
        Session::open(&round.file, Access::Window)
    });
    let Ok(mut session) = opened else {
        return false;
    };
    assert!(session.journal() == journal, "another content");
    let on = day("2026-11-22");
    let kept = timed(longest, "commit", || {
        session.commit(water(on, 3.0), "Water")
    });
    let expected = session.journal().clone();
    drop(session);
    let reader = Session::open(&round.file, Access::Read);
    if kept.is_ok() {
        let found = reader.unwrap();
        assert!(found.journal() == &expected, "kept, and not found");
        assert_eq!(found.journal().value_on(WATER, on).number(), Some(3.0));
        // Also by who knows nothing of Biota.
        let plain = Connection::open(&round.file).unwrap();
        let sql = "SELECT value FROM entry WHERE tracker_id = ?1 AND day = '2026-11-22'";
        let value: f64 = plain
            .query_row(sql, [EntryKey::own(WATER, on).tracker.0], |row| row.get(0))
            .unwrap();
        assert!((value - 3.0).abs() < f64::EPSILON);
    } else {
        assert!(expected == *journal, "not kept, but in memory");
    }
    true
}

/// Everything that meets a file without writing to it.
fn look(round: &Round, journal: &Journal, longest: &mut (Duration, String)) {
    let Round {
        file,
        backups,
        folder,
    } = round;
    let before = fs::read(file).unwrap();
    let report = timed(longest, "check", || check(file));
    let _ = timed(longest, "holdings", || holdings(file));
    let read = timed(longest, "read", || Session::open(file, Access::Read));
    if let Ok(session) = &read {
        assert!(session.journal() == journal, "another content");
    }
    let made = timed(longest, "backup", || backups.make(Reason::Daily, now()));
    if let Ok(backup) = &made {
        let copied = Session::open(&backup.path, Access::Read);
        let is_older = report.as_ref().is_ok_and(|report| report.version < 2);
        assert!(is_older || copied.is_ok_and(|copy| copy.journal() == journal));
    }
    let _ = timed(longest, "copy before an import", || {
        keep_before(file, Reason::Import, Some(backups), now())
    });
    // As a backup that someone put into the folder.
    let planted = folder.join("planted.biota");
    fs::write(&planted, &before).unwrap();
    if let Ok(backup) = &made {
        fs::write(&backup.path, &before).unwrap();
    }
    let newest = timed(longest, "newest good backup", || backups.newest_good(now()));
    if let Ok(Some((_, held))) = newest {
        assert_eq!(held.entries, journal.entry_count());
    }
    let _ = timed(longest, "look at a source", || restorable(&planted));
    let elsewhere = folder.join("elsewhere/journal.biota");
    let source = RestoreSource::File(planted);
    if timed(longest, "restore it", || {
        restore(&elsewhere, &source, None, now())
    })
    .is_ok()
    {
        let restored = Session::open(&elsewhere, Access::Window).unwrap();
        assert!(
            restored.journal() == journal,
            "another content was restored"
        );
    }
    assert!(fs::read(file).unwrap() == before, "it was written to");
}

#[test]
fn a_hostile_schema_is_refused_or_harmless_and_never_slow() {
    let home = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let good = home.path().join("good.biota");
    let journal = sample::full();
    Store::create_new(&good, &journal).unwrap();
    let bytes = fs::read(&good).unwrap();
    let rounds = asked("BIOTA_HOSTILE", 200);
    let (mut longest, mut opened, mut refused, mut unchanged, mut most) =
        ((Duration::ZERO, String::new()), 0, 0, 0, 0);
    for number in 0..rounds {
        let random = &mut Rng::with_seed(number as u64);
        let folder = home.path().join(format!("round-{number}"));
        let file = folder.join("journal.biota");
        fs::create_dir_all(&folder).unwrap();
        fs::write(&file, &bytes).unwrap();
        let mut changes = Vec::new();
        for part in 0..1 + random.usize(..3) {
            let sql = hostile(random, &file, part);
            let connection = Connection::open(&file).unwrap();
            let limit = Instant::now();
            let _ = connection.execute_batch(&sql);
            assert!(limit.elapsed() < Duration::from_secs(20), "{sql}");
            changes.push(sql);
        }
        let round = Round {
            backups: BackupFolder::usual(folder.join("backups"), &file),
            file,
            folder,
        };
        let made = fs::read(&round.file).unwrap();
        let before = memory(true);
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            look(&round, &journal, &mut longest);
            let is_open = open_and_commit(&round, &journal, &mut longest);
            if number % 25 == 0 {
                through_the_program(&round, &good, is_open, &mut longest);
            }
            is_open
        }));
        match told {
            Ok(true) if made == bytes => unchanged += 1,
            Ok(true) => opened += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("round {number}: {changes:#?}"),
        }
        most = most.max(memory(false).saturating_sub(before));
        fs::remove_dir_all(&round.folder).unwrap();
    }
    let (took, what) = longest;
    println!(
        "{rounds} schemas: {refused} refused, {opened} harmless, {unchanged} left as they were; longest {took:?} ({what}), at most {most} kB of memory more"
    );
    assert!(most < MOST_MEMORY, "{most} kB");
    assert!(refused > rounds / 2, "{refused} of {rounds} refused");
    assert!(opened > 0);
}

/// The same with the real program, and a good backup put in its place at the end.
fn through_the_program(
    round: &Round,
    good: &Path,
    is_open: bool,
    longest: &mut (Duration, String),
) {
    let table = round.folder.join("more.csv");
    fs::write(&table, "date,water\n2026-11-23,500\n").unwrap();
    let table = table.to_str().unwrap();
    let good = good.to_str().unwrap();
    for arguments in [
        &["check"][..],
        &["show"],
        &["log", "water", "3"],
        &["import", table],
        &["backup", "."],
        &["restore", good, "--yes"],
        &["show"],
    ] {
        let output = timed(longest, arguments[0], || {
            program(&round.file)
                .args(arguments)
                .current_dir(&round.folder)
                .output()
                .unwrap()
        });
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code().is_some_and(|code| code < 3), "{said}");
        assert!(
            !is_open || output.status.success() || said.contains("changed by another program"),
            "{arguments:?}: {said}"
        );
    }
}

/// The most memory that this process had, in kilobytes, anew `from_now` on; none where the system does not say.
fn memory(from_now: bool) -> u64 {
    if from_now {
        let _ = fs::write("/proc/self/clear_refs", "5");
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let figure = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    figure.unwrap_or_default()
}
