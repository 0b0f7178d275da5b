//! The drawing of one panel: name and mean at the left, axis, bands, spans, days, mean line, and the strip of what was
//! logged. Pure layout; painting, pointer and keys are left to the screen.

mod days;

use egui::{Pos2, Rect, pos2};

use crate::domain::{Period, SpanKind};

use super::advice::{Advice, band_shares};
use super::drawing::{
    Align, Dot, Drawing, Face, Hue, Ink, Item, Measure, Stroke, Text, elided, wrapped,
};
use super::series::{LinePoint, Series};
use super::time_axis::TimeWindow;
use super::value_axis::ValueAxis;
use days::{Stage, draw_strip};

/// Days closer together than this many points are gathered into columns: from here on every column holds a day, and an
/// empty one means that nothing was logged.
const CLOSEST_DOTS: f32 = 1.0;

/// Where the columns of all panels lie, so that they share one time axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// Left edge of the names.
    pub name_left: f32,
    /// Right edge of the names.
    pub name_right: f32,
    /// Left edge of the plots.
    pub plot_left: f32,
    /// Right edge of the plots.
    pub plot_right: f32,
    /// Whether there is room for the words of scales beside their numbers.
    pub has_words: bool,
}

impl Columns {
    /// The columns within a card from `left` to `right`; a second axis takes room at the right.
    pub fn of(left: f32, right: f32, has_second_axis: bool) -> Self {
        let has_words = right - left >= 860.0;
        let names = if has_words { 138.0 } else { 106.0 };
        let axis = if has_words { 100.0 } else { 34.0 };
        let name_left = left + 16.0;
        let second_axis = if has_second_axis { 40.0 } else { 0.0 };
        Self {
            name_left,
            name_right: name_left + names,
            plot_left: name_left + names + axis,
            plot_right: right - 20.0 - second_axis,
            has_words,
        }
    }
}

/// One tracker or item on a panel.
pub struct Trace<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Index into the palette.
    pub colour: u8,
    /// Its days.
    pub series: &'a Series,
    /// What it is measured against.
    pub advice: &'a Advice,
    /// Its axis.
    pub axis: &'a ValueAxis,
    /// What stands below the name: unit and time.
    pub unit: &'a str,
    /// The mean of the last days, without unit.
    pub mean: &'a str,
    /// What the mean is of.
    pub mean_of: &'a str,
    /// Where it is heading, in words; empty if there is nothing to speak of.
    pub heading: &'a str,
    /// The smooth line, where it is wanted.
    pub smooth: &'a [LinePoint],
}

/// A span in sight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shading {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
    /// What it stands for.
    pub kind: SpanKind,
}

/// Everything a panel is drawn from.
pub struct Panel<'a> {
    /// The tracker; its axis is at the left.
    pub trace: Trace<'a>,
    /// The second one of an overlay; its axis is at the right.
    pub second: Option<Trace<'a>>,
    /// Days in sight.
    pub window: TimeWindow,
    /// Spans in sight.
    pub shadings: &'a [Shading],
    /// Where the panel lies.
    pub rect: Rect,
    /// Its columns.
    pub columns: Columns,
    /// Whether a hairline closes it below.
    pub has_rule: bool,
}

