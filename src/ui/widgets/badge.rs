//! A word in colour, such as a grade; the word says it, the colour only helps.

use egui::{Response, RichText, Ui};

use crate::ui::theme::{Family, SECONDARY, tokens};

/// The colour of a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeTone {
    /// Nothing to note.
    Muted,
    /// In the accent.
    Accent,
    /// To be read with caution.
    Caution,
    /// To be kept from.
    Danger,
    /// In the colour of a palette index.
    Palette(usize),
}

/// Shows `word` in the colour of `tone`.
pub fn badge(ui: &mut Ui, word: &str, tone: BadgeTone) -> Response {
    let t = tokens(ui);
    let color = match tone {
        BadgeTone::Muted => t.muted,
        BadgeTone::Accent => t.accent,
        BadgeTone::Caution => t.caution_text,
        BadgeTone::Danger => t.danger_text,
        BadgeTone::Palette(index) => t.tone(index).text,
    };
    let font = Family::SemiBold.at(SECONDARY - 0.5);
    ui.label(RichText::new(word).font(font).color(color))
}
