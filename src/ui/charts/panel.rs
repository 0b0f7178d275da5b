//! The plot of one panel: one tracker, or two of an overlay, between the days in sight and the bounds of an axis.
//!
//! Names, words around the plot, pointer and keys are left to the screen.

use egui::{Color32, Id, Rect, Ui, UiBuilder, pos2, vec2};
use egui_plot::{Line, LineStyle, PlotPoints, PlotTransform, PlotUi, Span, VLine};

use crate::domain::{Period, SpanKind};
use crate::ui::theme::{Tokens, tokens};
use crate::ui::widgets::paint;

use super::advice::Advice;
use super::items;
use super::plot::{Tick, chart, label_font, marks, value_labels};
use super::series::{LinePoint, Series, State, pieces, runs};
use super::thin::thinned;
use super::time_axis::{TimeWindow, middle};
use super::value_axis::ValueAxis;

/// Days closer together than this many points are gathered into columns.
const CLOSEST_DAYS: f32 = 3.5;
/// A column of days is about so wide.
const COLUMN_WIDTH: f32 = 4.0;
const SMOOTH_WIDTH: f32 = 6.0;
/// However short, a treatment is seen.
const NARROWEST_SPAN: f64 = 3.0;
/// A plot reaches so far beyond its days at both sides that no mark is cut.
const EDGE: f32 = 3.0;
/// Room for the words above the days, and for the strip below them.
const ABOVE: f32 = 22.0;
const ABOVE_OVERLAY: f32 = 9.0;
const BELOW: f32 = 14.0;

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
    /// Room for a second axis at the right.
    pub second_axis: f32,
    /// Whether there is room for the words of scales beside their numbers.
    pub has_words: bool,
}

impl Columns {
    /// The columns within a card from `left` to `right`; a second axis takes room at the right.
    pub fn of(left: f32, right: f32, has_second_axis: bool) -> Self {
        let width = right - left;
        let has_words = width >= 760.0;
        let names = if width >= 960.0 { 138.0 } else { 106.0 };
        let axis = if has_words { 104.0 } else { 34.0 };
        let name_left = left + 16.0;
        let second_axis = if has_second_axis { 40.0 } else { 0.0 };
        Self {
            name_left,
            name_right: name_left + names,
            plot_left: name_left + names + axis,
            plot_right: right - 20.0 - second_axis,
            second_axis,
            has_words,
        }
    }
}

/// One tracker or item on a panel.
pub struct Trace<'a> {
    /// Index into the palette.
    pub colour: u8,
    /// Its days.
    pub series: &'a Series,
    /// What it is measured against.
    pub advice: &'a Advice,
    /// Its axis.
    pub axis: ValueAxis,
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

/// Everything a plot is drawn from.
pub struct Panel<'a> {
    /// Its identity.
    pub id: Id,
    /// Where the panel lies.
    pub rect: Rect,
    /// Its columns.
    pub columns: Columns,
    /// Days in sight.
    pub window: TimeWindow,
    /// The tracker; behind it the second one of an overlay, whose axis is at the right.
    pub traces: &'a [Trace<'a>],
    /// Spans in sight.
    pub shadings: &'a [Shading],
    /// Whether the band is pointed at elsewhere.
    pub is_lit: bool,
}

