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
}

type End = Result<Step, NotKept>;

/// Why nothing was changed.
#[derive(Debug)]
pub(super) enum NotKept {
    /// The journal could not be opened, or no backup could be made.
    Opened(OpenError),
    /// The change could not be kept.
    Kept(CommitError),
}

impl From<OpenError> for NotKept {
    fn from(error: OpenError) -> Self {
        Self::Opened(error)
    }
}

/// Changes the journal at `path` by what `make` makes of it; the way back, under `label`. None if there is nothing to do.
pub(super) fn keep(
    path: &Path,
    label: String,
    make: impl FnOnce(&Journal) -> Option<Edit>,
) -> Result<Option<Step>, NotKept> {
    let mut session = Session::open(path, Access::Write)?;
    let Some(edit) = make(session.journal()) else {
        return Ok(None);
    };
    session.commit(edit, label).map_err(NotKept::Kept)?;
    Ok(session.next_step(true).cloned())
}

impl Desk {
    /// Whether the next step is walked beside the window; it is then under way.
    pub(super) fn walks_beside(&mut self, ctx: &Context, back: bool) -> bool {
        if self.beside.waits.is_some() {
            self.toasts
                .push(Toast::new("One moment, a large change is still under way."));
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
        self.beside.lent = Some(Lent { step, back });
        self.begin_beside(ctx, move || keep(&path, label, |_| Some(edit)));
        true
    }

    /// Takes an import back long after.
    pub(super) fn take_import_back(&mut self, ctx: &Context, uid: &str) {
        let Some(back) = take_back(self.session.journal(), uid) else {
            return;
        };
        let entries = count(back.removed + back.restored, "entry", "entries");
        let label = format!("import taken back, {entries}");
        let Some(path) = self.place_of_file() else {
            self.commit(back.edit, &label, true);
            return;
        };
        if self.beside.waits.is_none() {
            let uid = uid.to_owned();
            let make = move |journal: &Journal| take_back(journal, &uid).map(|back| back.edit);
            self.begin_beside(ctx, move || keep(&path, label, make));
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
            (Some(Ok(step)), Some(lent)) => self.take_in_walked(step, lent.back),
            (Some(Ok(step)), None) => self.take_in_done(step),
            (end, lent) => {
                if let Some(Lent { step, back }) = lent {
                    self.session.return_step(back, step);
                }
                if let Some(Err(error)) = end {
                    self.tell_not_kept(&error);
                }
            }
        }
    }

    fn take_in_walked(&mut self, step: Step, back: bool) {
        let label = step.label.clone();
        if let Err(error) = self.session.take_in_walked(back, step) {
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
        log::warn!("a large change was not kept: {error:?}");
        let words = Words::of(self.session.journal().settings());
        let text = match error {
            NotKept::Kept(error) => sentences::not_kept(error, "that step", words),
            NotKept::Opened(error) => {
                let (title, text) = sentences::trouble(error);
                format!("Nothing was changed. {title}. {text}")
            }
        };
        self.toasts.push(Toast::new(text).staying());
    }
}
