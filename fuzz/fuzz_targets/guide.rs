//! Runs `bodies::guide` on what the fuzzer makes up: `cargo +nightly fuzz run guide`.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code)]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::guide(bytes));
