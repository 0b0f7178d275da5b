//! Backups: made, checked, listed, thinned, and what happens where the folder is away.

use std::fs;
use std::path::Path;

use biota::domain::*;
use biota::storage::{
    Access, BackupError, BackupFolder, Fault, OpenError, Reason, Session, Store, check, holdings,
    keep_before,
};
use chrono::{Duration, NaiveDateTime};

use crate::place::{Place, names_in};
use crate::sample::{self, WATER, day};

fn at(day: &str, hour: u32) -> NaiveDateTime {
    sample::day(day).and_hms_opt(hour, 30, 0).unwrap()
}

fn water(on: Day, number: f64) -> Edit {
    Edit::log(EntryKey::own(WATER, on), Entry::typed(number))
}

#[test]
fn a_backup_is_whole_private_and_of_this_moment() {
    let place = Place::with(&sample::full());
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    session
        .commit(water(day("2026-11-22"), 500.0), "Water")
        .unwrap();
    let backup = place
        .backups()
        .make(Reason::ByHand, at("2026-11-22", 8))
        .unwrap();
    let copied = Session::open(&backup.path, Access::Read).unwrap();
    assert_eq!(copied.journal(), session.journal());
    assert!(check(&backup.path).unwrap().is_sound());
    assert_eq!(backup.bytes, fs::metadata(&backup.path).unwrap().len());
    assert_eq!(
        names_in(&place.path("backups")).len(),
        1,
        "nothing else lies there: {:?}",
        names_in(&place.path("backups"))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&backup.path), 0o600);
        assert_eq!(mode(&place.path("backups")), 0o700);
    }
    // The window goes on writing.
    session
        .commit(water(day("2026-11-23"), 750.0), "Water")
        .unwrap();
    assert_eq!(place.backups().list().unwrap(), [backup]);
}

#[test]
fn what_a_backup_holds_is_what_the_journal_holds() {
    let journal = sample::full();
    let place = Place::with(&journal);
    let backup = place
        .backups()
        .make(Reason::Daily, at("2026-11-22", 8))
        .unwrap();
    assert_eq!(holdings(&backup.path), Ok(journal.holdings()));
    let expected = Holdings {
        days: 3,
        entries: 5,
        notes: 1,
        trackers: 4,
        oldest_day: Some(day("2024-02-29")),
        newest_day: Some(day("2026-11-21")),
    };
    assert_eq!(journal.holdings(), expected);
    assert_eq!(Journal::default().holdings(), Holdings::default());
}

#[test]
fn a_day_has_one_backup_however_often_it_starts() {
    let place = Place::with(&sample::full());
    let usual = place.backups();
    let start = sample::day("2026-11-21").and_hms_opt(4, 0, 0).unwrap();
    assert_eq!(
        usual.is_due(start),
        Ok(true),
        "a folder that is not made yet is empty"
    );
    usual.make(Reason::ByHand, at("2026-11-21", 7)).unwrap();
    assert_eq!(usual.is_due(start), Ok(true));
    usual.make(Reason::Daily, at("2026-11-21", 8)).unwrap();
    assert_eq!(usual.is_due(start), Ok(false));
    assert_eq!(usual.is_due(start + Duration::days(1)), Ok(true));
    // A backup from a clock that was wrong does not stand in for today's.
    usual.make(Reason::Daily, at("2031-01-01", 8)).unwrap();
    assert_eq!(usual.is_due(start + Duration::days(1)), Ok(true));
}

#[test]
fn two_of_one_second_have_two_names() {
    let place = Place::with(&sample::full());
    for _ in 0..3 {
        place
            .backups()
            .make(Reason::ByHand, at("2026-11-21", 8))
            .unwrap();
    }
    let found = place.backups().list().unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.windows(2).all(|pair| pair[0].moment > pair[1].moment));
}

