//! Reading, planning and importing files beside the window: each on a thread of its own, the newest wish alone counts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

use egui::Context;

use super::beside::{NotKept, keep};
use super::{Biota, Desk, Stage, sentences};
use crate::domain::{Journal, Step, visible};
use crate::files::{is_in_use_by, read_short};
use crate::import::{
    Answers, Foreign, LONGEST_MAPPING, Mapping, Occasion, Plan, Progress, plan, plan_until,
    ready_mapping, remembered_name, remembered_reading,
};
use crate::storage::{CommitError, OpenError, Reason, keep_before};
use crate::transfer::import::{ImportError, Reading, read_foreign};
use crate::ui::action::{Action, DecimalsWish, ImportRequest};
use crate::ui::screens::Screen;
use crate::ui::screens::import::{Done, Ready};
use crate::ui::shell::Toast;
use crate::ui::words::Words;

/// What is under way.
#[derive(Default)]
pub(super) struct ImportWork {
    waits: Option<Receiver<End>>,
    /// Whether what is waited for changes the journal.
    is_writing: bool,
    progress: Option<Arc<Progress>>,
    /// Working out anew what is shown; stopped when there is something newer to work out.
    planning: Option<Arc<Progress>>,
}

/// How a piece of work ended.
enum End {
    Read(Box<Ready>),
    Planned(Box<Plan>),
    Imported(Box<Imported>),
    Cancelled,
    NotRead(PathBuf, ImportError),
    NotKept(CommitError),
    NotOpened(OpenError),
}

/// An import that was made by a session of its own.
struct Imported {
    done: Done,
    step: Option<Step>,
    remember: (String, String),
}

impl ImportWork {
    /// Starts work; an answer of earlier work is no longer waited for.
    fn start(&mut self, ctx: &Context, work: impl FnOnce() -> End + Send + 'static) {
        if let Some(earlier) = self.planning.take() {
            earlier.cancel();
        }
        let (sender, receiver) = mpsc::channel();
        self.waits = Some(receiver);
        let ctx = ctx.clone();
        thread::spawn(move || {
            // The window may be gone by now, or wait for something newer.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
    }

    /// Whether the journal is being changed.
    pub(super) fn is_writing(&self) -> bool {
        self.is_writing
    }

    fn ended(&mut self) -> Option<End> {
        let end = match self.waits.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            // Whoever ends without a word has changed nothing.
            answer => answer.unwrap_or(End::Cancelled),
        };
        self.waits = None;
        self.is_writing = false;
        Some(end)
    }
}

impl Biota {
    /// A file that was dropped on the window is looked into. Asked for like anything else, so that what is typed
    /// elsewhere is kept first.
    pub(super) fn take_dropped_file(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().cloned());
        let path = dropped.map(|file| file.path().to_owned());
        if let (Some(path), Stage::Open(_)) = (path, &self.stage) {
            let request = ImportRequest::of(path);
            self.waiting.push(Action::ShowImport);
            self.waiting.push(Action::ReadImport(request));
        }
    }
}

impl Desk {
    /// Opens the page, ready for a file's name.
    pub(super) fn show_import(&mut self) {
        self.go(Screen::Import);
        self.screens.import.focus_file();
    }

    /// Reads a file, and works out what importing it would change.
    pub(super) fn read_import(&mut self, ctx: &Context, mut request: ImportRequest) {
        if self.imports.is_writing && self.is_writing_beside() {
            return;
        }
        request.path = expanded(request.path);
        if self.is_in_use(&request.path) {
            return;
        }
        if let Some(earlier) = self.imports.progress.take() {
            earlier.cancel();
        }
        let progress = Arc::new(Progress::default());
        self.imports.progress = Some(progress.clone());
        // The same file once more keeps what was answered.
        let before = self.screens.import.ready();
        let chosen = before
            .filter(|ready| ready.path == request.path)
            .map(|ready| ready.mapping.clone());
        if request.table.is_none() {
            request.table = chosen.as_ref().and_then(|mapping| mapping.table.clone());
        }
        if let (DecimalsWish::AsBefore, Some(chosen)) = (request.decimals, &chosen) {
            request.decimals = DecimalsWish::Answered(chosen.decimals);
        }
        self.screens.import.file_chosen(request.path.clone());
        self.screens.import.begin(progress.clone(), "Reading");
        let (journal, revision) = (self.session.journal().clone(), self.session.revision());
        let occasion = self.occasion(&request.path);
        self.imports
            .start(ctx, move || match read(&request, &journal, &progress) {
                Ok(foreign) => {
                    let chosen = chosen.filter(|mapping| mapping.source == foreign.mapped_as());
                    let mut mapping = ready_mapping(&foreign, &journal, chosen.as_ref());
                    mapping.table.clone_from(&foreign.table);
                    let answers = Answers::default();
                    let said = (&answers, &occasion);
                    let Ok(planned) = plan_until(&foreign, &mapping, &journal, said, &progress)
                    else {
                        return End::Cancelled;
                    };
                    End::Read(Box::new(Ready {
                        path: request.path,
                        foreign: Arc::new(foreign),
                        mapping,
                        answers,
                        plan: planned.for_looking(),
                        is_stale: false,
                        revision,
                    }))
                }
                Err(error) => End::NotRead(request.path, error),
            });
    }

