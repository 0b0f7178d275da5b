//! Two small drawings of a card: the likely range to scale, and the delay curve.

use egui::{
    Color32, Id, Rect, Response, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, vec2,
};
use egui_plot::{AxisHints, Bar, BarChart, HLine, Line, LineStyle, Points, VLine};

use crate::domain::Direction;
use crate::stats::{Interval, WindowResult};
use crate::ui::charts::plot::{Tick, chart, drawn, labels_below, marks};
use crate::ui::theme::{self, Tokens, tokens};
use crate::ui::words::Words;

/// How high a drawing is, its captions among it.
pub(super) const HEIGHT: f32 = 66.0;
/// Room for labels and caption below a drawing.
const CAPTIONED: f32 = 31.0;
/// Half the width of a label at the end of an axis.
const END_LABEL: f32 = 36.0;

/// What lies within which range, for the drawing of a likely range.
pub(super) struct RangeDrawing<'a> {
    /// The likely range, in the symptom's unit.
    pub(super) range: Interval,
    /// The difference that was found; none where only a range is said.
    pub(super) point: Option<f64>,
    /// The smallest difference that matters.
    pub(super) smallest: f64,
    /// How far the axis reaches to both sides.
    pub(super) reach: f64,
    /// Which end is better.
    pub(super) direction: Direction,
    /// The colour of range and point.
    pub(super) color: Color32,
    /// The unit of the differences: "points".
    pub(super) unit: &'a str,
}

impl RangeDrawing<'_> {
    /// Paints it into `rect`.
    pub(super) fn show_ui(&self, ui: &mut Ui, rect: Rect, words: Words, id: Id) {
        let t = tokens(ui);
        let (left, right) = match self.direction {
            Direction::LowerIsBetter => ("better", "worse"),
            Direction::HigherIsBetter => ("worse", "better"),
            Direction::Neither => ("lower", "higher"),
        };
        let reach = words.rounded(self.reach, 2);
        let tick = |at: f64, text: String| Tick { at, text };
        let ticks = [
            tick(-self.reach, format!("−{reach} {left}")),
            tick(0.0, "0".to_owned()),
            tick(self.reach, format!("{right} +{reach}")),
        ];
        let caption = format!("difference in {}, likely range", self.unit);
        // The axis goes on beyond its ends, for their labels stand in the middle below them.
        let bounds =
            self.reach * f64::from(rect.width() / (rect.width() - 2.0 * END_LABEL).max(1.0));
        let held = |value: f64| value.clamp(-self.reach, self.reach);
        let hair = f64::from(1.0 / rect.width()) * bounds;
        let (low, high) = (held(self.range.low), held(self.range.high));
        let chart = chart(id, rect.size(), t)
            .show_axes([true, false])
            .custom_x_axes(vec![captioned(&ticks, CAPTIONED, &caption, t)])
            .x_grid_spacer(|input| marks(&ticks, &[], &input));
        chart.show(&mut child(ui, rect), |plot| {
            plot.set_plot_bounds_x(-bounds..=bounds);
            plot.set_plot_bounds_y(-1.0..=1.0);
            plot.add(drawn(move |at, shapes| {
                let x_of = |value: f64| at.position_from_point_x(value);
                let y = at.frame().center().y;
                let ends = x_of(-self.smallest)..=x_of(self.smallest);
                let within = Rect::from_x_y_ranges(ends, y - 9.0..=y + 9.0);
                shapes.push(Shape::rect_filled(within, 3.0, t.track));
            }));
            plot.line(line(
                &[[-self.reach, 0.0], [self.reach, 0.0]],
                1.0,
                t.border,
            ));
            let zero = VLine::new("", 0.0).width(1.0).color(t.control_border);
            plot.vline(zero.style(LineStyle::Dashed { length: 3.0 }));
            let range = [[low - hair, 0.0], [high + hair, 0.0]];
            plot.line(line(&range, 3.5, self.color));
            // An end beyond the drawing is open, one within it has a stop.
            for end in [self.range.low, self.range.high] {
                if end.abs() <= self.reach {
                    plot.line(line(&[[end, -0.25], [end, 0.25]], 1.5, self.color));
                }
            }
            if let Some(point) = self.point.map(held) {
                for (radius, color) in [(6.25, t.surface), (5.0, self.color)] {
                    plot.points(Points::new("", [point, 0.0]).radius(radius).color(color));
                }
            }
        });
    }
}

/// The delay curve of a pair.
pub(super) struct CurveDrawing<'a> {
    /// One result a day, 0 to 14.
    pub(super) days: &'a [WindowResult],
    /// The habit's usual change, by which every day's difference is multiplied.
    pub(super) swing: f64,
    /// Days of the sentence, drawn strong.
    pub(super) strong: Option<(usize, usize)>,
    /// The colour of strong days.
    pub(super) color: Color32,
}