impl Panel<'_> {
    /// Draws it; gives where days and values lie.
    pub fn show_ui(&self, ui: &mut Ui) -> Option<PlotTransform> {
        let t = tokens(ui);
        let (first, second) = (self.traces.first()?, self.traces.get(1));
        let left = ticks(ui, &first.axis, self.columns);
        let right = second.map_or_else(Vec::new, |second| {
            let own = self.to_y(second);
            let mapped = |tick: Tick| Tick {
                at: own(tick.at),
                ..tick
            };
            let ticks = ticks(ui, &second.axis, self.columns).into_iter();
            ticks.map(mapped).collect()
        });
        let days = frame_of(self.rect, self.columns);
        let frame = days.expand2(vec2(EDGE, 0.0));
        let edge = f64::from(EDGE / days.width().max(1.0)) * self.window.length();
        let room = frame
            .with_min_x(self.columns.name_right)
            .with_max_x(frame.right() + self.columns.second_axis);
        let mut axes = vec![value_labels(
            &left,
            frame.left() - room.left(),
            false,
            t.muted,
        )];
        if self.columns.second_axis > 0.0 {
            let color = second.map_or(t.muted, |second| t.tone(second.colour.into()).text);
            axes.push(value_labels(&right, self.columns.second_axis, true, color));
        }
        let plot = chart(self.id, room.size(), t)
            .show_axes([false, true])
            .show_grid([false, true])
            .custom_y_axes(axes)
            .y_grid_spacer(|input| marks(&left, &right, &input));
        let mut child = ui.new_child(UiBuilder::new().max_rect(room));
        let shown = plot.show(&mut child, |plot| {
            plot.set_plot_bounds_x(self.window.start - edge..=self.window.end + edge);
            plot.set_plot_bounds_y(self.value_bounds(&first.axis, frame));
            self.add_items(plot, t, days.width());
        });
        Some(shown.transform)
    }

    /// The bounds of the whole frame, of which the axis takes the middle part.
    fn value_bounds(&self, axis: &ValueAxis, frame: Rect) -> std::ops::RangeInclusive<f64> {
        let above = if self.traces.len() > 1 {
            ABOVE_OVERLAY
        } else {
            ABOVE
        };
        let inner = f64::from((frame.height() - above - BELOW).max(1.0));
        let unit = (axis.high - axis.low) / inner;
        axis.low - unit * f64::from(BELOW)..=axis.high + unit * f64::from(above)
    }

    /// From a trace's own axis to that of the first one.
    pub fn to_y(&self, trace: &Trace<'_>) -> impl Fn(f64) -> f64 + Copy + use<> {
        let own = (trace.axis.low, trace.axis.high);
        let (low, high) = self
            .traces
            .first()
            .map_or(own, |first| (first.axis.low, first.axis.high));
        let factor = (high - low) / (own.1 - own.0);
        move |value| (low + (value - own.0) * factor).max(low).min(high)
    }

    fn add_items<'p>(&'p self, plot: &mut PlotUi<'p>, t: &Tokens, width: f32) {
        self.add_shadings(plot, t, width);
        let columns = column_days(self.window, width);
        let [first, ..] = self.traces else { return };
        let mark = |trace: &Trace<'_>| t.tone(trace.colour.into()).mark;
        let colors = |trace: &Trace<'_>| (mark(trace), t.muted);
        let points = |trace: &'p Trace<'_>| trace.series.points_in(self.window);
        if self.traces.len() == 1 {
            let bands = &first.advice.bands;
            let low = first.axis.low;
            plot.add(items::bands(bands, low, mark(first), self.is_lit));
            // Finer than the columns, so that short gaps are seen in years.
            let days = (self.window.length() as f32 / width.max(1.0)).ceil() as i32;
            plot.add(items::strip(points(first), days.max(1), low, colors(first)));
        }
        for (at, trace) in self.traces.iter().enumerate() {
            let (low, to_y) = (first.axis.low, self.to_y(trace));
            let is_second = at == 1;
            self.add_smooth(plot, trace, mark(trace));
            let Some(days) = columns else {
                let points = points(trace).iter();
                plot.add(items::marks(points, is_second, low, colors(trace), to_y));
                continue;
            };
            let strength = if self.traces.len() > 1 { 0.14 } else { 0.30 };
            let look = (mark(trace), strength, t.muted);
            plot.add(items::columns(points(trace), days, low, look, to_y));
            // The running day is in no column.
            let running = points(trace)
                .iter()
                .filter(|point| point.state == State::Running);
            plot.add(items::marks(running, is_second, low, colors(trace), to_y));
        }
        for (at, trace) in self.traces.iter().enumerate() {
            self.add_line(plot, trace, at == 1, columns, mark(trace));
        }
    }

    fn add_shadings(&self, plot: &mut PlotUi<'_>, t: &Tokens, width: f32) {
        let least = NARROWEST_SPAN * self.window.length() / f64::from(width.max(1.0));
        for shading in self.shadings {
            let first = f64::from(shading.first);
            let last = f64::from(shading.last + 1).max(first + least);
            let color = match shading.kind {
                SpanKind::Marker => {
                    let line = VLine::new("", middle(shading.first));
                    let line = line.color(t.context().mark).width(1.0).allow_hover(false);
                    plot.vline(line.style(LineStyle::Dashed { length: 4.0 }));
                    continue;
                }
                SpanKind::Treatment => t.context().mark,
                SpanKind::Pause => t.muted,
            };
            let span = Span::new("", first..=last).fill(color.gamma_multiply(0.10));
            plot.span(span.border_width(0.0));
        }
    }

    /// The smooth line: broad and pale, so that it is told from the mean without its colour.
    fn add_smooth(&self, plot: &mut PlotUi<'_>, trace: &Trace<'_>, color: Color32) {
        // The axis of a weekly aim is for sums of seven days; a day's smooth value is none.
        if self.is_weekly(trace) {
            return;
        }
        for piece in pieces(trace.smooth, self.window) {
            let line = self.line(piece, trace).color(color.gamma_multiply(0.35));
            plot.line(line.width(SMOOTH_WIDTH));
        }
    }

    fn add_line(
        &self,
        plot: &mut PlotUi<'_>,
        trace: &Trace<'_>,
        is_second: bool,
        columns: Option<i32>,
        color: Color32,
    ) {
        let is_weekly = self.is_weekly(trace);
        let line = if is_weekly {
            &trace.series.sums
        } else {
            &trace.series.means
        };
        let style = if is_second {
            LineStyle::Dashed { length: 5.0 }
        } else {
            LineStyle::Solid
        };
        // A week's sum with days missing is only the least it can have been: drawn thin.
        let solid = |point: &LinePoint| !is_weekly || point.complete;
        for piece in pieces(line, self.window) {
            for run in runs(piece, solid) {
                let width = match (run.last().is_some_and(solid), columns) {
                    (false, _) => 1.0,
                    (true, Some(_)) => 1.5,
                    (true, None) => 2.0,
                };
                let line = match columns {
                    Some(days) => self.line(&thinned(run, days), trace),
                    None => self.line(run, trace),
                };
                plot.line(line.color(color).width(width).style(style));
            }
        }
    }

    fn line(&self, points: &[LinePoint], trace: &Trace<'_>) -> Line<'static> {
        let to_y = self.to_y(trace);
        let place = |point: &LinePoint| [middle(point.day), to_y(point.value)];
        let points: PlotPoints<'static> = points.iter().map(place).collect();
        Line::new("", points).allow_band(false).allow_hover(false)
    }

    fn is_weekly(&self, trace: &Trace<'_>) -> bool {
        self.traces.len() == 1 && trace.advice.is_weekly()
    }
}

