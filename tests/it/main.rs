//! Everything that needs more than one part of the program, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod architecture;
mod archive;
mod backups;
mod calibration;
mod charts;
mod cli;
mod clock;
mod drafts;
mod edits;
mod faults;
mod file_window;
mod fuzz;
mod guide;
mod imports;
mod insights;
mod insights_screen;
mod one_rule;
mod output;
mod own_files;
mod place;
mod places;
mod readability;
mod rescue;
mod restore;
mod sample;
mod scenario;
mod screens;
mod storage;
mod today;
mod window;
mod words;
