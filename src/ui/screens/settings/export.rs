//! The export form: which form, which days, where to; writing the file is the app's.

use std::path::{Path, PathBuf};

use egui::{Align, Id, Ui};

use crate::domain::Day;
use crate::ui::action::{Action, Actions, ExportForm as Form, ExportRequest, FileQuestion, Sought};
use crate::ui::icons;
use crate::ui::screens::form::{choice_ui, day_text, fields_ui, labelled_ui, refusal_ui};
use crate::ui::theme::secondary;
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, TextField};

/// What is filled in so far.
#[derive(Debug)]
pub(super) struct ExportForm {
    form: Form,
    is_for_spreadsheet: bool,
    from: String,
    to: String,
    /// What was typed; none while the proposed or a chosen place stands.
    typed: Option<String>,
    /// What the system's dialog answered with, kept as it is: it may be no text.
    chosen: Option<PathBuf>,
    folder: PathBuf,
    refusal: Option<String>,
    /// The file that was said to be there, and that pressing again replaces.
    replaces: Option<PathBuf>,
    is_sought: bool,
}

impl Default for ExportForm {
    fn default() -> Self {
        Self {
            form: Form::Entries,
            is_for_spreadsheet: false,
            from: String::new(),
            to: String::new(),
            typed: None,
            chosen: None,
            folder: PathBuf::new(),
            refusal: None,
            replaces: None,
            is_sought: false,
        }
    }
}

impl ExportForm {
    /// Scrolls here in the next frame.
    pub(super) fn seek(&mut self) {
        self.is_sought = true;
    }

    /// Takes a chosen place.
    pub(super) fn set_path(&mut self, path: PathBuf) {
        self.chosen = Some(path);
        self.typed = None;
        self.refusal = None;
    }

    /// Takes the folder that is proposed.
    pub(super) fn set_folder(&mut self, folder: PathBuf) {
        self.folder = folder;
    }

    /// Paints the form.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let card = Card::new("Export").show(ui, |ui| {
            let forms = [
                (Form::Entries, "One row an entry"),
                (Form::Days, "One row a day"),
                (Form::Archive, "Everything"),
            ];
            let id = Id::unique("settings: export form");
            if let Some(form) = choice_ui(ui, id, "Form", &forms, self.form) {
                self.form = form;
            }
            ui.label(secondary(match self.form {
                Form::Entries => {
                    "Everything as it was logged, item by item; best for other programs."
                }
                Form::Days => "A table with a column for each tracker; best for looking at.",
                Form::Archive => {
                    "An archive of the whole journal: trackers, entries, notes, spans, aims and settings. Biota can restore from it."
                }
            }));
            if self.form != Form::Archive {
                ui.checkbox(
                    &mut self.is_for_spreadsheet,
                    "Made ready for a spreadsheet program",
                );
                self.days_ui(ui, view);
            }
            self.path_ui(ui, view, actions);
            if let Some(sentence) = &self.refusal {
                refusal_ui(ui, sentence);
            }
            let replaces = self.replaces.is_some() && self.refusal.is_some();
            let words = if replaces {
                "Replace the file"
            } else {
                "Export"
            };
            if ui.add(Button::primary(words).icon(icons::EXPORT)).clicked() {
                match self.request(view) {
                    Ok(request) => self.ask_or_export(request, actions),
                    Err(sentence) => self.refusal = Some(sentence),
                }
            }
        });
        if self.is_sought {
            self.is_sought = false;
            card.response.scroll_to_me(Some(Align::TOP));
            ui.memory_mut(|memory| memory.request_focus(path_id()));
        }
    }

    /// A file that is there is replaced only when that was said; the system's dialog has asked already.
    fn ask_or_export(&mut self, request: ExportRequest, actions: &mut Actions) {
        let was_asked = self.chosen.is_some() || self.replaces.as_ref() == Some(&request.path);
        if request.path.is_file() && !was_asked {
            let name = request
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            self.refusal = Some(format!("There is a file {name} already."));
            self.replaces = Some(request.path);
        } else {
            self.refusal = None;
            self.replaces = None;
            actions.push(Action::Export(request));
        }
    }

    fn days_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let range = view.journal.entry_range();
        let hint = |day: Option<Day>| day.map_or_else(String::new, day_text);
        let first = hint(range.map(|(first, _)| first));
        let last = hint(range.map(|(_, last)| last));
        fields_ui(ui, |ui| {
            labelled_ui(ui, "From (empty: the first day)", 200.0, |ui| {
                ui.add(
                    TextField::new(&mut self.from, "From day")
                        .hint(&first)
                        .width(150.0),
                );
            });
            labelled_ui(ui, "To (empty: the last day)", 200.0, |ui| {
                ui.add(
                    TextField::new(&mut self.to, "To day")
                        .hint(&last)
                        .width(150.0),
                );
            });
        });
    }

    fn path_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let standing = self.standing(view).display().to_string();
        let mut text = self.typed.clone().unwrap_or(standing);
        ui.label(secondary("File"));
        ui.horizontal_wrapped(|ui| {
            let width = (ui.available_width() - 190.0).clamp(180.0, 520.0);
            let field = TextField::new(&mut text, "File").width(width).id(path_id());
            if ui.add(field).changed() {
                self.typed = Some(text.clone());
                self.chosen = None;
                self.refusal = None;
            }
            let button = Button::secondary("Choose place…").icon(icons::FOLDER_OPEN);
            if ui.add(button).clicked() {
                actions.push(Action::ChooseFile(FileQuestion {
                    title: "Export".to_owned(),
                    file_name: self.file_name(view),
                    sought: Sought::NewFile(self.ending()),
                }));
            }
        });
        ui.label(secondary(
            "If no dialog opens, your system has none; type the path instead.",
        ));
    }

    fn file_name(&self, view: &View<'_>) -> String {
        let form = match self.form {
            Form::Entries => "entries",
            Form::Days => "days",
            Form::Archive => "archive",
        };
        let ending = self.ending();
        format!("biota-{form}-{}.{ending}", day_text(view.today))
    }

    fn ending(&self) -> &'static str {
        match self.form {
            Form::Entries | Form::Days => "csv",
            Form::Archive => "zip",
        }
    }

    /// The chosen place, else the proposed one.
    fn standing(&self, view: &View<'_>) -> PathBuf {
        self.chosen
            .clone()
            .unwrap_or_else(|| self.folder.join(self.file_name(view)))
    }

    /// # Errors
    /// The sentence that says what is missing.
    fn request(&self, view: &View<'_>) -> Result<ExportRequest, String> {
        let from = day_or_all(&self.from, view)?;
        let to = day_or_all(&self.to, view)?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err("The last day is before the first.".to_owned());
        }
        let path = match &self.typed {
            Some(text) if text.trim().is_empty() => {
                return Err("A file is needed.".to_owned());
            }
            // A bare name lies in the proposed folder; a whole path stands as it is.
            Some(text) => self.folder.join(Path::new(text.trim())),
            None => self.standing(view),
        };
        if path.file_name().is_none() || path.to_string_lossy().ends_with(std::path::is_separator) {
            return Err("That is a folder; add a file name.".to_owned());
        }
        let is_whole = self.form == Form::Archive;
        Ok(ExportRequest {
            form: self.form,
            path,
            spreadsheet: self.is_for_spreadsheet && !is_whole,
            from: from.filter(|_| !is_whole),
            to: to.filter(|_| !is_whole),
        })
    }
}

fn day_or_all(text: &str, view: &View<'_>) -> Result<Option<Day>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    view.words().typed_day(text, view.today).map(Some)
}

fn path_id() -> Id {
    Id::unique("settings: export path")
}
