//! Buttons with words and buttons with an icon alone; what a press does is left to the caller.

use egui::{
    Align2, Color32, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, Widget, WidgetInfo, vec2,
};

use super::paint;
use crate::ui::icons::{Icon, icon_font};
use crate::ui::theme::{self, Family, Tokens, tokens};

const HEIGHT: f32 = 32.0;
const ICON_SIZE: f32 = 16.0;

/// How much a button calls for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Primary,
    Secondary,
    Quiet,
}

/// A button with words: one tab stop, pressed by click, Enter or Space.
#[must_use = "add it to a Ui"]
pub struct Button<'a> {
    text: &'a str,
    name: &'a str,
    icon: Option<Icon>,
    hint: &'a str,
    weight: Weight,
    danger: bool,
    selected: bool,
    least_width: f32,
}

impl<'a> Button<'a> {
    /// The one thing a page wants done, filled with the accent.
    pub fn primary(text: &'a str) -> Self {
        Self::with(text, Weight::Primary)
    }

    /// A thing that can be done, outlined.
    pub fn secondary(text: &'a str) -> Self {
        Self::with(text, Weight::Secondary)
    }

    /// A thing at the edge, without outline until the pointer is over it.
    pub fn quiet(text: &'a str) -> Self {
        Self::with(text, Weight::Quiet)
    }

    fn with(text: &'a str, weight: Weight) -> Self {
        Self {
            text,
            name: text,
            icon: None,
            hint: "",
            weight,
            danger: false,
            selected: false,
            least_width: 0.0,
        }
    }

    /// At least so wide, in points, for buttons below one another.
    pub fn least_width(mut self, width: f32) -> Self {
        self.least_width = width;
        self
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What a screen reader says in place of the words, where several buttons have the same.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// The key that does the same, shown as a badge.
    pub fn hint(mut self, key: &'a str) -> Self {
        self.hint = key;
        self
    }

    /// Words in the colour of what cannot be taken back easily.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shown as switched on.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let text_color = match (self.weight, self.danger) {
            (Weight::Primary, _) => t.on_accent,
            (_, true) => t.danger_text,
            (Weight::Secondary, false) => t.text,
            (Weight::Quiet, false) => t.accent,
        };
        let words = paint::line(ui, self.text, Family::Medium.at(13.5), text_color);
        let icon = self
            .icon
            .map(|icon| paint::line(ui, icon, icon_font(ICON_SIZE), text_color));
        let hint = (!self.hint.is_empty())
            .then(|| paint::line(ui, self.hint, Family::Regular.at(theme::AXIS), t.muted));
        let icon_width = icon.as_ref().map_or(0.0, |icon| icon.size().x + 7.0);
        let hint_width = hint
            .as_ref()
            .map_or(0.0, |hint| hint_badge_width(hint.size()) + 8.0);
        let padding = if self.weight == Weight::Quiet {
            9.0
        } else {
            13.0
        };
        let width = icon_width + words.size().x + hint_width + 2.0 * padding;
        let spare = (self.least_width - width).max(0.0);
        let (width, padding) = (width + spare, padding + spare / 2.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
        theme::follow_focus(&response);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Button, enabled, self.name);
            info.selected = self.selected.then_some(true);
            info
        });
        if ui.is_rect_visible(rect) {
            paint_ground(ui, &response, t, self.weight, self.selected);
            let mut room = rect.shrink2(vec2(padding, 0.0));
            if let Some(icon) = icon {
                paint::text_in(ui, room, Align2::LEFT_CENTER, icon);
                room.min.x += icon_width;
            }
            paint::text_in(ui, room, Align2::LEFT_CENTER, words);
            if let Some(hint) = hint {
                paint_hint(ui, room.right(), room.center().y, hint, self.weight);
            }
        }
        response
    }
}

/// A button with an icon alone; its name is what a screen reader says and what the tooltip shows.
#[must_use = "add it to a Ui"]
pub struct IconButton<'a> {
    icon: Icon,
    name: &'a str,
    hint: &'a str,
    outlined: bool,
    selected: bool,
}

