//! The zones of a skin rating: how bad it is where. Optional, one row of chips a rating.

use egui::Ui;

use crate::domain::{
    Entry, EntryKey, Item, ListContent, LogChange, RatingScale, Tracker, Value, log,
};
use crate::ui::action::Actions;
use crate::ui::view::View;
use crate::ui::widgets::{ChipChange, ChipView, Chips};
use crate::words::{item_within_sentence, tracker_within_sentence};

use super::row_id;

/// Paints the zones of a rating, where they are asked for or have entries.
pub(super) fn zones_ui(
    ui: &mut Ui,
    view: &View<'_>,
    (tracker, scale): (&Tracker, &RatingScale),
    open: bool,
    actions: &mut Actions,
) {
    let zones = zones_of(view, tracker);
    let entry = |item: &Item| {
        view.journal
            .entry(EntryKey::item(tracker.id, item.id, view.day))
    };
    let any_logged = zones.iter().any(|zone| entry(zone).is_some());
    if zones.is_empty() || !(open || any_logged) {
        return;
    }
    let entries: Vec<_> = zones.iter().map(|zone| entry(zone)).collect();
    let texts: Vec<_> = entries.iter().map(|entry| text(view, *entry)).collect();
    let chips: Vec<_> = zones
        .iter()
        .zip(&entries)
        .zip(&texts)
        .map(|((zone, entry), text)| {
            let number = entry.and_then(|entry| entry.value.number());
            ChipView::count(&zone.name, number, text).skipped(is_skipped(*entry))
        })
        .collect();
    let name = format!("{}, zones", tracker.name);
    let read = |typed: &str| view.words().typed(typed, None, &tracker.kind).ok();
    let change = Chips::new(row_id(&tracker.uid, view.day).with("items"), &name, &chips)
        .tone(usize::from(tracker.colour))
        .read(&read)
        .show(ui);
    ui.add_space(4.0);
    if let Some((index, to)) = change.and_then(|change| level(change, &entries, scale)) {
        let Some(zone) = zones.get(index) else { return };
        let what = format!(
            "{} of {}",
            tracker_within_sentence(tracker),
            item_within_sentence(zone)
        );
        let (change, label) = match to {
            Some(number) => (
                LogChange::Set(number),
                format!("{what} {}", view.words().number(number)),
            ),
            None => (LogChange::NotLogged, format!("{what} not logged")),
        };
        if let Ok(edit) = log(view.journal, tracker, Some(zone.id), view.day, change) {
            actions.commit(edit, label);
        }
    }
}

/// The level a zone is to have; none for not logged.
fn level(
    change: ChipChange,
    entries: &[Option<Entry>],
    scale: &RatingScale,
) -> Option<(usize, Option<f64>)> {
    let before = |index: usize| {
        entries
            .get(index)
            .copied()
            .flatten()
            .and_then(|entry| entry.value.number())
    };
    Some(match change {
        ChipChange::Add(index) => {
            let next = before(index).map_or(scale.lowest + scale.step, |level| level + scale.step);
            (index, Some(next.min(scale.highest)))
        }
        ChipChange::Remove(index) => {
            let next = before(index).map(|level| level - scale.step);
            (index, next.filter(|level| *level >= scale.lowest))
        }
        ChipChange::Set(index, number) => (index, Some(number)),
        ChipChange::Confirm(index) => (index, before(index)),
        ChipChange::Clear(index) => (index, None),
        ChipChange::Activate(_) => return None,
    })
}

fn zones_of<'a>(view: &View<'a>, tracker: &Tracker) -> Vec<&'a Item> {
    let list = tracker.list.and_then(|list| view.journal.list(list));
    let Some(list) = list.filter(|list| list.content == ListContent::Zone) else {
        return Vec::new();
    };
    view.journal
        .items_of(list.id)
        .into_iter()
        .filter(|item| !item.archived)
        .collect()
}

fn text(view: &View<'_>, entry: Option<Entry>) -> String {
    let number = entry.and_then(|entry| entry.value.number());
    number.map_or_else(String::new, |number| view.words().number(number))
}

fn is_skipped(entry: Option<Entry>) -> bool {
    entry.is_some_and(|entry| entry.value == Value::Skipped)
}
