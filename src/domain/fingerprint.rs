//! A number that a journal's content comes to: equal content, equal number. Tells a journal from one that was changed
//! by a failing disk or a foreign hand; no defence against someone who wants to deceive.

use super::{Aim, Day, Edit, Entry, EntryKey, Item, Journal, Kind, List, Span, Tracker, Value};

impl Journal {
    /// The number of its content.
    pub fn fingerprint(&self) -> u64 {
        // A sum over cells: it does not depend on their order, and a change of one cell changes it in one step.
        let entries = self.entries().map(|(key, entry)| of_entry(key, entry));
        let notes = self.notes().map(|(day, text)| of_note(day, text));
        let settings = self.settings().pairs().iter();
        let settings = settings.map(|(key, value)| of_setting(key, value));
        entries
            .chain(notes)
            .chain(settings)
            .chain(self.trackers().into_iter().map(of_tracker))
            .chain(self.lists().map(of_list))
            .chain(self.items().map(of_item))
            .chain(self.aims().map(of_aim))
            .chain(self.spans().into_iter().map(of_span))
            .fold(0, u64::wrapping_add)
    }
}

impl Edit {
    /// What the contents it sets add to a journal's number. Less what its inverse adds, it is the step from the old
    /// number to the new.
    pub fn fingerprint(&self) -> u64 {
        let leaves = self.leaves().into_iter();
        leaves.map(of_leaf).fold(0, u64::wrapping_add)
    }
}

fn of_leaf(leaf: &Edit) -> u64 {
    match leaf {
        Edit::Entry {
            key,
            entry: Some(entry),
        } => of_entry(*key, *entry),
        Edit::Note {
            day,
            text: Some(text),
        } => of_note(*day, text),
        Edit::Tracker {
            tracker: Some(tracker),
            ..
        } => of_tracker(tracker),
        Edit::List {
            list: Some(list), ..
        } => of_list(list),
        Edit::Item {
            item: Some(item), ..
        } => of_item(item),
        Edit::Aim { aim: Some(aim), .. } => of_aim(aim),
        Edit::Span {
            span: Some(span), ..
        } => of_span(span),
        Edit::Setting {
            key,
            value: Some(value),
        } => of_setting(key, value),
        // What is not there adds nothing; `leaves` has taken batches apart.
        _ => 0,
    }
}

fn of_entry(key: EntryKey, entry: Entry) -> u64 {
    let mut mix = Mix::new(b'e');
    mix.integer(key.tracker.0);
    mix.day(key.day);
    mix.integer(key.item.map_or(0, |item| item.0));
    match entry.value {
        Value::Recorded(number) => mix.number(number),
        Value::Skipped => mix.text("skipped"),
    }
    mix.text(entry.origin.key());
    mix.end()
}

fn of_note(day: Day, text: &str) -> u64 {
    let mut mix = Mix::new(b'n');
    mix.day(day);
    mix.text(text);
    mix.end()
}

fn of_setting(key: &str, value: &str) -> u64 {
    let mut mix = Mix::new(b's');
    mix.text(key);
    mix.text(value);
    mix.end()
}

fn of_list(list: &List) -> u64 {
    let mut mix = Mix::new(b'l');
    mix.integer(list.id.0);
    mix.text(&list.uid);
    mix.text(&list.name);
    mix.text(list.content.key());
    mix.end()
}

fn of_item(item: &Item) -> u64 {
    let mut mix = Mix::new(b'i');
    mix.integer(item.id.0);
    mix.text(&item.uid);
    mix.integer(item.list.0);
    mix.text(&item.name);
    mix.integer(item.position);
    mix.flag(item.archived);
    mix.text(&item.serving);
    mix.text(item.culture.key());
    mix.text(&item.brand);
    mix.number(item.per_tap);
    for label in &item.labels {
        mix.day(label.from);
        mix.text(&label.strains);
        mix.number(label.cfu_per_dose);
    }
    mix.end()
}

