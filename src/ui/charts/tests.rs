//! What is drawn where: gaps, skipped days, bands in steps, columns that lose nothing.

use egui::epaint::{CircleShape, ClippedShape, PathShape};
use egui::{Color32, Context, Id, Mesh, RawInput, Rect, Shape, pos2};
use egui_plot::PlotTransform;

use super::advice::{Advice, Band};
use super::panel::{Columns, Panel, Trace};
use super::series::{LinePoint, Point, Series, State};
use super::time_axis::TimeWindow;
use super::value_axis::ValueAxis;
use crate::domain::{AmountScale, Bound, Kind, Period, Settings, Target};
use crate::ui::theme::{self, LIGHT};
use crate::ui::words::Words;

const FIRST: i32 = 700_000;

/// A drawn panel of a thousand points' width.
struct Drawn {
    shapes: Vec<Shape>,
    at: PlotTransform,
}

fn point(day: i32, number: f64, state: State) -> Point {
    Point {
        day: FIRST + day,
        number,
        state,
    }
}

fn recorded(days: impl Iterator<Item = i32>) -> Vec<Point> {
    days.map(|day| point(day, f64::from(day % 4), State::Recorded))
        .collect()
}

fn draw(points: Vec<Point>, advice: &Advice, days: i32) -> Drawn {
    let mean = |point: &Point| LinePoint {
        day: point.day,
        value: 2.0,
        complete: point.day % 2 == 0,
    };
    let means: Vec<LinePoint> = points.iter().map(mean).collect();
    let series = Series {
        sums: means.clone(),
        means,
        points,
    };
    let kind = Kind::Amount(AmountScale {
        unit: "servings".to_owned(),
        step: 1.0,
        ceiling: 10.0,
    });
    let traces = [Trace {
        colour: 0,
        series: &series,
        advice,
        axis: ValueAxis::of(&kind, 4.0, Words::of(&Settings::default())),
        smooth: &[],
    }];
    let panel = Panel {
        id: Id::unique("panel"),
        rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(1_000.0, 100.0)),
        columns: Columns::of(0.0, 1_000.0, false),
        window: TimeWindow {
            start: f64::from(FIRST),
            end: f64::from(FIRST + days),
        },
        traces: &traces,
        shadings: &[],
        is_lit: false,
    };
    let context = Context::default();
    theme::install(&context);
    context.set_theme(egui::Theme::Light);
    let mut at = None;
    let mut output = context.run_ui(RawInput::default(), |ui| at = panel.show_ui(ui));
    output.textures_delta.clear();
    let of = |clipped: ClippedShape| clipped.shape;
    Drawn {
        shapes: output.shapes.into_iter().map(of).collect(),
        at: at.unwrap(),
    }
}

impl Drawn {
    fn paths(&self) -> Vec<&PathShape> {
        let paths = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Path(path) if !path.closed => Some(path),
            _ => None,
        });
        paths.collect()
    }

    fn line_widths(&self) -> Vec<(usize, f32)> {
        let of = |path: &&PathShape| (path.points.len(), path.stroke.width);
        self.paths().iter().map(of).collect()
    }

    fn circles(&self) -> Vec<&CircleShape> {
        let circles = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Circle(circle) => Some(circle),
            _ => None,
        });
        circles.collect()
    }

    fn rects(&self, color: Color32) -> Vec<Rect> {
        let rect = |shape: &Shape| match shape {
            Shape::Rect(rect) if rect.fill == color => Some(rect.rect),
            _ => None,
        };
        self.shapes.iter().filter_map(rect).collect()
    }

    /// The rectangles of meshes of one colour.
    fn areas(&self, color: Color32) -> Vec<Rect> {
        let of = |mesh: &Mesh| -> Vec<Rect> {
            let corners = mesh.vertices.chunks(4);
            let of_color = corners.filter(|corners| corners[0].color == color);
            of_color
                .map(|corners| Rect::from_two_pos(corners[0].pos, corners[3].pos))
                .collect()
        };
        let meshes = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Mesh(mesh) => Some(of(mesh)),
            _ => None,
        });
        meshes.flatten().collect()
    }
}

fn mark() -> Color32 {
    LIGHT.habit().mark
}

#[test]
fn the_line_breaks_over_a_long_gap_and_dots_stay() {
    let whole = draw(recorded((0..20).chain(27..40)), &Advice::default(), 60);
    assert_eq!(whole.line_widths(), [(33, 2.0)]);
    let broken = draw(recorded((0..20).chain(28..40)), &Advice::default(), 60);
    assert_eq!(broken.line_widths(), [(20, 2.0), (12, 2.0)]);
    assert_eq!(broken.circles().len(), 32);
}

