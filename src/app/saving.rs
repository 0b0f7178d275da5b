//! Saving changes, and the steps back and forth; what cannot be saved at once waits and is tried again.

use std::time::Duration;

use egui::Context;

use super::unsaved::{Dropped, Pending};
use super::{Desk, sentences};
use crate::domain::{Cell, Edit};
use crate::storage::CommitError;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::shell::Toast;
use crate::ui::words::{Words, capitalised};

impl Desk {
    /// Saves a change; where that cannot be done now, it is shown as not saved and tried again.
    pub(super) fn commit(&mut self, edit: Edit, label: &str, tell: bool) {
        if self.save_or_wait(edit, label, None) && tell {
            let toast = Toast::new(capitalised(label));
            self.toasts
                .push(toast.with_action("Undo", Action::Run(Command::Undo)));
        }
    }

    /// The same for one of several changes of one stretch of typing.
    pub(super) fn commit_in_stretch(&mut self, edit: Edit, label: &str, stretch: u64) {
        self.save_or_wait(edit, label, Some(stretch));
    }

    /// Whether the change is in the journal that is shown.
    fn save_or_wait(&mut self, edit: Edit, label: &str, stretch: Option<u64>) -> bool {
        if edit.is_empty() {
            return false;
        }
        let taken = self.save_or_push(edit, label, stretch);
        if taken {
            self.unsaved.forget_undone();
            self.renew_spare_uid();
            self.forget_offers();
        }
        taken
    }

    fn save_or_push(&mut self, edit: Edit, label: &str, stretch: Option<u64>) -> bool {
        if !self.unsaved.is_empty() {
            return self.wait_with(edit, label, stretch, None);
        }
        let saved = match stretch {
            Some(stretch) => self.session.commit_in_stretch(edit.clone(), label, stretch),
            None => self.session.commit(edit.clone(), label),
        };
        match saved {
            Ok(()) => true,
            Err(error @ CommitError::Rejected(_)) => {
                self.tell_refused(&error, label);
                false
            }
            Err(error) => {
                log::warn!("a change could not be saved yet: {error}");
                if error == CommitError::Gone {
                    self.tell_gone();
                }
                self.wait_with(edit, label, stretch, Some(error))
            }
        }
    }

    fn wait_with(
        &mut self,
        edit: Edit,
        label: &str,
        stretch: Option<u64>,
        reason: Option<CommitError>,
    ) -> bool {
        let change = (edit, label.to_owned(), stretch);
        match self.unsaved.push(&self.session, change, reason) {
            Ok(()) => {
                // What was undone in the journal before this can no longer be brought back.
                self.session.forget_redo();
                true
            }
            Err(rejected) => {
                self.tell_refused(&CommitError::Rejected(rejected), label);
                false
            }
        }
    }

    fn tell_refused(&mut self, error: &CommitError, label: &str) {
        log::warn!("a change was refused: {error}");
        let words = Words::of(self.shown().settings());
        let text = sentences::not_kept(error, label, words);
        self.toasts.push(Toast::new(text).staying());
    }

