//! Changes that take longer than a frame are kept by a session of their own on a thread, so that the window goes on.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

use egui::Context;

use super::{Desk, sentences};
use crate::domain::{Edit, Journal, Step};
use crate::import::take_back;
use crate::storage::{Access, CommitError, OpenError, Session};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::shell::Toast;
use crate::ui::words::{Words, capitalised, count};

/// So many changes at once are felt as a pause.
const MANY: usize = 5_000;

/// What is under way beside the window.
#[derive(Default)]
pub(super) struct BesideWork {
    waits: Option<Receiver<End>>,
    lent: Option<Lent>,
}

/// A step of the history while it is walked.
struct Lent {
    step: Step,
    back: bool,
    /// The age of the journal when it was lent.
    revision: u64,
}

type End = Result<Step, NotKept>;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotKept {
    /// The journal was changed since it was asked for.
    #[error("changed meanwhile")]
    Overtaken,
    /// The journal could not be opened, or no backup could be made.
    #[error(transparent)]
    Opened(OpenError),
    /// The change could not be kept.
    #[error(transparent)]
    Kept(CommitError),
}

impl From<OpenError> for NotKept {
    fn from(error: OpenError) -> Self {
        Self::Opened(error)
    }
}

/// Changes the journal at `path` by what `make` makes of it, under a label; the way back. None if there is nothing to do.
pub(super) fn keep(
    path: &Path,
    make: impl FnOnce(&Journal) -> Result<Option<(Edit, String)>, NotKept>,
) -> Result<Option<Step>, NotKept> {
    let mut session = Session::open(path, Access::Write)?;
    let Some((edit, label)) = make(session.journal())? else {
        return Ok(None);
    };
    session.commit(edit, label).map_err(NotKept::Kept)?;
    Ok(session.next_step(true).cloned())
}

impl Desk {
    /// Whether the next step is walked beside the window; it is then under way.
    pub(super) fn walks_beside(&mut self, ctx: &Context, back: bool) -> bool {
        if self.is_writing_beside() {
            return true;
        }
        let is_large = |session: &Session| {
            session
                .next_step(back)
                .is_some_and(|step| step.edit.leaves().len() >= MANY)
        };
        let (true, Some(path)) = (is_large(&self.session), self.place_of_file()) else {
            return false;
        };
        let Some(step) = self.session.lend_step(back) else {
            return false;
        };
        let (edit, label) = (step.edit.clone(), step.label.clone());
        let doing = if back { "Undoing" } else { "Redoing" };
        self.toasts.push(Toast::new(format!("{doing}: {label} …")));
        let revision = self.session.revision();
        self.beside.lent = Some(Lent {
            step,
            back,
            revision,
        });
        let expected = self.session.journal().fingerprint();
        self.begin_beside(ctx, move || {
            keep(&path, |journal| {
                // A step back must not go over what was entered meanwhile.
                if journal.fingerprint() != expected {
                    return Err(NotKept::Overtaken);
                }
                Ok(Some((edit, label)))
            })
        });
        true
    }

    /// Whether a session of its own is writing at this moment, which is then said.
    pub(super) fn is_writing_beside(&mut self) -> bool {
        let is_writing = self.beside.waits.is_some() || self.imports.is_writing();
        if is_writing {
            let text = "One moment, a large change is still under way.";
            self.toasts.push(Toast::new(text));
        }
        is_writing
    }

    /// Takes an import back long after.
    pub(super) fn take_import_back(&mut self, ctx: &Context, uid: &str) {
        let Some(path) = self.place_of_file() else {
            if let Some((edit, label)) = way_back(self.session.journal(), uid) {
                self.commit(edit, &label, true);
            }
            return;
        };
        let now = ctx.input(|input| input.time);
        if !self.is_writing_beside() && !self.waits_for_saving(now) {
            let uid = uid.to_owned();
            self.begin_beside(ctx, move || {
                keep(&path, |journal| Ok(way_back(journal, &uid)))
            });
        }
    }

    fn place_of_file(&self) -> Option<PathBuf> {
        self.session.path().map(Path::to_owned)
    }

    fn begin_beside(
        &mut self,
        ctx: &Context,
        work: impl FnOnce() -> Result<Option<Step>, NotKept> + Send + 'static,
    ) {
        let (sender, receiver) = mpsc::channel();
        self.beside.waits = Some(receiver);
        let ctx = ctx.clone();
        thread::spawn(move || {
            // With nothing to do the channel closes without a word; the window may be gone by now, too.
            if let Some(end) = work().transpose() {
                let _ = sender.send(end);
            }
            ctx.request_repaint();
        });
    }

    /// Takes in what ended beside the window.
    pub(super) fn take_in_beside(&mut self) {
        let Some(waits) = &self.beside.waits else {
            return;
        };
        let end = match waits.try_recv() {
            Err(TryRecvError::Empty) => return,
            answer => answer.ok(),
        };
        self.beside.waits = None;
        let lent = self.beside.lent.take();
        match (end, lent) {
            (Some(Ok(step)), Some(lent)) => self.take_in_walked(step, &lent),
            (Some(Ok(step)), None) => self.take_in_done(step),
            (Some(Err(error)), lent) => {
                // A step that the journal no longer takes must not bar those behind it.
                let is_impossible = matches!(error, NotKept::Kept(CommitError::Rejected(_)));
                if let (Some(Lent { step, back, .. }), false) = (lent, is_impossible) {
                    self.session.return_step(back, step);
                }
                self.tell_not_kept(&error);
            }
            // There was nothing to do.
            (None, _) => {}
        }
    }

    fn take_in_walked(&mut self, step: Step, lent: &Lent) {
        let (label, back) = (step.label.clone(), lent.back);
        // What was entered since then must not be gone over by the way back.
        let is_newest = self.session.revision() == lent.revision;
        let other_way = is_newest.then_some(step);
        if let Err(error) = self.session.take_in_walked(back, other_way) {
            self.tell_not_kept(&NotKept::Kept(error));
            return;
        }
        self.tell_walked(&label, back);
    }

    fn take_in_done(&mut self, step: Step) {
        let text = capitalised(&step.label);
        if let Err(error) = self.session.take_in(step) {
            self.tell_not_kept(&NotKept::Kept(error));
            return;
        }
        self.forget_offers();
        let toast = Toast::new(text).with_action("Undo", Action::Run(Command::Undo));
        self.toasts.push(toast);
    }

    fn tell_not_kept(&mut self, error: &NotKept) {
        log::warn!("a large change was not kept: {error}");
        let words = Words::of(self.session.journal().settings());
        let text = match error {
            NotKept::Overtaken => {
                "The journal was changed at the same moment, so nothing was undone or redone. Try again.".to_owned()
            }
            NotKept::Kept(error) => sentences::not_kept(error, "that step", words),
            NotKept::Opened(error) => {
                let (title, text) = sentences::trouble(error);
                format!("Nothing was changed. {title}. {text}")
            }
        };
        self.toasts.push(Toast::new(text).staying());
    }
}

/// The way back from an import, and what it is called.
fn way_back(journal: &Journal, uid: &str) -> Option<(Edit, String)> {
    let back = take_back(journal, uid)?;
    let entries = count(back.removed + back.restored, "entry", "entries");
    Some((back.edit, format!("import taken back, {entries}")))
}
