//! Everything that needs more than one part of the program, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod edits;
mod sample;
mod storage;