impl Panel<'_> {
    /// Where days and lines are drawn.
    pub fn plot(&self) -> Rect {
        plot_of(self.rect, self.columns, self.second.is_none())
    }

    /// Draws it.
    pub fn draw(&self, measure: Measure<'_>) -> Drawing {
        let mut drawing = Drawing::default();
        let plot = self.plot();
        self.draw_ground(&mut drawing, plot);
        let is_thinned = is_thinned(self.window, plot.width());
        let traces = || std::iter::once(&self.trace).chain(&self.second);
        for (at, trace) in traces().enumerate() {
            let stage = Stage {
                trace,
                window: self.window,
                plot,
                is_second: at == 1,
                line_width: if is_thinned { 1.5 } else { 2.0 },
            };
            stage.draw_smooth(&mut drawing);
            if is_thinned {
                stage.draw_columns(&mut drawing);
            }
            stage.draw_dots(&mut drawing, is_thinned);
            stage.draw_skipped(&mut drawing, is_thinned);
        }
        for (at, trace) in traces().enumerate() {
            let stage = Stage {
                trace,
                window: self.window,
                plot,
                is_second: at == 1,
                line_width: if is_thinned { 1.5 } else { 2.0 },
            };
            stage.draw_line(&mut drawing, is_thinned);
        }
        self.draw_row_above(&mut drawing, plot, measure);
        self.draw_axis(&mut drawing, plot, measure);
        self.draw_names(&mut drawing, measure);
        drawing
    }

    fn draw_ground(&self, drawing: &mut Drawing, plot: Rect) {
        for (hue, strength, kind) in [
            (Hue::Span, 0.10, SpanKind::Treatment),
            (Hue::Muted, 0.10, SpanKind::Pause),
        ] {
            let rects: Vec<Rect> = self
                .shadings
                .iter()
                .filter(|shading| shading.kind == kind)
                .filter_map(|shading| shading_rect(shading, self.window, plot))
                .collect();
            push_fills(drawing, rects, Ink::part(hue, strength));
        }
        if self.second.is_none() {
            self.draw_bands(drawing, plot);
        }
        let lines = self.trace.axis.ticks.iter().map(|tick| {
            let y = value_y(self.trace.axis, tick.value, plot);
            Rect::from_min_max(pos2(plot.left(), y - 0.5), pos2(plot.right(), y + 0.5))
        });
        push_fills(drawing, lines.collect(), Ink::full(Hue::Border));
        if self.has_rule {
            let y = self.rect.bottom();
            let rule = Rect::from_min_max(
                pos2(self.columns.name_left, y - 1.0),
                pos2(self.columns.plot_right + 4.0, y),
            );
            push_fills(drawing, vec![rule], Ink::full(Hue::Border));
        }
        for shading in self.shadings {
            if shading.kind == SpanKind::Marker {
                let x = self.window.x(shading.first, plot.left(), plot.right());
                if plot.x_range().contains(x) {
                    let stroke = Stroke {
                        width: 1.0,
                        ink: Ink::full(Hue::Span),
                        dashed: true,
                    };
                    let ends = vec![pos2(x, plot.top()), pos2(x, self.rect.bottom())];
                    drawing.items.push(Item::Path(ends, stroke));
                }
            }
        }
        if self.second.is_none() {
            draw_strip(
                drawing,
                &self.trace,
                self.window,
                plot,
                is_thinned(self.window, plot.width()),
            );
        }
    }

    fn draw_bands(&self, drawing: &mut Drawing, plot: Rect) {
        let hue = Hue::Mark(self.trace.colour);
        let (mut bands, mut edges) = (Vec::new(), Vec::new());
        for band in &self.trace.advice.bands {
            let x_of = |day: Option<i32>, otherwise: f32| {
                day.map_or(otherwise, |day| {
                    self.window.x_at(f64::from(day), plot.left(), plot.right())
                })
                .clamp(plot.left(), plot.right())
            };
            let left = x_of(band.first, plot.left());
            let right = x_of(band.last.map(|day| day + 1), plot.right());
            if right <= left {
                continue;
            }
            let share = self.trace.axis.share(band.target.amount);
            let (low, high) = band_shares(band.target.bound, share);
            let y_of = |share: f32| plot.bottom() - share * plot.height();
            // What is open above takes the row of the words in.
            let top = if high >= 1.0 {
                self.rect.top() + 3.0
            } else {
                y_of(high)
            };
            bands.push(Rect::from_min_max(pos2(left, top), pos2(right, y_of(low))));
            let edge = y_of(share);
            edges.push(Rect::from_min_max(
                pos2(left, edge - 0.5),
                pos2(right, edge + 0.5),
            ));
        }
        push_fills(drawing, bands, Ink::part(hue, 0.10));
        push_fills(drawing, edges, Ink::part(hue, 0.45));
    }

    fn draw_row_above(&self, drawing: &mut Drawing, plot: Rect, measure: Measure<'_>) {
        if self.second.is_some() {
            return;
        }
        let y = self.rect.top() + 12.0;
        let ink = Ink::full(Hue::Words(self.trace.colour));
        let room = plot.width() - 12.0;
        let heading = elided(self.trace.heading, Face::Axis, room, measure);
        let rest = room - measure(&heading, Face::Axis) - 16.0;
        let advice = elided(&self.trace.advice.text, Face::Axis, rest, measure);
        for (x, align, words) in [
            (plot.left() + 4.0, Align::Start, heading),
            (plot.right() - 4.0, Align::End, advice),
        ] {
            if words.is_empty() || words == "…" {
                continue;
            }
            drawing.items.push(Item::Text(Text {
                at: pos2(x, y),
                align,
                words,
                face: Face::Axis,
                ink,
            }));
        }
    }

    fn draw_axis(&self, drawing: &mut Drawing, plot: Rect, measure: Measure<'_>) {
        for tick in &self.trace.axis.ticks {
            let y = value_y(self.trace.axis, tick.value, plot);
            let x = plot.left() - 8.0;
            push_text(
                drawing,
                pos2(x, y),
                Align::End,
                tick.number.clone(),
                Face::Axis,
                Hue::Muted,
            );
            if self.columns.has_words && !tick.word.is_empty() {
                let room = self.columns.plot_left - self.columns.name_right - 34.0;
                let word = elided(&tick.word, Face::Word, room, measure);
                push_text(
                    drawing,
                    pos2(x - 20.0, y),
                    Align::End,
                    word,
                    Face::Word,
                    Hue::Muted,
                );
            }
        }
        let Some(second) = &self.second else { return };
        for tick in &second.axis.ticks {
            let at = pos2(plot.right() + 8.0, value_y(second.axis, tick.value, plot));
            push_text(
                drawing,
                at,
                Align::Start,
                tick.number.clone(),
                Face::Axis,
                Hue::Words(second.colour),
            );
        }
    }

    fn draw_names(&self, drawing: &mut Drawing, measure: Measure<'_>) {
        let traces: Vec<&Trace<'_>> = std::iter::once(&self.trace).chain(&self.second).collect();
        let width = self.columns.name_right - self.columns.name_left;
        let rows = if self.rect.height() >= 76.0 * traces.len() as f32 {
            2
        } else {
            1
        };
        let names: Vec<Vec<String>> = traces
            .iter()
            .map(|trace| wrapped(trace.name, Face::Name, width - 15.0, rows, measure))
            .collect();
        let height_of = |name: &Vec<String>| name.len() as f32 * 16.0 + 16.0 + 22.0;
        let total: f32 =
            names.iter().map(height_of).sum::<f32>() + 12.0 * (traces.len() - 1) as f32;
        let mut y = self.rect.center().y - total / 2.0 - 2.0;
        let left = self.columns.name_left;
        for (at, (trace, name)) in traces.iter().zip(names).enumerate() {
            let dot = if at == 0 { Dot::Disc } else { Dot::Square };
            let center = pos2(left + 4.5, y + 8.0);
            drawing.items.push(Item::Dots(
                vec![center],
                dot,
                Ink::full(Hue::Mark(trace.colour)),
            ));
            for line in name {
                push_text(
                    drawing,
                    pos2(left + 15.0, y + 8.0),
                    Align::Start,
                    line,
                    Face::Name,
                    Hue::Text,
                );
                y += 16.0;
            }
            let unit = elided(trace.unit, Face::Small, width, measure);
            push_text(
                drawing,
                pos2(left, y + 7.0),
                Align::Start,
                unit,
                Face::Small,
                Hue::Muted,
            );
            y += 16.0;
            let mean_width = measure(trace.mean, Face::Figure);
            push_text(
                drawing,
                pos2(left, y + 11.0),
                Align::Start,
                trace.mean.to_owned(),
                Face::Figure,
                Hue::Text,
            );
            let room = width - mean_width - 5.0;
            let mean_of = elided(trace.mean_of, Face::Small, room, measure);
            push_text(
                drawing,
                pos2(left + mean_width + 5.0, y + 12.0),
                Align::Start,
                mean_of,
                Face::Small,
                Hue::Muted,
            );
            y += 22.0 + 12.0;
        }
    }
}

