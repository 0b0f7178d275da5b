//! What can be undone and redone, each step under the name its caller gave it.

use std::collections::BTreeSet;

use super::{Cell, Edit};

/// More steps than anyone walks back; the oldest go first.
const STEP_LIMIT: usize = 1_000;

/// One step back or forth.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What the person did, in words made by the caller.
    pub label: String,
    /// The edit that walks this step.
    pub edit: Edit,
}

/// The steps behind and ahead.
#[derive(Debug, Clone, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The stretch of typing that the newest step belongs to, while it may go on.
    stretch: Option<u64>,
}

impl History {
    /// Remembers how to take back what was just done; what was undone before can no longer be redone.
    pub fn record(&mut self, label: String, inverse: Edit) {
        self.stretch = None;
        self.redo.clear();
        self.push_undo(Step {
            label,
            edit: inverse,
        });
    }

    /// Remembers one of several changes that were made in one stretch of typing: all of them are one step, which leads back
    /// to what was there before the first.
    pub fn record_in_stretch(&mut self, label: String, inverse: Edit, stretch: u64) {
        let goes_on = self.stretch == Some(stretch);
        if let Some(newest) = self.undo.last_mut().filter(|_| goes_on)
            && is_within(&inverse, &newest.edit)
        {
            newest.label = label;
            return;
        }
        self.record(label, inverse);
        self.stretch = Some(stretch);
    }

    /// Takes out the newest step if it leads nowhere, as where all that was typed was deleted again. `now` says what a place
    /// holds.
    pub fn drop_void_step(&mut self, now: impl Fn(&Cell) -> Edit) {
        let is_void = self.undo.last().is_some_and(|step| {
            let mut leaves = step.edit.leaves().into_iter();
            leaves.all(|leaf| leaf.cells().iter().all(|cell| now(cell) == *leaf))
        });
        if is_void {
            self.undo.pop();
            self.stretch = None;
        }
    }

    /// Forgets what was undone, as something new was done that is not recorded yet.
    pub fn forget_redo(&mut self) {
        self.stretch = None;
        self.redo.clear();
    }

    /// The name of what undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The name of what redo would bring back.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// The step that undo walks. Give its inverse to [`Self::undone`] once it is kept.
    pub fn next_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that redo walks. Give its inverse to [`Self::redone`] once it is kept.
    pub fn next_redo(&self) -> Option<&Step> {
        self.redo.last()
    }

    /// Takes the next step out, so that it can be walked elsewhere.
    pub fn take(&mut self, back: bool) -> Option<Step> {
        self.stretch = None;
        let steps = if back { &mut self.undo } else { &mut self.redo };
        steps.pop()
    }

    /// Puts a step in as the next one.
    pub fn put(&mut self, back: bool, step: Step) {
        self.stretch = None;
        if back {
            self.push_undo(step);
        } else {
            self.redo.push(step);
        }
    }

    /// Notes that the last step was undone, and what brings it back.
    pub fn undone(&mut self, inverse: Edit) {
        self.stretch = None;
        if let Some(step) = self.undo.pop() {
            self.redo.push(Step {
                label: step.label,
                edit: inverse,
            });
        }
    }

    /// Notes that the next step was redone, and what takes it back.
    pub fn redone(&mut self, inverse: Edit) {
        self.stretch = None;
        if let Some(step) = self.redo.pop() {
            self.push_undo(Step {
                label: step.label,
                edit: inverse,
            });
        }
    }

    /// Forgets the steps that touch cells which another program changed, and all that hang on them.
    pub fn forget(&mut self, changed: &[Cell]) {
        self.stretch = None;
        let changed: BTreeSet<_> = changed.iter().collect();
        let touches = |step: &Step| step.edit.cells().iter().any(|cell| changed.contains(cell));
        self.undo.retain(|step| !touches(step));
        self.redo.retain(|step| !touches(step));
    }

    fn push_undo(&mut self, step: Step) {
        if self.undo.len() == STEP_LIMIT {
            self.undo.remove(0);
        }
        self.undo.push(step);
    }
}

/// Whether one edit changes no place that the other does not change as well.
fn is_within(one: &Edit, other: &Edit) -> bool {
    let places: BTreeSet<_> = other.cells().into_iter().collect();
    one.cells().iter().all(|cell| places.contains(cell))
}

#[cfg(test)]
mod tests {
    use super::super::{Day, Journal};
    use super::*;

    fn note(on: &str, text: Option<&str>) -> Edit {
        Edit::Note {
            day: on.parse::<Day>().unwrap(),
            text: text.map(str::to_owned),
        }
    }

    /// A journal with its history, changed as a session changes it.
    #[derive(Default)]
    struct Kept {
        journal: Journal,
        history: History,
    }

    impl Kept {
        fn types(&mut self, text: Option<&str>, stretch: u64) {
            let inverse = self.journal.apply(note("2026-11-21", text)).unwrap();
            self.history
                .record_in_stretch("note".to_owned(), inverse, stretch);
            let journal = &self.journal;
            self.history.drop_void_step(|cell| journal.content(cell));
        }

        fn undo(&mut self) {
            let edit = self.history.next_undo().unwrap().edit.clone();
            let inverse = self.journal.apply(edit).unwrap();
            self.history.undone(inverse);
        }

        fn redo(&mut self) {
            let edit = self.history.next_redo().unwrap().edit.clone();
            let inverse = self.journal.apply(edit).unwrap();
            self.history.redone(inverse);
        }

        fn text(&self) -> Option<&str> {
            self.journal.note("2026-11-21".parse().unwrap())
        }
    }

    #[test]
    fn a_stretch_of_typing_is_one_step_back_and_one_forth() {
        let mut kept = Kept::default();
        for text in ["a", "ab", "abc"] {
            kept.types(Some(text), 1);
        }
        kept.types(Some("abc d"), 2);
        kept.undo();
        assert_eq!(kept.text(), Some("abc"));
        kept.undo();
        assert_eq!(kept.text(), None);
        assert!(kept.history.next_undo().is_none());
        kept.redo();
        assert_eq!(kept.text(), Some("abc"));
        kept.redo();
        assert_eq!(kept.text(), Some("abc d"));
    }

    #[test]
    fn anything_between_ends_a_stretch() {
        let mut kept = Kept::default();
        kept.types(Some("a"), 1);
        kept.undo();
        kept.types(Some("b"), 1);
        assert!(
            kept.history.next_redo().is_none(),
            "typing ends what could be redone"
        );
        kept.types(Some("bc"), 1);
        kept.history
            .forget(&[Cell::Note("2026-01-01".parse().unwrap())]);
        kept.types(Some("bcd"), 1);
        kept.undo();
        assert_eq!(kept.text(), Some("bc"));
        let other = kept.journal.apply(note("2026-11-20", Some("x"))).unwrap();
        kept.history.record("note".to_owned(), other);
        kept.types(Some("bce"), 1);
        kept.undo();
        assert_eq!(kept.text(), Some("bc"));
    }

    #[test]
    fn another_place_is_another_step() {
        let mut kept = Kept::default();
        kept.types(Some("a"), 1);
        let inverse = kept.journal.apply(note("2026-11-20", Some("x"))).unwrap();
        kept.history
            .record_in_stretch("note".to_owned(), inverse, 1);
        kept.undo();
        assert_eq!(kept.text(), Some("a"));
    }

    #[test]
    fn typing_that_was_deleted_again_leaves_no_step() {
        let mut kept = Kept::default();
        kept.types(Some("a"), 1);
        kept.types(None, 1);
        assert!(kept.history.next_undo().is_none());
    }
}
