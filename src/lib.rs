//! Biota: a journal that tells what goes along with better days for one's own skin.

pub mod app;
pub mod cli;
pub mod domain;
pub mod files;
pub mod guide;
pub mod import;
pub mod logging;
pub mod phrases;
pub mod stats;
pub mod storage;
pub mod transfer;
pub mod ui;
pub mod words;
