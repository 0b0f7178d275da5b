//! What goes where: a row for each column or activity, with some of its values, its target and what they become there.

use std::collections::BTreeMap;

use egui::{Align, Id, Layout, Ui, vec2};

use super::target::{self, TargetRow};
use super::{Ready, put_target};
use crate::domain::{Kind, visible};
use crate::import::{Combine, ForeignValue, LeftOut, Outlook, Shape, Stream, Target, guess};
use crate::ui::screens::form::menu_ui;
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::{Words, count};

/// So many rows at first, and so many more on each press.
const ROWS: usize = 40;
/// From so many rows on there is a way to answer for all at once.
const MANY: usize = 6;
/// With less room than this, the target stands below what it is for.
const SIDE_BY_SIDE: f32 = 700.0;
/// Of free text so much is shown.
const LETTERS: usize = 32;
/// Of a name so much.
const NAME_LETTERS: usize = 100;

/// What is typed into the rows, and how many are shown.
#[derive(Debug, Default)]
pub(super) struct StreamsPart {
    rows: BTreeMap<String, TargetRow>,
    shown: usize,
}

impl StreamsPart {
    /// Paints the rows; true when an answer changed.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, ready: &mut Ready, view: &View<'_>) -> bool {
        let mut changed = false;
        self.shown = self.shown.max(ROWS);
        let foreign = ready.foreign.clone();
        Card::new("What goes where").show(ui, |ui| {
            if foreign.streams.len() >= MANY {
                changed |= self.all_ui(ui, ready, view);
            }
            let choices = target::choices(view.journal);
            let mut answers = Vec::new();
            let streams = foreign.streams.iter().zip(&ready.plan.outlooks);
            for (stream, outlook) in streams.take(self.shown) {
                ui.separator();
                let row = self.rows.entry(stream.key.clone()).or_default();
                beside_ui(
                    ui,
                    |ui| stream_ui(ui, stream, outlook, view.words()),
                    |ui| {
                        let answer = row.show_ui(ui, (stream, outlook), ready, &choices, view);
                        answers.extend(answer.map(|target| (stream.key.clone(), target)));
                        becomes_ui(ui, stream, outlook, view.words());
                    },
                );
            }
            changed |= !answers.is_empty();
            for (key, target) in answers {
                put_target(ready, &key, target);
            }
            let more = foreign.streams.len().saturating_sub(self.shown);
            if more > 0 {
                ui.label(body(format!("{more} more")));
                if ui.add(Button::secondary("Show more")).clicked() {
                    self.shown += ROWS;
                }
            }
        });
        changed
    }

    /// One answer for all; true when it was given.
    fn all_ui(&mut self, ui: &mut Ui, ready: &mut Ready, view: &View<'_>) -> bool {
        let mut answered = false;
        ui.horizontal_wrapped(|ui| {
            ui.label(secondary("All of them"));
            let id = Id::unique("import: all");
            menu_ui(ui, id, "All of them go to", "Choose for all", |ui| {
                let mut offer =
                    |ui: &mut Ui, words: &str, answer: fn(&Stream) -> Option<Target>| {
                        if ui.selectable_label(false, words).clicked() {
                            answered = true;
                            let proposed = guess(&ready.foreign, view.journal);
                            for stream in &ready.foreign.streams {
                                let proposal = || proposed.streams.get(&stream.key).cloned();
                                if let Some(target) = answer(stream).or_else(proposal) {
                                    ready.mapping.streams.insert(stream.key.clone(), target);
                                }
                            }
                        }
                    };
                offer(ui, "As proposed", |_| None);
                offer(ui, "Tag in the note", |stream| {
                    (stream.shape != Shape::Text).then(|| target::tag_for(stream))
                });
                offer(ui, "Note of the day", |_| Some(Target::Note));
                offer(ui, "Leave out", |_| Some(Target::LeaveOut));
            });
        });
        if answered {
            self.rows.clear();
        }
        answered
    }
}

/// Two parts beside one another where there is room, below one another elsewhere.
fn beside_ui(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    if ui.available_width() < SIDE_BY_SIDE {
        left(ui);
        right(ui);
        return;
    }
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() * 0.36).floor();
        let layout = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
            ui.set_width(width);
            left(ui);
        });
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), layout, right);
    });
}

/// What it is called there, and some of its values.
fn stream_ui(ui: &mut Ui, stream: &Stream, outlook: &Outlook, words: Words) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let name = shortened(&stream.name, NAME_LETTERS);
    let unit = if stream.unit.is_empty() {
        String::new()
    } else {
        format!(" ({})", shortened(&stream.unit, LETTERS))
    };
    ui.label(medium(format!("{name}{unit}")));
    let mut facts = vec![count(outlook.days, "day", "days")];
    if !stream.group.is_empty() && stream.group != stream.name {
        facts.insert(0, shortened(&stream.group, LETTERS));
    }
    let samples: Vec<String> = outlook
        .samples
        .iter()
        .map(|sample| theirs(sample.theirs, stream, words))
        .collect();
    if !samples.is_empty() && stream.shape != Shape::YesNo {
        facts.push(samples.join(", "));
    }
    ui.label(secondary(facts.join(" · ")));
}

/// What the values become, where that is not plain to see.
fn becomes_ui(ui: &mut Ui, stream: &Stream, outlook: &Outlook, words: Words) {
    if let Some(LeftOut::Because(reason)) = &outlook.left_out {
        ui.label(secondary(format!("left out: {}", visible(reason))));
    }
    let Some(kind) = &outlook.kind else { return };
    if stream.shape == Shape::Words {
        return;
    }
    let becomes: Vec<String> = outlook
        .samples
        .iter()
        .filter(|sample| sample.theirs != ForeignValue::Skipped)
        .map(|sample| {
            let number = sample.becomes.map(|number| shown(number, kind, words));
            number.unwrap_or_else(|| "refused".to_owned())
        })
        .collect();
    if !becomes.is_empty() {
        let mut text = format!("kept as {}", becomes.join(", "));
        if outlook.values > outlook.days {
            text.push_str(several(stream, kind));
        }
        ui.label(secondary(text));
    }
}

/// What becomes of several values on one day.
fn several(stream: &Stream, kind: &Kind) -> &'static str {
    match (stream.combine, kind) {
        (Combine::Mean, _) => "; the mean of a day counts",
        (Combine::Last, _) => "; the last of a day counts",
        (Combine::Sum, Kind::Amount(_)) => "; several of a day are added up",
        (_, Kind::YesNo) => "; one yes makes the day a yes",
        (_, Kind::Scale(_) | Kind::Amount(_)) => "; the worst of a day counts",
    }
}

fn shown(number: f64, kind: &Kind, words: Words) -> String {
    match kind {
        Kind::Scale(scale) => {
            let (number, highest) = (words.number(number), words.number(scale.highest));
            format!("{number} of {highest}")
        }
        _ => words.recorded(kind, number),
    }
}

fn theirs(value: ForeignValue, stream: &Stream, words: Words) -> String {
    match value {
        ForeignValue::Number(number) => words.rounded(number, 3),
        ForeignValue::Skipped => "skipped".to_owned(),
        ForeignValue::Word(word) => {
            let text = stream.words.get(word as usize).map_or("", String::as_str);
            let words = text.split_whitespace().take(LETTERS);
            format!(
                "“{}”",
                shortened(&words.collect::<Vec<_>>().join(" "), LETTERS)
            )
        }
    }
}

/// The beginning of a text of a file, nothing of it unseen.
fn shortened(text: &str, most: usize) -> String {
    let short: String = text.chars().take(most).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", visible(&short))
}
