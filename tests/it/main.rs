//! Everything that needs more than one part of the program, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod architecture;
mod archive;
mod backups;
mod calibration;
mod charts;
mod cli;
mod edits;
mod faults;
mod file_window;
mod fuzz;
mod guide;
mod imports;
mod insights;
mod insights_screen;
mod place;
mod rescue;
mod restore;
mod sample;
mod scenario;
mod screens;
mod storage;
mod today;
mod window;
mod words;
