//! Which targets are proposed for which names, units and values.

use super::*;
use crate::domain::{Beginning, Day};
use crate::import::Collector;

fn journal() -> Journal {
    let mut journal = Journal::default();
    let today: Day = "2026-11-21".parse().unwrap();
    let begin = StarterCatalogue::embedded().begin(&Beginning::usual(today));
    journal.apply(begin).unwrap();
    journal
}

fn target(stream: Stream, numbers: &[f64]) -> Target {
    let mut collector = Collector::new("test", "Test");
    let key = stream.key.clone();
    let place = collector.stream(&key, || stream);
    for number in numbers {
        collector.number(place, "2024-01-14".parse().unwrap(), 1, *number);
    }
    let mut mapping = guess(&collector.finish(), &journal());
    mapping.streams.remove(&key).unwrap()
}

fn amount(name: &str) -> Stream {
    Stream::new(name, name, Shape::Amount)
}

/// Tracker, item and factor.
fn check(stream: Stream, numbers: &[f64], tracker: &str, item: Option<&str>, factor: f64) {
    let name = stream.name.clone();
    let Target::Tracker(by) = target(stream, numbers) else {
        panic!("{name} goes to no tracker")
    };
    assert_eq!(by.tracker, tracker, "{name}");
    assert_eq!(by.item.as_deref(), item, "{name}");
    assert!((by.factor - factor).abs() < 1e-9, "{name}: {}", by.factor);
}

#[test]
fn names_and_units_find_their_tracker() {
    check(
        amount("Water (oz)"),
        &[64.0],
        "water",
        None,
        29.573_529_562_5,
    );
    check(
        amount("Wasser").with_unit("l"),
        &[1.5],
        "water",
        None,
        1000.0,
    );
    check(amount("Water"), &[1.5, 2.0], "water", None, 1000.0);
    check(amount("Water"), &[1500.0], "water", None, 1.0);
    check(amount("glasses of water"), &[8.0], "water", None, 250.0);
    check(amount("Sleep"), &[420.0], "sleep", None, 1.0 / 60.0);
    check(amount("SLEEP_DURATION"), &[7.5], "sleep", None, 1.0);
    check(
        amount("Running").with_unit("min"),
        &[30.0],
        "movement",
        Some("Jog"),
        1.0,
    );
    check(
        amount("кефир"),
        &[1.0],
        "fermented_food",
        Some("Kefir"),
        1.0,
    );
    check(amount("Itch"), &[0.0, 11.0], "itch", None, 1.0);
    let done = Stream::new("kimchi", "Kimchi", Shape::YesNo);
    check(done, &[1.0], "fermented_food", Some("Kimchi"), 1.0);
    let rating = Shape::Scale {
        lowest: 0.0,
        highest: 4.0,
    };
    check(
        Stream::new("i", "Itching", rating),
        &[2.0],
        "itch",
        None,
        2.5,
    );
}

#[test]
fn what_does_not_fit_is_made_anew() {
    check(
        amount("Water").with_unit("bananas"),
        &[1.0],
        "test.Water",
        None,
        1.0,
    );
    check(amount("Itch"), &[60.0], "test.Itch", None, 1.0);
    check(amount("Steps"), &[8000.0], "test.Steps", None, 1.0);
    let done = Stream::new("run", "running", Shape::YesNo).in_group("Activities");
    assert_eq!(
        target(done, &[1.0]),
        Target::Tag {
            tag: "running".to_owned()
        }
    );
    assert_eq!(target(amount("Balance"), &[-5.0]), Target::LeaveOut);
}
