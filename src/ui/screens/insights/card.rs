//! One pair as a card: class, sentence, notes, likely range, delay curve, the days behind it on demand.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Id, Label, Layout, RichText, Role, Ui, UiBuilder, vec2};

use super::days::{DaysView, days_ui};
use super::drawing::{CurveDrawing, RangeDrawing, room_ui};
use crate::domain::{Direction, Journal, Kind};
use crate::phrases::{Phrase, Speaker};
use crate::stats::{Class, Pair, Subject, WINDOWS, WindowResult};
use crate::ui::findings::Report;
use crate::ui::theme::{Family, SECONDARY, SENTENCE, Tokens, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};

/// From this width on words and drawings stand side by side.
const WIDE: f32 = 820.0;
const RANGE_WIDTH: f32 = 256.0;
const CURVE_WIDTH: f32 = 172.0;
const BUTTONS_WIDTH: f32 = 66.0;

/// What a card is painted from.
pub(super) struct PairCard<'a> {
    /// The run it is of.
    pub(super) report: &'a Arc<Report>,
    /// Its place in the run's pairs.
    pub(super) at: usize,
    /// The delay curve, once it is there.
    pub(super) curve: Option<&'a [WindowResult]>,
    /// How far the axis of ranges reaches.
    pub(super) reach: f64,
    /// Whether it is among the hidden ones.
    pub(super) is_hidden: bool,
}

/// What was pressed on a card.
pub(super) enum Press {
    /// The days behind it, to be shown or folded.
    Days,
    /// To be hidden, or shown again.
    Hide,
}

impl PairCard<'_> {
    fn pair(&self) -> &Pair {
        &self.report.insights.pairs[self.at]
    }

    /// Paints it; `days` are shown where they are asked for.
    pub(super) fn show_ui(
        &self,
        ui: &mut Ui,
        view: &View<'_>,
        days: Option<&mut DaysView>,
    ) -> Option<Press> {
        let words = view.words();
        let speaker = Speaker {
            journal: view.journal,
            style: &words,
        };
        let details = self.report.details.get(&self.at);
        let said = speaker.card(
            self.pair(),
            details.and_then(|details| details.reverse),
            details.map_or(&[], |details| &details.fellows),
        );
        let name = format!("{}: {}", said.class_word, said.sentence.text());
        let pair = self.pair();
        let pair_name = format!(
            "{} and {}",
            speaker.name(pair.habit),
            speaker.name(pair.symptom)
        );
        let mut press = None;
        Card::new("").show(ui, |ui| {
            let builder = UiBuilder::new()
                .accessibility_role(Role::Article)
                .accessibility_label(&name);
            ui.scope_builder(builder, |ui| {
                let is_wide = ui.available_width() >= WIDE;
                let drawings = RANGE_WIDTH + CURVE_WIDTH + BUTTONS_WIDTH + 3.0 * 22.0;
                let room = if is_wide {
                    ui.available_width() - drawings
                } else {
                    ui.available_width()
                };
                let is_open = days.is_some();
                if is_wide {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = 22.0;
                        ui.allocate_ui_with_layout(
                            vec2(room, 0.0),
                            Layout::top_down(Align::Min),
                            |ui| {
                                ui.set_width(room);
                                self.words_ui(
                                    ui,
                                    view,
                                    said.class_word,
                                    &said.sentence,
                                    &said.notes,
                                );
                            },
                        );
                        self.drawings_ui(ui, view, RANGE_WIDTH, CURVE_WIDTH);
                        ui.allocate_ui_with_layout(
                            vec2(BUTTONS_WIDTH, 0.0),
                            Layout::top_down(Align::Max),
                            |ui| press = self.buttons_ui(ui, is_open, &pair_name),
                        );
                    });
                } else {
                    self.words_ui(ui, view, said.class_word, &said.sentence, &said.notes);
                    ui.add_space(4.0);
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = 18.0;
                        let half = (room - 18.0) / 2.0;
                        self.drawings_ui(ui, view, half.min(300.0), half.min(220.0));
                    });
                    ui.horizontal(|ui| press = self.buttons_ui(ui, is_open, &pair_name));
                }
                if let Some(state) = days {
                    days_ui(ui, view, self.report, self.pair(), state);
                }
            });
        });
        press
    }

    fn words_ui(
        &self,
        ui: &mut Ui,
        view: &View<'_>,
        class: &str,
        sentence: &Phrase,
        notes: &[String],
    ) {
        let t = tokens(ui);
        ui.spacing_mut().item_spacing.y = 4.0;
        let (color, _) = colors(view.journal, self.pair(), t);
        ui.label(
            RichText::new(class)
                .font(Family::SemiBold.at(SECONDARY))
                .color(color),
        );
        if !sentence.text().is_empty() {
            ui.add(Label::new(phrase_job(sentence, t)).wrap());
        }
        for note in notes {
            ui.add(Label::new(secondary(note.as_str())).wrap());
        }
    }

    fn drawings_ui(&self, ui: &mut Ui, view: &View<'_>, range_width: f32, curve_width: f32) {
        let t = tokens(ui);
        let pair = self.pair();
        let (_, mark) = colors(view.journal, pair, t);
        let words = view.words();
        let range_room = room_ui(ui, range_width);
        if let Some(range) = pair.likely_range() {
            RangeDrawing {
                range,
                point: pair.class.is_found().then(|| pair.difference()).flatten(),
                smallest: pair.smallest_difference,
                reach: self.reach,
                direction: direction(view.journal, pair.symptom),
                color: mark,
                unit: unit(view.journal, pair.symptom),
            }
            .show_ui(
                ui,
                range_room,
                words,
                Id::unique(("insights: range", pair.habit, pair.symptom)),
            );
        }
        let curve_room = room_ui(ui, curve_width);
        if let (Some(days), Some(swing)) = (self.curve, pair.swing)
            && !days.is_empty()
        {
            let drawing = CurveDrawing {
                days,
                swing,
                strong: pair
                    .best
                    .filter(|_| pair.class.is_found())
                    .map(|best| (WINDOWS[best].nearest, WINDOWS[best].farthest)),
                color: mark,
            };
            let id = Id::unique(("insights: delay curve", pair.habit, pair.symptom));
            let response = drawing.show_ui(ui, curve_room, words, id);
            response.on_hover_ui(|ui| {
                ui.set_max_width(340.0);
                ui.label(secondary(CURVE_CAPTION));
                ui.label(secondary(drawing.text(words)));
            });
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, is_open: bool, pair_name: &str) -> Option<Press> {
        let mut press = None;
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        let hide = if self.is_hidden { "Show" } else { "Hide" };
        for (button, meant) in [
            (Button::secondary("Days").selected(is_open), Press::Days),
            (Button::secondary(hide), Press::Hide),
        ] {
            let response = ui.add(button.least_width(BUTTONS_WIDTH - 4.0));
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(pair_name));
            if response.clicked() {
                press = Some(meant);
            }
        }
        press
    }
}