fn of_tracker(tracker: &Tracker) -> u64 {
    let mut mix = Mix::new(b't');
    mix.integer(tracker.id.0);
    mix.text(&tracker.uid);
    mix.text(&tracker.name);
    mix.text(tracker.role.key());
    mix.text(tracker.kind.key());
    match &tracker.kind {
        Kind::Amount(amount) => {
            mix.text(&amount.unit);
            mix.number(amount.step);
            mix.number(amount.ceiling);
        }
        Kind::Scale(scale) => {
            mix.number(scale.lowest);
            mix.number(scale.highest);
            mix.number(scale.step);
            mix.text(scale.direction.key());
            mix.text(&scale.question);
            for word in &scale.words {
                mix.number(word.from);
                mix.text(&word.word);
            }
        }
        Kind::YesNo => {}
    }
    mix.integer(tracker.list.map_or(0, |list| list.0));
    mix.flag(tracker.list.is_some());
    mix.text(&tracker.section);
    mix.integer(tracker.position);
    mix.integer(i64::from(tracker.colour));
    mix.day_or_none(tracker.daily_from);
    mix.day_or_none(tracker.archived_from);
    mix.flag(tracker.copyable);
    mix.end()
}

fn of_aim(aim: &Aim) -> u64 {
    let mut mix = Mix::new(b'a');
    mix.integer(aim.id.0);
    mix.text(&aim.uid);
    mix.integer(aim.tracker.0);
    mix.day(aim.from);
    if let Some(target) = aim.target {
        mix.text(target.bound.key());
        mix.number(target.amount);
        mix.text(target.period.key());
    }
    mix.text(&aim.source);
    mix.end()
}

fn of_span(span: &Span) -> u64 {
    let mut mix = Mix::new(b'p');
    mix.integer(span.id.0);
    mix.text(&span.uid);
    mix.text(span.kind.key());
    mix.text(&span.label);
    mix.text(&span.dose);
    mix.day(span.start);
    mix.day_or_none(span.end);
    mix.end()
}

/// FNV-1a over bytes, stirred at the end so that sums of it spread.
struct Mix(u64);

impl Mix {
    fn new(kind: u8) -> Self {
        let mut mix = Self(0xcbf2_9ce4_8422_2325);
        mix.bytes(&[kind]);
        mix
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn integer(&mut self, integer: i64) {
        self.bytes(&integer.to_le_bytes());
    }

    /// The length comes first, so that two texts do not run into one another.
    fn text(&mut self, text: &str) {
        self.integer(text.len().cast_signed() as i64);
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: f64) {
        // −0 and 0 are one number.
        self.bytes(&(number + 0.0).to_bits().to_le_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.bytes(&[u8::from(flag)]);
    }

    fn day(&mut self, day: Day) {
        use chrono::Datelike as _;
        self.bytes(&day.num_days_from_ce().to_le_bytes());
    }

    fn day_or_none(&mut self, day: Option<Day>) {
        self.flag(day.is_some());
        self.day(day.unwrap_or_default());
    }

    fn end(self) -> u64 {
        // The end of splitmix64.
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(day: &str, text: &str) -> Edit {
        Edit::Note {
            day: day.parse().unwrap(),
            text: Some(text.to_owned()),
        }
    }

    #[test]
    fn a_step_from_one_content_to_the_next_is_the_difference() {
        let mut journal = Journal::default();
        assert_eq!(journal.fingerprint(), 0);
        let mut known = 0_u64;
        for edit in [
            note("2026-11-20", "a"),
            Edit::Batch(vec![note("2026-11-20", "b"), note("2026-11-20", "c")]),
            Edit::set("theme", "dark"),
        ] {
            let added = edit.fingerprint();
            let inverse = journal.apply(edit).unwrap();
            known = known
                .wrapping_add(added)
                .wrapping_sub(inverse.fingerprint());
            assert_eq!(journal.fingerprint(), known);
        }
    }

    #[test]
    fn what_stands_elsewhere_is_not_the_same() {
        let of = |edits: &[Edit]| {
            let mut journal = Journal::default();
            for edit in edits {
                journal.apply(edit.clone()).unwrap();
            }
            journal.fingerprint()
        };
        let one = of(&[note("2026-11-20", "a"), note("2026-11-21", "b")]);
        let swapped = of(&[note("2026-11-20", "b"), note("2026-11-21", "a")]);
        let ordered = of(&[note("2026-11-21", "b"), note("2026-11-20", "a")]);
        assert_ne!(one, swapped);
        assert_eq!(one, ordered);
        assert_ne!(of(&[Edit::set("ab", "c")]), of(&[Edit::set("a", "bc")]));
    }

    /// The number stands in files: another way to compute it needs a migration that seals them anew.
    #[test]
    fn the_number_is_the_one_in_files() {
        let number = note("2026-11-20", "Scalp tight").fingerprint();
        assert_eq!(number, 0x2523_1620_996c_885f);
    }
}
