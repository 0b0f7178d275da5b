//! Where the journal lies and how much is in it.

use std::collections::BTreeSet;

use egui::Ui;

use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// Counts, kept per revision of the journal.
#[derive(Debug, Default)]
pub(super) struct JournalPage {
    revision: Option<u64>,
    sentence: String,
}

impl JournalPage {
    /// Paints the place and the counts.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if self.revision != Some(view.revision) {
            self.sentence = sentence(view);
            self.revision = Some(view.revision);
        }
        Card::new("Your journal").show(ui, |ui| {
            let place = view.place.display().to_string();
            ui.add(egui::Label::new(medium(place.as_str())).wrap());
            ui.label(body(self.sentence.as_str()));
            if let Some(sentence) = &view.shelf.readable_by_others {
                refusal_ui(ui, sentence);
            }
            ui.horizontal_wrapped(|ui| {
                if ui
                    .add(Button::secondary("Copy path").icon(icons::COPY))
                    .clicked()
                {
                    ui.ctx().copy_text(place.clone());
                    actions.say("The path is copied.");
                }
                ui.label(secondary(if view.shelf.readable_by_others.is_some() {
                    "One file. Nothing leaves this computer."
                } else {
                    "One file that is yours alone. Nothing leaves this computer."
                }));
            });
        });
    }
}

/// The way to the page on which files are imported.
pub(super) fn import_ui(ui: &mut Ui, actions: &mut Actions) {
    Card::new("Import").show(ui, |ui| {
        ui.label(body(
            "Bring years from Daylio, Bearable, Loop, Apple Health, Flaredown or any table.",
        ));
        let button = Button::secondary("Import a file…").icon(icons::DOWNLOAD);
        if ui.add(button).clicked() {
            actions.push(Action::ShowImport);
        }
    });
}

/// The journal of made-up data.
pub(super) fn demo_ui(ui: &mut Ui, actions: &mut Actions) {
    Card::new("Demo journal").show(ui, |ui| {
        ui.label(body("Seven months of made-up data, apart from your own."));
        let button = Button::secondary("Try the demo journal").icon(icons::SPARKLE);
        if ui.add(button).clicked() {
            actions.push(Action::OpenDemo);
        }
    });
}

fn sentence(view: &View<'_>) -> String {
    let journal = view.journal;
    let days: BTreeSet<_> = journal
        .entries()
        .map(|(key, _)| key.day)
        .chain(journal.notes().map(|(day, _)| day))
        .collect();
    let counts = format!(
        "{} on {}, {}, {}",
        count(journal.entry_count(), "entry", "entries"),
        count(days.len(), "day", "days"),
        count(journal.notes().count(), "note", "notes"),
        count(journal.trackers().len(), "tracker", "trackers"),
    );
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => {
            let range = view.words().range(*first, *last, view.today);
            format!("{counts}; {range}.")
        }
        _ => format!("{counts}."),
    }
}
