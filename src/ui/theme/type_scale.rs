//! The five sizes of text and the faces they are set in; colours other than text and muted are left to the caller.

use egui::{FontId, RichText};

use super::Family;

/// Page titles, in points.
pub const TITLE: f32 = 24.0;
/// The sentence of a card.
pub const SENTENCE: f32 = 15.5;
/// Running text and the titles of cards.
pub const BODY: f32 = 14.0;
/// Secondary text.
pub const SECONDARY: f32 = 12.5;
/// Axes and other small print; nothing is smaller.
pub const AXIS: f32 = 11.0;

/// A page title: 24, weight 600.
pub fn title(text: impl Into<String>) -> RichText {
    set(text, TITLE, Family::SemiBold)
}

/// The sentence of a card: 15.5, weight 600.
pub fn sentence(text: impl Into<String>) -> RichText {
    set(text, SENTENCE, Family::SemiBold)
}

/// The title of a card: 14, weight 600.
pub fn card_title(text: impl Into<String>) -> RichText {
    set(text, BODY, Family::SemiBold)
}

/// Running text: 14.
pub fn body(text: impl Into<String>) -> RichText {
    set(text, BODY, Family::Regular)
}

/// A word that carries a little more weight: 14, weight 500.
pub fn medium(text: impl Into<String>) -> RichText {
    set(text, BODY, Family::Medium)
}

/// Secondary text: 12.5, muted.
pub fn secondary(text: impl Into<String>) -> RichText {
    set(text, SECONDARY, Family::Regular).weak()
}

/// Axis text: 11 with figures of one width, muted.
pub fn axis(text: impl Into<String>) -> RichText {
    set(text, AXIS, Family::Tabular).weak()
}

/// Figures that line up below one another, of any size.
pub fn number(text: impl Into<String>, size: f32) -> RichText {
    set(text, size, Family::Tabular)
}

impl Family {
    /// This face at `size` points.
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.font_family())
    }
}

fn set(text: impl Into<String>, size: f32, family: Family) -> RichText {
    RichText::new(text).font(family.at(size))
}
