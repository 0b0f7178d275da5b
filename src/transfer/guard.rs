//! The sign before a text that keeps a spreadsheet program from working it out as a formula, and taking it off again.

use std::borrow::Cow;

use crate::domain::is_overlooked;

/// Shown by spreadsheet programs, or taken for the sign of a text, and no part of a formula.
const GUARD: char = '\'';

/// What begins a formula, in all widths.
const BEGINNINGS: [char; 6] = ['=', '@', '＝', '＠', '﹦', '﹫'];

/// What begins a number or a line of a list as well as a formula.
const SIGNS: [char; 6] = ['+', '-', '＋', '－', '﹢', '﹣'];

/// Without one of these, what begins with a sign reaches nothing outside its cell but other cells.
const CALLS: [char; 6] = ['=', '@', '＝', '＠', '|', '('];

/// What a spreadsheet program may part a text at, if it does not take the file as it was meant.
const SEPARATORS: [char; 5] = [';', ',', '\t', '\n', '\r'];

/// Where a cell could begin, by the places of the letters: whether a spreadsheet program would take what stands there for
/// a formula. It overlooks blanks and signs that have no form; guards that are there already are looked through.
fn formulas(letters: &[char]) -> Vec<bool> {
    let mut formulas = vec![false; letters.len()];
    // From the end on: whether a formula begins at the letter behind, and whether it calls something.
    let (mut is_formula, mut calls) = (false, false);
    for (place, letter) in letters.iter().enumerate().rev() {
        let is_skipped = is_overlooked(*letter) || matches!(*letter, GUARD | '"');
        if !is_skipped {
            is_formula = BEGINNINGS.contains(letter) || SIGNS.contains(letter) && calls;
        }
        calls = !SEPARATORS.contains(letter) && (calls || CALLS.contains(letter));
        let is_parted = place > 0 && SEPARATORS.contains(&letters[place - 1]);
        formulas[place] = is_parted && is_formula;
    }
    if let Some(first) = formulas.first_mut() {
        *first = begins_cell(letters);
    }
    formulas
}

/// Whether the cell itself would be taken for a formula. A tab or a return at its beginning is a sign of its own there.
fn begins_cell(letters: &[char]) -> bool {
    let is_guard = |letter: &&char| **letter == GUARD;
    let bare = letters.iter().find(|letter| !is_guard(letter));
    let is_skipped = |letter: char| is_overlooked(letter) || letter == GUARD;
    let seen = letters.iter().find(|letter| !is_skipped(**letter));
    seen.is_some_and(|seen| BEGINNINGS.contains(seen) || SIGNS.contains(seen))
        || matches!(bare, Some('\t' | '\r'))
}

/// The text as a spreadsheet program may have it.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let Some((letters, formulas)) = looked_at(text) else {
        return Cow::Borrowed(text);
    };
    let mut guarded = String::with_capacity(text.len() + 4);
    for (letter, is_formula) in letters.iter().zip(formulas) {
        if is_formula {
            guarded.push(GUARD);
        }
        guarded.push(*letter);
    }
    Cow::Owned(guarded)
}

/// The text that was guarded.
pub(super) fn unguarded(text: &str) -> Cow<'_, str> {
    if !text.contains(GUARD) {
        return Cow::Borrowed(text);
    }
    let Some((letters, formulas)) = looked_at(text) else {
        return Cow::Borrowed(text);
    };
    let pairs = letters.iter().zip(formulas);
    let kept = pairs.filter(|(letter, is_formula)| !(*is_formula && **letter == GUARD));
    Cow::Owned(kept.map(|(letter, _)| *letter).collect())
}

/// The letters and where formulas begin; none for nearly all texts, in which none could.
fn looked_at(text: &str) -> Option<(Vec<char>, Vec<bool>)> {
    let may_begin = |letter: char| {
        BEGINNINGS.contains(&letter) || SIGNS.contains(&letter) || matches!(letter, '\t' | '\r')
    };
    text.contains(may_begin).then(|| {
        let letters: Vec<char> = text.chars().collect();
        let formulas = formulas(&letters);
        (letters, formulas)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_formula_is_guarded() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            (" =1", "' =1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\u{feff}\u{ad} ＋1", "'\u{feff}\u{ad} ＋1"),
            ("\ttab", "'\ttab"),
            ("\rreturn", "'\rreturn"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("a;=1+1", "a;'=1+1"),
            ("a, =1;b", "a,' =1;b"),
            ("a;'=1", "a;''=1"),
            ("a;\"=1\"", "a;'\"=1\""),
            ("a\n-2+cmd|' /C calc'!A0", "a\n'-2+cmd|' /C calc'!A0"),
            ("one\n@SUM(A1)", "one\n'@SUM(A1)"),
        ] {
            assert_eq!(guarded(text), expected, "{text:?}");
            assert_eq!(unguarded(expected), text, "{text:?}");
        }
        for text in [
            "1-1",
            "a=1",
            "'",
            "'x",
            "it's",
            "",
            "\u{200b}",
            "−5",
            " ",
            "cold, -2 °C",
            "to do:\n- tea\n- nap",
            "a; b",
            "rock 'n' roll, 'x'",
        ] {
            assert_eq!(guarded(text), text, "{text:?}");
            assert_eq!(unguarded(text), text, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_soon_looked_through() {
        let text = "\t=".repeat(100_000) + &"\n'".repeat(100_000);
        assert_eq!(unguarded(&guarded(&text)), text);
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back(text in "[' =+\\-@＝a;,|\"\t\r\n\u{200b}\u{feff}]{0,10}|.{0,20}") {
            let safe = guarded(&text);
            let back = unguarded(&safe);
            proptest::prop_assert_eq!(back.as_ref(), text.as_str());
            let letters: Vec<char> = safe.chars().collect();
            let unsafe_places = formulas(&letters);
            let bare = letters.iter().zip(unsafe_places).find(|(letter, is_formula)| *is_formula && **letter != GUARD);
            proptest::prop_assert!(bare.is_none(), "{safe:?}");
        }
    }
}
