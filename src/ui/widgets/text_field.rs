//! A field for words, in the look of the other controls; what the words mean is left to the caller.

use egui::{Id, Margin, Response, TextEdit, Ui, Widget};

use crate::ui::theme::{self, BODY, Family, tokens};

/// A text field of one or several lines with an accessible name.
#[must_use = "add it to a Ui"]
pub struct TextField<'a> {
    text: &'a mut String,
    name: &'a str,
    hint: &'a str,
    rows: usize,
    width: f32,
    id: Option<Id>,
}

impl<'a> TextField<'a> {
    /// A field of one line, as wide as the room there is.
    pub fn new(text: &'a mut String, name: &'a str) -> Self {
        Self {
            text,
            name,
            hint: "",
            rows: 1,
            width: f32::INFINITY,
            id: None,
        }
    }

    /// Quiet words shown while the field is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Several lines; Enter starts a new one.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    /// Width in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// An identity, so that a command can move the focus here.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }
}

impl Widget for TextField<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let edit = if self.rows > 1 {
            TextEdit::multiline(self.text).desired_rows(self.rows)
        } else {
            TextEdit::singleline(self.text)
        };
        let mut edit = edit
            .font(Family::Regular.at(BODY))
            .text_color(t.text)
            .hint_text(self.hint)
            .margin(Margin::symmetric(10, 7))
            .desired_width(self.width);
        if let Some(id) = self.id {
            edit = edit.id(id);
        }
        let response = ui.add(edit);
        theme::follow_focus(&response);
        response.accessible_name(self.name)
    }
}
