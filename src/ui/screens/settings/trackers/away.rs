//! Putting a tracker away, bringing it back, deleting it for good.

use egui::Ui;

use super::super::items::goes;
use crate::domain::{Edit, Tracker, routine};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::theme::body;
use crate::ui::view::View;
use crate::ui::widgets::Button;
use crate::ui::words::count;

/// Whether the person was asked.
#[derive(Debug, Default)]
pub(super) struct Away {
    asks_to_delete: bool,
}

impl Away {
    /// Paints the buttons; true once the tracker is out of the list.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        if self.asks_to_delete {
            return self.question_ui(ui, tracker, view, actions);
        }
        let mut gone = false;
        ui.horizontal_wrapped(|ui| {
            if tracker.is_archived() {
                if ui
                    .add(Button::quiet("Bring back").icon(icons::ARCHIVE))
                    .clicked()
                {
                    bring_back(tracker, view, actions);
                    gone = true;
                }
            } else if ui
                .add(Button::quiet("Put away").icon(icons::ARCHIVE))
                .clicked()
            {
                let put_away = Tracker {
                    archived_from: Some(view.today),
                    ..tracker.clone()
                };
                let label = format!("{} put away", tracker.name);
                actions.commit_with_toast(Edit::put_tracker(put_away), label);
                gone = true;
            }
            let delete = Button::quiet("Delete for good…")
                .icon(icons::TRASH)
                .danger();
            if ui.add(delete).clicked() {
                self.asks_to_delete = true;
            }
        });
        gone
    }

    fn question_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        let entries = view.journal.entries_of(tracker.id).count();
        let aims = view.journal.aims_of(tracker.id).len();
        let mut held = goes(entries);
        if aims > 0 {
            held = format!("{held}, and {} too,", count(aims, "aim", "aims"));
        }
        ui.label(body(format!(
            "Delete {} for good? {held} with it. Putting it away keeps them. You can undo this.",
            tracker.name
        )));
        let mut gone = false;
        ui.horizontal(|ui| {
            let delete = Button::secondary("Delete for good")
                .icon(icons::TRASH)
                .danger();
            if ui.add(delete).clicked() {
                let edit = routine::delete_tracker(view.journal, tracker.id);
                actions.commit_with_toast(edit, format!("{} deleted", tracker.name));
                gone = true;
            }
            if ui.add(Button::quiet("Keep it")).clicked() {
                self.asks_to_delete = false;
            }
        });
        gone
    }
}

/// Takes a tracker out of the archive.
pub(super) fn bring_back(tracker: &Tracker, view: &View<'_>, actions: &mut Actions) {
    let back = Tracker {
        archived_from: None,
        // Days in the archive were not expected to be logged, and stay so.
        daily_from: tracker.daily_from.map(|_| view.today),
        ..tracker.clone()
    };
    actions.commit_with_toast(
        Edit::put_tracker(back),
        format!("{} brought back", tracker.name),
    );
}
