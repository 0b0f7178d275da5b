//! What may be a tracker's, list's or item's name: any script, up to 80 characters, no line breaks.

/// The most characters a name has.
pub const NAME_CHARACTERS: usize = 80;

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing but white space.
    Empty,
    /// More than [`NAME_CHARACTERS`] characters.
    TooLong,
    /// White space at an end, or a control character such as a line break.
    Unprintable,
}

/// Whether `name` can stand; uniqueness is the journal's to check.
pub fn check_name(name: &str) -> Result<(), NameFault> {
    if name.trim().is_empty() {
        Err(NameFault::Empty)
    } else if name.chars().count() > NAME_CHARACTERS {
        Err(NameFault::TooLong)
    } else if name.trim() != name || name.chars().any(char::is_control) {
        Err(NameFault::Unprintable)
    } else {
        Ok(())
    }
}

/// Whether two names are one without regard to case.
pub fn same_name(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    // How a sigma is written small depends on what stands before it.
    if one.contains('Σ') || other.contains('Σ') {
        return one.to_lowercase() == other.to_lowercase();
    }
    let mut small = one.chars().flat_map(char::to_lowercase);
    one == other
        || other
            .chars()
            .flat_map(char::to_lowercase)
            .all(|letter| small.next() == Some(letter))
            && small.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_stand() {
        for name in [
            "Kefir",
            "Kōso",
            "キムチ",
            "كفير",
            "Молоко",
            "🥛",
            &"ß".repeat(80),
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn faults_are_told_apart() {
        assert_eq!(check_name("  "), Err(NameFault::Empty));
        assert_eq!(check_name(&"é".repeat(81)), Err(NameFault::TooLong));
        assert_eq!(check_name("two\nlines"), Err(NameFault::Unprintable));
        assert_eq!(check_name(" padded"), Err(NameFault::Unprintable));
    }

    #[test]
    fn case_does_not_tell_names_apart() {
        assert!(same_name("KŌSO", "kōso"));
        assert!(same_name("Кефир", "КЕФИР"));
        assert!(!same_name("kefir", "kefír"));
    }

    #[test]
    fn names_differ_by_more_than_case() {
        for (one, other, same) in [
            ("Itch", "iTCH", true),
            ("Itch", "Itches", false),
            ("Itches", "Itch", false),
            ("Ødem", "ødem", true),
            ("ΟΔΟΣ", "οδος", true),
            ("ΟΔΟΣ", "οδοσ", false),
            ("İz", "i\u{307}z", true),
            ("straße", "STRASSE", false),
        ] {
            assert_eq!(same_name(one, other), same, "{one} {other}");
            assert_eq!(
                one.to_lowercase() == other.to_lowercase(),
                same,
                "{one} {other}"
            );
        }
    }
}
