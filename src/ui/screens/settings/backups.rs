//! The backups: where they lie, what there is, making one now. Reading and writing them is the app's.

use std::path::Path;

use egui::{Id, Ui};

use super::restore::RestorePanel;
use crate::domain::{Edit, setting_key};
use crate::ui::action::{Action, Actions, FileQuestion, Sought};
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::shelf::{Shelf, ShelvedBackup};
use crate::ui::theme::{body, medium, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, TextField};
use crate::ui::words::count;

/// More are shown when asked for.
const FIRST_SHOWN: usize = 7;

/// What is typed, and how much is shown.
#[derive(Debug, Default)]
pub(super) struct BackupsCard {
    /// The folder as typed; none while it is not being changed.
    folder: Option<String>,
    refusal: Option<String>,
    shows_all: bool,
    pub(super) restore: RestorePanel,
}

impl BackupsCard {
    /// Takes a chosen folder into the field.
    pub(super) fn set_folder(&mut self, folder: &Path) {
        match folder.to_str() {
            Some(text) => {
                self.folder = Some(text.to_owned());
                self.refusal = None;
            }
            None => self.refusal = Some(NO_TEXT.to_owned()),
        }
    }

    /// Paints the card.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        Card::new("Backups").show(ui, |ui| {
            let Some(folder) = &view.shelf.folder else {
                ui.label(body("No automatic backups are made of this journal."));
                return;
            };
            ui.label(body(
                "A copy is made at the first start of each day, and checked. Biota keeps those of the last 7 days, 4 weeks and \
                 12 months, and all you make by hand.",
            ));
            let place = folder.display().to_string();
            ui.add(egui::Label::new(medium(place.as_str())).wrap());
            state_ui(ui, view);
            if let Some(sentence) = future_sentence(view) {
                refusal_ui(ui, &sentence);
            }
            self.buttons_ui(ui, view, &place, actions);
            self.folder_ui(ui, view, actions);
            self.restore.show_ui(ui, view, actions);
            self.list_ui(ui, view);
        });
    }

    fn buttons_ui(&mut self, ui: &mut Ui, view: &View<'_>, place: &str, actions: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            let now = Button::secondary("Back up now").icon(icons::COPY);
            if ui.add_enabled(!view.shelf.is_busy, now).clicked() {
                actions.push(Action::BackUp);
            }
            let change = Button::secondary("Change folder…").icon(icons::FOLDER_OPEN);
            if self.folder.is_none() && ui.add(change).clicked() {
                self.folder = Some(place.to_owned());
                ui.memory_mut(|memory| memory.request_focus(folder_id()));
            }
            self.restore.begin_ui(ui);
        });
    }

    fn folder_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        ui.label(secondary(
            "A folder on another disk, a stick or a synced folder protects best. Backups that are there already stay where they are.",
        ));
        let width = ui.available_width().min(520.0);
        let field = TextField::new(folder, "Backup folder")
            .width(width)
            .id(folder_id());
        if ui.add(field).changed() {
            self.refusal = None;
        }
        let mut is_done = false;
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::primary("Use this folder")).clicked() {
                match chosen(folder) {
                    Ok(edit) => {
                        actions.commit_with_toast(edit, "backup folder");
                        is_done = true;
                    }
                    Err(sentence) => self.refusal = Some(sentence),
                }
            }
            let choose = Button::secondary("Choose folder…").icon(icons::FOLDER_OPEN);
            if ui.add(choose).clicked() {
                actions.push(Action::ChooseFile(FileQuestion {
                    title: "Folder for backups".to_owned(),
                    file_name: String::new(),
                    sought: Sought::BackupFolder,
                }));
            }
            if !view.shelf.is_usual && ui.add(Button::quiet("Use the usual folder")).clicked() {
                let edit = Edit::Setting {
                    key: setting_key::BACKUP_FOLDER.to_owned(),
                    value: None,
                };
                actions.commit_with_toast(edit, "backup folder");
                is_done = true;
            }
            is_done |= ui.add(Button::quiet("Cancel")).clicked();
        });
        if let Some(sentence) = &self.refusal {
            refusal_ui(ui, sentence);
        }
        if is_done {
            self.folder = None;
            self.refusal = None;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let Self {
            restore, shows_all, ..
        } = self;
        let backups = &view.shelf.backups;
        let shown = if *shows_all {
            backups.len()
        } else {
            FIRST_SHOWN
        };
        for backup in backups.iter().take(shown) {
            row_ui(ui, view, backup, restore);
        }
        if backups.len() > FIRST_SHOWN {
            let words = if *shows_all {
                "Show fewer".to_owned()
            } else {
                format!("Show all {}", backups.len())
            };
            if ui.add(Button::quiet(&words)).clicked() {
                *shows_all = !*shows_all;
            }
        }
    }
}

