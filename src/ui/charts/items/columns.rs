//! Years of days: columns of a few days each, from their lowest to their highest value.

use egui::{Color32, Rect};
use egui_plot::PlotItem;

use super::filled;
use crate::ui::charts::plot::drawn;
use crate::ui::charts::series::{Point, State};
use crate::ui::charts::thin::bins;

/// A column is at least so high, so that days of one value are seen.
const LEAST_HEIGHT: f32 = 1.5;

/// Columns of `days` days; where all of them were skipped there is a dash on the base line at `low`, and days without an
/// entry are open.
pub fn columns<'a>(
    points: &'a [Point],
    days: i32,
    low: f64,
    (color, strength, skipped): (Color32, f32, Color32),
    to_y: impl Fn(f64) -> f64 + 'a,
) -> impl PlotItem + 'a {
    drawn(move |at, shapes| {
        let width = (at.dpos_dvalue_x() * f64::from(days)) as f32;
        let base = at.position_from_point_y(low);
        let (mut ranges, mut dashes) = (Vec::new(), Vec::new());
        for (first, bin) in bins(points, days, |point| point.day) {
            let left = at.position_from_point_x(f64::from(first));
            // A hair between the columns tells them apart from a filled area.
            let x_range = left..=left + (width - 1.0).max(1.0);
            let mut values = bin.iter().filter_map(Point::counted);
            let Some(value) = values.next() else {
                if bin.iter().all(|point| point.state == State::Skipped) {
                    dashes.push(Rect::from_x_y_ranges(x_range, base - 1.0..=base + 1.0));
                }
                continue;
            };
            // Not `min` and `max`: these look for NaN at every day.
            let (lowest, highest) = values.fold((value, value), |(lowest, highest), value| {
                (
                    if value < lowest { value } else { lowest },
                    if value > highest { value } else { highest },
                )
            });
            let top = at.position_from_point_y(to_y(highest)) - LEAST_HEIGHT / 2.0;
            let bottom = at.position_from_point_y(to_y(lowest)) + LEAST_HEIGHT / 2.0;
            ranges.push(Rect::from_x_y_ranges(x_range, top..=bottom));
        }
        shapes.push(filled(ranges.into_iter(), color.gamma_multiply(strength)));
        shapes.push(filled(dashes.into_iter(), skipped));
    })
}
