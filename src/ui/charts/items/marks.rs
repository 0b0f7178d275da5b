//! The marks of days: each kind of day in a shape of its own, so that none is told by colour alone.

use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};
use egui_plot::{PlotItem, PlotPoint};

use crate::ui::charts::plot::drawn;
use crate::ui::charts::series::{Point, State};
use crate::ui::charts::time_axis::middle;

/// How far a mark reaches from its middle, in points.
pub const MARK_RADIUS: f32 = 2.75;
/// Half the length of the dash of a skipped day.
const HALF_DASH: f32 = 3.0;

/// How a day looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A ring with a light fill: a recorded day.
    Ring,
    /// A square with a light fill: a recorded day of the second tracker of an overlay.
    Square,
    /// A ring alone: the running day.
    Hollow,
    /// A diamond: copied, not confirmed.
    Diamond,
    /// A dash on the base line: it did not apply, which is neither zero nor a gap.
    Dash,
}

impl Mark {
    /// The mark of a day.
    pub fn of(state: State, is_second: bool) -> Self {
        match state {
            State::Recorded if is_second => Self::Square,
            State::Recorded => Self::Ring,
            State::Copied => Self::Diamond,
            State::Running => Self::Hollow,
            State::Skipped => Self::Dash,
        }
    }
}

/// The marks of days one by one, the skipped ones on the base line at `low` in `skipped`.
pub fn marks<'a>(
    points: impl Iterator<Item = &'a Point> + Clone + 'a,
    is_second: bool,
    low: f64,
    (color, skipped): (Color32, Color32),
    to_y: impl Fn(f64) -> f64 + 'a,
) -> impl PlotItem + 'a {
    drawn(move |at, shapes| {
        shapes.extend(points.clone().map(|point| {
            let (y, color) = match point.value() {
                Some(number) => (to_y(number), color),
                None => (low, skipped),
            };
            let center = at.position_from_point(&PlotPoint::new(middle(point.day), y));
            mark(Mark::of(point.state, is_second), center, color)
        }));
    })
}

/// One mark.
pub fn mark(mark: Mark, center: Pos2, color: Color32) -> Shape {
    let stroke = Stroke::new(1.0, color);
    let fill = color.gamma_multiply(0.15);
    // The stroke of a circle lies around it.
    let inner = MARK_RADIUS - stroke.width;
    match mark {
        Mark::Ring => Shape::Circle(egui::epaint::CircleShape {
            center,
            radius: inner,
            fill,
            stroke,
        }),
        Mark::Hollow => Shape::circle_stroke(center, inner, stroke),
        Mark::Square => {
            let rect = Rect::from_center_size(center, Vec2::splat(2.0 * MARK_RADIUS - 0.5));
            let shape = egui::epaint::RectShape::new(rect, 0.0, fill, stroke, StrokeKind::Inside);
            Shape::Rect(shape.with_round_to_pixels(false))
        }
        Mark::Diamond => {
            let reach = MARK_RADIUS + 0.25;
            let corners = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)];
            let corners = corners.map(|(x, y)| center + vec2(x, y));
            Shape::convex_polygon(corners.into(), Color32::TRANSPARENT, stroke)
        }
        Mark::Dash => {
            let size = vec2(2.0 * HALF_DASH, 2.0);
            Shape::rect_filled(Rect::from_center_size(center, size), 0.0, color)
        }
    }
}
