//! Every command but the window: arguments in, sentences and exit code out.

pub mod demo;