    /// Works out anew what the answers on the page come to.
    pub(super) fn plan_import(&mut self, ctx: &Context) {
        let Some(ready) = self.screens.import.ready() else {
            return;
        };
        let (foreign, mapping) = (ready.foreign.clone(), ready.mapping.clone());
        let (answers, occasion) = (ready.answers.clone(), self.occasion(&ready.path));
        let journal = self.session.journal().clone();
        let progress = Arc::new(Progress::default());
        let given = progress.clone();
        self.imports.start(ctx, move || {
            let said = (&answers, &occasion);
            match plan_until(&foreign, &mapping, &journal, said, &given) {
                Ok(planned) => End::Planned(Box::new(planned.for_looking())),
                Err(_) => End::Cancelled,
            }
        });
        self.imports.planning = Some(progress);
    }

    /// Imports what is shown, in a session of its own where there is a file, so that the window goes on.
    pub(super) fn run_import(&mut self, ctx: &Context) {
        if self.is_writing_beside() || self.waits_for_saving(ctx.input(|input| input.time)) {
            return;
        }
        let Some(ready) = self.screens.import.ready() else {
            return;
        };
        let (foreign, mapping) = (ready.foreign.clone(), ready.mapping.clone());
        let (answers, occasion) = (ready.answers.clone(), self.occasion(&ready.path));
        let label = label(&occasion);
        let remember = (remembered_name(&foreign.mapped_as()), mapping.to_json());
        let Some(path) = self.session.path().map(Path::to_owned) else {
            let planned = plan(
                &foreign,
                &mapping,
                self.session.journal(),
                &answers,
                &occasion,
            );
            self.commit(planned.edit.clone(), &label, true);
            self.remember(&remember.0, remember.1);
            let done = done(&occasion, &planned);
            self.screens.import.show_done(done);
            return;
        };
        let progress = Arc::new(Progress::default());
        self.screens.import.begin(progress.clone(), "Importing");
        let (backups, now) = (self.backups.folder(), self.now);
        self.imports.is_writing = true;
        self.imports.start(ctx, move || {
            if let Err(error) = keep_before(&path, Reason::Import, backups.as_ref(), now) {
                return End::NotOpened(error);
            }
            let mut made = None;
            let kept = keep(&path, |journal| {
                // Once it is worked out it is one transaction; a wish to stop comes too late.
                let said = (&answers, &occasion);
                let Ok(planned) = plan_until(&foreign, &mapping, journal, said, &progress) else {
                    return Ok(None);
                };
                made = Some(done(&occasion, &planned));
                Ok(Some((planned.edit, label)))
            });
            match (kept, made) {
                (Ok(step), Some(done)) => End::Imported(Box::new(Imported {
                    done,
                    step,
                    remember,
                })),
                (Ok(_), None) | (Err(NotKept::Overtaken), _) => End::Cancelled,
                (Err(NotKept::Opened(error)), _) => End::NotOpened(error),
                (Err(NotKept::Kept(error)), _) => End::NotKept(error),
            }
        });
    }