impl<'a> IconButton<'a> {
    /// A quiet icon button.
    pub fn new(icon: Icon, name: &'a str) -> Self {
        Self {
            icon,
            name,
            hint: "",
            outlined: false,
            selected: false,
        }
    }

    /// The key that does the same, shown in the tooltip.
    pub fn hint(mut self, key: &'a str) -> Self {
        self.hint = key;
        self
    }

    /// With the outline of a secondary button.
    pub fn outlined(mut self) -> Self {
        self.outlined = true;
        self
    }

    /// Shown as switched on.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(HEIGHT), Sense::click());
        theme::follow_focus(&response);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Button, enabled, self.name);
            info.selected = self.selected.then_some(true);
            info
        });
        if ui.is_rect_visible(rect) {
            let weight = if self.outlined {
                Weight::Secondary
            } else {
                Weight::Quiet
            };
            paint_ground(ui, &response, t, weight, self.selected);
            let color = if response.hovered() || self.outlined {
                t.text
            } else {
                t.muted
            };
            let icon = paint::line(ui, self.icon, icon_font(ICON_SIZE + 1.0), color);
            paint::text_in(ui, rect, Align2::CENTER_CENTER, icon);
        }
        if self.hint.is_empty() {
            response.on_hover_text(self.name)
        } else {
            response.on_hover_text(format!("{}   {}", self.name, self.hint))
        }
    }
}

fn paint_ground(ui: &Ui, response: &Response, t: &Tokens, weight: Weight, selected: bool) {
    let radius = f32::from(theme::FIELD_RADIUS);
    let (hovered, held) = (response.hovered(), response.is_pointer_button_down_on());
    let fill = match weight {
        Weight::Primary if hovered => t.accent_hover,
        Weight::Primary => t.accent,
        _ if selected => t.selection,
        _ if held => t.pressed,
        _ if hovered => t.hover,
        Weight::Secondary => t.surface,
        Weight::Quiet => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(response.rect, radius, fill);
    if weight == Weight::Secondary {
        let edge = if hovered {
            t.cell_border
        } else {
            t.control_border
        };
        let stroke = Stroke::new(1.0, edge);
        ui.painter()
            .rect_stroke(response.rect, radius, stroke, StrokeKind::Inside);
    }
    if response.has_focus() {
        theme::focus_ring(ui, response.rect, radius);
    }
}

fn hint_badge_width(text: Vec2) -> f32 {
    (text.x + 10.0).max(18.0)
}

fn paint_hint(
    ui: &Ui,
    right: f32,
    center_y: f32,
    hint: std::sync::Arc<egui::Galley>,
    weight: Weight,
) {
    let t = tokens(ui);
    let size = vec2(hint_badge_width(hint.size()), 18.0);
    let badge = egui::Rect::from_center_size(egui::pos2(right - size.x / 2.0, center_y), size);
    let fill = if weight == Weight::Quiet {
        Color32::TRANSPARENT
    } else {
        t.background
    };
    ui.painter().rect(
        badge,
        4.0,
        fill,
        Stroke::new(1.0, t.control_border),
        StrokeKind::Inside,
    );
    paint::text_in(ui, badge, Align2::CENTER_CENTER, hint);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{icons, theme};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn buttons_are_pressed_by_click_and_by_key() {
        let mut harness = Harness::builder()
            .with_context_setup(theme::install)
            .build_ui_state(
                |ui, presses: &mut Vec<&str>| {
                    if ui.add(Button::primary("Export").hint("E")).clicked() {
                        presses.push("export");
                    }
                    if ui.add(IconButton::new(icons::UNDO, "Undo")).clicked() {
                        presses.push("undo");
                    }
                },
                Vec::new(),
            );
        harness.get_by_label("Export").click();
        harness.run();
        harness.get_by_label("Undo").focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        assert_eq!(*harness.state(), ["export", "undo"]);
        for name in ["Export", "Undo"] {
            assert!(harness.get_by_label(name).rect().height() >= theme::HIT_HEIGHT);
        }
    }
}
