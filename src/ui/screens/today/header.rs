//! The title row of a day: which one, how to get to another, what can be done in one stroke, how complete it is.

use egui::{Popup, PopupCloseBehavior, Ui};

use crate::domain::{Day, completeness};
use crate::ui::action::{Action, Actions};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::screens::form::at_right_ui;
use crate::ui::screens::month_popover::month_popover_ui;
use crate::ui::theme::{secondary, title};
use crate::ui::view::View;
use crate::ui::widgets::{Button, IconButton, ring};

use super::TodayScreen;

/// Below this width the strokes stand in a row of their own.
const ONE_ROW_FROM: f32 = 860.0;
/// Below this width the title has a row of its own.
const NARROW: f32 = 480.0;

impl TodayScreen {
    pub(super) fn header_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if ui.available_width() < NARROW {
            ui.label(title(heading(view)));
            ui.horizontal(|ui| {
                self.days_ui(ui, view, actions);
                completeness_ui(ui, view);
            });
            ui.horizontal_wrapped(|ui| strokes_ui(ui, actions));
            return;
        }
        let one_row = ui.available_width() >= ONE_ROW_FROM;
        ui.horizontal(|ui| {
            // As high as the ring, so that everything in the row shares its middle.
            ui.set_min_height(42.0);
            ui.label(title(heading(view)));
            self.days_ui(ui, view, actions);
            at_right_ui(ui, egui::Id::unique(("today controls", one_row)), |ui| {
                if one_row {
                    strokes_ui(ui, actions);
                }
                completeness_ui(ui, view);
            });
        });
        if !one_row {
            ui.horizontal(|ui| strokes_ui(ui, actions));
        }
    }

    fn days_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let hint = |command: Command| command.shortcut_text(ui.ctx()).unwrap_or_default();
        let (back, forth) = (hint(Command::PreviousDay), hint(Command::NextDay));
        let before = IconButton::new(icons::CARET_LEFT, "Day before")
            .hint(&back)
            .outlined();
        if ui.add(before).clicked() {
            actions.push(Action::Run(Command::PreviousDay));
        }
        let choose = ui.add(IconButton::new(icons::CALENDAR_BLANK, "Choose a day").outlined());
        if view.day != view.today {
            if ui.add(Button::secondary("Today")).clicked() {
                actions.push(Action::OpenDay(view.today));
            }
            let after = IconButton::new(icons::CARET_RIGHT, "Day after")
                .hint(&forth)
                .outlined();
            if ui.add(after).clicked() {
                actions.push(Action::Run(Command::NextDay));
            }
        }
        self.month_ui(ui, &choose, view, actions);
    }

    fn month_ui(
        &mut self,
        ui: &mut Ui,
        button: &egui::Response,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        if button.clicked() {
            self.month = if self.month.is_some() {
                None
            } else {
                Some(view.day)
            };
        }
        // Asked for by a command, which does not know the day.
        if self.month == Some(Day::MIN) {
            self.month = Some(view.day);
        }
        let Some(mut month) = self.month else { return };
        let mut open = true;
        let popup = Popup::from_response(button)
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| month_popover_ui(ui, view, &mut month, view.day));
        let chosen = popup.and_then(|popup| popup.inner);
        if let Some(day) = chosen {
            actions.push(Action::OpenDay(day));
        }
        self.month = (open && chosen.is_none()).then_some(month);
        let _ = ui;
    }
}

/// "Saturday 21 November", or after midnight "Friday 20 November, until 04:00".
fn heading(view: &View<'_>) -> String {
    let day = view.words().weekday_and_day(view.day, view.today);
    if view.past_midnight && view.day == view.today {
        let minutes = view.journal.settings().day_start_minutes();
        format!("{day}, until {:02}:{:02}", minutes / 60, minutes % 60)
    } else {
        day
    }
}

fn strokes_ui(ui: &mut Ui, actions: &mut Actions) {
    let same = Button::secondary("Same as yesterday").hint("Y");
    let clear = Button::secondary("Rest of skin clear").hint("C");
    let buttons = [
        (same, Command::SameAsYesterday),
        (clear, Command::RestOfSkinClear),
    ];
    for (button, command) in buttons {
        if ui.add(button).on_hover_text(command.help()).clicked() {
            actions.push(Action::Run(command));
        }
    }
}

fn completeness_ui(ui: &mut Ui, view: &View<'_>) {
    let done = completeness(view.journal, view.day);
    if done.expected > 0 {
        let words = format!("{} of {} daily trackers logged", done.logged, done.expected);
        ring(ui, done.logged, done.expected).on_hover_text(words);
    } else {
        ui.label(secondary("no daily trackers"));
    }
}
