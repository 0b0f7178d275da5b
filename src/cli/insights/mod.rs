//! `biota insights`: what goes along with what, as text, or as JSON for programs.

mod page;

use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDateTime;

use super::arguments::InsightsArguments;
use super::days::{parse_day, today};
use super::failure::Failure;
use super::open::load;
use super::words::Words;
use crate::domain::{Day, Journal};
use crate::phrases::{Speaker, class_word, examined, left_out, method};
use crate::stats::{Class, Insights, Options, Pair, RangeChoice, Study, Watch};
use page::InsightsPage;

/// Links first, what has too little data last.
const ORDER: [Class; 5] = [
    Class::Linked,
    Class::Hint,
    Class::NothingBig,
    Class::CannotTell,
    Class::NotEnough,
];

/// Prints the insights.
pub(super) fn run(
    arguments: &InsightsArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let journal = load(path)?;
    let today = today(&journal, now);
    let words = Words::of(&journal, today);
    let mut options = Options::chosen(&journal);
    if let Some(range) = range(arguments, words)? {
        options.range = range;
    }
    let insights = examine(&journal, today, &options)?;
    if arguments.json {
        let page = InsightsPage::new(&journal, &options, insights.as_ref());
        let text = serde_json::to_string_pretty(&page).map_err(|error| {
            Failure::Failed(format!("The insights could not be written: {error}."))
        })?;
        writeln!(out, "{text}")?;
    } else {
        match &insights {
            Some(insights) => write!(out, "{}", text(&journal, insights, words))?,
            None => writeln!(
                out,
                "There is no day to look at yet. Days count once they are over."
            )?,
        }
    }
    Ok(())
}

/// The range that was asked for, if any.
fn range(arguments: &InsightsArguments, words: Words) -> Result<Option<RangeChoice>, Failure> {
    let read = |text: &Option<String>| {
        text.as_deref()
            .map(|text| parse_day(text, words))
            .transpose()
    };
    let (from, to) = (read(&arguments.from)?, read(&arguments.to)?);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Failure::Refused(format!(
            "--from {from} comes after --to {to}."
        )));
    }
    Ok(match (from, to) {
        (None, None) => None,
        (from, to) => Some(RangeChoice::Between { from, to }),
    })
}

/// None if there is no day to look at.
fn examine(journal: &Journal, today: Day, options: &Options) -> Result<Option<Insights>, Failure> {
    let Some(study) = Study::new(journal, today, options) else {
        return Ok(None);
    };
    let watch = Watch {
        progress: &|_| {},
        cancelled: &AtomicBool::new(false),
    };
    let insights = Insights::examine(study, watch);
    insights
        .map(Some)
        .ok_or_else(|| Failure::Failed("The insights were not finished.".to_owned()))
}

fn text(journal: &Journal, insights: &Insights, words: Words) -> String {
    let speaker = Speaker {
        journal,
        style: &words.style,
    };
    let range = insights.study.range;
    let mut text = format!(
        "{} to {}, {} days\n{}\n",
        words.day(range.first),
        words.day(range.last),
        range.days(),
        examined(insights)
    );
    if let Some(left_out) = left_out(speaker, insights) {
        text.push_str(&format!("{left_out}\n"));
    }
    for class in ORDER {
        let pairs: Vec<&Pair> = insights
            .pairs
            .iter()
            .filter(|pair| pair.class == class)
            .collect();
        if !pairs.is_empty() {
            text.push_str(&format!("\n{}\n", class_word(class)));
        }
        for pair in pairs {
            text.push_str(&card(insights, pair, speaker));
        }
    }
    text.push_str(&format!("\n{}\n", method()));
    text
}

fn card(insights: &Insights, pair: &Pair, speaker: Speaker) -> String {
    let reverse = insights.reverse(pair, &AtomicBool::new(false));
    let card = speaker.card(pair, reverse, &insights.fellows(pair));
    let mut text = format!("  {}\n", card.sentence.text());
    for note in card.notes {
        text.push_str(&format!("    {note}\n"));
    }
    text
}
