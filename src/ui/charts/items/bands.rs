//! What is recommended, as bands that begin and end in time with an edge at the amount.

use egui::{Color32, Pos2, Rect, Shape, pos2};
use egui_plot::{PlotItem, PlotTransform};

use crate::domain::Bound;
use crate::ui::charts::advice::Band;
use crate::ui::charts::plot::drawn;

/// The bands of a tracker whose axis begins at `low`; stronger while they are pointed at elsewhere.
pub fn bands(bands: &[Band], low: f64, color: Color32, is_lit: bool) -> impl PlotItem + '_ {
    let (fill, line) = if is_lit { (0.26, 0.9) } else { (0.10, 0.45) };
    drawn(move |at, shapes| {
        for band in bands {
            let rect = rect_of(band, low, at);
            if rect.width() <= 0.0 {
                continue;
            }
            let edge = at.position_from_point_y(band.target.amount);
            let line_rect = Rect::from_x_y_ranges(rect.x_range(), edge - 0.5..=edge + 0.5);
            shapes.push(Shape::rect_filled(rect, 0.0, color.gamma_multiply(fill)));
            let color = color.gamma_multiply(line);
            shapes.push(Shape::rect_filled(line_rect, 0.0, color));
        }
    })
}

/// The band at a place of the plot.
pub fn band_at<'a>(
    bands: &'a [Band],
    low: f64,
    at: &PlotTransform,
    place: Pos2,
) -> Option<&'a Band> {
    bands
        .iter()
        .find(|band| rect_of(band, low, at).contains(place))
}

/// What is open above reaches up to the edge of the plot, over the row of words.
fn rect_of(band: &Band, low: f64, at: &PlotTransform) -> Rect {
    let frame = *at.frame();
    let x_of = |day: Option<i32>, otherwise: f32| {
        day.map_or(otherwise, |day| at.position_from_point_x(f64::from(day)))
            .clamp(frame.left(), frame.right())
    };
    let left = x_of(band.first, frame.left());
    let right = x_of(band.last.map(|day| day + 1), frame.right());
    let edge = at.position_from_point_y(band.target.amount);
    let (top, bottom) = match band.target.bound {
        Bound::AtLeast => (frame.top(), edge),
        Bound::AtMost => (edge, at.position_from_point_y(low)),
    };
    Rect::from_min_max(pos2(left, top), pos2(right, bottom))
}
