//! Work that takes its time: writing files, asking the system for a file name. Each on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use chrono::NaiveDateTime;
use egui::Context;

use crate::domain::{Archive, Holdings, Journal};
use crate::storage::{Access, Store};
use crate::transfer::{
    DayRange, Dialect, ExportError, write_archive, write_days, write_entries, write_file,
};
use crate::ui::action::{ExportForm, ExportRequest, FileQuestion, Sought};

/// What is under way.
#[derive(Debug, Default)]
pub struct Jobs(Vec<Receiver<JobEnd>>);

/// How a job ended.
#[derive(Debug)]
pub enum JobEnd {
    /// A file was written.
    Written(PathBuf),
    /// A file could not be written; the old one, if any, is whole.
    NotWritten(PathBuf, String),
    /// A file or folder was chosen in the system's dialog.
    Chosen(PathBuf, Sought),
    /// A backup or an archive was looked into.
    LookedInto(PathBuf, Result<Holdings, String>),
    /// The system's dialog was closed, or there is none.
    NothingChosen,
}

impl Jobs {
    /// The jobs that ended since this was last asked.
    pub fn ended(&mut self) -> Vec<JobEnd> {
        let mut ended = Vec::new();
        self.0.retain(|job| match job.try_recv() {
            Ok(end) => {
                ended.push(end);
                false
            }
            Err(mpsc::TryRecvError::Empty) => true,
            Err(mpsc::TryRecvError::Disconnected) => false,
        });
        ended
    }

    /// Writes a copy of the journal, as it is now, in one of the forms.
    pub fn export(&mut self, ctx: &Context, source: ExportSource, request: ExportRequest) {
        self.start(ctx, move || match export(source, &request) {
            Ok(()) => JobEnd::Written(request.path),
            Err(why) => JobEnd::NotWritten(request.path, why),
        });
    }

    /// Finds out what a backup or an archive holds, beside the journal at `own`.
    pub fn look_into(&mut self, ctx: &Context, own: Option<PathBuf>, path: PathBuf) {
        self.start(ctx, move || {
            let found = super::restoring::look_into(&path, own.as_deref());
            JobEnd::LookedInto(path, found)
        });
    }

    /// Writes `bytes` to a file, which may be none of the journal at `own`.
    pub fn write(&mut self, ctx: &Context, own: Option<PathBuf>, path: PathBuf, bytes: Vec<u8>) {
        self.start(ctx, move || JobEnd::of_write(path, own.as_deref(), &bytes));
    }

    /// Asks for a file or folder with the system's own dialog.
    pub fn choose(&mut self, ctx: &Context, question: FileQuestion) {
        self.start(ctx, move || {
            let dialog = rfd::FileDialog::new().set_title(&question.title);
            let chosen = match question.sought {
                Sought::NewFile(ending) => dialog
                    .set_file_name(&question.file_name)
                    .add_filter(ending.to_uppercase(), &[ending])
                    .save_file(),
                Sought::BackupFolder => dialog.pick_folder(),
                Sought::Restorable | Sought::Importable => dialog.pick_file(),
            };
            chosen.map_or(JobEnd::NothingChosen, |path| {
                JobEnd::Chosen(path, question.sought)
            })
        });
    }

    fn start(&mut self, ctx: &Context, work: impl FnOnce() -> JobEnd + Send + 'static) {
        let tell = self.announce(ctx);
        thread::spawn(move || tell(work()));
    }

    /// Notes that a job is under way; what comes back is called with its end, from any thread.
    pub fn announce(&mut self, ctx: &Context) -> impl FnOnce(JobEnd) + Send + 'static {
        let (sender, receiver) = mpsc::channel();
        self.0.push(receiver);
        let ctx = ctx.clone();
        move |end| {
            // The window may be gone by now; then nobody waits for the answer.
            let _ = sender.send(end);
            ctx.request_repaint();
        }
    }
}

impl JobEnd {
    /// Writes `bytes` to `path`, which may be no file of the journal at `own`, and says how it ended.
    pub fn of_write(path: PathBuf, own: Option<&Path>, bytes: &[u8]) -> Self {
        let written = write_file(&path, own, |out| {
            out.write_all(bytes).map_err(ExportError::from)
        });
        match written {
            Ok(()) => Self::Written(path),
            Err(error) => Self::NotWritten(path, export_sentence(&error)),
        }
    }
}

fn export(source: ExportSource, request: &ExportRequest) -> Result<(), String> {
    let journal = &source.journal;
    let range = DayRange {
        from: request.from,
        to: request.to,
    };
    let dialect = if request.spreadsheet {
        Dialect::Spreadsheet(journal.settings().decimal_mark())
    } else {
        Dialect::Plain
    };
    let own = source.place.clone();
    let own = own.as_deref();
    let written = match request.form {
        ExportForm::Entries => write_file(&request.path, own, |out| {
            write_entries(journal, range, dialect, out)
        }),
        ExportForm::Days => write_file(&request.path, own, |out| {
            write_days(journal, range, dialect, out)
        }),
        ExportForm::Archive => {
            let now = source.now;
            let archive = source.archive()?;
            write_file(&request.path, own, |out| write_archive(&archive, now, out))
        }
    };
    written.map_err(|error| export_sentence(&error))
}

/// What an export is made from.
pub struct ExportSource {
    /// The journal as it is now.
    pub journal: Journal,
    /// Its file; none for a journal in memory.
    pub place: Option<PathBuf>,
    /// Whether it has changes that could not be saved to its file yet.
    pub is_ahead_of_file: bool,
    /// The wall clock.
    pub now: NaiveDateTime,
}

impl ExportSource {
    /// The journal with what its file alone knows.
    fn archive(self) -> Result<Archive, String> {
        let Some(place) = self.place else {
            return Ok(Archive {
                journal: self.journal,
                ..Archive::default()
            });
        };
        let unread = |error: &dyn std::fmt::Display| {
            log::warn!("the journal was not read for an archive: {error}");
            "the journal's file could not be read".to_owned()
        };
        let mut store = Store::open(&place, Access::Read).map_err(|error| unread(&error))?;
        let mut archive = store.load_archive().map_err(|error| unread(&error))?;
        if self.is_ahead_of_file {
            archive.journal = self.journal;
        }
        Ok(archive)
    }
}

/// Why a file was not written, for people.
fn export_sentence(error: &ExportError) -> String {
    match error {
        ExportError::Write(error) | ExportError::Folder(error) | ExportError::Replace(error) => {
            io_sentence(error)
        }
        ExportError::OfJournal => "it belongs to the journal; choose another file".to_owned(),
        ExportError::LinkToNothing(to) => format!(
            "it points to {}, which is not there; if that is on a disk, connect it",
            to.display()
        ),
    }
}

/// What the file system said, for people.
pub fn io_sentence(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "that folder does not exist".to_owned(),
        ErrorKind::PermissionDenied => "that place may not be written".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "that place can only be read".to_owned(),
        ErrorKind::AlreadyExists => error.to_string(),
        ErrorKind::IsADirectory => "that is a folder; add a file name".to_owned(),
        _ => format!("the system says: {error}"),
    }
}
