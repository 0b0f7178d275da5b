//! What holds for a whole run: how many pairs, what was left out, how it was done.

use super::Speaker;
use crate::domain::SpanId;
use crate::stats::{Class, Insights};
use crate::words::{count, listed};

/// "31 pairs of a habit and a symptom were compared; 2 stand out more than chance would explain."
pub fn examined(insights: &Insights) -> String {
    let pairs = count(
        insights.pairs_examined,
        "pair of a habit and a symptom was compared",
        "pairs of a habit and a symptom were compared",
    );
    let found = insights
        .pairs
        .iter()
        .filter(|pair| pair.class == Class::Linked)
        .count();
    let found = match found {
        0 => "none stands out".to_owned(),
        1 => "1 stands out".to_owned(),
        more => format!("{more} stand out"),
    };
    if insights.pairs_examined == 0 {
        return "No pair of a habit and a symptom has enough days yet.".to_owned();
    }
    format!("{pairs}; {found} more than chance would explain.")
}

/// How it was done, in one sentence.
pub fn method() -> &'static str {
    "Slow changes over time and weekdays are allowed for. A link is not proof, and this is not medical advice."
}

/// "Left out: 14 days of Hydrocortisone, 9 copied values, 3 days of Holiday." None if nothing was.
pub fn left_out(speaker: Speaker, insights: &Insights) -> Option<String> {
    let study = &insights.study;
    let (found, leave_out) = (&study.left_out, study.options.leave_out);
    let days_of = |spans: &[(SpanId, usize)]| -> Vec<String> {
        // Several stretches of one name are said together.
        let mut named: Vec<(&str, usize)> = Vec::new();
        for (id, days) in spans {
            let span = speaker.journal.span(*id);
            let label = span.map_or("", |span| span.label.as_str());
            match named.iter_mut().find(|(one, _)| *one == label) {
                Some((_, sum)) => *sum += days,
                None => named.push((label, *days)),
            }
        }
        let of =
            |(label, days): &(&str, usize)| format!("{} of {label}", count(*days, "day", "days"));
        named.iter().map(of).collect()
    };
    let mut parts = Vec::new();
    if leave_out.short_treatments {
        parts.extend(days_of(&found.short_treatments));
    }
    if leave_out.pauses {
        parts.extend(days_of(&found.pauses));
    }
    if leave_out.copied && found.copied_values > 0 {
        let values = count(found.copied_values, "copied value", "copied values");
        parts.push(format!("{values} not confirmed"));
    }
    (!parts.is_empty()).then(|| format!("Left out: {}.", listed(&parts)))
}
