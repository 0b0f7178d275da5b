//! What is looked at: the range, what is left out, what is taken out, items on their own. Kept with the journal.

use egui::{Id, Ui};

use crate::domain::{Day, ItemId, Kind, Role, Tracker};
use crate::stats::Options;
use crate::stats::choice_name::{
    ADJUSTERS, ITEMS, RANGE, WITH_COPIED, WITH_PAUSES, WITH_TREATMENTS,
};
use crate::stats::items_of;
use crate::ui::action::Actions;
use crate::ui::screens::form::{
    chip_ui, choice_ui, day_text, fields_ui, labelled_ui, menu_of_many_ui, refusal_ui,
};
use crate::ui::view::View;
use crate::ui::widgets::TextField;
use crate::words::{Words, count};

const YES: &str = "yes";
const CHOSEN: &str = "chosen";

/// Where the choices are made.
#[derive(Debug, Default)]
pub(super) struct Choices {
    from: String,
    to: String,
    refusal: Option<String>,
}

impl Choices {
    /// Paints the row of choices; what is chosen is kept at once.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        fields_ui(ui, |ui| {
            self.range_ui(ui, view, actions);
            adjusters_ui(ui, view, actions);
            items_ui(ui, view, actions);
        });
        if let Some(refusal) = &self.refusal {
            refusal_ui(ui, refusal);
        }
        left_out_ui(ui, view, actions);
    }

    fn range_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let stored = view.journal.settings().remembered(RANGE).unwrap_or("365");
        let is_chosen = stored.contains("..");
        let current = match stored {
            _ if is_chosen => CHOSEN,
            "183" => "183",
            "730" => "730",
            "all" => "all",
            _ => "365",
        };
        let ranges = [
            ("183", "6 months"),
            ("365", "1 year"),
            ("730", "2 years"),
            ("all", "All"),
            (CHOSEN, "From … to"),
        ];
        let chosen = labelled_ui(ui, "Days looked at", 372.0, |ui| {
            choice_ui(
                ui,
                Id::unique("insights: range"),
                "Days looked at",
                &ranges,
                current,
            )
        });
        if chosen.is_some() {
            self.refusal = None;
        }
        match chosen {
            Some(CHOSEN) => actions.remember(RANGE, ".."),
            Some(range) => actions.remember(RANGE, range),
            None => {}
        }
        if is_chosen {
            self.ends_ui(ui, view, stored, actions);
        }
    }

    fn ends_ui(&mut self, ui: &mut Ui, view: &View<'_>, stored: &str, actions: &mut Actions) {
        let (from, to) = stored.split_once("..").unwrap_or_default();
        let mut kept = [from.to_owned(), to.to_owned()];
        let mut left = false;
        for (at, (label, text)) in [("From", &mut self.from), ("To", &mut self.to)]
            .into_iter()
            .enumerate()
        {
            let id = Id::unique(("insights: end of range", at));
            let has_focus = ui.memory(|memory| memory.has_focus(id));
            if !has_focus && self.refusal.is_none() {
                kept[at].clone_into(text);
            } else {
                text.trim().clone_into(&mut kept[at]);
            }
            let field = TextField::new(text, label)
                .hint("2026-11-21")
                .width(110.0)
                .id(id);
            let response = labelled_ui(ui, label, 110.0, |ui| ui.add(field));
            if response.lost_focus() {
                left = true;
                kept[at] = text.trim().to_owned();
            }
        }
        if left {
            match range_text(&kept, view.words(), view.today) {
                Ok(range) => {
                    self.refusal = None;
                    actions.remember(RANGE, range);
                }
                Err(refusal) => self.refusal = Some(refusal),
            }
        }
    }
}

/// The two ends of a range as they are remembered; either may be empty.
fn range_text(typed: &[String; 2], words: Words, today: Day) -> Result<String, String> {
    let mut ends: [Option<Day>; 2] = [None; 2];
    for (end, text) in ends.iter_mut().zip(typed) {
        if !text.is_empty() {
            *end = Some(words.typed_day(text, today)?);
        }
    }
    if let [Some(from), Some(to)] = ends
        && from > to
    {
        return Err("The first day is after the last one.".to_owned());
    }
    let [from, to] = ends.map(|end| end.map_or_else(String::new, day_text));
    Ok(format!("{from}..{to}"))
}

