//! Runs `bodies::settings` on what the fuzzer makes up: `cargo +nightly fuzz run settings`.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code)]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::settings(bytes));