/// What has to be known about every delay curve.
pub(super) const CURVE_CAPTION: &str = "The difference on the same day and on each of the fourteen days after, each day \
    looked at alone. Only the peak is meant: beside a real one its neighbours swing the other way. No verdict is taken \
    from this curve.";

/// The sentence with its figures standing out.
pub(super) fn phrase_job(phrase: &Phrase, t: &Tokens) -> LayoutJob {
    let mut job = LayoutJob::default();
    for piece in &phrase.0 {
        let family = if piece.is_strong {
            Family::SemiBold
        } else {
            Family::Regular
        };
        job.append(
            &piece.text,
            0.0,
            TextFormat::simple(family.at(SENTENCE), t.text),
        );
    }
    job
}

/// The colours of a pair's class word and of its marks.
pub(in crate::ui::screens) fn colors(
    journal: &Journal,
    pair: &Pair,
    t: &Tokens,
) -> (Color32, Color32) {
    match pair.class {
        Class::Linked | Class::Hint => {
            let is_more = pair.difference().is_some_and(|difference| difference > 0.0);
            let tone = match (direction(journal, pair.symptom), is_more) {
                (Direction::LowerIsBetter, false) | (Direction::HigherIsBetter, true) => t.habit(),
                (Direction::LowerIsBetter, true) | (Direction::HigherIsBetter, false) => {
                    t.symptom()
                }
                (Direction::Neither, _) => t.context(),
            };
            (tone.text, tone.mark)
        }
        Class::CannotTell => (t.caution_text, t.caution),
        Class::NothingBig | Class::NotEnough => (t.muted, t.muted),
    }
}

/// Which end of a symptom is better; of an amount less is.
pub(super) fn direction(journal: &Journal, subject: Subject) -> Direction {
    match journal
        .tracker(subject.tracker)
        .map(|tracker| &tracker.kind)
    {
        Some(Kind::Scale(scale)) => scale.direction,
        Some(Kind::Amount(_)) => Direction::LowerIsBetter,
        Some(Kind::YesNo) | None => Direction::Neither,
    }
}

fn unit(journal: &Journal, subject: Subject) -> &str {
    match journal
        .tracker(subject.tracker)
        .map(|tracker| &tracker.kind)
    {
        Some(Kind::Amount(amount)) => &amount.unit,
        _ => "points",
    }
}
