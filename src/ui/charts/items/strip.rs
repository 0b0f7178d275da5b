//! The strip of what was logged below the days: some of it strong, none of it light, skipped grey, not logged nothing.

use egui::{Color32, Rect};
use egui_plot::PlotItem;

use super::filled;
use crate::ui::charts::plot::drawn;
use crate::ui::charts::series::Point;
use crate::ui::charts::thin::bins;

/// How far below the base line it lies, and how high it is.
const BELOW: f32 = 4.0;
const HEIGHT: f32 = 4.0;

/// The strip of a tracker whose axis begins at `low`. Of days that share a column the strongest shows.
pub fn strip<'a>(
    points: &'a [Point],
    days: i32,
    low: f64,
    (color, skipped): (Color32, Color32),
) -> impl PlotItem + 'a {
    let class = move |point: &Point| match point.value() {
        None => 0,
        Some(number) if low == 0.0 && number == 0.0 => 1,
        Some(_) => 2,
    };
    let colors = [
        skipped.gamma_multiply(0.4),
        color.gamma_multiply(0.25),
        color.gamma_multiply(0.75),
    ];
    drawn(move |at, shapes| {
        let top = at.position_from_point_y(low) + BELOW;
        let mut runs: Vec<(usize, i32, i32)> = Vec::new();
        for (first, bin) in bins(points, days, |point| point.day) {
            let strongest = bin.iter().map(class).max().unwrap_or_default();
            match runs.last_mut() {
                Some((class, _, end)) if *class == strongest && *end == first => {
                    *end = first + days;
                }
                _ => runs.push((strongest, first, first + days)),
            }
        }
        for (class, color) in colors.into_iter().enumerate() {
            let of_class = runs.iter().filter(|run| run.0 == class);
            let rects = of_class.map(|(_, first, end)| {
                let x_of = |day: i32| at.position_from_point_x(f64::from(day));
                Rect::from_x_y_ranges(x_of(*first)..=x_of(*end), top..=top + HEIGHT)
            });
            shapes.push(filled(rects, color));
        }
    })
}
