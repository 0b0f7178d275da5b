//! Trackers, lists, display, the journal's file: what a person sets once and for long. Spans are the calendar's.

mod about;
mod backups;
mod display;
mod drafts;
mod export;
mod field;
mod future;
mod items;
mod journal;
mod lists;
mod nav;
mod restore;
#[cfg(test)]
mod tests;
mod trackers;

use std::path::{Path, PathBuf};

use egui::{Margin, ScrollArea, Ui};

use self::about::About;
use self::backups::BackupsCard;
use self::drafts::Drafts;
use self::export::ExportForm;
use self::future::FutureCard;
use self::journal::JournalPage;
use self::lists::ListsPage;
use self::nav::Section;
use self::trackers::TrackersPage;
use crate::domain::{Edit, Holdings};
use crate::ui::action::{Actions, Sought};
use crate::ui::theme::{GAP, WIDEST_PAGE, title};
use crate::ui::view::View;
use crate::ui::words::refusal;

/// From this width on the sections stand beside the page.
const SIDE_BY_SIDE: f32 = 860.0;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct SettingsScreen {
    drafts: Drafts,
    trackers: TrackersPage,
    lists: ListsPage,
    journal: JournalPage,
    future: FutureCard,
    backups: BackupsCard,
    export: ExportForm,
    about: About,
    /// A section asked for from elsewhere, until it is remembered.
    sought: Option<Section>,
}

impl SettingsScreen {
    /// Shows the form for a new tracker in the next frame, with the focus on its name.
    pub fn new_tracker(&mut self) {
        self.sought = Some(Section::Trackers);
        self.trackers.begin_new();
    }

    /// Scrolls to the export in the next frame and puts the focus on its path.
    pub fn show_export(&mut self) {
        self.sought = Some(Section::Journal);
        self.export.seek();
    }

    /// Scrolls to restoring in the next frame, with a file that is looked into.
    pub fn show_restore(&mut self, path: &Path) {
        self.sought = Some(Section::Journal);
        self.backups.restore.set_path(path);
    }

    /// Takes the place that the system's dialog answered with.
    pub fn file_chosen(&mut self, path: PathBuf, sought: Sought) {
        match sought {
            Sought::NewFile(_) => self.export.set_path(path),
            Sought::BackupFolder => self.backups.set_folder(&path),
            Sought::Restorable => self.backups.restore.set_path(&path),
            // Asked for by a page of its own.
            Sought::Importable => {}
        }
    }

    /// Takes what a backup or an archive was found to hold, or why it cannot be restored.
    pub fn looked_into(&mut self, path: &Path, found: Result<Holdings, String>) {
        self.backups.restore.take_look(path, found);
    }

    /// Tells in which folder an export is proposed, such as the person's documents.
    pub fn set_suggested_folder(&mut self, folder: PathBuf) {
        self.export.set_folder(folder);
    }

    /// Keeps what is typed but not yet kept, for when the screen is left or the window closes.
    pub fn flush(&mut self, view: &View<'_>, actions: &mut Actions) {
        self.drafts.flush(view, actions);
    }

    /// What is typed and cannot be saved as it is, in words.
    pub fn not_saved(&self) -> Vec<String> {
        let mut lines = self.drafts.not_saved();
        lines.extend(self.trackers.not_saved());
        lines.extend(self.lists.not_saved());
        lines
    }

    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let section = self.section(view, actions);
        ScrollArea::vertical()
            .id_salt(("settings", section.key()))
            .auto_shrink(false)
            .content_margin(Margin::symmetric(26, 20))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                ui.set_max_width(ui.available_width().min(WIDEST_PAGE));
                ui.label(title("Settings"));
                if ui.available_width() >= SIDE_BY_SIDE {
                    ui.horizontal_top(|ui| {
                        nav::side_ui(ui, section, actions);
                        ui.add_space(GAP);
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing.y = GAP;
                            self.section_ui(ui, section, view, actions);
                        });
                    });
                } else {
                    nav::above_ui(ui, section, actions);
                    self.section_ui(ui, section, view, actions);
                }
                ui.add_space(GAP);
            });
    }

    fn section(&mut self, view: &View<'_>, actions: &mut Actions) -> Section {
        let remembered = Section::remembered(view);
        match self.sought {
            Some(sought) if sought == remembered => {
                self.sought = None;
                sought
            }
            Some(sought) => {
                nav::remember(sought, actions);
                sought
            }
            None => remembered,
        }
    }

    fn section_ui(
        &mut self,
        ui: &mut Ui,
        section: Section,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let drafts = &mut self.drafts;
        match section {
            Section::Trackers => self.trackers.show_ui(ui, drafts, view, actions),
            Section::Lists => self.lists.show_ui(ui, drafts, view, actions),
            Section::Display => display::show_ui(ui, drafts, view, actions),
            Section::Journal => {
                self.journal.show_ui(ui, view, actions);
                self.future.show_ui(ui, view, actions);
                self.backups.show_ui(ui, view, actions);
                self.export.show_ui(ui, view, actions);
                journal::import_ui(ui, actions);
                journal::demo_ui(ui, actions);
            }
            Section::About => self.about.show_ui(ui),
        }
    }
}

/// Asks for a change if the journal would take it.
///
/// # Errors
/// The sentence that says why it would not.
fn propose(
    view: &View<'_>,
    actions: &mut Actions,
    edit: Edit,
    label: impl Into<String>,
    unit: &str,
) -> Result<(), String> {
    check(view, &edit, unit)?;
    actions.commit(edit, label);
    Ok(())
}

/// Whether the journal would take a change.
///
/// # Errors
/// The sentence that says why it would not.
fn check(view: &View<'_>, edit: &Edit, unit: &str) -> Result<(), String> {
    // A trial on a copy costs milliseconds on a decade of data, and happens once a change, never while painting.
    let mut trial = view.journal.clone();
    match trial.apply(edit.clone()) {
        Ok(_) => Ok(()),
        Err(rejected) => Err(refusal(&rejected, view.words(), unit)),
    }
}

/// A uid for the `index`th row that one change makes.
fn uid(view: &View<'_>, index: usize) -> String {
    if index == 0 {
        view.spare_uid.to_owned()
    } else {
        format!("{}-{index}", view.spare_uid)
    }
}
