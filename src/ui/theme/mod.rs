//! The look: colours, faces, sizes and egui's style; what is drawn with them is left to widgets and screens.
//!
//! Call [`install`] once when the window opens (tests too: the named font families exist only after it),
//! then [`apply`] whenever a setting of the appearance changes.

mod contrast;
mod fonts;
mod style;
mod tokens;
mod type_scale;

pub use contrast::contrast;
pub use fonts::{Family, definitions};
pub use style::{
    Appearance, CARD_RADIUS, FIELD_RADIUS, GAP, GRID, HIT_HEIGHT, WIDEST_PAGE, apply, install,
};
pub use style::{
    NARROW_WIDTH, focus_ring, follow_focus, is_narrow, mix, motion_seconds, premultiplied,
};
pub use tokens::{
    CAUTION, CONTEXT, DARK, HABIT, LIGHT, PALETTE_LEN, Ramp, SYMPTOM, Tokens, Tone, tokens,
};
pub use type_scale::{
    AXIS, BODY, SECONDARY, SENTENCE, TITLE, axis, body, card_title, medium, number, secondary,
    sentence, title,
};