#[test]
fn old_ones_go_and_those_of_another_journal_stay() {
    let place = Place::with(&sample::full());
    let other = place.path("other/journal.biota");
    Store::create_new(&other, &sample::full()).unwrap();
    let of_other = BackupFolder::usual(place.path("backups"), &other);
    of_other.make(Reason::Daily, at("2020-01-01", 8)).unwrap();
    fs::write(place.path("backups").join("holiday.jpg"), "not ours").unwrap();
    let usual = place.backups();
    let by_hand = usual.make(Reason::ByHand, at("2020-01-01", 8)).unwrap();
    for days in 0..60 {
        let moment = at("2026-01-01", 8) + Duration::days(days);
        usual.make(Reason::Daily, moment).unwrap();
    }
    let found = usual.list().unwrap();
    let days: Vec<_> = found
        .iter()
        .map(|backup| backup.moment.date().to_string())
        .collect();
    let expected = [
        "2026-03-01",
        "2026-02-28",
        "2026-02-27",
        "2026-02-26",
        "2026-02-25",
        "2026-02-24",
        "2026-02-23",
        "2026-02-22",
        "2026-02-15",
        "2026-02-08",
        "2026-01-31",
        "2020-01-01",
    ];
    assert_eq!(days, expected);
    assert!(found.contains(&by_hand));
    assert_eq!(of_other.list().unwrap().len(), 1);
    assert!(place.path("backups").join("holiday.jpg").exists());
}

#[test]
fn a_chosen_folder_that_is_away_is_not_made() {
    let place = Place::with(&sample::full());
    let stick = place.path("media/stick");
    let chosen = BackupFolder::chosen(stick.clone(), &place.journal);
    let moment = at("2026-11-21", 8);
    assert_eq!(
        chosen.make(Reason::Daily, moment),
        Err(BackupError::FolderMissing)
    );
    assert_eq!(chosen.list(), Err(BackupError::FolderMissing));
    assert_eq!(chosen.is_due(moment), Err(BackupError::FolderMissing));
    assert!(!stick.exists());
    fs::create_dir_all(&stick).unwrap();
    assert!(chosen.make(Reason::Daily, moment).is_ok());
    let file = place.path("file");
    fs::write(&file, "x").unwrap();
    let wrong = BackupFolder::chosen(file, &place.journal);
    assert_eq!(
        wrong.make(Reason::Daily, moment),
        Err(BackupError::NotAFolder)
    );
    assert_eq!(wrong.list(), Err(BackupError::NotAFolder));
}

#[test]
fn a_journal_that_is_gone_or_damaged_makes_no_backup() {
    let place = Place::with(&sample::full());
    let usual = place.backups();
    let moment = at("2026-11-21", 8);
    let good = usual.make(Reason::Daily, moment).unwrap();
    let mut bytes = fs::read(&place.journal).unwrap();
    for byte in &mut bytes[4_096..] {
        *byte = 0x5A;
    }
    fs::write(&place.journal, bytes).unwrap();
    let damaged = usual.make(Reason::Daily, moment + Duration::days(1));
    assert!(
        matches!(
            damaged,
            Err(BackupError::Fault(Fault::Damaged(_)) | BackupError::Journal(OpenError::Damaged(_)))
        ),
        "{damaged:?}"
    );
    fs::remove_file(&place.journal).unwrap();
    assert_eq!(
        usual.make(Reason::Daily, moment),
        Err(BackupError::Journal(OpenError::Missing))
    );
    assert_eq!(usual.list().unwrap(), std::slice::from_ref(&good));
    let (newest, holds) = usual.newest_good(at("2026-11-22", 8)).unwrap().unwrap();
    assert_eq!((newest, holds), (good, sample::full().holdings()));
}

#[test]
fn the_newest_good_one_is_found_behind_bad_ones() {
    let place = Place::with(&sample::full());
    let usual = place.backups();
    let good = usual.make(Reason::Daily, at("2026-11-19", 8)).unwrap();
    for (day, spoil) in [("2026-11-20", 5_000..60_000), ("2026-11-21", 0..10_000)] {
        let backup = usual.make(Reason::Daily, at(day, 8)).unwrap();
        let mut bytes = fs::read(&backup.path).unwrap();
        let end = spoil.end.min(bytes.len());
        bytes[spoil.start..end].fill(0xA5);
        fs::write(&backup.path, bytes).unwrap();
    }
    let (newest, _) = usual.newest_good(at("2026-11-22", 8)).unwrap().unwrap();
    assert_eq!(newest, good);
}

