//! The choices of a run as the journal remembers them, read alike by the window and the command.

use super::options::{LeaveOut, Options, RangeChoice};
use crate::domain::{ItemId, Journal, Tracker, TrackerId};

/// Under which names the settings remember each choice.
pub mod choice_name {
    /// "183", "365", "730", "all", or "2026-01-01..2026-06-30", either end of which may be open.
    pub const RANGE: &str = "insights.range";
    /// "yes" where copied values are looked at.
    pub const WITH_COPIED: &str = "insights.with_copied";
    /// "yes" where days of pauses are looked at.
    pub const WITH_PAUSES: &str = "insights.with_pauses";
    /// "yes" where days of short treatments are looked at.
    pub const WITH_TREATMENTS: &str = "insights.with_short_treatments";
    /// The uid of a tracker on each line.
    pub const ADJUSTERS: &str = "insights.adjusters";
    /// The uids of a tracker and an item, parted by a slash, on each line.
    pub const ITEMS: &str = "insights.items";
}

const YES: &str = "yes";

impl Options {
    /// What the person chose on the Insights screen.
    pub fn chosen(journal: &Journal) -> Self {
        let remembered = |name: &str| journal.settings().remembered(name);
        let is_left_out = |name: &str| remembered(name) != Some(YES);
        let lines = |name: &str| remembered(name).unwrap_or_default().lines();
        Self {
            range: RangeChoice::from_text(remembered(choice_name::RANGE).unwrap_or_default()),
            leave_out: LeaveOut {
                copied: is_left_out(choice_name::WITH_COPIED),
                pauses: is_left_out(choice_name::WITH_PAUSES),
                short_treatments: is_left_out(choice_name::WITH_TREATMENTS),
            },
            adjusters: lines(choice_name::ADJUSTERS)
                .filter_map(|uid| tracker_of(journal, uid))
                .collect(),
            items: lines(choice_name::ITEMS)
                .filter_map(|line| item_of(journal, line))
                .collect(),
        }
    }
}

impl RangeChoice {
    /// Reads what [`choice_name::RANGE`] remembers; anything unknown is the last 365 days.
    pub fn from_text(text: &str) -> Self {
        match text {
            "183" => Self::LastDays(183),
            "730" => Self::LastDays(730),
            "all" => Self::All,
            _ => match text.split_once("..") {
                Some((from, to)) => Self::Between {
                    from: from.parse().ok(),
                    to: to.parse().ok(),
                },
                None => Self::default(),
            },
        }
    }
}

/// The items of a tracker's list with their stable names.
pub fn items_of<'a>(
    journal: &'a Journal,
    tracker: &Tracker,
) -> impl Iterator<Item = (ItemId, &'a str)> + use<'a> {
    tracker
        .list
        .into_iter()
        .flat_map(|list| journal.items_of(list))
        .map(|item| (item.id, item.uid.as_str()))
}

fn tracker_of(journal: &Journal, uid: &str) -> Option<TrackerId> {
    journal.tracker_by_uid(uid).map(|tracker| tracker.id)
}

fn item_of(journal: &Journal, line: &str) -> Option<(TrackerId, ItemId)> {
    let (tracker, item) = line.split_once('/')?;
    let tracker = journal.tracker_by_uid(tracker)?;
    let (item, _) = items_of(journal, tracker).find(|(_, uid)| *uid == item)?;
    Some((tracker.id, item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, Edit, StarterCatalogue, setting_key};

    #[test]
    fn what_nobody_chose_is_the_default() {
        assert_eq!(Options::chosen(&Journal::default()), Options::default());
    }

    #[test]
    fn choices_are_read_and_what_is_gone_is_left_out() {
        let mut journal = Journal::default();
        let beginning = Beginning::usual("2026-11-21".parse().unwrap());
        let mut edits = vec![StarterCatalogue::embedded().begin(&beginning)];
        for (name, value) in [
            (choice_name::RANGE, "2026-02-01.."),
            (choice_name::WITH_PAUSES, "yes"),
            (choice_name::ADJUSTERS, "stress\ngone"),
            (choice_name::ITEMS, "fermented_food/kefir\nwater/gone\nodd"),
        ] {
            let key = format!("{}{name}", setting_key::REMEMBERED);
            edits.push(Edit::set(&key, value));
        }
        journal.apply(Edit::Batch(edits)).unwrap();
        let options = Options::chosen(&journal);
        let from = Some("2026-02-01".parse().unwrap());
        assert_eq!(options.range, RangeChoice::Between { from, to: None });
        assert!(!options.leave_out.pauses && options.leave_out.copied);
        let id = |uid: &str| journal.tracker_by_uid(uid).unwrap().id;
        assert_eq!(options.adjusters, [id("stress")]);
        assert_eq!(options.items.len(), 1);
        assert_eq!(options.items[0].0, id("fermented_food"));
    }
}
