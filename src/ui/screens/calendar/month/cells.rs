//! What is typed or pasted into cells of the month, as edits with their names for undo; leaves keys and painting to others.

use crate::domain::{
    Day, DayValue, Edit, Journal, Kind, LogChange, Tracker, day_value, log, routine,
};
use crate::words::{Words, count, log_refusal, tracker_within_sentence};

/// What is typed into a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Typed {
    NotLogged,
    Skipped,
    Number(f64),
}

/// A change with its name for undo.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) edit: Edit,
    pub(super) label: String,
}

/// A cell of the month.
#[derive(Clone, Copy)]
pub(super) struct CellOf<'a> {
    pub(super) journal: &'a Journal,
    pub(super) tracker: &'a Tracker,
    pub(super) day: Day,
    pub(super) today: Day,
    pub(super) words: Words,
}

impl CellOf<'_> {
    pub(super) fn value(&self) -> DayValue {
        day_value(self.journal, self.tracker, self.day)
    }

    /// The change that typing `text` makes, or the sentence that says why not. An empty edit where all stays as it is.
    pub(super) fn typed(&self, text: &str) -> Result<Change, String> {
        if self.day > self.today {
            return Err("That day is still to come.".to_owned());
        }
        let typed = self.read(text)?;
        let edit = self.log(match typed {
            Typed::NotLogged => LogChange::NotLogged,
            Typed::Skipped => LogChange::Skip,
            Typed::Number(number) => LogChange::Set(number),
        })?;
        Ok(Change {
            edit,
            label: self.label(typed),
        })
    }

    /// What makes a copied value typed; empty where nothing is copied.
    pub(super) fn confirmed(&self) -> Change {
        let what = tracker_within_sentence(self.tracker);
        Change {
            edit: routine::confirm(self.journal, self.tracker.id, self.day),
            label: format!("{what} confirmed on {}", self.words.short_day(self.day)),
        }
    }

    fn read(&self, text: &str) -> Result<Typed, String> {
        let text = text.trim();
        let kind = &self.tracker.kind;
        match (text.to_lowercase().as_str(), kind) {
            ("", _) => Ok(Typed::NotLogged),
            ("s" | "skip" | "skipped" | "-" | "–" | "−" | "—", _) => Ok(Typed::Skipped),
            ("y" | "yes", Kind::YesNo) => Ok(Typed::Number(1.0)),
            ("n" | "no", Kind::YesNo) => Ok(Typed::Number(0.0)),
            _ => {
                let before = self.value().number();
                let number = self.words.typed(text, before, kind);
                number.map(Typed::Number).map_err(|sentence| match kind {
                    Kind::YesNo => "Type y for yes, n for no or s for skipped.".to_owned(),
                    Kind::Amount(_) | Kind::Scale(_) => sentence,
                })
            }
        }
    }

    fn log(&self, change: LogChange) -> Result<Edit, String> {
        let edit = log(self.journal, self.tracker, None, self.day, change);
        edit.map_err(|refused| log_refusal(&refused, self.tracker, self.words))
    }

    /// "itch 4 on 20 Nov".
    fn label(&self, typed: Typed) -> String {
        let what = tracker_within_sentence(self.tracker);
        let day = self.words.short_day(self.day);
        match (typed, &self.tracker.kind) {
            (Typed::NotLogged, _) => format!("{what} not logged on {day}"),
            (Typed::Skipped, _) => format!("{what} skipped on {day}"),
            (Typed::Number(number), Kind::Scale(_)) => {
                format!("{what} {} on {day}", self.words.number(number))
            }
            (Typed::Number(number), kind) => {
                format!("{what} {} on {day}", self.words.recorded(kind, number))
            }
        }
    }

    /// The value as it stands in the cell and as it would be typed: "4", "6:45", "–" for skipped, nothing for not logged.
    pub(super) fn text(&self) -> String {
        match self.value() {
            DayValue::NotLogged => String::new(),
            DayValue::Skipped => "–".to_owned(),
            DayValue::Recorded { number, .. } => match &self.tracker.kind {
                Kind::YesNo => if number > 0.0 { "yes" } else { "no" }.to_owned(),
                Kind::Scale(_) => self.words.typed_number(number, ""),
                Kind::Amount(amount) if amount.unit == "h" => clock(number),
                Kind::Amount(amount) => self.words.typed_number(number, &amount.unit),
            },
        }
    }
}

