//! What a person sees.

pub mod icons;
pub mod theme;
pub mod widgets;
