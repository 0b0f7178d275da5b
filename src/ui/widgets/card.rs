//! The card that groups what belongs together; what stands in it is left to the caller.

use egui::{Color32, Frame, InnerResponse, Margin, Response, Role, Stroke, Ui, UiBuilder, vec2};

use super::paint;
use crate::ui::theme::{self, Family, tokens};

/// A surface with a title, a dot in the colour of what it is about, and a few quiet words at the right.
///
/// The card is as wide as the room it is given. In the accessibility tree it is a group with the title as its name.
#[must_use = "a card is drawn by show"]
pub struct Card<'a> {
    title: &'a str,
    dot: Option<Color32>,
    trailing: &'a str,
}

impl<'a> Card<'a> {
    /// A card with a title; an empty title draws none.
    pub fn new(title: &'a str) -> Self {
        Self {
            title,
            dot: None,
            trailing: "",
        }
    }

    /// A dot before the title.
    pub fn dot(mut self, color: Color32) -> Self {
        self.dot = Some(color);
        self
    }

    /// Quiet words at the right of the title, such as the aim.
    pub fn trailing(mut self, text: &'a str) -> Self {
        self.trailing = text;
        self
    }

    /// Draws the card around what `contents` adds.
    pub fn show<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let t = tokens(ui);
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(Margin::symmetric(16, 14));
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let builder = UiBuilder::new()
                .accessibility_role(Role::Group)
                .accessibility_label(self.title);
            ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                if !self.title.is_empty() {
                    self.header_ui(ui);
                }
                contents(ui)
            })
            .inner
        });
        InnerResponse::new(shown.inner, shown.response)
    }

    fn header_ui(&self, ui: &mut Ui) -> Response {
        const DOT_ROOM: f32 = 17.0;
        let t = tokens(ui);
        let width = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(vec2(width, 18.0), egui::Sense::hover());
        let mut left = rect;
        if let Some(color) = self.dot {
            let center = egui::pos2(rect.left() + 4.5, rect.center().y);
            ui.painter().circle_filled(center, 4.5, color);
            left.min.x += DOT_ROOM;
        }
        let title_font = Family::SemiBold.at(theme::BODY);
        let title = paint::elided(ui, self.title, title_font, t.text, left.width());
        let used = paint::text_in(ui, left, egui::Align2::LEFT_CENTER, title);
        let room = rect.right() - used.right() - 12.0;
        if !self.trailing.is_empty() && room > 40.0 {
            let font = Family::Regular.at(theme::SECONDARY);
            let words = paint::elided(ui, self.trailing, font, t.muted, room);
            paint::text_in(ui, rect, egui::Align2::RIGHT_CENTER, words);
        }
        let spoken = if self.trailing.is_empty() {
            self.title.to_owned()
        } else {
            format!("{}, {}", self.title, self.trailing)
        };
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, &spoken));
        if self.trailing.is_empty() {
            response
        } else {
            response.on_hover_text(self.trailing)
        }
    }
}
