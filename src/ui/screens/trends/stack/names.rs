//! The words of a panel: name, unit and mean at its left, where it is heading and what is recommended above its days.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, CursorIcon, FontId, Galley, Rect, Sense, Ui, pos2, vec2};

use crate::ui::charts::items::{Mark, mark};
use crate::ui::charts::plot::label_font;
use crate::ui::theme::{self, Family, tokens};
use crate::ui::widgets::paint;

use super::super::TrendsScreen;
use super::{Layout, PanelTracks};

const FIGURE: f32 = 17.0;
const UNIT: f32 = 12.0;
/// Room before a name for the mark in the tracker's colour.
const BULLET: f32 = 15.0;

impl TrendsScreen {
    /// Name, unit and mean; a click makes the panel larger or as the others, pointing at it says what the mean is of.
    pub(super) fn names_ui(
        &mut self,
        ui: &Ui,
        rect: Rect,
        layout: &Layout,
        panel: &PanelTracks,
        texts: &[(String, String)],
    ) {
        let t = tokens(ui);
        let (left, right) = (layout.columns.name_left, layout.columns.name_right);
        let width = right - left;
        let rows = if rect.height() >= 76.0 * texts.len() as f32 {
            2
        } else {
            1
        };
        let names: Vec<Arc<Galley>> = panel
            .tracks()
            .map(|track| {
                let font = Family::SemiBold.at(theme::BODY);
                in_rows(ui, &track.name, font, t.text, width - BULLET, rows)
            })
            .collect();
        let height = |name: &Arc<Galley>| name.size().y + 38.0;
        let total = names.iter().map(height).sum::<f32>() + 8.0 * (names.len() - 1) as f32;
        let mut y = rect.center().y - total / 2.0;
        for (at, ((track, (unit, mean)), name)) in panel.tracks().zip(texts).zip(names).enumerate()
        {
            let (color, center) = (
                t.tone(track.tracker.colour.into()).mark,
                pos2(left + 4.5, y + 8.5),
            );
            if at == 0 {
                ui.painter().circle_filled(center, 4.5, color);
            } else {
                ui.painter().add(mark(Mark::Square, center, color));
            }
            let below = y + name.size().y;
            ui.painter().galley(pos2(left + BULLET, y), name, t.text);
            let line = |text: &str, font: FontId, color, x: f32, y: f32| {
                let galley = paint::elided(ui, text, font, color, right - x);
                let room = Rect::from_min_size(pos2(x, y), vec2(0.0, 22.0));
                paint::text_in(ui, room, Align2::LEFT_CENTER, galley).right()
            };
            let small = Family::Regular.at(UNIT);
            line(unit, small.clone(), t.muted, left, below - 3.0);
            let figure = Family::SemiBold.at(FIGURE);
            let end = line(mean, figure, t.text, left, below + 15.0);
            line("last 30 d", small, t.muted, end + 5.0, below + 16.0);
            y = below + 46.0;
        }
        let place = Rect::from_x_y_ranges(left..=right, rect.shrink(6.0).y_range());
        let response = ui.interact(place, panel.id().with("name"), Sense::CLICK);
        if response.clicked() && panel.second.is_none() {
            self.toggle_large(panel.first.key);
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        response.on_hover_ui(|ui| {
            for track in panel.tracks() {
                ui.label(theme::card_title(track.name.as_str()));
                ui.label(theme::secondary(track.mean_detail()));
                if !track.advice.text.is_empty() {
                    ui.label(theme::secondary(track.advice.text.as_str()));
                }
                for sentence in self.readings.sentences(track.key) {
                    ui.label(theme::secondary(sentence.as_str()));
                }
            }
        });
    }

    /// In a row of their own, so that no day hides them; the articles' numbers show on hovering.
    pub(super) fn words_above_ui(&self, ui: &Ui, frame: Rect, panel: &PanelTracks) {
        if panel.second.is_some() {
            return;
        }
        let track = &panel.first;
        let color = tokens(ui).tone(track.tracker.colour.into()).text;
        let row = Rect::from_min_size(frame.min, vec2(frame.width(), 22.0)).shrink2(vec2(4.0, 0.0));
        let heading = self.readings.heading(track.key);
        let galley = paint::elided(ui, heading, label_font(), color, row.width());
        let used = paint::text_in(ui, row, Align2::LEFT_CENTER, galley).width();
        let room = row.width() - used - 16.0;
        let advice = track.advice.short_text();
        if advice.is_empty() || room < 40.0 {
            return;
        }
        let galley = paint::elided(ui, &advice, label_font(), color, room);
        let place = paint::text_in(ui, row, Align2::RIGHT_CENTER, galley);
        let response = ui.interact(place, panel.id().with("advice"), Sense::hover());
        response.on_hover_text(track.advice.text.as_str());
    }
}

/// Text in at most `rows` lines, cut with "…" where they do not hold it.
fn in_rows(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color));
    job.wrap = TextWrapping {
        max_width: width.max(0.0),
        max_rows: rows,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}
