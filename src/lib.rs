//! Biota: a journal that tells what goes along with better days for one's own skin.

pub mod domain;
pub mod guide;
pub mod transfer;
pub mod ui;
