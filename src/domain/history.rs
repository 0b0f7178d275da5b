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
}

impl History {
    /// Remembers how to take back what was just done; what was undone before can no longer be redone.
    pub fn record(&mut self, label: String, inverse: Edit) {
        self.redo.clear();
        self.push_undo(Step {
            label,
            edit: inverse,
        });
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
        let steps = if back { &mut self.undo } else { &mut self.redo };
        steps.pop()
    }

    /// Puts a step in as the next one.
    pub fn put(&mut self, back: bool, step: Step) {
        if back {
            self.push_undo(step);
        } else {
            self.redo.push(step);
        }
    }

    /// Notes that the last step was undone, and what brings it back.
    pub fn undone(&mut self, inverse: Edit) {
        if let Some(step) = self.undo.pop() {
            self.redo.push(Step {
                label: step.label,
                edit: inverse,
            });
        }
    }

    /// Notes that the next step was redone, and what takes it back.
    pub fn redone(&mut self, inverse: Edit) {
        if let Some(step) = self.redo.pop() {
            self.push_undo(Step {
                label: step.label,
                edit: inverse,
            });
        }
    }

    /// Forgets the steps that touch cells which another program changed, and all that hang on them.
    pub fn forget(&mut self, changed: &[Cell]) {
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
