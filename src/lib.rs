//! Biota: a journal that tells what goes along with better days for one's own skin.

pub mod domain;
pub mod storage;
pub mod ui;
