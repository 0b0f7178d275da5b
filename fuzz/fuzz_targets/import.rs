//! Runs `bodies::import` on what the fuzzer makes up: `cargo +nightly fuzz run import`.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code)]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::import(bytes));