/// Whether the days of a window lie too close together for a dot each on a plot of this width.
pub fn is_thinned(window: TimeWindow, plot_width: f32) -> bool {
    plot_width / (window.length() as f32) < CLOSEST_DOTS
}

/// Where days and lines are drawn on the panel `rect`; what is advised and where it is heading stand in a row of their own
/// above them, so that no day hides them.
pub fn plot_of(rect: Rect, columns: Columns, has_row_above: bool) -> Rect {
    let above = if has_row_above { 22.0 } else { 9.0 };
    Rect::from_min_max(
        pos2(columns.plot_left, rect.top() + above),
        pos2(columns.plot_right, rect.bottom() - 14.0),
    )
}

/// Where a value lies on a plot.
pub fn value_y(axis: &ValueAxis, value: f64, plot: Rect) -> f32 {
    plot.bottom() - axis.share(value) * plot.height()
}

/// The part of a span that lies on a plot, from panel to panel without a gap.
pub fn shading_rect(shading: &Shading, window: TimeWindow, plot: Rect) -> Option<Rect> {
    let left = window
        .x_at(f64::from(shading.first), plot.left(), plot.right())
        .max(plot.left());
    let right = window
        .x_at(f64::from(shading.last) + 1.0, plot.left(), plot.right())
        .min(plot.right());
    (left < right).then(|| Rect::from_min_max(pos2(left, plot.top()), pos2(right, plot.bottom())))
}

fn push_fills(drawing: &mut Drawing, rects: Vec<Rect>, ink: Ink) {
    if !rects.is_empty() {
        drawing.items.push(Item::Fills(rects, ink));
    }
}

fn push_text(drawing: &mut Drawing, at: Pos2, align: Align, words: String, face: Face, hue: Hue) {
    drawing.items.push(Item::Text(Text {
        at,
        align,
        words,
        face,
        ink: Ink::full(hue),
    }));
}

/// What a line through days is called: it depends on how the aim is counted.
pub fn line_name(advice: &Advice) -> &'static str {
    match advice.bands.last().map(|band| band.target.period) {
        Some(Period::Week) => "7-day sum",
        _ => "7-day mean",
    }
}

#[cfg(test)]
mod tests;
