//! A chart's numbers are the journal's: what is drawn is read back from the shapes, for whatever was logged.

use std::collections::BTreeMap;

use biota::domain::{
    AmountScale, Day, Entry, EntryKey, Journal, JournalParts, Kind, Origin, Role, Settings, Span,
    SpanId, SpanKind, Tracker, TrackerId, Value,
};
use biota::ui::charts::advice::Advice;
use biota::ui::charts::panel::{Columns, Panel, Shading, Trace};
use biota::ui::charts::series::Series;
use biota::ui::charts::time_axis::{TimeWindow, day_of_number, number_of};
use biota::ui::charts::value_axis::ValueAxis;
use biota::ui::theme::{self, LIGHT};
use biota::ui::words::Words;
use egui::{Color32, Context, Id, Pos2, RawInput, Rect, Shape, pos2};
use egui_plot::PlotTransform;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::scenario::{TODAY, day};

const TRACKER: TrackerId = TrackerId(1);

/// What a day may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Logged {
    Nothing,
    Skipped,
    Typed(f64),
    Copied(f64),
}

fn logged() -> impl Strategy<Value = Logged> {
    let number = || prop_oneof![2 => Just(0.0), 5 => (1_u32..=32).prop_map(|quarters| f64::from(quarters) / 4.0)];
    prop_oneof![
        2 => Just(Logged::Nothing),
        1 => Just(Logged::Skipped),
        6 => number().prop_map(Logged::Typed),
        2 => number().prop_map(Logged::Copied),
    ]
}

/// A journal whose last day is today; with a stretch of nothing and a pause, by days from its first.
fn journal(days: &[Logged], pause: Option<(usize, usize)>) -> Journal {
    let first = number_of(day(TODAY)) + 1 - days.len() as i32;
    let of = |at: usize| day_of_number(first + at as i32);
    let entry = |(at, logged): (usize, &Logged)| {
        let entry = match *logged {
            Logged::Nothing => return None,
            Logged::Skipped => Entry::skipped(),
            Logged::Typed(number) => Entry::typed(number),
            Logged::Copied(number) => Entry {
                origin: Origin::Copied,
                ..Entry::typed(number)
            },
        };
        Some((EntryKey::own(TRACKER, of(at)), entry))
    };
    let span = |(start, length): (usize, usize)| Span {
        id: SpanId(1),
        uid: "pause".to_owned(),
        kind: SpanKind::Pause,
        label: "Holiday".to_owned(),
        dose: String::new(),
        start: of(start.min(days.len() - 1)),
        end: Some(of((start + length).min(days.len() - 1))),
    };
    Journal::from_parts(JournalParts {
        trackers: vec![tracker()],
        entries: days.iter().enumerate().filter_map(entry).collect(),
        spans: pause.map(span).into_iter().collect(),
        ..JournalParts::default()
    })
}

fn tracker() -> Tracker {
    Tracker {
        id: TRACKER,
        uid: "kefir".to_owned(),
        name: "Kefir".to_owned(),
        role: Role::Habit,
        kind: Kind::Amount(AmountScale {
            unit: "servings".to_owned(),
            step: 1.0,
            ceiling: 20.0,
        }),
        list: None,
        section: "Gut".to_owned(),
        position: 1,
        colour: 0,
        daily_from: None,
        archived_from: None,
        copyable: true,
    }
}

/// What is drawn of a journal.
struct Drawn {
    shapes: Vec<Shape>,
    at: PlotTransform,
    first: Day,
    last: Day,
}

fn draw(journal: &Journal, days: usize) -> Drawn {
    let today = day(TODAY);
    let (first, last) = (day_of_number(number_of(today) + 1 - days as i32), today);
    let words = Words::of(&Settings::default());
    let series = Series::of(journal, &tracker(), None, today);
    let advice = Advice::default();
    let traces = [Trace {
        colour: 0,
        series: &series,
        advice: &advice,
        axis: ValueAxis::of(&tracker().kind, 8.0, words),
        smooth: &[],
    }];
    let shading = |span: &Span| Shading {
        first: number_of(span.start),
        last: number_of(span.end.unwrap_or(span.start)),
        kind: span.kind,
    };
    let shadings: Vec<Shading> = journal.spans().into_iter().map(shading).collect();
    let panel = Panel {
        id: Id::unique("panel"),
        rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(1_000.0, 124.0)),
        columns: Columns::of(0.0, 1_000.0, false),
        window: TimeWindow::of_days(first, last),
        traces: &traces,
        shadings: &shadings,
        is_lit: false,
    };
    let context = Context::default();
    theme::install(&context);
    context.set_theme(egui::Theme::Light);
    let mut at = None;
    let mut output = context.run_ui(RawInput::default(), |ui| at = panel.show_ui(ui));
    output.textures_delta.clear();
    Drawn {
        shapes: output
            .shapes
            .into_iter()
            .map(|clipped| clipped.shape)
            .collect(),
        at: at.unwrap(),
        first,
        last,
    }
}

impl Drawn {
    fn day_at(&self, x: f32) -> Day {
        let moment = self.at.value_from_position(pos2(x, 0.0)).x;
        day_of_number(moment.floor() as i32)
    }

    /// The day and the value of a place, to a thousandth of a serving.
    fn place(&self, at: Pos2) -> (Day, i64) {
        (
            self.day_at(at.x),
            thousandths(self.at.value_from_position(at).y),
        )
    }

