//! Runs `bodies::journal_file` on what the fuzzer makes up: `cargo +nightly fuzz run journal_file`.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code)]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::journal_file(bytes));
