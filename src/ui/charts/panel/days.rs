//! The days of one tracker on its plot: marks, columns, the line through them, the strip of what was logged.

use egui::{Pos2, Rect, pos2};

use super::{Trace, push_fills};
use crate::ui::charts::drawing::{Dot, Drawing, Hue, Ink, Item, Stroke};
use crate::ui::charts::series::{LinePoint, Point, State, pieces};
use crate::ui::charts::thin::{Column, DayPixels, Reach, columns, line_reaches, thin_line};
use crate::ui::charts::time_axis::TimeWindow;

/// Height of the strip of what was logged.
const STRIP_HEIGHT: f32 = 4.0;
const SMOOTH_WIDTH: f32 = 6.0;

/// One trace where it is drawn.
pub(super) struct Stage<'a> {
    pub(super) trace: &'a Trace<'a>,
    pub(super) window: TimeWindow,
    pub(super) plot: Rect,
    pub(super) is_second: bool,
    pub(super) line_width: f32,
}

impl Stage<'_> {
    /// Where days and values lie, as factors: with years in sight they are asked for ten thousands of times a frame.
    fn places(&self) -> Places {
        let (plot, axis) = (self.plot, self.trace.axis);
        let per_day = f64::from(plot.width()) / self.window.length();
        let per_unit = f64::from(plot.height()) / (axis.high - axis.low);
        Places {
            left: f64::from(plot.left()) + (0.5 - self.window.start) * per_day,
            per_day,
            bottom: f64::from(plot.bottom()) + axis.low * per_unit,
            per_unit,
            heights: (plot.top(), plot.bottom()),
        }
    }

    fn pixels(&self) -> DayPixels {
        day_pixels(self.window, self.plot)
    }

    pub(super) fn draw_dots(&self, drawing: &mut Drawing, is_thinned: bool) {
        let places = self.places();
        let points = self.trace.series.points_in(self.window);
        let ring = if self.is_second {
            Dot::Square
        } else {
            Dot::Ring
        };
        let ink = Ink::full(Hue::Mark(self.trace.colour));
        let kinds = [
            (State::Running, Dot::Hollow),
            (State::Copied, Dot::Broken),
            (State::Recorded, ring),
        ];
        // Where days are gathered into columns, the running day alone keeps its mark: it is in no column.
        for (state, dot) in &kinds[..if is_thinned { 1 } else { kinds.len() }] {
            let centers: Vec<Pos2> = points
                .iter()
                .filter(|point| point.state == *state)
                .map(|point| places.at(point.day, point.number))
                .collect();
            if !centers.is_empty() {
                drawing.items.push(Item::Dots(centers, *dot, ink));
            }
        }
    }

    /// An envelope that reaches on every pixel from its lowest to its highest day, and loses no extreme.
    pub(super) fn draw_columns(&self, drawing: &mut Drawing) {
        let places = self.places();
        let points = self.trace.series.points_in(self.window);
        let mut found: Vec<Column> = Vec::new();
        let values = points
            .iter()
            .filter_map(|point| Some((point.day, point.counted()?)));
        columns(values, self.pixels(), &mut found);
        let reach =
            |column: &Column| self.reach(places, column.pixel, column.lowest, column.highest);
        let ink = Ink::part(Hue::Mark(self.trace.colour), 0.28);
        // A pixel without a day stays open.
        for run in found.chunk_by(|one, next| next.pixel - one.pixel == 1) {
            let run: Vec<Reach> = run.iter().map(reach).collect();
            drawing.items.push(Item::Reaches(run, 1.5, ink));
        }
    }

    fn reach(&self, places: Places, pixel: i32, lowest: f64, highest: f64) -> Reach {
        Reach {
            x: self.plot.left() + pixel as f32 + 0.5,
            top: places.y(highest),
            bottom: places.y(lowest),
        }
    }

    /// A dash on the base line: it did not apply, which is neither zero nor a gap.
    pub(super) fn draw_skipped(&self, drawing: &mut Drawing, is_thinned: bool) {
        let places = self.places();
        let half = if is_thinned { 0.5 } else { 3.0 };
        let y = self.plot.bottom();
        let dashes: Vec<Rect> = self
            .trace
            .series
            .points_in(self.window)
            .iter()
            .filter(|point| point.state == State::Skipped)
            .map(|point| {
                let x = places.x(point.day);
                Rect::from_min_max(pos2(x - half, y - 1.0), pos2(x + half, y + 1.0))
            })
            .collect();
        push_fills(drawing, dashes, Ink::full(Hue::Muted));
    }

    /// The smooth line: broad and pale, so that it is told from the mean without its colour.
    pub(super) fn draw_smooth(&self, drawing: &mut Drawing) {
        // The axis of a weekly aim is for sums of seven days; a day's smooth value is none.
        if self.trace.advice.is_weekly() && !self.is_second {
            return;
        }
        let places = self.places();
        let mut thinned = Vec::new();
        for piece in pieces(self.trace.smooth, self.window) {
            let mut points: Vec<(f32, f32)> = piece
                .iter()
                .map(|point| places.at(point.day, point.value))
                .map(|at| (at.x, at.y))
                .collect();
            clip_to(&mut points, self.plot.left(), self.plot.right());
            thin_line(&points, &mut thinned);
            if thinned.len() >= 2 {
                let stroke = Stroke {
                    width: SMOOTH_WIDTH,
                    ink: Ink::part(Hue::Mark(self.trace.colour), 0.35),
                    dashed: false,
                };
                let path = thinned.iter().map(|(x, y)| pos2(*x, *y)).collect();
                drawing.items.push(Item::Path(path, stroke));
            }
        }
    }

    pub(super) fn draw_line(&self, drawing: &mut Drawing, is_thinned: bool) {
        let places = self.places();
        let is_weekly = self.trace.advice.is_weekly() && !self.is_second;
        let line = if is_weekly {
            &self.trace.series.sums
        } else {
            &self.trace.series.means
        };
        let ink = Ink::full(Hue::Mark(self.trace.colour));
        let (mut points, mut thinned) = (Vec::new(), Vec::new());
        let (mut found, last_pixel) = (Vec::new(), self.plot.width().ceil() as i32 - 1);
        for piece in pieces(line, self.window) {
            // A week's sum with days missing is only the least it can have been: drawn thin.
            let solid = |point: &LinePoint| !is_weekly || point.complete;
            for run in runs(piece, solid) {
                let is_solid = run.last().is_some_and(solid);
                let width = if is_solid { self.line_width } else { 1.0 };
                if is_thinned && !self.is_second {
                    let values = run.iter().map(|point| (point.day, point.value));
                    columns(values, self.pixels(), &mut found);
                    found.retain(|column| (0..=last_pixel).contains(&column.pixel));
                    let reaches = line_reaches(&found)
                        .map(|(pixel, lowest, highest)| self.reach(places, pixel, lowest, highest));
                    drawing
                        .items
                        .push(Item::Reaches(reaches.collect(), width, ink));
                    continue;
                }
                points.clear();
                points.extend(run.iter().map(|point| {
                    let at = places.at(point.day, point.value);
                    (at.x, at.y)
                }));
                clip_to(&mut points, self.plot.left(), self.plot.right());
                thin_line(&points, &mut thinned);
                let stroke = Stroke {
                    width,
                    ink,
                    dashed: self.is_second,
                };
                if thinned.len() >= 2 {
                    let path = thinned.iter().map(|(x, y)| pos2(*x, *y)).collect();
                    drawing.items.push(Item::Path(path, stroke));
                }
            }
        }
    }
}