    /// Tries again what is due, and asks for a frame when the next try is.
    pub(super) fn step_unsaved(&mut self, ctx: &Context) {
        let dropped = self.unsaved.follow(&self.session);
        self.tell_dropped(dropped);
        if self.unsaved.is_empty() {
            return;
        }
        let now = ctx.input(|input| input.time);
        if self.unsaved.seconds_left(now).is_none() {
            self.try_unsaved(now, false);
        }
        if let Some(left) = self.unsaved.seconds_left(now) {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// Tries to save all that waits: patiently where someone asked for it, else without stopping the typing.
    pub(super) fn try_unsaved(&mut self, now: f64, is_patient: bool) {
        if self.unsaved.is_empty() {
            return;
        }
        let was_gone = self.unsaved.reason() == Some(&CommitError::Gone);
        self.session.be_patient(is_patient);
        let dropped = self.unsaved.save(&mut self.session, now);
        self.session.be_patient(true);
        self.tell_dropped(dropped);
        let is_gone = self.unsaved.reason() == Some(&CommitError::Gone);
        if is_gone && !was_gone {
            self.tell_gone();
        }
    }

    fn tell_dropped(&mut self, dropped: Vec<Dropped>) {
        let words = Words::of(self.shown().settings());
        for one in dropped {
            let (text, pending) = match one {
                Dropped::Overtaken(pending) => (sentences::overtaken(&pending.label), pending),
                Dropped::Rejected(pending, why) => {
                    let why = CommitError::Rejected(why);
                    (sentences::not_kept(&why, &pending.label, words), pending)
                }
            };
            log::warn!("a change that waited was let go");
            let toast = Toast::new(text).staying();
            self.toasts.push(match typed_words(&pending) {
                Some(text) => toast.with_action("Copy what you typed", Action::Copy(text)),
                None => toast,
            });
        }
    }

    /// Says which step was undone or redone, and offers the other way.
    pub(super) fn tell_walked(&mut self, label: &str, back: bool) {
        self.forget_offers();
        let (done, word, other) = if back {
            ("Undone", "Redo", Command::Redo)
        } else {
            ("Redone", "Undo", Command::Undo)
        };
        let toast = Toast::new(format!("{done}: {label}"));
        self.toasts
            .push(toast.with_action(word, Action::Run(other)));
    }

    /// What older toasts offer would by now undo or redo something else.
    pub(super) fn forget_offers(&mut self) {
        self.toasts
            .drop_actions(|action| matches!(action, Action::Run(Command::Undo | Command::Redo)));
    }

    /// What undo would take back: what waits to be saved is the newest.
    pub(super) fn undo_label(&self) -> Option<&str> {
        let waits = self.unsaved.undo_label();
        waits.or_else(|| self.session.undo_label())
    }

    /// What redo would bring back.
    pub(super) fn redo_label(&self) -> Option<&str> {
        let saved = self.session.redo_label();
        saved.or_else(|| self.unsaved.redo_label())
    }

    /// Undoes or redoes one step and says what it was.
    pub(super) fn step_history(&mut self, ctx: &Context, back: bool) {
        if self.walks_unsaved(back) || self.walks_beside(ctx, back) {
            return;
        }
        let answer = if back {
            self.session.undo()
        } else {
            self.session.redo()
        };
        match answer {
            Ok(Some(label)) => self.tell_walked(&label, back),
            Ok(None) => {
                let text = if back {
                    "There is nothing to undo."
                } else {
                    "There is nothing to redo."
                };
                self.toasts.push(Toast::new(text));
            }
            Err(error) => {
                log::warn!("a step of the history was not saved: {error}");
                let words = Words::of(self.shown().settings());
                self.toasts
                    .push(Toast::new(sentences::not_kept(&error, "that step", words)).staying());
            }
        }
    }

    /// Takes back what was not saved yet, or does again what was taken back before it was saved.
    fn walks_unsaved(&mut self, back: bool) -> bool {
        if back {
            let Some(label) = self.unsaved.undo(&self.session) else {
                return false;
            };
            self.tell_walked(&label, true);
            return true;
        }
        if self.session.redo_label().is_some() {
            return false;
        }
        let Some(again) = self.unsaved.take_undone() else {
            return false;
        };
        if self.save_or_push(again.edit, &again.label, None) {
            self.tell_walked(&again.label, false);
        }
        true
    }

    /// Whether something that takes the whole journal must wait until all is saved, which is then said.
    pub(super) fn waits_for_saving(&mut self, now: f64) -> bool {
        self.try_unsaved(now, true);
        let waits = !self.unsaved.is_empty();
        if waits {
            let text = "Some changes are not saved yet, so nothing else was begun. Try again once they are.";
            self.toasts.push(Toast::new(text));
        }
        waits
    }

    /// Keeps a screen's choice. That it could not be kept is no reason to disturb anyone.
    pub(super) fn remember(&mut self, name: &str, value: String) {
        let key = format!("{}{name}", crate::domain::setting_key::REMEMBERED);
        if self.session.journal().settings().get(&key) == Some(value.as_str()) {
            return;
        }
        if let Err(error) = self.session.commit_quietly(Edit::set(&key, value)) {
            log::warn!("a choice was not kept: {error}");
        }
    }
}

/// What was written in words, which nobody likes to type twice.
fn typed_words(pending: &Pending) -> Option<String> {
    match pending.edit.leaves().as_slice() {
        [Edit::Note { text, .. }] => text.clone(),
        _ => None,
    }
}

/// A change that waits, as it is named in a list: with its day where that is not the one which runs.
pub(super) fn named(pending: &Pending, words: Words, today: crate::domain::Day) -> String {
    let label = capitalised(&pending.label);
    let day = pending
        .edit
        .cells()
        .into_iter()
        .find_map(|cell| match cell {
            Cell::Entry(key) => Some(key.day),
            Cell::Note(day) => Some(day),
            _ => None,
        });
    match day {
        Some(day) if day != today => format!("{label} ({})", words.short_day(day)),
        _ => label,
    }
}