#[test]
fn copies_that_a_migration_left_beside_the_journal_are_taken_over() {
    let place = Place::with(&sample::full());
    let beside = place.journal.with_file_name("journal.biota.version-1");
    fs::copy(&place.journal, &beside).unwrap();
    fs::copy(
        &place.journal,
        place.journal.with_file_name("journal.biota.version-1-2"),
    )
    .unwrap();
    let usual = place.backups();
    assert_eq!(usual.collect_copies(), Ok(2));
    assert_eq!(usual.collect_copies(), Ok(0));
    assert!(!beside.exists());
    let found = usual.list().unwrap();
    assert_eq!(found.len(), 2);
    for backup in found {
        assert_eq!(backup.reason, Reason::Migration { version: 1 });
        let copied = Session::open(&backup.path, Access::Read).unwrap();
        assert_eq!(copied.journal(), &sample::full());
    }
    // Where the folder is away, the copy stays where it is.
    fs::copy(&place.journal, &beside).unwrap();
    let away = BackupFolder::chosen(place.path("away"), &place.journal);
    assert_eq!(away.collect_copies(), Err(BackupError::FolderMissing));
    assert!(beside.exists());
}

#[test]
fn leftovers_of_a_lost_machine_are_cleared_after_a_day() {
    let place = Place::with(&sample::full());
    let usual = place.backups();
    usual.make(Reason::Daily, at("2026-11-21", 8)).unwrap();
    let (old, young) = (
        place.path("backups").join(".biota-old.part"),
        place.path("backups").join(".biota-young.part"),
    );
    for path in [&old, &young] {
        fs::write(path, "half a backup").unwrap();
    }
    let two_days_ago = fs::metadata(&old).unwrap().modified().unwrap()
        - std::time::Duration::from_secs(2 * 86_400);
    fs::File::options()
        .write(true)
        .open(&old)
        .unwrap()
        .set_modified(two_days_ago)
        .unwrap();
    usual.make(Reason::Daily, at("2026-11-22", 8)).unwrap();
    assert!(!old.exists());
    assert!(young.exists(), "another program may be writing it");
}

#[test]
fn before_a_great_change_a_copy_is_made_wherever_there_is_room() {
    let place = Place::with(&sample::full());
    let _window = Session::open(&place.journal, Access::Window).unwrap();
    let keep = |folder: Option<&BackupFolder>| {
        let kept = keep_before(&place.journal, Reason::Import, folder, at("2026-11-22", 8));
        let kept = kept.unwrap();
        let copied = Session::open(&kept, Access::Read).unwrap();
        assert_eq!(*copied.journal(), sample::full());
        kept
    };
    let in_folder = keep(Some(&place.backups()));
    assert_eq!(in_folder.parent(), Some(place.path("backups").as_path()));
    let stick = BackupFolder::chosen(place.path("stick"), &place.journal);
    let beside = keep(Some(&stick));
    assert_eq!(beside.parent(), place.journal.parent());
    assert_ne!(keep(None), beside, "an earlier copy stays");
    assert_eq!(place.backups().collect_copies(), Ok(2));
    let all = place.backups().list().unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|backup| backup.reason == Reason::Import));
}

#[test]
fn a_damaged_journal_is_not_taken_for_a_copy_of_it() {
    let place = Place::with(&sample::full());
    let mut bytes = fs::read(&place.journal).unwrap();
    bytes[4_096..30_000].fill(0xA5);
    fs::write(&place.journal, bytes).unwrap();
    let usual = place.backups();
    for folder in [Some(&usual), None] {
        let kept = keep_before(&place.journal, Reason::Import, folder, at("2026-11-22", 8));
        assert!(matches!(kept, Err(OpenError::Damaged(_))), "{kept:?}");
    }
    let beside = fs::read_dir(place.journal.parent().unwrap()).unwrap();
    assert_eq!(beside.count(), 1);
}
