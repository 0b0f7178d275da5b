//! The page for a journal that cannot be opened: what happened, and the ways out of it that the app has found.

use std::path::{Path, PathBuf};

use egui::{Label, Ui};

use crate::ui::action::{Action, Actions};
use crate::ui::icons::{self, icon};
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{body, medium, secondary, title, tokens};
use crate::ui::widgets::Button;

/// What happened, and what can be done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TroublePage {
    /// What happened, in a few words.
    pub heading: String,
    /// What it means.
    pub text: String,
    /// Whether backups are being looked for or something is being saved.
    pub is_busy: bool,
    /// The newest backup that is sound, and a sentence on what it holds.
    pub backup: Option<(PathBuf, String)>,
    /// Why no backup was found, if one was looked for.
    pub no_backup: Option<String>,
    /// Whether there may be something to save.
    pub can_save: bool,
    /// What was saved: the new file and sentences on what it holds and lacks.
    pub saved: Option<(PathBuf, Vec<String>)>,
    /// Why the last thing asked for was not done.
    pub refusal: Option<String>,
}

/// Paints the page.
pub fn trouble_ui(ui: &mut Ui, page: &TroublePage, place: &Path, actions: &mut Actions) {
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            let width = ui.available_width().min(560.0);
            let side = ((ui.available_width() - width) / 2.0).max(26.0);
            ui.add_space((ui.available_height() * 0.16).max(20.0));
            ui.horizontal(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_max_width(width - 26.0);
                    ui.label(icon(icons::WARNING_CIRCLE, 34.0).color(tokens(ui).caution));
                    ui.add(Label::new(title(page.heading.as_str())).wrap());
                    ui.add_space(4.0);
                    ui.add(Label::new(body(page.text.as_str())).wrap());
                    ui.add(
                        Label::new(secondary(place.display().to_string()))
                            .wrap()
                            .selectable(true),
                    );
                    ui.add_space(12.0);
                    backup_ui(ui, page, actions);
                    save_ui(ui, page, actions);
                    if let Some(sentence) = &page.refusal {
                        refusal_ui(ui, sentence);
                    }
                    if page.is_busy {
                        ui.label(secondary("Looking…"));
                    }
                    ui.add_space(12.0);
                    ui.horizontal_wrapped(|ui| {
                        let again = if page.backup.is_some() || page.saved.is_some() {
                            Button::secondary("Try again")
                        } else {
                            Button::primary("Try again")
                        };
                        if ui.add(again).clicked() {
                            actions.push(Action::Retry);
                        }
                        if ui.add(Button::secondary("Open the demo journal")).clicked() {
                            actions.push(Action::OpenDemo);
                        }
                        if ui.add(Button::secondary("Quit")).clicked() {
                            actions.push(Action::Quit);
                        }
                    });
                    ui.add_space(20.0);
                });
            });
        });
}

fn backup_ui(ui: &mut Ui, page: &TroublePage, actions: &mut Actions) {
    if let Some(sentence) = &page.no_backup {
        ui.add(Label::new(body(sentence.as_str())).wrap());
    }
    let Some((backup, holds)) = &page.backup else {
        return;
    };
    ui.add(Label::new(medium("Newest good backup")).wrap());
    ui.add(Label::new(body(holds.as_str())).wrap());
    ui.label(secondary(
        "What is at the journal's place now is kept next to it, byte for byte.",
    ));
    let restore = Button::primary("Restore this backup");
    if ui.add_enabled(!page.is_busy, restore).clicked() {
        actions.push(Action::Restore(backup.clone()));
    }
    ui.add_space(12.0);
}

fn save_ui(ui: &mut Ui, page: &TroublePage, actions: &mut Actions) {
    if let Some((saved, sentences)) = &page.saved {
        ui.add(Label::new(medium("What could be read")).wrap());
        for sentence in sentences {
            ui.add(Label::new(body(sentence.as_str())).wrap().selectable(true));
        }
        let take = Button::secondary("Use it as my journal");
        if ui.add_enabled(!page.is_busy, take).clicked() {
            actions.push(Action::Restore(saved.clone()));
        }
    } else if page.can_save {
        ui.label(secondary(
            "What can be read goes into a new file, with a list of what was lost. The damaged file stays as it is.",
        ));
        let save = Button::secondary("Save what can be read").icon(icons::LIFEBUOY);
        if ui.add_enabled(!page.is_busy, save).clicked() {
            actions.push(Action::SaveReadable);
        }
    }
}

/// The page while a backup takes the journal's place.
pub fn restoring_ui(ui: &mut Ui) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).max(20.0));
        ui.label(title("Restoring…"));
        ui.label(secondary("The journal as it is now is kept first."));
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::ui::screens::rig::{self, Rig, empty_journal};

    fn open(size: [f32; 2], page: TroublePage) -> Harness<'static, Rig<TroublePage>> {
        let mut harness = Rig::open(size, empty_journal(), |page, ui, view, actions| {
            trouble_ui(ui, page, view.place, actions);
        });
        harness.state_mut().screen = page;
        harness.run();
        harness
    }

    fn damaged() -> TroublePage {
        TroublePage {
            heading: "This journal is damaged".to_owned(),
            text: "Its file is not what was written: a disk or a stick failed, or another program wrote to it."
                .to_owned(),
            backup: Some((
                "/home/mira/Biota backups/journal.biota".into(),
                "20 November 2026, 08:30: 232 days, 2095 entries, 31 notes, the newest day 19 November 2026."
                    .to_owned(),
            )),
            can_save: true,
            ..TroublePage::default()
        }
    }

    #[test]
    fn the_ways_out_are_asked_for_by_name() {
        let mut harness = open([1104.0, 860.0], damaged());
        for label in ["Restore this backup", "Save what can be read", "Try again"] {
            harness.get_by_label(label).click();
            harness.run();
        }
        let backup = PathBuf::from("/home/mira/Biota backups/journal.biota");
        let asked = [Action::Restore(backup), Action::SaveReadable, Action::Retry];
        assert_eq!(harness.state().asked, asked);
        // While something is under way nothing else is begun.
        harness.state_mut().screen.is_busy = true;
        harness.run();
        harness.get_by_label("Restore this backup").click();
        harness.run();
        assert_eq!(harness.state().asked.len(), 3);
    }

    #[test]
    fn what_was_saved_takes_the_place_of_the_offer() {
        let saved = PathBuf::from("/home/mira/journal-recovered.biota");
        let sentences = vec![
            "Saved to it: 230 days.".to_owned(),
            "1 part was lost.".to_owned(),
        ];
        let page = TroublePage {
            saved: Some((saved.clone(), sentences)),
            ..damaged()
        };
        let mut harness = open([1104.0, 860.0], page);
        assert!(harness.query_by_label("Save what can be read").is_none());
        harness.get_by_label("1 part was lost.");
        harness.get_by_label("Use it as my journal").click();
        harness.run();
        assert_eq!(harness.state().asked, [Action::Restore(saved)]);
    }

    #[test]
    fn nothing_stands_beyond_the_edge() {
        for size in [[1104.0, 860.0], [420.0, 400.0]] {
            for dark in [false, true] {
                let mut harness = open(size, damaged());
                rig::set_theme(&harness.ctx, dark);
                harness.run();
                rig::check_width(&harness);
                rig::keep_picture(&mut harness, "trouble", dark);
            }
        }
    }
}