fn left_out_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let settings = view.journal.settings();
    let switches = [
        (WITH_COPIED, "Leave out copied values"),
        (WITH_PAUSES, "Leave out pauses"),
        (WITH_TREATMENTS, "Leave out short treatments"),
    ];
    ui.horizontal_wrapped(|ui| {
        for (name, label) in switches {
            let is_left_out = settings.remembered(name) != Some(YES);
            if chip_ui(ui, label, is_left_out) {
                actions.remember(name, if is_left_out { YES } else { "" });
            }
        }
    });
}

/// Trackers whose part is taken out before anything is compared.
fn adjusters_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let journal = view.journal;
    let chosen: Vec<String> = Options::chosen(journal)
        .adjusters
        .into_iter()
        .filter_map(|id| Some(journal.tracker(id)?.uid.clone()))
        .collect();
    let text = match chosen.len() {
        0 => "nothing else".to_owned(),
        number => count(number, "tracker", "trackers"),
    };
    let id = Id::unique("insights: adjusters");
    labelled_ui(ui, "Also allow for", 180.0, |ui| {
        menu_of_many_ui(ui, id, "Also allow for", &text, |ui| {
            for tracker in journal.trackers() {
                let mut is_chosen = chosen.contains(&tracker.uid);
                if ui.checkbox(&mut is_chosen, tracker.name.as_str()).changed() {
                    actions.remember(ADJUSTERS, toggled(&chosen, &tracker.uid));
                }
            }
        });
    });
}

/// Items that are looked at on their own, as further pairs.
fn items_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let journal = view.journal;
    let offered: Vec<(&Tracker, ItemId, String)> = journal
        .trackers()
        .into_iter()
        .filter(|tracker| tracker.role != Role::Symptom && !matches!(tracker.kind, Kind::Scale(_)))
        .flat_map(|tracker| {
            items_of(journal, tracker)
                .map(move |(item, uid)| (tracker, item, format!("{}/{uid}", tracker.uid)))
        })
        .collect();
    if offered.is_empty() {
        return;
    }
    let stored = journal.settings().remembered(ITEMS).unwrap_or_default();
    let chosen: Vec<String> = stored.lines().map(str::to_owned).collect();
    let text = match Options::chosen(journal).items.len() {
        0 => "none".to_owned(),
        number => count(number, "part", "parts"),
    };
    let id = Id::unique("insights: items");
    labelled_ui(ui, "Parts on their own", 180.0, |ui| {
        menu_of_many_ui(ui, id, "Parts on their own", &text, |ui| {
            for (tracker, item, key) in &offered {
                let name = journal.item(*item).map_or("", |item| item.name.as_str());
                let mut is_chosen = chosen.contains(key);
                let label = format!("{name} ({})", tracker.name);
                if ui.checkbox(&mut is_chosen, label).changed() {
                    actions.remember(ITEMS, toggled(&chosen, key));
                }
            }
        });
    });
}

/// The lines with one more, or one less if it was there.
pub(super) fn toggled(lines: &[String], line: &str) -> String {
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    match lines.iter().position(|one| *one == line) {
        Some(at) => {
            lines.remove(at);
        }
        None => lines.push(line),
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Settings;

    #[test]
    fn a_chosen_range_is_kept_only_as_a_whole() {
        let of = |from: &str, to: &str| {
            let words = Words::of(&Settings::default());
            let today = "2026-11-21".parse().unwrap();
            range_text(&[from.to_owned(), to.to_owned()], words, today)
        };
        assert_eq!(of("", ""), Ok("..".to_owned()));
        assert_eq!(of("1.2.2026", ""), Ok("2026-02-01..".to_owned()));
        assert_eq!(
            of("2026-02-01", "2026-03-01"),
            Ok("2026-02-01..2026-03-01".to_owned())
        );
        assert!(of("soon", "").is_err());
        assert!(of("2026-03-02", "2026-03-01").is_err());
    }
}
