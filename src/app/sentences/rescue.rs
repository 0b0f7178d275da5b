//! What the window says of restoring a journal and of saving what can be read of one.

use std::path::Path;

use crate::domain::Holdings;
use crate::storage::{
    Backup, Fault, OpenError, Placeholders, RecoverError, Recovered, RestoreError, lost_by_table,
};
use crate::transfer::ArchiveError;
use crate::ui::words::{Words, count};

/// "21 November 2026, 08:30: 120 days, 2,104 entries, the newest day 20 November 2026."
pub fn backup_holds(backup: &Backup, holds: &Holdings, words: Words) -> String {
    let moment = format!(
        "{}, {}",
        words.day(backup.moment.date()),
        backup.moment.format("%H:%M")
    );
    let newest = holds.newest_day.map_or_else(String::new, |day| {
        format!(", the newest day {}", words.day(day))
    });
    format!("{moment}: {}{newest}.", counts(holds))
}

fn counts(holds: &Holdings) -> String {
    format!(
        "{}, {}, {}",
        count(holds.days, "day", "days"),
        count(holds.entries, "entry", "entries"),
        count(holds.notes, "note", "notes")
    )
}

/// Names for what only a number is left of.
pub fn placeholders() -> Placeholders {
    Placeholders {
        tracker: "Recovered tracker".to_owned(),
        list: "Recovered list".to_owned(),
        item: "Recovered item".to_owned(),
        section: "Recovered".to_owned(),
    }
}

/// What was saved of a damaged journal, and what was lost, a sentence each.
pub fn recovered(recovered: &Recovered, target: &Path, words: Words) -> Vec<String> {
    let Recovered {
        holdings,
        lost,
        broken,
        made_up,
        is_whole,
    } = recovered;
    let newest = holdings.newest_day.map_or_else(String::new, |day| {
        format!(", the newest day {}", words.day(day))
    });
    let mut sentences = vec![format!(
        "Saved to {}: {}{newest}.",
        target.display(),
        counts(holdings)
    )];
    if *is_whole {
        sentences.push("Nothing is missing: it comes to exactly what was written.".to_owned());
        return sentences;
    }
    if !lost.is_empty() {
        let counts: Vec<_> = lost_by_table(lost)
            .into_iter()
            .map(|(table, number)| of_table(table, number))
            .collect();
        sentences.push(format!("Found but not readable: {}.", counts.join(", ")));
    }
    if *broken > 0 {
        sentences.push(format!(
            "{} of the file could not be read at all; what stood there is not known.",
            count(*broken, "part", "parts")
        ));
    }
    if *made_up > 0 {
        sentences.push(format!(
            "{} lost what they are called, and are named “Recovered tracker 3” or the like.",
            count(
                *made_up,
                "tracker, list or item has",
                "trackers, lists or items have"
            )
        ));
    }
    sentences.push(
        "It does not come to what was written: something is missing, or a number is another. Compare it with a backup."
            .to_owned(),
    );
    sentences
}

fn of_table(table: &str, number: usize) -> String {
    let (one, many) = match table {
        "entry" => ("entry", "entries"),
        "note" => ("note", "notes"),
        "tracker" => ("tracker", "trackers"),
        "list" => ("list", "lists"),
        "item" => ("item", "items"),
        "label" => ("label of a product", "labels of products"),
        "level_word" => ("word of a scale", "words of scales"),
        "aim" => ("aim", "aims"),
        "span" => (
            "treatment, pause or marker",
            "treatments, pauses or markers",
        ),
        "setting" => ("setting", "settings"),
        _ => ("other line", "other lines"),
    };
    count(number, one, many)
}

/// Why nothing could be saved.
pub fn not_recovered(error: &RecoverError) -> String {
    match error {
        RecoverError::Nothing => {
            "Not a single line of a journal can be read in this file. It stays as it is.".to_owned()
        }
        RecoverError::Source(error) => format!("The file could not be read: {}.", at_fault(error)),
        RecoverError::Place(error) => format!(
            "What could be read was not written: {}. The damaged file stays as it is.",
            at_fault(error)
        ),
    }
}

/// Why nothing was restored, as the end of a sentence with its full stop.
pub fn not_restored(error: &RestoreError) -> String {
    match error {
        RestoreError::Source(error) => no_source(error),
        RestoreError::SameFile => "that file is the journal itself.".to_owned(),
        RestoreError::Place(OpenError::Locked { .. }) => {
            "the journal is open in another window. Your journal is as it was.".to_owned()
        }
        RestoreError::Place(error) => format!("{}. Your journal is as it was.", at_fault(error)),
        RestoreError::Fault(fault) => {
            let error = OpenError::from(fault.clone());
            let why = match fault {
                Fault::Gone => "the journal was moved or deleted just now".to_owned(),
                _ => at_fault(&error),
            };
            format!("{why}. Your journal is as it was.")
        }
    }
}

/// Why a file cannot be restored.
pub fn no_source(error: &OpenError) -> String {
    match error {
        OpenError::Missing => "There is no such file.".to_owned(),
        OpenError::NotAJournal(_) => "That is neither a backup nor an archive of Biota.".to_owned(),
        OpenError::EmptyFile => "That file is empty.".to_owned(),
        OpenError::NewerVersion { file, program } => format!(
            "That file was written by a newer Biota: its format is version {file}, this program knows up to {program}."
        ),
        OpenError::ForeignSchema(fault) => format!(
            "Another program changed that file: {fault}. Nothing in it was run. Try another backup."
        ),
        OpenError::Damaged(_) | OpenError::Altered | OpenError::Unreadable(_) => {
            "That file is damaged. Try an older backup.".to_owned()
        }
        other => format!("That file could not be read: {}.", at_fault(other)),
    }
}

/// Why a file cannot be restored that begins like an archive.
pub fn no_archive(error: &ArchiveError) -> String {
    match error {
        ArchiveError::NotAnArchive => "That is no archive that Biota wrote.".to_owned(),
        ArchiveError::NewerVersion { file, program } => format!(
            "That archive was written by a newer Biota: version {file}, this program knows up to {program}."
        ),
        ArchiveError::OutsidePath(_)
        | ArchiveError::TooManyFiles(_)
        | ArchiveError::TooLarge(_) => {
            "That archive was not written by Biota: it would unpack to what no journal has."
                .to_owned()
        }
        ArchiveError::MissingPart(part) => format!("That archive lacks its part {part}."),
        ArchiveError::Changed(part) => {
            format!("That archive is damaged or was changed: {part} is not what was written.")
        }
        ArchiveError::Row { part, line, .. } => {
            format!("That archive cannot be read from line {line} of {part} on.")
        }
        ArchiveError::Io(_) => "That file could not be read: the disk did not answer.".to_owned(),
    }
}

fn at_fault(error: &OpenError) -> String {
    match error {
        OpenError::Busy => "another program is using the journal",
        OpenError::DiskFull => "the disk is full",
        OpenError::Permission => "that place may not be used",
        OpenError::Missing => "it is not there",
        OpenError::AlreadyThere => "a file of that name is there already",
        OpenError::NotAJournal(_) => "what stands there is no journal of Biota",
        OpenError::Beside { .. } => "something else is in the place of a file of the journal",
        OpenError::LinkToNothing { .. } => "it is a link, and what it points to is not there",
        OpenError::NewerVersion { .. } => "it was written by a newer Biota",
        _ => "the disk did not answer as it should",
    }
    .to_owned()
}
