//! The quiet words at the right of a tracker's name: what it comes to today, and the aim with its source.

use chrono::Duration;

use crate::domain::{
    Day, Kind, ListContent, Period, Tracker, TrackerId, day_value, day_values, week_start,
};
use crate::ui::view::View;
use crate::ui::words::count;

/// "2 servings · aim at least 5 portions a day · WHO".
pub(super) fn trailing(view: &View<'_>, tracker: &Tracker) -> String {
    let mut parts = Vec::new();
    if row_has_only_chips(view, tracker) {
        let value = day_value(view.journal, tracker, view.day);
        if value.is_logged() {
            parts.push(view.words().value(tracker, value));
        }
    }
    parts.extend(cultures(view, tracker));
    parts.extend(aim(view, tracker));
    parts.join(" · ")
}

/// "20 billion live bacteria", from the doses of the day and what each product's label said on it.
fn cultures(view: &View<'_>, tracker: &Tracker) -> Option<String> {
    let entries = view.journal.entries_on(tracker.id, view.day);
    let counts = entries.filter_map(|(key, entry)| {
        let label = view.journal.item(key.item?)?.label_on(view.day)?;
        Some(entry.value.number()? * label.cfu_per_dose)
    });
    let sum: f64 = counts.sum();
    let words = view.words();
    match sum {
        sum if sum <= 0.0 => None,
        sum if sum >= 1e9 => Some(format!("{} billion live bacteria", words.number(sum / 1e9))),
        sum if sum >= 1e6 => Some(format!("{} million live bacteria", words.number(sum / 1e6))),
        sum => Some(format!("{} live bacteria", words.number(sum))),
    }
}

/// "aim ≥ 1.6 L · EFSA 2010"; a weekly aim says how far the week is.
pub(super) fn aim(view: &View<'_>, tracker: &Tracker) -> Option<String> {
    let aim = view.journal.aim_on(tracker.id, view.day)?;
    let target = aim.target?;
    let words = view.words();
    let unit = tracker.kind.unit();
    let source = if aim.source == "own" {
        "your own"
    } else {
        aim.source.as_str()
    };
    let amount = words.short_target(&target, unit);
    if target.period == Period::Day {
        return Some(format!("aim {amount} · {source}"));
    }
    let first = week_start(view.day, words.first_weekday());
    let week = day_values(view.journal, tracker, first, view.day);
    let sum: f64 = week.iter().filter_map(|(_, value)| value.number()).sum();
    Some(format!(
        "{} this week · aim {amount} · {source}",
        words.amount(sum, unit)
    ))
}

/// Whether a tracker is shown as chips alone: counts of listed items.
pub(super) fn row_has_only_chips(view: &View<'_>, tracker: &Tracker) -> bool {
    let has_items = tracker.list.is_some_and(|list| {
        view.journal
            .items_of(list)
            .iter()
            .any(|item| !item.archived)
    });
    has_items && matches!(&tracker.kind, Kind::Amount(amount) if !is_measure(&amount.unit))
}

/// Whether a tracker stands under a line with its name, rather than behind it.
pub(super) fn has_name_above(view: &View<'_>, tracker: &Tracker) -> bool {
    row_has_only_chips(view, tracker)
        || matches!(&tracker.kind, Kind::Amount(amount) if is_measure(&amount.unit))
}

/// Whether an amount is measured rather than counted.
pub(super) fn is_measure(unit: &str) -> bool {
    matches!(unit, "ml" | "h" | "min" | "g" | "mg" | "µg")
}

/// "4 different kinds in the last 7 days", for foods, of which variety is advised.
pub(super) fn variety(view: &View<'_>, tracker: &Tracker) -> Option<String> {
    let list = view.journal.list(tracker.list?)?;
    let is_counted = matches!(&tracker.kind, Kind::Amount(amount) if !is_measure(&amount.unit));
    if list.content != ListContent::Food || tracker.section == "Watch out" || !is_counted {
        return None;
    }
    let kinds = kinds_eaten(view, tracker.id, view.day - Duration::days(6), view.day);
    (kinds > 0).then(|| {
        format!(
            "{} in the last 7 days",
            count(kinds, "kind", "different kinds")
        )
    })
}

fn kinds_eaten(view: &View<'_>, tracker: TrackerId, first: Day, last: Day) -> usize {
    let entries = view.journal.entries_between(tracker, first, last);
    let eaten =
        entries.filter(|(_, entry)| entry.value.number().is_some_and(|number| number > 0.0));
    let items: std::collections::BTreeSet<_> = eaten.filter_map(|(key, _)| key.item).collect();
    items.len()
}
