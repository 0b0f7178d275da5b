//! Which file: dropped on the window, chosen in the system's dialog, or typed.

use std::path::{Path, PathBuf};

use egui::{Id, Ui};

use super::read;
use crate::ui::action::{Action, Actions, DecimalsWish, FileQuestion, Sought};
use crate::ui::icons;
use crate::ui::theme::{body, secondary};
use crate::ui::widgets::{Button, Card, TextField};

/// What is typed or chosen so far.
#[derive(Debug, Default)]
pub(super) struct FilePart {
    typed: String,
    /// What was chosen, kept as it is: it may be no text.
    chosen: Option<PathBuf>,
    folder: PathBuf,
    wants_focus: bool,
}

impl FilePart {
    pub(super) fn set_path(&mut self, path: PathBuf) {
        self.typed = path.display().to_string();
        self.chosen = Some(path);
    }

    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    pub(super) fn set_folder(&mut self, folder: PathBuf) {
        self.folder = folder;
    }

    pub(super) fn show_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        Card::new("File").show(ui, |ui| {
            ui.label(body(
                "Bring your days from another program. Drop its file on this window, or choose it.",
            ));
            ui.horizontal_wrapped(|ui| {
                let room = ui.available_width();
                // Where there is little, a path needs a line of its own.
                let width = if room < 520.0 {
                    room
                } else {
                    (room - 250.0).min(520.0)
                };
                let field = TextField::new(&mut self.typed, "File to import")
                    .width(width)
                    .id(Id::unique("import: path"));
                let response = ui.add(field);
                if response.changed() {
                    self.chosen = None;
                }
                if std::mem::take(&mut self.wants_focus) {
                    response.request_focus();
                }
                let entered =
                    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                let choose = Button::secondary("Choose file…").icon(icons::FOLDER_OPEN);
                if ui.add(choose).clicked() {
                    actions.push(Action::ChooseFile(FileQuestion {
                        title: "Import a file".to_owned(),
                        file_name: String::new(),
                        sought: Sought::Importable,
                    }));
                }
                let is_named = !self.typed.trim().is_empty();
                let look = ui.add_enabled(is_named, Button::primary("Look inside"));
                if is_named && (entered || look.clicked()) {
                    read(self.path(), None, DecimalsWish::AsBefore, actions);
                }
            });
            ui.label(secondary(
                "If no dialog opens, your system has none; type the path instead. Nothing is changed before you have seen what is in it.",
            ));
        });
    }

    fn path(&self) -> PathBuf {
        let typed = || self.place_of(&self.typed);
        self.chosen.clone().unwrap_or_else(typed)
    }

    /// The file of a typed name, from the person's usual folder on; `~` is the app's to make out.
    pub(super) fn place_of(&self, typed: &str) -> PathBuf {
        let typed = Path::new(typed.trim());
        if typed.starts_with("~") {
            typed.to_owned()
        } else {
            self.folder.join(typed)
        }
    }
}
