//! A journal that cannot be opened: looks for a backup that is good, saves what can be read, and tells the page.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use chrono::NaiveDateTime;
use egui::Context;

use crate::domain::Settings;
use crate::storage::{
    Backup, BackupError, BackupFolder, Foreign, OpenError, RecoverError, Recovered, is_recoverable,
    recover, recover_settings,
};
use crate::ui::screens::trouble::TroublePage;
use crate::ui::words::Words;

use super::{Biota, Stage, sentences};

/// A journal that was not opened, and the ways out that are known.
#[derive(Debug)]
pub struct Trouble {
    page: TroublePage,
    /// Whether it is a journal for certain, rather than a file of which that is yet to be found out.
    is_ours: bool,
    folder: Option<BackupFolder>,
    words: Words,
    work: Option<Receiver<News>>,
}

/// What a thread found out.
#[derive(Debug)]
enum News {
    Looked {
        can_save: bool,
        folder: Option<BackupFolder>,
        settings: Settings,
        found: Result<Option<(Backup, crate::domain::Holdings)>, BackupError>,
    },
    Saved(PathBuf, Result<Recovered, RecoverError>),
}

impl Trouble {
    /// Shows the page and begins to look for a way out.
    pub(super) fn new(
        ctx: &Context,
        error: &OpenError,
        place: &Path,
        usual_backups: Option<PathBuf>,
        now: NaiveDateTime,
    ) -> Self {
        let (heading, text) = sentences::trouble(error);
        let mut trouble = Self {
            page: TroublePage {
                heading: heading.to_owned(),
                text,
                can_save: is_ours(error),
                ..TroublePage::default()
            },
            is_ours: is_ours(error),
            folder: None,
            words: Words::of(&Settings::default()),
            work: None,
        };
        if has_lost_journal(error) {
            let place = place.to_owned();
            trouble.start(ctx, move || {
                let settings = recover_settings(&place);
                let folder = match settings.backup_folder() {
                    Some(chosen) => Some(BackupFolder::chosen(PathBuf::from(chosen), &place)),
                    None => usual_backups.map(|usual| BackupFolder::usual(usual, &place)),
                };
                let newest = |folder: &BackupFolder| folder.newest_good(now);
                let found = folder.as_ref().map_or(Ok(None), newest);
                News::Looked {
                    can_save: is_recoverable(&place),
                    folder,
                    settings,
                    found,
                }
            });
        }
        trouble
    }

    /// What the page shows.
    pub(super) fn page(&self) -> &TroublePage {
        &self.page
    }

    /// Where the backups lie, as far as it is known.
    pub(super) fn folder(&self) -> Option<BackupFolder> {
        self.folder.clone()
    }

    /// Saves what can be read into a new file beside the damaged one.
    pub(super) fn save(&mut self, ctx: &Context, place: &Path, now: NaiveDateTime) {
        if self.work.is_some() {
            return;
        }
        self.page.refusal = None;
        let place = place.to_owned();
        self.start(ctx, move || {
            let stem = place
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let name = format!("{stem}-recovered-{}.biota", now.format("%Y-%m-%d-%H%M%S"));
            let target = place.with_file_name(name);
            let recovered = recover(&place, &target, &sentences::placeholders());
            News::Saved(target, recovered)
        });
    }

    /// Takes in what was found out since the last frame.
    pub(super) fn take_in(&mut self) {
        let Some(news) = self.work.as_ref().and_then(|work| work.try_recv().ok()) else {
            return;
        };
        self.work = None;
        self.page.is_busy = false;
        match news {
            News::Looked {
                can_save,
                folder,
                settings,
                found,
            } => {
                self.page.can_save = can_save;
                self.is_ours |= can_save;
                self.take_in_backups(folder, &settings, found);
            }
            News::Saved(target, Ok(recovered)) => {
                let sentences = sentences::recovered(&recovered, &target, self.words);
                self.page.saved = Some((target, sentences));
            }
            News::Saved(_, Err(error)) => {
                log::warn!("nothing was saved: {error}");
                self.page.refusal = Some(sentences::not_recovered(&error));
            }
        }
    }

    fn take_in_backups(
        &mut self,
        folder: Option<BackupFolder>,
        settings: &Settings,
        found: Result<Option<(Backup, crate::domain::Holdings)>, BackupError>,
    ) {
        self.words = Words::of(settings);
        let place = folder
            .as_ref()
            .map(|folder| folder.path().display().to_string());
        self.folder = folder;
        match (found, place) {
            (Ok(Some((backup, holds))), _) => {
                let sentence = sentences::backup_holds(&backup, &holds, self.words);
                self.page.backup = Some((backup.path, sentence));
            }
            // A letter or a picture never had one.
            (Ok(None) | Err(_), Some(_)) if !self.is_ours => {}
            (Ok(None), Some(place)) => {
                self.page.no_backup = Some(format!("There is no backup of it in {place}."));
            }
            (Err(error), Some(place)) => {
                log::warn!("no backup was found: {error}");
                let sentence = format!(
                    "The backup folder {place} cannot be looked into now. If it is on a stick or a share, connect it, then try again."
                );
                self.page.no_backup = Some(sentence);
            }
            (_, None) => {}
        }
    }

    fn start(&mut self, ctx: &Context, work: impl FnOnce() -> News + Send + 'static) {
        let (sender, receiver) = mpsc::channel();
        let ctx = ctx.clone();
        thread::spawn(move || {
            // The window may be gone by now; then nobody waits for the answer.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
        self.work = Some(receiver);
        self.page.is_busy = true;
    }
}

impl Biota {
    /// Shows why the journal is not open.
    pub(super) fn show_trouble(&mut self, ctx: &Context, error: &OpenError) {
        log::warn!("the journal was not opened: {error}");
        self.news.clear();
        let (usual, now) = (self.usual_backups.clone(), self.clock.now());
        let trouble = Trouble::new(ctx, error, &self.place, usual, now);
        self.stage = Stage::Trouble(Box::new(trouble));
    }
}

/// Whether a journal may have stood there that a backup could stand in for.
fn has_lost_journal(error: &OpenError) -> bool {
    let may_be = [
        OpenError::EmptyFile,
        OpenError::NotAJournal(Foreign::OtherFile),
        OpenError::NotAJournal(Foreign::OtherDatabase),
    ];
    is_ours(error) || may_be.contains(error)
}

/// Whether it is a journal for certain.
fn is_ours(error: &OpenError) -> bool {
    matches!(
        error,
        OpenError::Damaged(_)
            | OpenError::Unreadable(_)
            | OpenError::Altered
            | OpenError::ForeignSchema(_)
            | OpenError::StrayLog
    )
}