/// Where days and values lie on a plot.
#[derive(Clone, Copy)]
struct Places {
    left: f64,
    per_day: f64,
    bottom: f64,
    per_unit: f64,
    heights: (f32, f32),
}

impl Places {
    fn x(&self, day: i32) -> f32 {
        (self.left + f64::from(day) * self.per_day) as f32
    }

    fn y(&self, value: f64) -> f32 {
        let y = (self.bottom - value * self.per_unit) as f32;
        y.clamp(self.heights.0, self.heights.1)
    }

    fn at(&self, day: i32, value: f64) -> Pos2 {
        pos2(self.x(day), self.y(value))
    }
}

fn day_pixels(window: TimeWindow, plot: Rect) -> DayPixels {
    let per_day = f64::from(plot.width()) / window.length();
    DayPixels {
        origin: (0.5 - window.start) * per_day,
        per_day,
    }
}

/// Runs of points that are all solid or all not; each starts with the last point of the run before, so that the line
/// is whole.
fn runs<'a>(
    piece: &'a [LinePoint],
    solid: impl Fn(&LinePoint) -> bool + Copy + 'a,
) -> impl Iterator<Item = &'a [LinePoint]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from + 1 >= piece.len() {
            return None;
        }
        let start = from;
        let kind = solid(&piece[start + 1]);
        let mut to = start + 1;
        while to + 1 < piece.len() && solid(&piece[to + 1]) == kind {
            to += 1;
        }
        from = to;
        Some(&piece[start..=to])
    })
}

