//! Bringing a file of another program into the journal: choose, look, decide where what goes, import, take back.
//! Reading, planning and importing are the app's; this page holds what was answered.

mod conflicts;
mod file;
mod history;
mod layout;
mod problems;
mod streams;
mod target;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Align, Margin, ProgressBar, Response, ScrollArea, Ui};

use self::file::FilePart;
use self::history::HistoryPart;
use self::streams::StreamsPart;
use crate::domain::Journal;
use crate::import::{Answers, Counts, Foreign, Mapping, Plan, Progress, Target, ready_mapping};
use crate::ui::action::{Action, Actions, ImportRequest};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{GAP, body, secondary, title};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

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
    Done(Counts),
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
}

impl ImportScreen {
    /// Puts a file's path into the field; what is shown of another file goes.
    pub fn file_chosen(&mut self, path: PathBuf) {
        if self.ready().is_some_and(|ready| ready.path != path) {
            self.stage = Stage::Choosing;
        }
        self.file.set_path(path);
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
        self.answers = AnswersPart::default();
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
        if let Stage::Working(working) = &mut self.stage {
            let before = working.before.take();
            self.stage = before.map_or(Stage::Choosing, Stage::Ready);
        }
    }

    /// Shows what was imported.
    pub fn show_done(&mut self, counts: Counts) {
        self.stage = Stage::Done(counts);
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
            Stage::Ready(ready) if ready.foreign.source == mapping.source => {
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
                    Stage::Choosing => {}
                    Stage::Working(working) => working_ui(ui, working),
                    Stage::Ready(ready) => {
                        if ready_ui(ui, ready, &mut self.answers, view, actions) {
                            self.refusal = None;
                        }
                    }
                    Stage::Done(counts) => {
                        let card = done_ui(ui, counts, view, actions);
                        if std::mem::take(&mut self.is_news) {
                            card.scroll_to_me(Some(Align::TOP));
                        }
                    }
                }
                self.history.show_ui(ui, view, actions);
                ui.add_space(GAP);
            });
    }
}

fn working_ui(ui: &mut Ui, working: &Working) {
    Card::new(working.what).show(ui, |ui| {
        let part = working.progress.part();
        let text = format!("{} %", (part * 100.0).round());
        let bar = ProgressBar::new(part).text(text);
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
    view: &View<'_>,
    actions: &mut Actions,
) -> bool {
    layout::show_ui(ui, ready, view, actions);
    summary_ui(ui, ready, actions);
    let mut changed = conflicts::show_ui(ui, ready, &mut answers.conflicts_shown, view);
    problems::show_ui(ui, &ready.plan.problems, &mut answers.problems_shown);
    changed |= answers.streams.show_ui(ui, ready, view);
    mapping_ui(ui, ready, &mut answers.mapping_path, actions);
    if changed {
        ready.is_stale = true;
        actions.push(Action::PlanImport);
    }
    changed
}

fn summary_ui(ui: &mut Ui, ready: &Ready, actions: &mut Actions) {
    Card::new("What will change").show(ui, |ui| {
        for sentence in sentences(&ready.plan.counts, false) {
            ui.label(body(sentence));
        }
        let kept = ready.plan.conflicts.len() - ready.plan.counts.replaced;
        if kept > 0 {
            let stay = if kept == 1 {
                "1 value of your own stays as it is.".to_owned()
            } else {
                format!("{kept} values of your own stay as they are.")
            };
            ui.label(body(stay));
        }
        let has_change = !ready.plan.edit.is_empty() && !ready.is_stale;
        let problems = ready.plan.problems.count;
        if problems > 0 {
            let problems = count(problems, "problem is", "problems are");
            ui.label(body(format!("{problems} left out.")));
        }
        ui.add_enabled_ui(has_change, |ui| {
            let button = Button::primary("Import").icon(icons::DOWNLOAD);
            if ui.add(button).clicked() {
                actions.push(Action::RunImport);
            }
        });
        ui.label(secondary(
            "A backup is made first. It is one step that can be undone, or taken back here at any later time.",
        ));
    });
}

/// Keeping the answers as a file, for another computer or the command line.
fn mapping_ui(ui: &mut Ui, ready: &Ready, path: &mut String, actions: &mut Actions) {
    Card::new("Keep these answers").show(ui, |ui| {
        ui.label(secondary(
            "They are remembered for the next file of this kind. As a file they also serve “biota import --mapping”.",
        ));
        ui.horizontal_wrapped(|ui| {
            let width = (ui.available_width() - 260.0).clamp(180.0, 420.0);
            ui.add(
                crate::ui::widgets::TextField::new(path, "Mapping file")
                    .hint("mapping.json")
                    .width(width),
            );
            let place = || PathBuf::from(path.trim());
            let is_named = !path.trim().is_empty();
            ui.add_enabled_ui(is_named, |ui| {
                if ui.add(Button::secondary("Save answers")).clicked() {
                    actions.push(Action::SaveMapping(place(), ready.mapping.to_json()));
                }
                if ui.add(Button::secondary("Load answers")).clicked() {
                    actions.push(Action::LoadMapping(place()));
                }
            });
        });
    });
}

fn done_ui(ui: &mut Ui, counts: &Counts, view: &View<'_>, actions: &mut Actions) -> Response {
    let card = Card::new("Imported").show(ui, |ui| {
        for text in sentences(counts, true) {
            ui.label(body(text));
        }
        ui.horizontal_wrapped(|ui| {
            if view.undo.is_some()
                && ui
                    .add(Button::secondary("Undo").icon(icons::UNDO))
                    .clicked()
            {
                actions.push(Action::Run(Command::Undo));
            }
            if ui.add(Button::secondary("See the calendar")).clicked() {
                actions.push(Action::Run(Command::GoCalendar));
            }
        });
    });
    card.response
}

/// The numbers in sentences.
fn sentences(counts: &Counts, is_done: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut say = |number: usize, one: &str, many: &str, behind: &str| {
        if number > 0 {
            sentences.push(format!("{} {behind}.", count(number, one, many)));
        }
    };
    let (new, known) = if is_done {
        ("added", "known already")
    } else {
        ("new", "known already and left alone")
    };
    say(counts.added, "entry", "entries", new);
    say(
        counts.updated,
        "entry",
        "entries",
        "of an earlier import brought up to date",
    );
    say(counts.replaced, "value", "values", "of your own replaced");
    say(counts.notes, "note", "notes", "with new text");
    say(counts.known, "entry", "entries", known);
    if !counts.trackers.is_empty() {
        sentences.push(format!("New trackers: {}.", counts.trackers.join(", ")));
    }
    if !counts.items.is_empty() {
        sentences.push(format!("New items: {}.", counts.items.join(", ")));
    }
    if counts.added + counts.updated + counts.replaced + counts.notes == 0 {
        sentences.insert(0, "There is nothing new to import.".to_owned());
    }
    sentences
}

/// Sets the target of a stream.
fn put_target(ready: &mut Ready, key: &str, target: Target) {
    ready.mapping.streams.insert(key.to_owned(), target);
}

/// Asks for a file to be read.
fn read(path: PathBuf, table: Option<crate::import::TableLayout>, actions: &mut Actions) {
    actions.push(Action::ReadImport(ImportRequest { path, table }));
}