/// "6:45".
fn clock(hours: f64) -> String {
    let minutes = (hours * 60.0).round();
    format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
}

/// What a clipboard holds: lines of cells, of which an empty one leaves its cell as it is.
pub(super) fn block_of(text: &str) -> Vec<Vec<&str>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n')
        .map(|line| line.trim_end_matches('\r').split('\t').collect())
        .collect()
}

/// What a paste comes to.
#[derive(Debug, PartialEq)]
pub(super) struct Pasted {
    pub(super) change: Option<Change>,
    /// What was taken and what was not, in words.
    pub(super) report: String,
}

/// Puts the changes of several cells together as one step, with those that were refused in words.
pub(super) fn together(
    typed: Vec<(String, Result<Change, String>)>,
    outside: usize,
    place: &str,
) -> Pasted {
    let mut edits = Vec::new();
    let mut refused = Vec::new();
    let mut taken = 0;
    for (cell, result) in typed {
        match result {
            Ok(change) => {
                taken += 1;
                if !change.edit.is_empty() {
                    edits.push(change.edit);
                }
            }
            Err(sentence) => refused.push(format!("{cell}: {sentence}")),
        }
    }
    let values = count(taken, "value", "values");
    let mut report = format!("Pasted {values}.");
    if !refused.is_empty() {
        report.push_str(&format!(" {} not taken. ", refused.len()));
        report.push_str(&refused[..refused.len().min(2)].join(" "));
        if refused.len() > 2 {
            report.push_str(" …");
        }
    }
    if outside > 0 {
        let values = count(outside, "value", "values");
        report.push_str(&format!(" {values} fell outside the month."));
    }
    let change = (!edits.is_empty()).then(|| Change {
        edit: Edit::Batch(edits),
        label: format!("paste of {values}, {place}"),
    });
    Pasted { change, report }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample::{self, CARE, FOOD, ITCH, KEFIR, SLEEP, day};
    use super::*;
    use crate::domain::{Entry, EntryKey, Origin, Settings, TrackerId, Value};

    struct At<'a>(&'a Journal, TrackerId, &'a str);

    impl At<'_> {
        fn cell(&self) -> CellOf<'_> {
            CellOf {
                journal: self.0,
                tracker: self.0.tracker(self.1).unwrap(),
                day: day(self.2),
                today: day("2026-11-21"),
                words: Words::of(&Settings::default()),
            }
        }
    }

    #[track_caller]
    fn type_in(journal: &mut Journal, tracker: TrackerId, text: &str) -> (String, DayValue) {
        let change = At(journal, tracker, "2026-11-20")
            .cell()
            .typed(text)
            .unwrap();
        journal.apply(change.edit).unwrap();
        (change.label, journal.value_on(tracker, day("2026-11-20")))
    }

    fn recorded(number: f64) -> DayValue {
        DayValue::Recorded {
            number,
            copied: false,
        }
    }

    #[test]
    fn typed_text_is_one_named_change() {
        let mut journal = sample::empty_journal();
        let check = |journal: &mut Journal, tracker, text: &str, label: &str, value| {
            assert_eq!(type_in(journal, tracker, text), (label.to_owned(), value));
        };
        let j = &mut journal;
        check(j, ITCH, "4", "itch 4 on 20 Nov", recorded(4.0));
        check(j, ITCH, "0", "itch 0 on 20 Nov", recorded(0.0));
        check(j, ITCH, "skip", "itch skipped on 20 Nov", DayValue::Skipped);
        check(
            j,
            ITCH,
            "",
            "itch not logged on 20 Nov",
            DayValue::NotLogged,
        );
        check(j, SLEEP, "6:45", "sleep 6 h 45 on 20 Nov", recorded(6.75));
        check(j, SLEEP, "6,5", "sleep 6 h 30 on 20 Nov", recorded(6.5));
        check(j, CARE, "y", "Skincare yes on 20 Nov", recorded(1.0));
        check(j, CARE, "NO", "Skincare no on 20 Nov", recorded(0.0));
        check(
            j,
            FOOD,
            "2",
            "fermented food 2 servings on 20 Nov",
            recorded(2.0),
        );
    }

    #[test]
    fn cells_show_what_would_be_typed() {
        let mut journal = sample::empty_journal();
        for (tracker, text) in [(SLEEP, "6:45"), (CARE, "yes"), (ITCH, "–"), (FOOD, "1.5")] {
            type_in(&mut journal, tracker, text);
            assert_eq!(At(&journal, tracker, "2026-11-20").cell().text(), text);
        }
        assert_eq!(At(&journal, ITCH, "2026-11-19").cell().text(), "");
    }

    #[test]
    fn refused_text_gets_a_sentence() {
        let journal = sample::empty_journal();
        for (tracker, text, sentence) in [
            (ITCH, "11", "Only 0 to 10 can be logged here."),
            (ITCH, "4.5", "That is between two levels."),
            (FOOD, "much", "That is not a number."),
            (CARE, "maybe", "Type y for yes, n for no or s for skipped."),
        ] {
            let refused = At(&journal, tracker, "2026-11-20").cell().typed(text);
            assert_eq!(refused.unwrap_err(), sentence);
        }
        let future = At(&journal, ITCH, "2026-11-22");
        assert_eq!(
            future.cell().typed("4").unwrap_err(),
            "That day is still to come."
        );
    }

    #[test]
    fn a_whole_day_counts_its_items() {
        let mut journal = sample::empty_journal();
        let kefir = EntryKey::item(FOOD, KEFIR, day("2026-11-20"));
        let copied = Entry {
            value: Value::Recorded(2.0),
            origin: Origin::Copied,
        };
        journal.apply(Edit::log(kefir, copied)).unwrap();
        let refused = At(&journal, FOOD, "2026-11-20").cell().typed("1");
        assert_eq!(
            refused.unwrap_err(),
            "Its items alone make 2 servings that day. Change them first."
        );
        assert_eq!(type_in(&mut journal, FOOD, "2").1, recorded(2.0));
        assert_eq!(type_in(&mut journal, FOOD, "3").1, recorded(3.0));
        assert_eq!(journal.entry(kefir).unwrap().origin, Origin::Typed);
    }

    #[test]
    fn the_same_value_again_changes_nothing() {
        let mut journal = sample::empty_journal();
        type_in(&mut journal, ITCH, "4");
        let again = At(&journal, ITCH, "2026-11-20").cell().typed("4").unwrap();
        assert!(again.edit.is_empty());
    }

    #[test]
    fn a_block_is_lines_of_cells() {
        assert_eq!(block_of("1\t2\r\n3\t\n"), [vec!["1", "2"], vec!["3", ""]]);
        assert_eq!(block_of("4"), [["4"]]);
    }

    #[test]
    fn refused_cells_of_a_paste_are_reported() {
        let journal = sample::empty_journal();
        let typed = |text: &str| {
            let result = At(&journal, ITCH, "2026-11-20").cell().typed(text);
            ("Itch on 20 Nov".to_owned(), result)
        };
        let pasted = together(vec![typed("4"), typed("12")], 1, "20 Nov");
        assert_eq!(
            pasted.report,
            "Pasted 1 value. 1 not taken. Itch on 20 Nov: Only 0 to 10 can be logged here. 1 value fell outside the month."
        );
        assert_eq!(pasted.change.unwrap().label, "paste of 1 value, 20 Nov");
        assert_eq!(together(vec![typed("12")], 0, "20 Nov").change, None);
    }
}