const NO_TEXT: &str = "The name of that folder cannot be kept; choose another one.";

fn state_ui(ui: &mut Ui, view: &View<'_>) {
    let Shelf {
        trouble,
        is_busy,
        backups,
        ..
    } = view.shelf;
    if let Some(trouble) = trouble {
        refusal_ui(ui, trouble);
    } else if *is_busy {
        ui.label(secondary("Checking backups…"));
    } else if let Some(newest) = backups.iter().find(|backup| !backup.is_from_future) {
        let words = format!("The newest is of {}.", moment(view, newest));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let mark = icons::icon(icons::CHECK_CIRCLE, 14.0).color(tokens(ui).accent);
            ui.label(mark);
            ui.label(secondary(words));
        });
    }
}

/// What can be done about backups that are dated in the future.
fn future_sentence(view: &View<'_>) -> Option<String> {
    let backups = view.shelf.backups.iter();
    let moments = backups
        .filter(|backup| backup.is_from_future)
        .map(|backup| backup.moment);
    let (number, last) = (moments.clone().count(), moments.max()?);
    let day = view.words().day(last.date());
    let way_out = if number == 1 {
        "It takes no place from the others; if you do not need it, delete it in this folder."
    } else {
        "They take no place from the others; if you do not need them, delete them in this folder."
    };
    Some(format!(
        "{} dated in the future, up to {day}: the clock was wrong then, or is wrong now. {way_out}",
        count(number, "backup is", "backups are")
    ))
}

fn row_ui(ui: &mut Ui, view: &View<'_>, backup: &ShelvedBackup, restore: &mut RestorePanel) {
    ui.separator();
    let holds = match &backup.holdings {
        Some(holds) => format!(
            "{}, {}",
            count(holds.days, "day", "days"),
            count(holds.entries, "entry", "entries")
        ),
        None => "cannot be read".to_owned(),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(medium(moment(view, backup)));
        let details = format!(
            "{} · {holds} · {}",
            backup.occasion,
            size(backup.bytes, view)
        );
        ui.label(secondary(details));
        let name = format!("Restore the backup of {}", moment(view, backup));
        let button = Button::quiet("Restore…").name(&name);
        if let Some(holds) = &backup.holdings
            && ui.add(button).clicked()
        {
            restore.consider(&backup.path, *holds);
        }
    });
}

/// "21 November 2026, 08:30".
fn moment(view: &View<'_>, backup: &ShelvedBackup) -> String {
    let day = view.words().day(backup.moment.date());
    format!("{day}, {}", backup.moment.format("%H:%M"))
}

fn size(bytes: u64, view: &View<'_>) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", view.words().rounded(bytes as f64 / 1e6, 1)),
    }
}

/// # Errors
/// The sentence that says what is wrong with it.
fn chosen(folder: &str) -> Result<Edit, String> {
    let folder = folder.trim();
    if Path::new(folder).is_absolute() {
        Ok(Edit::set(setting_key::BACKUP_FOLDER, folder))
    } else {
        Err(format!(
            "Write the whole path, from {} on.",
            std::path::MAIN_SEPARATOR
        ))
    }
}

fn folder_id() -> Id {
    Id::unique("settings: backup folder")
}