/// Where the plot of the panel `rect` lies, the words above and the strip below its days among it.
pub fn frame_of(rect: Rect, columns: Columns) -> Rect {
    Rect::from_min_max(
        pos2(columns.plot_left, rect.top()),
        pos2(columns.plot_right, rect.bottom()),
    )
}

/// How many days share a column; none while there is room for a mark each.
pub fn column_days(window: TimeWindow, plot_width: f32) -> Option<i32> {
    let day_width = plot_width / window.length() as f32;
    (day_width < CLOSEST_DAYS).then(|| (COLUMN_WIDTH / day_width).ceil() as i32)
}

/// What a line through days is called: it depends on how the aim is counted.
pub fn line_name(advice: &Advice) -> &'static str {
    match advice.bands.last().map(|band| band.target.period) {
        Some(Period::Week) => "7-day sum",
        _ => "7-day mean",
    }
}

/// The labels of an axis, the words of a scale before their numbers where there is room.
fn ticks(ui: &Ui, axis: &ValueAxis, columns: Columns) -> Vec<Tick> {
    let room = columns.plot_left - columns.name_right - EDGE - 9.0;
    let tick = |tick: &super::value_axis::ValueTick| {
        let mut text = tick.number.clone();
        if columns.has_words && !tick.word.is_empty() {
            let used = paint::line(ui, &format!("  {text}"), label_font(), Color32::PLACEHOLDER);
            let font = label_font();
            let room = room - used.size().x;
            let word = paint::elided(ui, &tick.word, font, Color32::PLACEHOLDER, room);
            let word = word.rows.first().map_or_else(String::new, |row| row.text());
            text = format!("{word}  {text}");
        }
        Tick {
            at: tick.value,
            text,
        }
    };
    axis.ticks.iter().map(tick).collect()
}
