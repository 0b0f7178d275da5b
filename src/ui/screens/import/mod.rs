//! Bringing a file of another program into the journal: choose, look, decide where what goes, import, take back.
//! Reading, planning and importing are the app's; this page holds what was answered.

mod conflicts;
mod file;
mod history;
mod keep;
mod layout;
mod outcome;
mod problems;
mod question;
mod sources;
mod streams;
mod target;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Align, Margin, ProgressBar, ScrollArea, Ui};

use self::file::FilePart;
use self::history::HistoryPart;
pub use self::outcome::Done;
use self::streams::StreamsPart;
use crate::domain::Journal;
use crate::import::{
    Answers, Foreign, Mapping, Plan, Progress, Target, ready_mapping, setting_key_of,
};
use crate::ui::action::{Action, Actions, DecimalsWish, ImportRequest};
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{GAP, title};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};

/// What the page remembers between frames.
#[derive(Default)]
pub struct ImportScreen {
    file: FilePart,
    stage: Stage,
    answers: AnswersPart,
    history: HistoryPart,
    refusal: Option<String>,
    /// The result has just come and is brought into sight once.
    is_news: bool,
}

/// What is typed and opened on the cards of a file.
#[derive(Default)]
struct AnswersPart {
    streams: StreamsPart,
    /// The file has just been read.
    is_news: bool,
    problems_shown: usize,
    conflicts_shown: usize,
    mapping_path: String,
}

#[derive(Default)]
enum Stage {
    #[default]
    Choosing,
    Working(Working),
    Ready(Box<Ready>),
    Done(Done),
}

/// What is under way.
struct Working {
    progress: Arc<Progress>,
    what: &'static str,
    /// Where to go on if it does not work out.
    before: Option<Box<Ready>>,
}

/// A file that was read, with what is to become of it.
pub struct Ready {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub foreign: Arc<Foreign>,
    /// What becomes of it.
    pub mapping: Mapping,
    /// Whose value counts where there are two.
    pub answers: Answers,
    /// What importing would change; as old as the last answer.
    pub plan: Plan,
    /// Whether a newer plan is being worked out.
    pub is_stale: bool,
    /// The age of the journal that the plan is for.
    pub revision: u64,
}

impl ImportScreen {
    /// Puts a file's path into the field; what is shown of another file goes.
    pub fn file_chosen(&mut self, path: PathBuf) {
        if self.ready().is_some_and(|ready| ready.path != path) {
            self.stage = Stage::Choosing;
        }
        self.file.set_path(path);
    }

    /// The keyboard goes on in the field for the file.
    pub fn focus_file(&mut self) {
        self.file.focus();
    }

    /// Tells in which folder files are looked for.
    pub fn set_suggested_folder(&mut self, folder: PathBuf) {
        self.file.set_folder(folder);
    }

    /// Shows that work is under way, with a way to stop it.
    pub fn begin(&mut self, progress: Arc<Progress>, what: &'static str) {
        self.refusal = None;
        let before = match std::mem::take(&mut self.stage) {
            Stage::Ready(ready) => Some(ready),
            Stage::Working(working) => working.before,
            Stage::Choosing | Stage::Done(_) => None,
        };
        self.stage = Stage::Working(Working {
            progress,
            what,
            before,
        });
    }

    /// Shows what a file holds.
    pub fn show_read(&mut self, ready: Ready) {
        self.answers = AnswersPart {
            is_news: true,
            ..AnswersPart::default()
        };
        self.stage = Stage::Ready(Box::new(ready));
    }

    /// Shows what the answers come to by now.
    pub fn show_plan(&mut self, plan: Plan) {
        if let Stage::Ready(ready) = &mut self.stage {
            ready.plan = plan;
            ready.is_stale = false;
        }
    }

    /// Says why it did not work out; a file that was read stays.
    pub fn show_refusal(&mut self, sentence: String) {
        self.refusal = Some(sentence);
        self.go_back();
    }

    /// Goes back to where it was before the work that was cancelled or did not work out.
    pub fn go_back(&mut self) {
        if let Stage::Working(working) = &mut self.stage {
            let before = working.before.take();
            self.stage = before.map_or(Stage::Choosing, Stage::Ready);
        }
    }

    /// Shows what was imported.
    pub fn show_done(&mut self, done: Done) {
        self.stage = Stage::Done(done);
        self.is_news = true;
    }

    /// The file that is shown, its mapping and its answers, as they stand.
    pub fn ready(&self) -> Option<&Ready> {
        match &self.stage {
            Stage::Ready(ready) => Some(ready),
            _ => None,
        }
    }

