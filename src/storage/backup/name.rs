//! The names of backup files: of which journal, when, what for. The date alone tells people which is which.

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDateTime;

use super::super::file;

const MOMENT: &str = "%Y-%m-%d-%H%M%S";
const ENDING: &str = ".biota";
/// How long the part of a name may be that is the journal's, so that there is room for the rest and a log beside it.
const LONGEST_STEM: usize =
    file::LONGEST_NAME - "-1a2b3c-2026-11-21-083012-version-4294967295.biota-journal".len();

/// What a backup was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The first start of a day.
    Daily,
    /// The file was about to be migrated from this version.
    Migration {
        /// The version it has.
        version: u32,
    },
    /// Another journal was about to take its place.
    Restore,
    /// A file was about to be imported.
    Import,
    /// A person asked for it.
    ByHand,
}

impl Reason {
    pub(super) fn word(self) -> String {
        match self {
            Self::Daily => "daily".to_owned(),
            Self::Migration { version } => format!("version-{version}"),
            Self::Restore => "before-restore".to_owned(),
            Self::Import => "before-import".to_owned(),
            Self::ByHand => "by-hand".to_owned(),
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        if let Some(version) = word.strip_prefix("version-") {
            let version = version.parse().ok()?;
            return Some(Self::Migration { version });
        }
        [Self::Daily, Self::Restore, Self::Import, Self::ByHand]
            .into_iter()
            .find(|reason| reason.word() == word)
    }
}

/// "journal-1a2b3c-2026-11-21-083012-daily.biota".
pub(super) fn file_name(journal: &Path, reason: Reason, moment: NaiveDateTime) -> String {
    let stem = stem(journal);
    format!(
        "{}-{}-{}-{}{ENDING}",
        cut(&stem),
        tag(journal),
        moment.format(MOMENT),
        reason.word()
    )
}

/// When and what for, if this is the name of a backup of `journal`.
pub(super) fn parse(name: &str, journal: &Path, tag: &str) -> Option<(NaiveDateTime, Reason)> {
    let stem = stem(journal);
    // Whole, too, where it happened to fit.
    let rest = name
        .strip_prefix(&format!("{}-{tag}-", cut(&stem)))
        .or_else(|| name.strip_prefix(&format!("{stem}-{tag}-")))?;
    let rest = rest.strip_suffix(ENDING)?;
    let (moment, word) = (rest.get(..17)?, rest.get(17..)?);
    let moment = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?;
    Some((moment, Reason::from_word(word.strip_prefix('-')?)?))
}

/// Six letters that tell journals of the same name in different folders apart.
pub(super) fn tag(journal: &Path) -> String {
    // FNV-1a: the same on every machine and in every version, which a hasher of the standard library is not.
    let bytes = journal.as_os_str().as_encoded_bytes().iter();
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:06x}", hash & 0x00ff_ffff)
}

fn stem(journal: &Path) -> Cow<'_, str> {
    journal.file_stem().unwrap_or_default().to_string_lossy()
}

fn cut(stem: &str) -> &str {
    &stem[..stem.floor_char_boundary(LONGEST_STEM)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_they_were_made_of() {
        let moment = NaiveDateTime::parse_from_str("2026-11-21 08:30:12", "%Y-%m-%d %H:%M:%S");
        let moment = moment.unwrap();
        for journal in ["/home/mira/journal.biota", "/tmp/a-b-2026 日記", "x"] {
            let journal = Path::new(journal);
            let tag = tag(journal);
            for reason in [
                Reason::Daily,
                Reason::Migration { version: 12 },
                Reason::Restore,
                Reason::Import,
                Reason::ByHand,
            ] {
                let name = file_name(journal, reason, moment);
                assert_eq!(
                    parse(&name, journal, &tag),
                    Some((moment, reason)),
                    "{name}"
                );
            }
        }
        // However long it is called, its backups can be named, and those of before are known.
        for letter in ["n", "ü", "日"] {
            let long = letter.repeat(249 / letter.len());
            let journal = Path::new(&long);
            let tag = tag(journal);
            let reason = Reason::Migration { version: u32::MAX };
            let name = file_name(journal, reason, moment);
            assert!(name.len() + "-journal".len() <= 255, "{}", name.len());
            assert_eq!(parse(&name, journal, &tag), Some((moment, reason)));
            let whole = format!("{long}-{tag}-2026-11-21-083012-daily.biota");
            let daily = Some((moment, Reason::Daily));
            assert_eq!(parse(&whole, journal, &tag), daily);
        }
        let name = file_name(Path::new("/a/journal.biota"), Reason::Daily, moment);
        assert!(name.ends_with("-2026-11-21-083012-daily.biota"), "{name}");
    }

    #[test]
    fn other_names_are_left_alone() {
        let journal = Path::new("/home/mira/journal.biota");
        let tag = tag(journal);
        let other = Path::new("/home/noa/journal.biota");
        let of_other = file_name(other, Reason::Daily, NaiveDateTime::default());
        for name in [
            "journal.biota",
            "holiday.jpg",
            of_other.as_str(),
            &format!("journal-{tag}-2026-11-21-083012.biota"),
            &format!("journal-{tag}-2026-11-21-083012-daily.biota.part"),
            &format!("journal-{tag}-2026-02-30-083012-daily.biota"),
            &format!("journal-{tag}-2026-11-21-083012-sometimes.biota"),
            &format!("journal-{tag}-2026-11-21-08301日-daily.biota"),
        ] {
            assert_eq!(parse(name, journal, &tag), None, "{name}");
        }
    }
}
