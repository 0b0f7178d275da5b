//! What is drawn where: gaps, skipped days, bands in steps, columns that lose nothing.

use egui::{Rect, pos2};

use super::*;
use crate::domain::{AmountScale, Bound, Kind, Settings, Target};
use crate::ui::charts::advice::Band;
use crate::ui::charts::series::{LinePoint, Point, State};
use crate::ui::charts::thin::Reach;
use crate::ui::words::Words;

const FIRST: i32 = 700_000;

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

fn draw(points: Vec<Point>, advice: &Advice, days: i32) -> Drawing {
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
    let axis = ValueAxis::of(&kind, 4.0, Words::of(&Settings::default()));
    Panel {
        trace: Trace {
            name: "Kefir",
            colour: 0,
            series: &series,
            advice,
            axis: &axis,
            unit: "servings / day",
            mean: "1.6",
            mean_of: "last 30 d",
            heading: "",
            smooth: &[],
        },
        second: None,
        window: TimeWindow {
            start: f64::from(FIRST),
            end: f64::from(FIRST + days),
        },
        shadings: &[],
        rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(1_000.0, 100.0)),
        columns: Columns::of(0.0, 1_000.0, false),
        has_rule: false,
    }
    .draw(&|text, _| text.chars().count() as f32 * 6.0)
}

fn paths(drawing: &Drawing) -> Vec<(usize, f32)> {
    let path = |item: &Item| match item {
        Item::Path(points, stroke) => Some((points.len(), stroke.width)),
        _ => None,
    };
    drawing.items.iter().filter_map(path).collect()
}

fn dots(drawing: &Drawing, wanted: Dot) -> usize {
    let count = |item: &Item| match item {
        Item::Dots(centers, dot, _) if *dot == wanted => centers.len(),
        _ => 0,
    };
    drawing.items.iter().map(count).sum()
}

fn fills(drawing: &Drawing, wanted: Ink) -> Vec<Rect> {
    let rects = |item: &Item| match item {
        Item::Fills(rects, ink) if *ink == wanted => rects.clone(),
        _ => Vec::new(),
    };
    drawing.items.iter().flat_map(rects).collect()
}

#[test]
fn the_line_breaks_over_a_long_gap_and_dots_stay() {
    let whole = draw(recorded((0..20).chain(27..40)), &Advice::default(), 60);
    assert_eq!(paths(&whole), [(33, 2.0)]);
    let broken = draw(recorded((0..20).chain(28..40)), &Advice::default(), 60);
    assert_eq!(paths(&broken), [(20, 2.0), (12, 2.0)]);
    assert_eq!(dots(&broken, Dot::Ring), 32);
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
    let counts = [Dot::Ring, Dot::Broken, Dot::Hollow].map(|dot| dots(&drawing, dot));
    assert_eq!(counts, [1, 1, 1]);
    // The skipped day has a dash on the base line and no dot.
    assert_eq!(fills(&drawing, Ink::full(Hue::Muted)).len(), 1);
    // The strip: zero light, skipped grey, numbers strong, the days between empty.
    let of = |ink: Ink| fills(&drawing, ink).len();
    assert_eq!(of(Ink::part(Hue::Mark(0), 0.25)), 1);
    assert_eq!(of(Ink::part(Hue::Muted, 0.4)), 1);
    assert_eq!(of(Ink::part(Hue::Mark(0), 0.75)), 1);
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
    let bands = fills(&drawing, Ink::part(Hue::Mark(0), 0.10));
    let [earlier, later] = bands[..] else {
        panic!("two steps: {bands:?}");
    };
    assert!((earlier.right() - later.left()).abs() < 0.01);
    assert!(
        earlier.bottom() > later.bottom(),
        "a higher aim starts higher up"
    );
    let columns = Columns::of(0.0, 1_000.0, false);
    assert!(earlier.left() > columns.plot_left + 100.0);
    assert_eq!(later.right(), columns.plot_right);
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
    let widths: Vec<f32> = paths(&draw(recorded(0..5), &advice, 30))
        .into_iter()
        .map(|(_, width)| width)
        .collect();
    assert_eq!(widths, [1.0, 2.0, 1.0, 2.0]);
}

#[test]
fn years_become_columns_that_keep_every_extreme() {
    let mut points = recorded(0..3_650);
    points[1_234].number = 4.0;
    let drawing = draw(points, &Advice::default(), 3_650);
    assert_eq!(dots(&drawing, Dot::Ring), 0);
    let columns = Columns::of(0.0, 1_000.0, false);
    let plot = plot_of(
        Rect::from_min_max(pos2(0.0, 0.0), pos2(1_000.0, 100.0)),
        columns,
        true,
    );
    let envelope = |item: &Item| match item {
        Item::Reaches(reaches, _, ink) if ink.strength < 1.0 => reaches.clone(),
        _ => Vec::new(),
    };
    let reaches: Vec<Reach> = drawing.items.iter().flat_map(envelope).collect();
    assert!(
        reaches
            .iter()
            .any(|reach| (reach.top - plot.top()).abs() < 0.01)
    );
    assert!(reaches.len() <= plot.width() as usize + 1);
}

#[test]
fn a_line_is_cut_at_the_edges() {
    let drawing = draw(recorded(-20..60), &Advice::default(), 30);
    let columns = Columns::of(0.0, 1_000.0, false);
    let inside = |item: &Item| match item {
        Item::Path(points, _) => points
            .iter()
            .all(|point| point.x >= columns.plot_left - 0.1 && point.x <= columns.plot_right + 0.1),
        _ => true,
    };
    assert!(drawing.items.iter().all(inside));
}
