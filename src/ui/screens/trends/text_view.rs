//! The charts as text: a sentence or two for each tracker, and a table of days that tells zero, skipped and not logged
//! apart.

use std::rc::Rc;

use egui::{Align2, Label, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::action::{Action, Actions};
use crate::ui::charts::summary::{point_words, span_words};
use crate::ui::charts::time_axis::{day_of_number, number_of};
use crate::ui::theme::{self, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Card;

use super::TrendsScreen;
use super::tracks::Track;

const ROW_HEIGHT: f32 = 28.0;
const DAY_WIDTH: f32 = 130.0;
const VALUE_WIDTH: f32 = 150.0;

impl TrendsScreen {
    pub(super) fn text_view_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        shown: &[Rc<Track>],
        actions: &mut Actions,
    ) {
        ScrollArea::vertical()
            .auto_shrink(false)
            .id_salt("trends as text")
            .show(ui, |ui| {
                for track in shown {
                    self.sentences_ui(ui, view, track);
                }
                self.spans_ui(ui, view);
                self.table_ui(ui, view, shown, actions);
            });
    }

    fn sentences_ui(&self, ui: &mut Ui, view: &View<'_>, track: &Track) {
        let tone = tokens(ui).tone(usize::from(track.tracker.colour));
        let window = self.window(view);
        Card::new(&track.name).dot(tone.mark).show(ui, |ui| {
            ui.label(theme::body(track.summary(window, view)));
            for sentence in self.readings.sentences(track.key) {
                ui.add(Label::new(theme::body(sentence.as_str())).wrap());
            }
        });
    }

    fn spans_ui(&self, ui: &mut Ui, view: &View<'_>) {
        let spans = span_words(view.journal, self.window(view), view.today, view.words());
        if spans.is_empty() {
            return;
        }
        Card::new("Treatments, pauses and markers").show(ui, |ui| {
            for span in spans {
                ui.label(theme::body(span));
            }
        });
    }

    /// The days in sight, the latest first; a click on one opens it.
    fn table_ui(&self, ui: &mut Ui, view: &View<'_>, shown: &[Rc<Track>], actions: &mut Actions) {
        let window = self.window(view);
        let (first, last) = (window.first(), window.last().min(number_of(view.today)));
        let days = usize::try_from(last - first + 1).unwrap_or_default();
        Card::new("Days").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let width = DAY_WIDTH + VALUE_WIDTH * shown.len() as f32;
            let height = ROW_HEIGHT * 13.0;
            ScrollArea::both()
                .id_salt("trends days")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, ROW_HEIGHT, days + 1, |ui, rows| {
                    ui.set_min_width(width);
                    for row in rows {
                        if row == 0 {
                            head_ui(ui, shown, width);
                            continue;
                        }
                        let day = last - (row as i32 - 1);
                        if day_ui(ui, view, shown, day, width) {
                            actions.push(Action::OpenDay(day_of_number(day)));
                        }
                    }
                });
        });
    }
}

fn head_ui(ui: &mut Ui, shown: &[Rc<Track>], width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW_HEIGHT), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Label, true, "Day, then a value for each tracker")
    });
    cell(ui, rect.left(), rect.center().y, "Day", true);
    for (at, track) in shown.iter().enumerate() {
        let x = rect.left() + DAY_WIDTH + VALUE_WIDTH * at as f32;
        cell(ui, x, rect.center().y, &track.name, true);
    }
}

/// One day; true when it was chosen.
fn day_ui(ui: &mut Ui, view: &View<'_>, shown: &[Rc<Track>], day: i32, width: f32) -> bool {
    let words = view.words();
    let date = words.short_weekday_and_day(day_of_number(day));
    let values: Vec<String> = shown
        .iter()
        .map(|track| point_words(&track.tracker, track.series.point_on(day), words))
        .collect();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW_HEIGHT), Sense::click());
    response.widget_info(|| {
        let mut said = date.clone();
        for (track, value) in shown.iter().zip(&values) {
            said.push_str(&format!("; {}, {value}", track.name));
        }
        WidgetInfo::labeled(Role::Button, true, said)
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, tokens(ui).hover);
    }
    cell(ui, rect.left(), rect.center().y, &date, false);
    for (at, value) in values.iter().enumerate() {
        let x = rect.left() + DAY_WIDTH + VALUE_WIDTH * at as f32;
        cell(ui, x, rect.center().y, value, false);
    }
    if response.has_focus() {
        theme::focus_ring(ui, rect.shrink(2.0), 4.0);
    }
    response.clicked()
}

fn cell(ui: &Ui, x: f32, y: f32, text: &str, is_head: bool) {
    let t = tokens(ui);
    let (family, color) = match (is_head, text) {
        (true, _) => (Family::SemiBold, t.text),
        // What is no number stays quiet.
        (false, "not logged" | "skipped") => (Family::Regular, t.muted),
        (false, _) => (Family::Tabular, t.text),
    };
    let clip = egui::Rect::from_min_size(
        pos2(x, y - ROW_HEIGHT / 2.0),
        vec2(VALUE_WIDTH - 8.0, ROW_HEIGHT),
    );
    ui.painter()
        .with_clip_rect(clip.intersect(ui.clip_rect()))
        .text(
            pos2(x + 6.0, y),
            Align2::LEFT_CENTER,
            text,
            family.at(theme::SECONDARY),
            color,
        );
}