    /// Typed days, copied days, the running day, skipped days.
    fn marks(&self) -> [BTreeMap<Day, i64>; 4] {
        let mut found: [BTreeMap<Day, i64>; 4] = Default::default();
        let mut put = |kind: usize, (day, value): (Day, i64)| {
            assert_eq!(found[kind].insert(day, value), None, "one mark a day");
        };
        for shape in &self.shapes {
            match shape {
                Shape::Circle(circle) if circle.fill.a() > 0 => put(0, self.place(circle.center)),
                Shape::Circle(circle) => put(2, self.place(circle.center)),
                Shape::Path(path) if path.closed => {
                    let rect = Rect::from_points(&path.points);
                    put(1, self.place(rect.center()));
                }
                Shape::Rect(rect) if rect.fill == LIGHT.muted => {
                    put(3, self.place(rect.rect.center()));
                }
                _ => {}
            }
        }
        found
    }

    /// The days of the strip by whether there was any, none, or they were skipped.
    fn strip(&self) -> BTreeMap<Day, usize> {
        let mark = LIGHT.habit().mark;
        let colors: [Color32; 3] = [
            mark.gamma_multiply(0.75),
            mark.gamma_multiply(0.25),
            LIGHT.muted.gamma_multiply(0.4),
        ];
        let mut found = BTreeMap::new();
        for shape in &self.shapes {
            let Shape::Mesh(mesh) = shape else { continue };
            for corners in mesh.vertices.chunks(4) {
                let class = colors
                    .iter()
                    .position(|color| *color == corners[0].color)
                    .unwrap();
                let (from, to) = (corners[0].pos.x + 0.5, corners[3].pos.x - 0.5);
                for day in biota::domain::days_between(self.day_at(from), self.day_at(to)) {
                    assert_eq!(found.insert(day, class), None);
                }
            }
        }
        found
    }

    /// The points of the line, each once.
    fn line(&self) -> BTreeMap<Day, i64> {
        let points = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Path(path) if !path.closed => Some(&path.points),
            _ => None,
        });
        points.flatten().map(|point| self.place(*point)).collect()
    }
}

fn thousandths(value: f64) -> i64 {
    (value * 1_000.0).round() as i64
}

/// The mean of the seven days up to each logged one, counted out.
fn means(counted: &BTreeMap<Day, f64>) -> BTreeMap<Day, i64> {
    let mut found = BTreeMap::new();
    for day in counted.keys() {
        let week = counted.range(*day - chrono::Duration::days(6)..=*day);
        let numbers: Vec<f64> = week.map(|(_, number)| *number).collect();
        if numbers.len() >= 4 {
            let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
            found.insert(*day, thousandths(mean));
        }
    }
    found
}

fn close(one: &BTreeMap<Day, i64>, other: &BTreeMap<Day, i64>) -> bool {
    let alike = |(a, b): ((&Day, &i64), (&Day, &i64))| a.0 == b.0 && (a.1 - b.1).abs() <= 1;
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_mark_stands_for_an_entry_and_every_entry_has_its_mark(
        before in vec(logged(), 1..70),
        gap in 0_usize..20,
        after in vec(logged(), 1..70),
        pause in option::of((0_usize..150, 0_usize..20)),
    ) {
        let days: Vec<Logged> = [before, vec![Logged::Nothing; gap], after].concat();
        let journal = journal(&days, pause);
        let drawn = draw(&journal, days.len());
        let today = day(TODAY);
        let mut expected: [BTreeMap<Day, i64>; 4] = Default::default();
        let (mut counted, mut strip) = (BTreeMap::new(), BTreeMap::new());
        for (key, entry) in journal.entries_of(TRACKER) {
            let (kind, value) = match (entry.value, entry.origin) {
                (Value::Skipped, _) => (3, 0.0),
                (Value::Recorded(number), _) if key.day == today => (2, number),
                (Value::Recorded(number), Origin::Copied) => (1, number),
                (Value::Recorded(number), _) => (0, number),
            };
            expected[kind].insert(key.day, thousandths(value));
            if kind < 2 {
                counted.insert(key.day, value);
            }
            let class = if kind == 3 { 2 } else { usize::from(value == 0.0) };
            strip.insert(key.day, class);
        }
        let marks = drawn.marks();
        for (kind, name) in ["typed", "copied", "running", "skipped"].into_iter().enumerate() {
            prop_assert!(close(&marks[kind], &expected[kind]), "{name}: {:?} for {:?}", marks[kind], expected[kind]);
        }
        prop_assert_eq!(drawn.strip(), strip);
        let means = means(&counted);
        let line = drawn.line();
        // A mean on its own has no line; every point of a line is a mean, to a hundredth of a point of the screen.
        prop_assert!(line.iter().all(|(day, value)| {
            means.get(day).is_some_and(|mean| (mean - value).abs() <= 2)
        }), "{line:?} for {means:?}");
        let joined = |day: &Day| means.range(*day - chrono::Duration::days(8)..=*day + chrono::Duration::days(8)).count() > 1;
        prop_assert!(means.keys().filter(|day| joined(day)).all(|day| line.contains_key(day)));
        for span in journal.spans() {
            let color = LIGHT.muted.gamma_multiply(0.10);
            let shaded = drawn.shapes.iter().find_map(|shape| match shape {
                Shape::Rect(rect) if rect.fill == color => Some(rect.rect),
                _ => None,
            });
            let shaded = shaded.unwrap();
            prop_assert_eq!(drawn.day_at(shaded.left() + 0.5), span.start.max(drawn.first));
            prop_assert_eq!(drawn.day_at(shaded.right() - 0.5), span.end.unwrap().min(drawn.last));
        }
    }
}