    /// Takes in what ended since it was last asked.
    pub(super) fn take_in_imports(&mut self) {
        let words = Words::of(self.session.journal().settings());
        match self.imports.ended() {
            None => {}
            Some(End::Read(ready)) => self.screens.import.show_read(*ready),
            Some(End::Planned(planned)) => self.screens.import.show_plan(*planned),
            Some(End::Imported(imported)) => self.take_in_imported(*imported),
            Some(End::Cancelled | End::NotRead(_, ImportError::Cancelled)) => {
                self.screens.import.go_back();
            }
            Some(End::NotRead(path, error)) => {
                let path = path.to_string_lossy();
                let path = visible(&path);
                let text = format!("{path} cannot be imported: {error}. Nothing was changed.");
                self.screens.import.show_refusal(text);
            }
            Some(End::NotKept(error)) => {
                let text = sentences::not_kept(&error, "the import", words);
                self.screens.import.show_refusal(text);
            }
            Some(End::NotOpened(error)) => {
                log::warn!("an import found no journal, or no room for a backup: {error}");
                let (title, text) = sentences::trouble(&error);
                let text = format!("Nothing was imported. {title}. {text}");
                self.screens.import.show_refusal(text);
            }
        }
    }

    fn take_in_imported(&mut self, imported: Imported) {
        if let Some(step) = imported.step
            && let Err(error) = self.session.take_in(step)
        {
            log::warn!("reading the journal after an import: {error}");
            let words = Words::of(self.session.journal().settings());
            let text = sentences::not_kept(&error, "the import", words);
            self.toasts.push(Toast::new(text).staying());
        }
        self.remember(&imported.remember.0, imported.remember.1);
        self.screens.import.show_done(imported.done);
        // There is one more: the one made before this import.
        self.backups.look_again();
    }

    /// Takes the answers of a file for what is shown.
    pub(super) fn load_mapping(&mut self, ctx: &Context, path: &Path) {
        let path = &expanded(path.to_owned());
        if self.is_in_use(path) {
            return;
        }
        let read = read_short(path, LONGEST_MAPPING).map_err(|error| error.to_string());
        let mapping =
            read.and_then(|text| Mapping::from_json(&text).map_err(|error| error.to_string()));
        match mapping {
            Ok(mapping) => {
                let journal = self.session.journal().clone();
                if self.screens.import.take_mapping(&mapping, &journal) {
                    self.plan_import(ctx);
                } else {
                    let text = "These answers are for another kind of file.";
                    self.screens.import.show_refusal(text.to_owned());
                }
            }
            Err(reason) => {
                let text = format!("{} holds no answers: {reason}.", path.display());
                self.screens.import.show_refusal(text);
            }
        }
    }

    /// Whether a file is one of the open journal's own, which is then said: its locks would be lost by reading it.
    fn is_in_use(&mut self, path: &Path) -> bool {
        let own = self.session.path();
        let is_in_use = own.is_some_and(|own| is_in_use_by(path, own));
        if is_in_use {
            let text = format!("{} belongs to the open journal.", path.display());
            self.screens.import.show_refusal(text);
        }
        is_in_use
    }

    fn occasion(&self, path: &Path) -> Occasion {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Occasion {
            today: self.today,
            uid: uuid::Uuid::new_v4().to_string(),
            file: visible(&name.to_string_lossy()).into_owned(),
            made_at: self.now.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }
}

/// What the step is called.
fn label(occasion: &Occasion) -> String {
    format!("import of {}", occasion.file)
}

fn done(occasion: &Occasion, planned: &Plan) -> Done {
    Done {
        label: label(occasion),
        uid: occasion.uid.clone(),
        counts: planned.counts.clone(),
        kept: planned.kept(),
        problems: planned.problems.count,
        leaves_out: planned.leaves_out(),
    }
}

/// A path as it is typed, where `~` stands for the home folder.
pub(super) fn expanded(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

/// Reads a file; a table of a kind that was read before is read the same way.
fn read(
    request: &ImportRequest,
    journal: &Journal,
    progress: &Progress,
) -> Result<Foreign, ImportError> {
    let settings = journal.settings();
    let answered = match request.decimals {
        DecimalsWish::AsBefore => None,
        DecimalsWish::Answered(decimals) => Some(decimals),
    };
    let mut reading = Reading {
        table: request.table.clone(),
        date_order: Some(settings.date_order()),
        decimals: answered.flatten(),
        day_start_minutes: settings.day_start_minutes(),
    };
    let foreign = read_foreign(&request.path, &reading, progress)?;
    let Some((table, decimals)) = remembered_reading(journal, &foreign) else {
        return Ok(foreign);
    };
    let table = request.table.clone().or(table);
    let decimals = answered.unwrap_or(decimals);
    if (&table, decimals) == (&foreign.table, foreign.decimals) {
        return Ok(foreign);
    }
    drop(foreign);
    (reading.table, reading.decimals) = (table, decimals);
    read_foreign(&request.path, &reading, progress)
}
