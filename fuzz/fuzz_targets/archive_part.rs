//! Runs `bodies::archive_part` on what the fuzzer makes up: `cargo +nightly fuzz run archive_part`.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code)]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::archive_part(bytes));
