//! What a person sees: theme, widgets, charts, screens. Paints and asks; the app does what is asked for.

pub mod action;
pub mod charts;
pub mod command;
pub mod findings;
pub mod icons;
pub mod screens;
pub mod shelf;
pub mod shell;
pub mod theme;
pub mod view;
pub mod widgets;

pub use crate::words;
