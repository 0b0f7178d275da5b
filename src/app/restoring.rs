//! Putting a backup or an archive in the journal's place, on a thread while no journal is open; then it is opened again.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use chrono::NaiveDateTime;
use egui::Context;

use crate::domain::Holdings;
use crate::files::is_in_use_by;
use crate::storage::{
    BackupFolder, OpenError, RestoreError, RestoreSource, named_backup_folder, restorable, restore,
};
use crate::transfer::{is_archive, read_archive};
use crate::ui::action::Action;
use crate::ui::shell::Toast;
use crate::ui::words::capitalised;

use super::opening::Opening;
use super::{Biota, Stage, sentences};

/// A window that just let go of the journal may still be closing its threads.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(120);

/// A restore that is under way.
#[derive(Debug)]
pub struct Restoring(Receiver<Result<Restored, String>>);

/// What came of it.
#[derive(Debug)]
struct Restored {
    /// Where the journal is kept that was there.
    kept: Option<PathBuf>,
    /// A folder for backups that the restored journal names, and that is not taken over.
    other_folder: Option<String>,
}

impl Restoring {
    fn start(
        ctx: &Context,
        place: PathBuf,
        file: PathBuf,
        backups: Option<BackupFolder>,
        moment: NaiveDateTime,
    ) -> Self {
        let (sender, answer) = mpsc::channel();
        let ctx = ctx.clone();
        thread::spawn(move || {
            let restored = put(&place, &file, backups.as_ref(), moment);
            // The window may be gone by now; the journal at its place is whole all the same.
            let _ = sender.send(restored);
            ctx.request_repaint();
        });
        Self(answer)
    }
}

impl Biota {
    /// Lets go of the journal, if one is open, and puts `file` in its place.
    pub(super) fn restore(&mut self, ctx: &Context, file: PathBuf) {
        let backups = match &mut self.stage {
            Stage::Open(desk) => {
                desk.keep_drafts();
                // What is not saved belongs to the journal that would be put away.
                if desk.waits_for_saving(ctx.input(|input| input.time)) {
                    return;
                }
                desk.backups.folder()
            }
            Stage::Trouble(trouble) => trouble.folder(),
            _ => return,
        };
        self.let_go();
        let now = self.clock.now();
        self.stage = Stage::Restoring(Restoring::start(
            ctx,
            self.place.clone(),
            file,
            backups,
            now,
        ));
    }

    /// Closes the journal; what stands at its place may be replaced from then on.
    pub(super) fn let_go(&mut self) {
        // Nothing is shown between two frames, so what stands here meanwhile is never seen.
        let stage = std::mem::replace(&mut self.stage, Stage::Closed);
        if let Stage::Open(mut desk) = stage
            && let Some(watcher) = desk.watcher.take()
        {
            watcher.stop();
        }
    }

    /// Opens the journal again when a restore has ended, and tells how.
    pub(super) fn take_in_restore(&mut self) {
        let Stage::Restoring(Restoring(answer)) = &self.stage else {
            return;
        };
        let Ok(restored) = answer.try_recv() else {
            return;
        };
        if let Ok(Restored {
            other_folder: Some(folder),
            ..
        }) = &restored
        {
            let text = format!(
                "Backups of the restored journal went to {folder}. Here they go where they went before; Settings has the folder."
            );
            self.news.push(Toast::new(text).staying());
        }
        self.news
            .push(match restored.map(|restored| restored.kept) {
                Ok(Some(kept)) => {
                    let text = format!(
                        "Restored. What was there before is kept as {}.",
                        kept.display()
                    );
                    Toast::new(text)
                        .with_action("Take it back", Action::Restore(kept))
                        .staying()
                }
                Ok(None) => Toast::new("Restored."),
                Err(why) => Toast::new(format!("Nothing was restored: {why}")).staying(),
            });
        self.stage = Stage::Opening(Opening::start(self.place.clone()));
    }
}

/// What a backup or an archive holds, while the journal at `own` may be open.
///
/// # Errors
/// A sentence that says why it cannot be restored.
pub fn look_into(file: &Path, own: Option<&Path>) -> Result<Holdings, String> {
    if own.is_some_and(|own| is_in_use_by(file, own)) {
        return Err(capitalised(&sentences::not_restored(
            &RestoreError::SameFile,
        )));
    }
    match source(file)? {
        RestoreSource::Archive(archive) => Ok(archive.journal.holdings()),
        RestoreSource::File(file) => restorable(&file)
            .map(|found| found.holdings)
            .map_err(|error| sentences::no_source(&error)),
    }
}

fn source(file: &Path) -> Result<RestoreSource, String> {
    if !is_archive(file) {
        return Ok(RestoreSource::File(file.to_owned()));
    }
    let opened = File::open(file).map_err(|error| super::jobs::io_sentence(&error))?;
    let (archive, _) = read_archive(opened).map_err(|error| sentences::no_archive(&error))?;
    Ok(RestoreSource::Archive(Box::new(archive)))
}

fn put(
    place: &Path,
    file: &Path,
    backups: Option<&BackupFolder>,
    moment: NaiveDateTime,
) -> Result<Restored, String> {
    let source = source(file)?;
    let own = backups.map(BackupFolder::path);
    let other_folder = named_backup_folder(&source).filter(|named| own != Some(Path::new(named)));
    let mut restored = restore(place, &source, backups, moment);
    for _ in 1..ATTEMPTS {
        if !matches!(&restored, Err(RestoreError::Place(OpenError::Busy))) {
            break;
        }
        thread::sleep(PAUSE);
        restored = restore(place, &source, backups, moment);
    }
    match restored {
        Ok(kept) => Ok(Restored { kept, other_folder }),
        Err(error) => {
            log::warn!("not restored: {error}");
            Err(sentences::not_restored(&error))
        }
    }
}