/// Cuts a line that runs left to right where it crosses the edges.
fn clip_to(points: &mut Vec<(f32, f32)>, left: f32, right: f32) {
    let cut = |inside: (f32, f32), outside: (f32, f32), x: f32| {
        let share = (x - inside.0) / (outside.0 - inside.0);
        (x, inside.1 + share * (outside.1 - inside.1))
    };
    if let [first, second, ..] = points[..]
        && first.0 < left
        && second.0 > left
    {
        points[0] = cut(second, first, left);
    }
    if let [.., before, last] = points[..]
        && last.0 > right
        && before.0 < right
    {
        let end = points.len() - 1;
        points[end] = cut(before, last, right);
    }
    points.retain(|point| point.0 >= left - 0.01 && point.0 <= right + 0.01);
}

/// What was logged: some of it strong, none of it light, skipped grey, not logged nothing. Where several days share a
/// pixel, the strongest of them shows.
pub(super) fn draw_strip(
    drawing: &mut Drawing,
    trace: &Trace<'_>,
    window: TimeWindow,
    plot: Rect,
    is_thinned: bool,
) {
    let top = plot.bottom() + 4.0;
    let is_amount = trace.axis.low == 0.0;
    let class = |point: &Point| match point.value() {
        None => 0,
        Some(number) if is_amount && number == 0.0 => 1,
        Some(_) => 2,
    };
    let points = trace.series.points_in(window).iter();
    let mut runs: Vec<Run> = Vec::new();
    if is_thinned {
        let open = |pixel: i32, class| Run {
            class,
            left: plot.left() + pixel as f32,
            right: plot.left() + pixel as f32 + 1.0,
        };
        let days = points.map(|point| (point.day, class(point)));
        day_pixels(window, plot).gather(days, &mut runs, open, |run, class| Run {
            class: run.class.max(class),
            ..run
        });
    } else {
        let x_of = |day: i32| window.x_at(f64::from(day), plot.left(), plot.right());
        runs.extend(points.map(|point| Run {
            class: class(point),
            left: x_of(point.day),
            right: x_of(point.day + 1),
        }));
    }
    let mut rects = [Vec::new(), Vec::new(), Vec::new()];
    let is_one = |one: &Run, next: &Run| one.class == next.class && next.left - one.right < 0.5;
    for run in runs.chunk_by(is_one) {
        let left = run[0].left.max(plot.left());
        let right = run[run.len() - 1].right.min(plot.right()).max(left + 0.5);
        let end = pos2(right, top + STRIP_HEIGHT);
        rects[run[0].class].push(Rect::from_min_max(pos2(left, top), end));
    }
    let [skipped, none, some] = rects;
    let hue = Hue::Mark(trace.colour);
    push_fills(drawing, skipped, Ink::part(Hue::Muted, 0.4));
    push_fills(drawing, none, Ink::part(hue, 0.25));
    push_fills(drawing, some, Ink::part(hue, 0.75));
}

/// Days of one kind in a row.
#[derive(Clone, Copy)]
struct Run {
    class: usize,
    left: f32,
    right: f32,
}
