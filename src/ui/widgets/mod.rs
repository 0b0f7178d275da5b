//! Controls made of plain values: each shows what it is given and says what a person changed.
//!
//! A scale, an amount, a yes/no, a segmented choice and a row of chips are each **one** tab stop with keys of their
//! own; they take the key events they use out of the input, so an app that looks for plain-key shortcuts *after* the
//! screen was shown never sees them. [`is_typing`] says when such shortcuts must rest altogether.
//!
//! Identities are given by the caller as an [`egui::Id`] and must differ for every day: a draft belongs to its
//! identity and must not end up in another day.

mod amount;
mod badge;
mod button;
mod card;
mod chip;
mod draft;
mod empty;
pub(in crate::ui) mod paint;
mod ring;
mod scale;
mod segmented;
pub(in crate::ui) mod stop;
mod text_field;
mod toggle;
mod unsaved;

pub use amount::{Amount, AmountChange};
pub use badge::{BadgeTone, badge};
pub use button::{Button, IconButton};
pub use card::Card;
pub use chip::{ChipChange, ChipKind, ChipView, Chips};
pub use draft::{RefusedDraft, is_typing, refused_drafts};
pub use empty::EmptyState;
pub use ring::ring;
pub use scale::{Scale, ScaleChange, ScaleHue};
pub use segmented::Segmented;
pub use text_field::TextField;
pub use toggle::{Toggle, ToggleChange};
pub use unsaved::{NOT_SAVED_YET, unsaved_mark_ui};
