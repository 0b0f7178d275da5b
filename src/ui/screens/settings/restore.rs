//! Restoring a backup or an archive: which, what it holds against what is there, the last question. Doing it is the app's.

use std::path::{Path, PathBuf};

use egui::{Id, Ui};

use crate::domain::Holdings;
use crate::ui::action::{Action, Actions, FileQuestion, Sought};
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, TextField};
use crate::ui::words::{Words, count};

/// What is being restored, as far as it has come.
#[derive(Debug, Default)]
pub(super) struct RestorePanel {
    /// The file as typed; none while no file is asked for.
    typed: Option<String>,
    refusal: Option<String>,
    /// The file that the last question is about.
    considered: Option<(PathBuf, Holdings)>,
    /// Whether the question is yet to be brought into sight.
    is_new: bool,
    /// What the journal itself holds, counted once a revision.
    present: Option<(u64, Holdings)>,
}

impl RestorePanel {
    /// Asks the last question about a file.
    pub(super) fn consider(&mut self, path: &Path, holds: Holdings) {
        *self = Self {
            considered: Some((path.to_owned(), holds)),
            is_new: true,
            ..Self::default()
        };
    }

    /// Takes the file that the system's dialog answered with.
    pub(super) fn set_path(&mut self, path: &Path) {
        match path.to_str() {
            Some(text) => {
                self.typed = Some(text.to_owned());
                self.refusal = None;
            }
            None => {
                self.refusal =
                    Some("The name of that file cannot be shown; rename it first.".to_owned());
            }
        }
    }

    /// Takes what a file was found to hold, unless another one is asked for by now.
    pub(super) fn take_look(&mut self, path: &Path, found: Result<Holdings, String>) {
        if self.typed.as_deref().map(|typed| Path::new(typed.trim())) != Some(path) {
            return;
        }
        match found {
            Ok(holds) => self.consider(path, holds),
            Err(sentence) => self.refusal = Some(sentence),
        }
    }

    /// Paints the button that begins it.
    pub(super) fn begin_ui(&mut self, ui: &mut Ui) {
        let button = Button::secondary("Restore a file…").icon(icons::UPLOAD);
        if self.typed.is_none() && self.considered.is_none() && ui.add(button).clicked() {
            self.typed = Some(String::new());
            ui.memory_mut(|memory| memory.request_focus(file_id()));
        }
    }

    /// Paints the question that is open, if any.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if self.considered.is_some() {
            self.question_ui(ui, view, actions);
        } else if self.typed.is_some() {
            self.file_ui(ui, actions);
        }
    }

    fn file_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let Some(typed) = &mut self.typed else { return };
        ui.label(secondary(
            "A backup, or an archive that Biota wrote. Nothing is changed before you have seen what is in it.",
        ));
        let width = ui.available_width().min(520.0);
        let field = TextField::new(typed, "File to restore")
            .width(width)
            .id(file_id());
        if ui.add(field).changed() {
            self.refusal = None;
        }
        let mut is_over = false;
        ui.horizontal_wrapped(|ui| {
            let path = PathBuf::from(typed.trim());
            let show = Button::primary("Show what is in it");
            if ui.add_enabled(!typed.trim().is_empty(), show).clicked() {
                actions.push(Action::LookInto(path));
            }
            let choose = Button::secondary("Choose file…").icon(icons::FOLDER_OPEN);
            if ui.add(choose).clicked() {
                actions.push(Action::ChooseFile(FileQuestion {
                    title: "File to restore".to_owned(),
                    file_name: String::new(),
                    sought: Sought::Restorable,
                }));
            }
            is_over = ui.add(Button::quiet("Cancel the restore")).clicked();
        });
        if let Some(sentence) = &self.refusal {
            refusal_ui(ui, sentence);
        }
        if is_over {
            *self = Self::default();
        }
    }

    fn question_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let present = match self.present {
            Some((revision, present)) if revision == view.revision => present,
            _ => view.journal.holdings(),
        };
        self.present = Some((view.revision, present));
        let Some((path, holds)) = &self.considered else {
            return;
        };
        ui.separator();
        let heading = ui.add(egui::Label::new(medium("Restore this?")).wrap());
        if std::mem::take(&mut self.is_new) {
            heading.scroll_to_me(Some(egui::Align::Center));
        }
        let name = path.display().to_string();
        ui.add(egui::Label::new(secondary(name)).wrap());
        for (whose, holds) in [("It has", holds), ("Your journal has", &present)] {
            let words = format!("{whose} {}.", sentence(holds, view.words()));
            ui.add(egui::Label::new(body(words)).wrap());
        }
        ui.label(secondary(
            "Your journal as it is now is kept as a backup, so that this can be taken back.",
        ));
        let mut is_over = false;
        ui.horizontal_wrapped(|ui| {
            if ui
                .add_enabled(!view.shelf.is_busy, Button::primary("Restore"))
                .clicked()
            {
                actions.push(Action::Restore(path.clone()));
                is_over = true;
            }
            is_over |= ui.add(Button::quiet("Cancel the restore")).clicked();
        });
        if is_over {
            *self = Self::default();
        }
    }
}

/// "120 days, 2,104 entries, 31 notes, the newest day 20 November 2026".
fn sentence(holds: &Holdings, words: Words) -> String {
    let counts = format!(
        "{}, {}, {}",
        count(holds.days, "day", "days"),
        count(holds.entries, "entry", "entries"),
        count(holds.notes, "note", "notes"),
    );
    match holds.newest_day {
        Some(day) => format!("{counts}, the newest day {}", words.day(day)),
        None => counts,
    }
}

fn file_id() -> Id {
    Id::unique("settings: file to restore")
}
