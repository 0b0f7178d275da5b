//! What one's own days say about a recommendation: the insights of its tracker in a few lines.

use crate::domain::Tracker;
use crate::phrases::{KEEP_USING, Speaker, class_word};
use crate::stats::{Class, Pair};
use crate::ui::findings::Report;
use crate::ui::screens::insights::{colors, hidden_pairs, pair_key};
use crate::ui::theme::Tokens;
use crate::ui::view::View;

/// A line about a habit and one symptom, or several of one class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OwnLine {
    /// The class in a word.
    pub(super) word: &'static str,
    /// What was found.
    pub(super) text: String,
    /// The pair whose colour the word has.
    pub(super) pair: Pair,
}

impl OwnLine {
    /// The colour of the word.
    pub(super) fn color(&self, view: &View<'_>, t: &Tokens) -> egui::Color32 {
        colors(view.journal, &self.pair, t).0
    }
}

/// The sentence of a link or hint; with a treatment it says to keep using it.
fn found_text(speaker: &Speaker<'_>, pair: &Pair) -> String {
    let text = speaker.card(pair, None, &[]).sentence.text();
    if speaker.is_treatment(pair.habit) {
        format!("{text} {KEEP_USING}")
    } else {
        text
    }
}

/// Links and hints in full, then what can't be told and what is nothing big by the names of symptoms. Without any of these,
/// what is missing.
pub(super) fn own_lines(view: &View<'_>, report: &Report, tracker: &Tracker) -> Vec<OwnLine> {
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    let hidden = hidden_pairs(view.journal);
    let pairs: Vec<&Pair> = report
        .pairs_of(tracker.id)
        .map(|(_, pair)| pair)
        .filter(|pair| !hidden.contains(&pair_key(view.journal, pair)))
        .collect();
    let of = |class: Class| {
        pairs
            .iter()
            .copied()
            .filter(move |pair| pair.class == class)
    };
    let mut lines: Vec<OwnLine> = of(Class::Linked)
        .chain(of(Class::Hint))
        .map(|pair| OwnLine {
            word: class_word(pair.class),
            text: found_text(&speaker, pair),
            pair: pair.clone(),
        })
        .collect();
    for class in [Class::CannotTell, Class::NothingBig] {
        let names: Vec<String> = of(class).map(|pair| speaker.name(pair.symptom)).collect();
        if let Some(first) = of(class).next() {
            lines.push(OwnLine {
                word: class_word(class),
                text: names.join(", "),
                pair: first.clone(),
            });
        }
    }
    if lines.is_empty()
        && let Some((pair, gap)) = pairs.iter().find_map(|pair| Some((*pair, pair.gap?)))
    {
        lines.push(OwnLine {
            word: class_word(pair.class),
            text: speaker.gap(pair, gap),
            pair: pair.clone(),
        });
    }
    lines
}