#[test]
fn states_of_days_look_different() {
    let points = vec![
        point(1, 0.0, State::Recorded),
        point(2, 0.0, State::Skipped),
        point(4, 2.0, State::Copied),
        point(5, 2.0, State::Running),
    ];
    let drawing = draw(points, &Advice::default(), 30);
    let [ring, hollow] = drawing.circles()[..] else {
        panic!("a ring and a hollow one");
    };
    assert!(ring.fill.a() > 0 && hollow.fill == Color32::TRANSPARENT);
    let is_diamond = |shape: &&Shape| matches!(shape, Shape::Path(path) if path.closed && path.points.len() == 4);
    assert_eq!(drawing.shapes.iter().filter(is_diamond).count(), 1);
    // The skipped day has a dash on the base line and no dot.
    assert_eq!(drawing.rects(LIGHT.muted).len(), 1);
    // The strip: zero light, skipped grey, numbers strong, the days between empty.
    assert_eq!(drawing.areas(mark().gamma_multiply(0.25)).len(), 1);
    assert_eq!(drawing.areas(LIGHT.muted.gamma_multiply(0.4)).len(), 1);
    assert_eq!(drawing.areas(mark().gamma_multiply(0.75)).len(), 1);
}

#[test]
fn aims_are_drawn_in_steps() {
    let band = |first: i32, last: Option<i32>, amount: f64| Band {
        first: Some(FIRST + first),
        last: last.map(|day| FIRST + day),
        target: Target {
            bound: Bound::AtLeast,
            amount,
            period: Period::Day,
        },
    };
    let advice = Advice {
        bands: vec![band(10, Some(19), 1.0), band(20, None, 2.0)],
        text: "your own aim, at least 2 servings a day".to_owned(),
        is_advised: false,
    };
    let drawing = draw(recorded(0..30), &advice, 40);
    let [earlier, later] = drawing.rects(mark().gamma_multiply(0.10))[..] else {
        panic!("two steps");
    };
    assert!((earlier.right() - later.left()).abs() < 0.01);
    assert!(
        earlier.bottom() > later.bottom(),
        "a higher aim starts higher up"
    );
    let columns = Columns::of(0.0, 1_000.0, false);
    assert!(earlier.left() > columns.plot_left + 100.0);
    assert!(later.right() >= columns.plot_right);
}

#[test]
fn a_sum_with_days_missing_is_thin() {
    let target = Target {
        bound: Bound::AtLeast,
        amount: 3.0,
        period: Period::Week,
    };
    let advice = Advice {
        bands: vec![Band {
            first: None,
            last: None,
            target,
        }],
        ..Advice::default()
    };
    let drawing = draw(recorded(0..5), &advice, 30);
    let widths: Vec<f32> = drawing
        .line_widths()
        .iter()
        .map(|(_, width)| *width)
        .collect();
    assert_eq!(widths, [1.0, 2.0, 1.0, 2.0]);
}

#[test]
fn years_become_columns_that_keep_every_extreme() {
    let mut points = recorded(0..3_650);
    points[1_234].number = 4.0;
    // Two months on end.
    points[2_300..2_360]
        .iter_mut()
        .for_each(|point| point.state = State::Skipped);
    let drawing = draw(points, &Advice::default(), 3_650);
    assert_eq!(drawing.circles().len(), 0);
    let found = drawing.areas(mark().gamma_multiply(0.30));
    assert!(found.len() <= drawing.at.frame().width() as usize / 3);
    let top_of = |value: f64| drawing.at.position_from_point_y(value) - 0.75;
    let highest: Vec<&Rect> = found
        .iter()
        .filter(|rect| (rect.top() - top_of(4.0)).abs() < 0.01)
        .collect();
    let [highest] = highest[..] else {
        panic!("one column reaches to 4: {highest:?}");
    };
    let x = drawing
        .at
        .position_from_point_x(f64::from(FIRST + 1_234) + 0.5);
    assert!((highest.left()..=highest.right() + 1.0).contains(&x));
    let dashes = drawing.areas(LIGHT.muted).len();
    assert!(
        (2..=4).contains(&dashes),
        "skipped columns are dashes: {dashes}"
    );
}

#[test]
fn a_line_runs_off_the_plot_and_no_further() {
    let drawing = draw(recorded(-20..60), &Advice::default(), 30);
    let frame = drawing.at.frame().expand(40.0);
    let points = drawing.paths().into_iter().flat_map(|path| &path.points);
    let mut count = 0;
    for point in points {
        assert!(frame.x_range().contains(point.x), "{point:?}");
        count += 1;
    }
    assert!(count >= 30);
}