    /// Takes answers for the file that is shown; false if they are for another kind of file.
    pub fn take_mapping(&mut self, mapping: &Mapping, journal: &Journal) -> bool {
        match &mut self.stage {
            Stage::Ready(ready) if ready.foreign.mapped_as() == mapping.source => {
                ready.mapping = ready_mapping(&ready.foreign, journal, Some(mapping));
                ready.is_stale = true;
                self.answers.streams = StreamsPart::default();
                true
            }
            _ => false,
        }
    }

    /// Paints the page.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        self.follow_journal(view, actions);
        ScrollArea::vertical()
            .id_salt("import")
            .auto_shrink(false)
            .content_margin(Margin::symmetric(26, 20))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                ui.label(title("Import"));
                self.file.show_ui(ui, actions);
                if let Some(sentence) = &self.refusal {
                    refusal_ui(ui, sentence);
                }
                match &mut self.stage {
                    Stage::Choosing => sources::sources_ui(ui),
                    Stage::Working(working) => working_ui(ui, working),
                    Stage::Ready(ready) => {
                        if ready_ui(ui, ready, &mut self.answers, &self.file, view, actions) {
                            self.refusal = None;
                        }
                    }
                    Stage::Done(done) => {
                        let card = outcome::done_ui(ui, done, view, actions);
                        if std::mem::take(&mut self.is_news) {
                            card.scroll_to_me(Some(Align::TOP));
                        }
                    }
                }
                self.history.show_ui(ui, view, actions);
                ui.add_space(GAP);
            });
    }

    /// What is shown is of the journal as it is: an import that was taken back is no result any more, and what would
    /// change changes with every edit.
    fn follow_journal(&mut self, view: &View<'_>, actions: &mut Actions) {
        match &mut self.stage {
            Stage::Done(done) => {
                let key = setting_key_of(&done.uid);
                if !view.journal.settings().pairs().contains_key(&key) {
                    self.stage = Stage::Choosing;
                }
            }
            Stage::Ready(ready) if ready.revision != view.revision => {
                ready.revision = view.revision;
                ready.is_stale = true;
                actions.push(Action::PlanImport);
            }
            _ => {}
        }
    }
}

fn working_ui(ui: &mut Ui, working: &Working) {
    Card::new(working.what).show(ui, |ui| {
        let part = working.progress.part();
        let mut bar = ProgressBar::new(part);
        if part > 0.0 {
            bar = bar.text(format!("{} %", (part * 100.0).round()));
        }
        ui.add(bar.desired_width(ui.available_width().min(520.0)));
        if ui.add(Button::secondary("Cancel").icon(icons::X)).clicked() {
            working.progress.cancel();
        }
    });
    // The bar moves while a thread reads.
    let pace = std::time::Duration::from_millis(60);
    ui.ctx().request_repaint_after(pace);
}

/// The cards of a file that was read; true when something was asked for.
fn ready_ui(
    ui: &mut Ui,
    ready: &mut Ready,
    answers: &mut AnswersPart,
    file: &FilePart,
    view: &View<'_>,
    actions: &mut Actions,
) -> bool {
    layout::show_ui(ui, ready, view, actions);
    question::show_ui(ui, ready, view, actions);
    sources::whole_ui(ui, ready, view, actions);
    // A button that waits for a newer plan takes no focus; the keyboard comes to it when it can be pressed.
    let is_news = !ready.is_stale && std::mem::take(&mut answers.is_news);
    outcome::summary_ui(ui, ready, is_news, actions);
    let mut changed = conflicts::show_ui(ui, ready, &mut answers.conflicts_shown, view);
    problems::show_ui(ui, &ready.plan.problems, &mut answers.problems_shown);
    changed |= answers.streams.show_ui(ui, ready, view);
    let typed = (&mut answers.mapping_path, file);
    keep::mapping_ui(ui, ready, typed, actions);
    if changed {
        ready.is_stale = true;
        actions.push(Action::PlanImport);
    }
    changed
}

/// Sets the target of a stream.
fn put_target(ready: &mut Ready, key: &str, target: Target) {
    ready.mapping.streams.insert(key.to_owned(), target);
}

/// Asks for a file to be read.
fn read(
    path: PathBuf,
    table: Option<crate::import::TableLayout>,
    decimals: DecimalsWish,
    actions: &mut Actions,
) {
    actions.push(Action::ReadImport(ImportRequest {
        path,
        table,
        decimals,
    }));
}
