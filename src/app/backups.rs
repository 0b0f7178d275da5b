//! When backups are made and what is known of them; the work is done on a thread, so that the window never waits.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

use chrono::{Duration, NaiveDateTime, NaiveTime};
use egui::Context;

use crate::domain::{Day, day_turn};
use crate::storage::{Backup, BackupError, BackupFolder, Exposed, Reason, exposed, holdings};
use crate::ui::shelf::{Shelf, ShelvedBackup};
use crate::ui::shell::Toast;

use super::{Desk, sentences};

/// How long after a failure it is tried again: a stick may have been plugged in meanwhile.
const RETRY_MINUTES: i64 = 10;

/// The backups of an open journal.
#[derive(Default)]
pub struct Backups {
    /// None for a journal that is not backed up.
    journal: Option<PathBuf>,
    usual: Option<PathBuf>,
    shelf: Shelf,
    work: Option<Receiver<Report>>,
    /// When the folder is looked at next; none before the first time.
    next: Option<NaiveDateTime>,
    is_asked: bool,
    /// What was last told in a toast, so that nobody hears the same every ten minutes.
    told: Option<String>,
}

/// What came of looking at the folder.
struct Report {
    is_asked: bool,
    made: Result<Option<Backup>, BackupError>,
    found: Result<Vec<ShelvedBackup>, BackupError>,
    exposed: Vec<Exposed>,
}

impl Backups {
    /// Those of the journal at `journal`, in the folder `usual` unless the journal names another one.
    pub fn of(journal: PathBuf, usual: Option<PathBuf>) -> Self {
        Self {
            journal: Some(journal),
            usual,
            ..Self::default()
        }
    }

    /// What screens see.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Makes one as soon as nothing else is under way.
    pub fn ask(&mut self) {
        self.is_asked = true;
    }

    /// Looks at the folder anew: something was put there.
    pub(super) fn look_again(&mut self) {
        self.next = None;
    }

    /// Takes the chosen folder, if it is another one than before.
    fn take_folder(&mut self, chosen: Option<&str>) {
        let folder = chosen.map(PathBuf::from).or_else(|| self.usual.clone());
        let folder = folder.filter(|_| self.journal.is_some());
        if folder == self.shelf.folder && self.shelf.is_usual == chosen.is_none() {
            return;
        }
        self.shelf = Shelf {
            folder,
            is_usual: chosen.is_none(),
            ..Shelf::default()
        };
        // An answer about the old folder would be shown as one about the new.
        self.work = None;
        self.next = None;
        self.told = None;
    }

    /// Where they lie.
    pub(super) fn folder(&self) -> Option<BackupFolder> {
        let (folder, journal) = (self.shelf.folder.clone()?, self.journal.as_ref()?);
        Some(if self.shelf.is_usual {
            BackupFolder::usual(folder, journal)
        } else {
            BackupFolder::chosen(folder, journal)
        })
    }

    fn start(&mut self, now: NaiveDateTime, day_start: NaiveDateTime, ctx: &Context) {
        let (Some(folder), Some(journal)) = (self.folder(), self.journal.clone()) else {
            return;
        };
        let is_asked = std::mem::take(&mut self.is_asked);
        let (sender, work) = mpsc::channel();
        let ctx = ctx.clone();
        thread::spawn(move || {
            let mut report = report(&folder, is_asked, now, day_start);
            report.exposed = exposed(&journal, Some(&folder));
            // The window may be closed by now; then nobody waits for the answer.
            let _ = sender.send(report);
            ctx.request_repaint();
        });
        self.work = Some(work);
        self.shelf.is_busy = true;
    }

    fn take_report(&mut self) -> Option<Report> {
        match self.work.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => None,
            answer => {
                self.work = None;
                self.shelf.is_busy = false;
                answer.ok()
            }
        }
    }
}

impl Desk {
    /// Looks at the folder at the first start of a day, when the day turns, when asked, and again after a failure.
    pub(super) fn step_backups(&mut self, ctx: &Context) {
        if self.backups.journal.is_none() {
            return;
        }
        let settings = self.session.journal().settings();
        let day_start_minutes = settings.day_start_minutes();
        self.backups.take_folder(settings.backup_folder());
        if let Some(report) = self.backups.take_report() {
            self.take_in_report(report, day_turn(self.today, day_start_minutes));
        }
        let backups = &mut self.backups;
        let is_time = backups.next.is_none_or(|next| next <= self.now);
        if backups.work.is_none() && (is_time || backups.is_asked) {
            let start = start_of(self.today, day_start_minutes);
            backups.start(self.now, start, ctx);
        }
        if let Some(Ok(wait)) = backups.next.map(|next| (next - self.now).to_std()) {
            ctx.request_repaint_after(wait);
        }
    }

    fn take_in_report(&mut self, report: Report, end_of_day: NaiveDateTime) {
        let failed = report.made.as_ref().err().or(report.found.as_ref().err());
        let retry = self.now + Duration::minutes(RETRY_MINUTES);
        let backups = &mut self.backups;
        backups.next = Some(if failed.is_some() { retry } else { end_of_day });
        let folder = backups.shelf.folder.clone().unwrap_or_default();
        backups.shelf.trouble = failed.map(|error| sentences::not_backed_up(error, &folder));
        if let Ok(found) = report.found {
            backups.shelf.backups = found;
        }
        backups.shelf.readable_by_others = sentences::readable_by_others(&report.exposed);
        if let Err(error) = &report.made {
            log::warn!("no backup was made: {error}");
        }
        if backups.shelf.trouble.is_none() {
            backups.told = None;
        }
        match (&backups.shelf.trouble, &report.made) {
            (Some(trouble), _) if report.is_asked || backups.told.as_ref() != Some(trouble) => {
                self.toasts.push(Toast::new(trouble.clone()));
                backups.told = Some(trouble.clone());
            }
            (None, Ok(Some(backup))) if report.is_asked => {
                let text = format!("Backed up to {}, and checked.", backup.path.display());
                self.toasts.push(Toast::new(text));
            }
            _ => {}
        }
    }
}

fn report(
    folder: &BackupFolder,
    is_asked: bool,
    now: NaiveDateTime,
    day_start: NaiveDateTime,
) -> Report {
    if let Err(error) = folder.collect_copies() {
        log::warn!("a copy of an older version stays beside the journal: {error}");
    }
    let made = if is_asked {
        folder.make(Reason::ByHand, now).map(Some)
    } else {
        match folder.is_due(day_start) {
            Ok(true) => folder.make(Reason::Daily, now).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let shelved = |backup: Backup| ShelvedBackup {
        holdings: holdings(&backup.path).ok(),
        occasion: sentences::occasion(backup.reason),
        is_from_future: backup.is_from_future(now),
        path: backup.path,
        moment: backup.moment,
        bytes: backup.bytes,
    };
    let in_order = |backups: Vec<Backup>| {
        let mut shelf: Vec<_> = backups.into_iter().map(shelved).collect();
        shelf.sort_by_key(|backup| backup.is_from_future);
        shelf
    };
    Report {
        is_asked,
        made,
        found: folder.list().map(in_order),
        exposed: Vec::new(),
    }
}

fn start_of(day: Day, day_start_minutes: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(day_start_minutes))
}
