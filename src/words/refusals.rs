//! Why a change was not taken, in a sentence that says what would be.

use crate::domain::{
    Kind, LogRefusal, NAME_CHARACTERS, NOTE_BYTES, NameFault, QuantityFault, Rejected, Tracker,
};

use super::Words;

/// The sentence for a refused change; `unit` is that of the tracker it was for, or empty.
pub fn refusal(rejected: &Rejected, words: Words, unit: &str) -> String {
    match rejected {
        Rejected::NotANumber => "That is not a number.".to_owned(),
        Rejected::OutOfRange { lowest, highest } => {
            format!("Only {} to {} can be logged here.", words.number(*lowest), words.amount(*highest, unit))
        }
        Rejected::BetweenLevels => "That is between two levels.".to_owned(),
        Rejected::DayOutOfRange => "Biota keeps days from 1900 to 2199.".to_owned(),
        Rejected::Name(NameFault::Empty) => "A name is needed.".to_owned(),
        Rejected::Name(NameFault::TooLong) => format!("A name has up to {NAME_CHARACTERS} characters."),
        Rejected::Name(NameFault::Unprintable) => {
            "A name is one line, without space at its ends.".to_owned()
        }
        Rejected::NameTaken => "That name is taken.".to_owned(),
        Rejected::UidTaken | Rejected::Unknown => {
            "Something this refers to is no longer there. Another window or command may have removed it.".to_owned()
        }
        Rejected::InUse => "It still has entries.".to_owned(),
        Rejected::EntriesDoNotFit => "What is logged already would not fit any more.".to_owned(),
        Rejected::Unsound => "These numbers do not go together.".to_owned(),
        Rejected::EndBeforeStart => "The last day is before the first.".to_owned(),
        Rejected::EmptyNote => "A note needs text.".to_owned(),
        Rejected::NoteTooLong => format!("A note can have up to {} kB.", NOTE_BYTES / 1024),
    }
}

/// The sentence for a change to a day that is not made.
pub fn log_refusal(refused: &LogRefusal, tracker: &Tracker, words: Words) -> String {
    let LogRefusal::ItemsDiffer(of_items) = refused;
    let value = words.value(tracker, *of_items);
    match tracker.kind {
        Kind::Scale(_) => format!("Its zones make it {value} that day. Change them first."),
        Kind::Amount(_) | Kind::YesNo => {
            format!("Its items alone make {value} that day. Change them first.")
        }
    }
}

/// The sentence for a typed value that is not taken.
pub fn quantity_refusal(fault: &QuantityFault, words: Words, kind: &Kind) -> String {
    match fault {
        QuantityFault::Empty => "Type a number.".to_owned(),
        QuantityFault::NotANumber => match kind.unit() {
            "h" => "That is not a number. 6:45 and 6.75 are both six hours and three quarters."
                .to_owned(),
            _ => "That is not a number.".to_owned(),
        },
        QuantityFault::Negative => "A value is 0 or more.".to_owned(),
        QuantityFault::Grouped => {
            "Type the number without spaces or marks between thousands.".to_owned()
        }
        QuantityFault::NotAdditive => "Only amounts can be added to.".to_owned(),
        QuantityFault::OutOfRange { lowest, highest } => {
            let range = Rejected::OutOfRange {
                lowest: *lowest,
                highest: *highest,
            };
            refusal(&range, words, kind.unit())
        }
        QuantityFault::BetweenLevels => refusal(&Rejected::BetweenLevels, words, kind.unit()),
    }
}
