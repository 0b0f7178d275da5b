//! A journal whose file was moved, replaced or deleted while it was open: nothing of what is shown is lost.

use std::path::Path;

use crate::storage::{CommitError, OpenError, take_place};
use crate::ui::action::Action;
use crate::ui::shell::Toast;

use super::opening::Opening;
use super::{Biota, Desk, Stage, sentences};

impl Biota {
    /// Closes the journal and opens what stands at its place now. What was shown is kept beside it if it was another.
    pub(super) fn reopen(&mut self) {
        let now = self.clock.now();
        if let Stage::Open(desk) = &mut self.stage
            && matches!(desk.session.refresh(), Err(CommitError::Gone))
        {
            let stem = self.place.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{stem}-replaced-{}.biota", now.format("%Y-%m-%d-%H%M%S"));
            let kept = self.place.with_file_name(name);
            match desk.save_elsewhere(&kept) {
                Ok(()) => {
                    desk.unsaved.take();
                    let text = format!("What was shown before is kept as {}.", kept.display());
                    self.news.push(Toast::new(text).staying());
                }
                Err(error) => {
                    log::warn!("what was shown was not kept: {error}");
                    desk.toasts.push(not_saved());
                    return;
                }
            }
        }
        if let Stage::Open(desk) = &mut self.stage {
            self.carried = desk.unsaved.take();
        }
        self.let_go();
        self.stage = Stage::Opening(Opening::start(self.place.clone()));
    }

    /// Writes the journal that is shown where its file was deleted, and goes on with it.
    pub(super) fn put_back(&mut self) {
        let Stage::Open(desk) = &mut self.stage else {
            return;
        };
        if self.place.symlink_metadata().is_ok() {
            desk.tell_gone();
            return;
        }
        let mut name = self.place.as_os_str().to_owned();
        name.push(".put-back");
        let draft = std::path::PathBuf::from(name);
        // One that was left by a try that failed is older than what is shown.
        let _ = std::fs::remove_file(&draft);
        if let Err(error) = desk.save_elsewhere(&draft) {
            log::warn!("the journal was not put back: {error}");
            desk.toasts.push(not_saved());
            return;
        }
        self.let_go();
        if let Err(error) = take_place(&draft, &self.place) {
            log::warn!("the journal was not put back: {error}");
            let text = format!("Your journal is kept as {}.", draft.display());
            self.news.push(Toast::new(text).staying());
        }
        self.stage = Stage::Opening(Opening::start(self.place.clone()));
    }
}

impl Desk {
    /// Writes all that is shown to a new file, with what could not be saved to its own.
    fn save_elsewhere(&mut self, target: &Path) -> Result<(), OpenError> {
        let pending = self.unsaved.pending().iter();
        let waiting: Vec<_> = pending.map(|pending| pending.edit.clone()).collect();
        self.session.save_elsewhere(target, &waiting)
    }

    /// Says that the file is gone, and offers the way out that there is.
    pub(super) fn tell_gone(&mut self) {
        let toast = if self.place.symlink_metadata().is_ok() {
            Toast::new(sentences::REPLACED).with_action("Open what is there now", Action::Reopen)
        } else {
            Toast::new(sentences::DELETED).with_action("Put it back", Action::PutBack)
        };
        self.toasts.push(toast.staying());
    }
}

fn not_saved() -> Toast {
    Toast::new(
        "It could not be written. Your journal is still shown here: export an archive to another disk before you close the window.",
    )
    .staying()
}
