//! Everything that needs more than one part of the program, in one binary.

mod edits;
mod sample;
mod storage;
