//! The rail at the left: where one is, where one can go.

use egui::{
    Align2, CornerRadius, Frame, Margin, Panel, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::ui::action::{Action, Actions};
use crate::ui::command::Command;
use crate::ui::icons::{self, Icon};
use crate::ui::screens::Screen;
use crate::ui::theme::{AXIS, BODY, Family, focus_ring, is_narrow, secondary, tokens};
use crate::ui::widgets::IconButton;

const WIDTH: f32 = 176.0;
const NARROW_WIDTH: f32 = 60.0;
const PLACE_HEIGHT: f32 = 36.0;

/// What stands at the bottom of the rail.
pub struct RailFoot<'a> {
    /// The quiet line: how many days are kept.
    pub line: &'a str,
    /// What undo would take back.
    pub undo: Option<&'a str>,
    /// What redo would bring back.
    pub redo: Option<&'a str>,
}

/// Paints the rail and asks for the screen that is chosen.
pub fn rail_ui(ui: &mut Ui, current: Screen, foot: &RailFoot<'_>, actions: &mut Actions) {
    let narrow = is_narrow(ui);
    let t = tokens(ui);
    Panel::left("rail")
        .resizable(false)
        .show_separator_line(false)
        .exact_size(if narrow { NARROW_WIDTH } else { WIDTH })
        .frame(
            Frame::new()
                .fill(t.rail)
                .inner_margin(Margin::symmetric(12, 16)),
        )
        .show(ui, |ui| {
            ui.painter().vline(
                ui.max_rect().right() + 11.5,
                ui.max_rect().top() - 16.0..=ui.max_rect().bottom() + 16.0,
                (1.0, t.border),
            );
            ui.spacing_mut().item_spacing.y = 2.0;
            // A low window has no room for more than the places.
            let is_low = ui.available_height() < LOWEST_WHOLE;
            if !is_low {
                wordmark_ui(ui, narrow);
            }
            for (screen, icon, command) in PLACES {
                place_ui(ui, (screen, icon, command), current, narrow, actions);
            }
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
                if !narrow {
                    ui.add_space(2.0);
                    ui.horizontal(|ui| {
                        ui.add_space(10.0);
                        let line = secondary(foot.line).size(AXIS + 0.5);
                        ui.add(egui::Label::new(line).truncate());
                    });
                    ui.add_space(2.0);
                }
                if !is_low {
                    history_ui(ui, foot, narrow, actions);
                }
                place_ui(ui, SETTINGS, current, narrow, actions);
            });
        });
}

/// Room for the places, the name above and undo below.
const LOWEST_WHOLE: f32 = 360.0;

const PLACES: [(Screen, Icon, Command); 5] = [
    (Screen::Today, icons::TODAY, Command::GoToday),
    (Screen::Calendar, icons::CALENDAR, Command::GoCalendar),
    (Screen::Trends, icons::TRENDS, Command::GoTrends),
    (Screen::Insights, icons::INSIGHTS, Command::GoInsights),
    (Screen::Guide, icons::GUIDE, Command::GoGuide),
];
const SETTINGS: (Screen, Icon, Command) = (Screen::Settings, icons::SETTINGS, Command::GoSettings);

/// Undo and redo, each saying what it is about.
fn history_ui(ui: &mut Ui, foot: &RailFoot<'_>, narrow: bool, actions: &mut Actions) {
    let steps = [
        (icons::UNDO, Command::Undo, foot.undo),
        (icons::REDO, Command::Redo, foot.redo),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.add_space(if narrow { 2.0 } else { 4.0 });
        for (mark, command, what) in steps {
            let name = what.map_or_else(
                || command.label().to_owned(),
                |what| format!("{}: {what}", command.label()),
            );
            let hint = command.shortcut_text(ui.ctx()).unwrap_or_default();
            let button = IconButton::new(mark, &name).hint(&hint);
            if ui.add_enabled(what.is_some(), button).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}

fn wordmark_ui(ui: &mut Ui, narrow: bool) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::empty());
    let (text, align, at) = if narrow {
        ("B", Align2::CENTER_CENTER, rect.center())
    } else {
        (
            "Biota",
            Align2::LEFT_CENTER,
            pos2(rect.left() + 10.0, rect.center().y),
        )
    };
    ui.painter()
        .text(at, align, text, Family::SemiBold.at(17.0), t.accent);
    ui.add_space(12.0);
}

fn place_ui(
    ui: &mut Ui,
    (screen, icon, command): (Screen, Icon, Command),
    current: Screen,
    narrow: bool,
    actions: &mut Actions,
) {
    let size = vec2(ui.available_width(), PLACE_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // Importing is reached from the settings.
    let is_within = screen == Screen::Settings && current == Screen::Import;
    let chosen = screen == current || is_within;
    let name = command.label();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    paint_place(ui, rect, &response, (icon, name), chosen, narrow);
    let shortcut = command.shortcut_text(ui.ctx()).unwrap_or_default();
    let response = response.on_hover_text(format!("{}  {shortcut}", command.help()));
    if response.clicked() {
        actions.push(Action::Go(screen));
    }
}

fn paint_place(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    (icon, name): (Icon, &str),
    chosen: bool,
    narrow: bool,
) {
    let t = tokens(ui);
    let radius = CornerRadius::same(8);
    if chosen {
        ui.painter().rect_filled(rect, radius, t.surface);
        ui.painter()
            .rect_stroke(rect, radius, (1.0, t.border), egui::StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    let colour = if chosen { t.text } else { t.muted };
    let centre = if narrow {
        rect.center()
    } else {
        rect.left_center() + Vec2::new(18.0, 0.0)
    };
    let mark = if chosen { t.accent } else { colour };
    ui.painter().text(
        centre,
        Align2::CENTER_CENTER,
        icon,
        icons::icon_font(19.0),
        mark,
    );
    if !narrow {
        let family = if chosen {
            Family::SemiBold
        } else {
            Family::Medium
        };
        let at = pos2(rect.left() + 36.0, rect.center().y);
        ui.painter()
            .text(at, Align2::LEFT_CENTER, name, family.at(BODY), colour);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0), 6.0);
    }
}