impl CurveDrawing<'_> {
    /// Paints it into `rect`; it is one thing with a text that says the same.
    pub(super) fn show_ui(&self, ui: &mut Ui, rect: Rect, words: Words, id: Id) -> Response {
        let t = tokens(ui);
        let response = ui.interact(rect, id, Sense::hover());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Figure, true, "Delay curve, 0 to 14 days"));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(self.text(words));
        });
        let ticks = [0, 7, 14].map(|day| Tick {
            at: f64::from(day),
            text: day.to_string(),
        });
        let (largest, last) = (self.largest(), self.days.len() as f64 - 0.5);
        let caption = "days later; only the peak counts";
        let chart = chart(id.with("plot"), rect.size(), t)
            .show_axes([true, false])
            .custom_x_axes(vec![captioned(&ticks, CAPTIONED, caption, t)])
            .x_grid_spacer(|input| marks(&ticks, &[], &input));
        chart.show(&mut child(ui, rect), |plot| {
            plot.set_plot_bounds_x(-0.5..=last);
            plot.set_plot_bounds_y(-largest..=largest);
            let is_strong = |at: usize| {
                let strong = |(first, last)| (first..=last).contains(&at);
                self.strong.is_some_and(strong)
            };
            let days = || (0_u32..).zip(self.days);
            let bars = days().filter_map(|(at, day)| {
                let color = if is_strong(at as usize) {
                    self.color
                } else {
                    t.cell_border
                };
                let bar = Bar::new(f64::from(at), self.of(day)?.0).width(0.64);
                Some(bar.fill(color).stroke(Stroke::NONE))
            });
            plot.bar_chart(BarChart::new("", bars.collect()).color(t.cell_border));
            for (at, day) in days().map(|(at, day)| (f64::from(at), day)) {
                match self.of(day) {
                    Some((_, band)) => {
                        let color = t.muted.gamma_multiply(0.55);
                        plot.line(line(&[[at, band.low], [at, band.high]], 1.0, color));
                    }
                    // Too few days for it: nothing stands there, not even a zero.
                    None => plot.points(Points::new("", [at, 0.0]).radius(1.5).color(t.muted)),
                }
            }
            plot.hline(HLine::new("", 0.0).width(1.0).color(t.control_border));
        });
        response
    }

    fn of(&self, day: &WindowResult) -> Option<(f64, Interval)> {
        let test = day.test()?;
        Some((test.beta * self.swing, test.interval.scaled(self.swing)))
    }

    /// The largest difference; bands beyond three times it are cut at the drawing's edge.
    fn largest(&self) -> f64 {
        let of_bars = self
            .days
            .iter()
            .filter_map(|day| self.of(day))
            .map(|(it, _)| it.abs());
        let of_bands = self
            .days
            .iter()
            .filter_map(|day| self.of(day))
            .map(|(_, band)| band.low.abs().max(band.high.abs()));
        let (bars, bands) = (of_bars.fold(0.0, f64::max), of_bands.fold(0.0, f64::max));
        bands.min(3.0 * bars).max(f64::MIN_POSITIVE)
    }

    /// The same in words: "same day +0.3; 1 day later −0.2; …".
    pub(super) fn text(&self, words: Words) -> String {
        let of_day = |(at, day): (usize, &WindowResult)| {
            let when = match at {
                0 => "same day".to_owned(),
                1 => "1 day later".to_owned(),
                more => format!("{more} days later"),
            };
            match self.of(day) {
                Some((difference, band)) => {
                    let number = |number: f64| words.rounded(number, 1);
                    format!(
                        "{when} {} ({} to {})",
                        number(difference),
                        number(band.low),
                        number(band.high)
                    )
                }
                None => format!("{when} too few days"),
            }
        };
        let days: Vec<String> = self.days.iter().enumerate().map(of_day).collect();
        days.join("; ")
    }
}

fn line(points: &[[f64; 2]], width: f32, color: Color32) -> Line<'static> {
    Line::new("", points.to_vec()).width(width).color(color)
}

/// Labels below a drawing with what they are about below them.
fn captioned<'a>(ticks: &'a [Tick], height: f32, caption: &str, t: &Tokens) -> AxisHints<'a> {
    labels_below(ticks, height, t.muted).label(theme::axis(caption).color(t.muted))
}

/// Room for a plot within a card that laid it out already.
pub(super) fn child(ui: &mut Ui, rect: Rect) -> Ui {
    ui.new_child(UiBuilder::new().max_rect(rect))
}

/// How far axes reach so that every range of one symptom fits: a round number, at least twice what matters.
pub(super) fn reach(ranges: impl Iterator<Item = Interval>, smallest: f64) -> f64 {
    let widest = ranges
        .map(|range| range.low.abs().max(range.high.abs()))
        .filter(|width| width.is_finite())
        .fold(2.0 * smallest, f64::max);
    // Ranges far wider than what matters run off the drawing rather than squeezing the others.
    let widest = widest.min(6.0 * smallest);
    let power = 10.0_f64.powf(widest.log10().floor());
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|round| *round >= widest - 1e-9)
        .unwrap_or(widest)
}

/// A place for a drawing.
pub(super) fn room_ui(ui: &mut Ui, width: f32) -> Rect {
    ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover())
        .0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_reach_to_a_round_number_and_never_far_beyond_what_matters() {
        let range = |low, high| Interval { low, high };
        let reach_of = |ranges: &[Interval]| reach(ranges.iter().copied(), 1.0);
        assert_eq!(reach_of(&[]), 2.0);
        assert_eq!(reach_of(&[range(-0.5, 0.3)]), 2.0);
        assert_eq!(reach_of(&[range(-2.4, 0.3), range(0.0, 1.0)]), 3.0);
        assert_eq!(reach_of(&[range(-40.0, 70.0)]), 6.0);
        assert_eq!(reach(std::iter::once(range(-0.31, 0.0)), 0.1), 0.4);
    }
}
