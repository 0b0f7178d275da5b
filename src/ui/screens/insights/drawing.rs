//! Two small drawings of a card: the likely range to scale, and the delay curve.

use egui::{Align2, Color32, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::Direction;
use crate::stats::{Interval, WindowResult};
use crate::ui::theme::{AXIS, Family, Tokens, tokens};
use crate::ui::words::Words;

/// How high a drawing is, its captions among it.
pub(super) const HEIGHT: f32 = 62.0;

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
    pub(super) fn show_ui(&self, ui: &Ui, rect: Rect, words: Words) {
        let t = tokens(ui);
        let line = rect.top() + 18.0;
        let x_of = |value: f64| {
            let share = (value / self.reach).clamp(-1.0, 1.0) as f32;
            rect.center().x + share * rect.width() / 2.0
        };
        let painter = ui.painter();
        let within = Rect::from_x_y_ranges(
            x_of(-self.smallest)..=x_of(self.smallest),
            line - 9.0..=line + 9.0,
        );
        painter.rect_filled(within, 3.0, t.track);
        painter.hline(rect.x_range(), line, Stroke::new(1.0, t.border));
        let zero = Stroke::new(1.0, t.control_border);
        painter.extend(egui::Shape::dashed_line(
            &[
                pos2(rect.center().x, line - 14.0),
                pos2(rect.center().x, line + 14.0),
            ],
            zero,
            3.0,
            3.0,
        ));
        let (low, high) = (x_of(self.range.low), x_of(self.range.high));
        painter.hline(
            low..=high.max(low + 2.0),
            line,
            Stroke::new(3.5, self.color),
        );
        // An end beyond the drawing is open, one within it has a stop.
        for (end, x) in [(self.range.low, low), (self.range.high, high)] {
            if end.abs() <= self.reach {
                painter.vline(x, line - 4.0..=line + 4.0, Stroke::new(1.5, self.color));
            }
        }
        if let Some(point) = self.point {
            painter.circle(
                pos2(x_of(point), line),
                5.5,
                self.color,
                Stroke::new(1.5, t.surface),
            );
        }
        let (left, right) = match self.direction {
            Direction::LowerIsBetter => ("better", "worse"),
            Direction::HigherIsBetter => ("worse", "better"),
            Direction::Neither => ("lower", "higher"),
        };
        let axis = |at, align, text: String| {
            painter.text(at, align, text, Family::Tabular.at(AXIS), t.muted);
        };
        let reach = words.rounded(self.reach, 2);
        let below = line + 22.0;
        axis(
            pos2(rect.left(), below),
            Align2::LEFT_CENTER,
            format!("−{reach} {left}"),
        );
        axis(
            pos2(rect.center().x, below),
            Align2::CENTER_CENTER,
            "0".to_owned(),
        );
        axis(
            pos2(rect.right(), below),
            Align2::RIGHT_CENTER,
            format!("{right} +{reach}"),
        );
        let caption = format!("difference in {}, likely range", self.unit);
        axis(
            pos2(rect.center().x, below + 15.0),
            Align2::CENTER_CENTER,
            caption,
        );
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
    pub(super) fn show_ui(&self, ui: &Ui, rect: Rect, words: Words, id: egui::Id) -> Response {
        let t = tokens(ui);
        let response = ui.interact(rect, id, Sense::hover());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Figure, true, "Delay curve, 0 to 14 days"));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(self.text(words));
        });
        let plot = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 26.0));
        let zero = plot.center().y;
        let largest = self.largest();
        let step = plot.width() / self.days.len().max(1) as f32;
        for (at, day) in self.days.iter().enumerate() {
            let x = plot.left() + (at as f32 + 0.5) * step;
            let Some((difference, band)) = self.of(day) else {
                // Too few days for it: nothing stands there, not even a zero.
                ui.painter().circle_filled(pos2(x, zero), 1.0, t.muted);
                continue;
            };
            let y_of = |value: f64| zero - ((value / largest) as f32) * plot.height() / 2.0;
            let bar = Rect::from_two_pos(
                pos2(x - step * 0.32, zero),
                pos2(x + step * 0.32, y_of(difference)),
            );
            let bar = bar.with_max_y(bar.max.y.max(bar.min.y + 1.0));
            let is_strong = self
                .strong
                .is_some_and(|(first, last)| (first..=last).contains(&at));
            ui.painter()
                .rect_filled(bar, 1.5, if is_strong { self.color } else { t.cell_border });
            ui.painter().vline(
                x,
                y_of(band.high)..=y_of(band.low),
                Stroke::new(1.0, t.muted.gamma_multiply(0.55)),
            );
        }
        ui.painter()
            .hline(plot.x_range(), zero, Stroke::new(1.0, t.control_border));
        self.captions_ui(ui, plot, step, t);
        response
    }

    fn captions_ui(&self, ui: &Ui, plot: Rect, step: f32, t: &Tokens) {
        let y = plot.bottom() + 8.0;
        for day in [0_usize, 7, 14] {
            let at = pos2(plot.left() + (day as f32 + 0.5) * step, y);
            ui.painter().text(
                at,
                Align2::CENTER_CENTER,
                day.to_string(),
                Family::Tabular.at(AXIS),
                t.muted,
            );
        }
        let at = pos2(plot.center().x, y + 14.0);
        ui.painter().text(
            at,
            Align2::CENTER_CENTER,
            "days later; only the peak counts",
            Family::Regular.at(AXIS),
            t.muted,
        );
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
