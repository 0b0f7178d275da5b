//! What an archive says about itself: its version, when it was made, how much is in it, the checksum of each part.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ARCHIVE_VERSION;
use crate::domain::Holdings;

const FORMAT: &str = "biota archive";
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: String,
    pub(super) format_version: u32,
    pub(super) program_version: String,
    pub(super) made_on: String,
    pub(super) counts: Counts,
    pub(super) sha256: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    days: usize,
    entries: usize,
    notes: usize,
    trackers: usize,
}

impl Manifest {
    pub(super) fn new(
        made_on: NaiveDateTime,
        holdings: Holdings,
        sha256: BTreeMap<String, String>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            format_version: ARCHIVE_VERSION,
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            made_on: made_on.format(MOMENT).to_string(),
            counts: holdings.into(),
            sha256,
        }
    }

    /// Whether it is the manifest of an archive at all.
    pub(super) fn is_ours(&self) -> bool {
        self.format == FORMAT
    }
}

impl From<Holdings> for Counts {
    fn from(holdings: Holdings) -> Self {
        let Holdings {
            days,
            entries,
            notes,
            trackers,
            ..
        } = holdings;
        Self {
            days,
            entries,
            notes,
            trackers,
        }
    }
}

/// SHA-256 in 64 letters.
pub(super) fn checksum(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_the_one_everybody_computes() {
        assert_eq!(
            super::checksum(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
