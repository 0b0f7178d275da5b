//! Everything that needs more than one part of the program, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod edits;
mod sample;
mod scenario;
mod storage;
mod today;
