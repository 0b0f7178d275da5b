//! A frame's own work on Trends (layout, shapes, tessellation) over 10 years of 20 trackers, panning and zooming,
//! against a plain egui_plot of the same data in the same run. Prints the median and the 99th percentile of the time
//! the thread was at work, since other programs on the machine are no work of the frame, and checks the shares, which
//! mean the same on every machine.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use biota::domain::{
    AmountScale, Day, Direction, Entry, EntryKey, Journal, JournalParts, Kind, LevelWord,
    RatingScale, Role, Tracker, TrackerId,
};
use biota::ui::action::Actions;
use biota::ui::screens::trends::TrendsScreen;
use biota::ui::theme;
use biota::ui::view::View;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, RawInput, Rect,
    TouchPhase, Ui, pos2, vec2,
};
use egui_plot::{Line, Plot, PlotPoints};

const YEARS: i64 = 10;
const TRACKERS: i64 = 20;
const DAYS: i64 = YEARS * 365;
const FRAMES: usize = 2_000;
/// What a frame may take at the 99th percentile.
const LIMIT: Duration = Duration::from_millis(4);
/// Where it begins, and what it may take there of what the plain plot takes.
const SHARES: [(&str, f64); 3] = [("4m", 0.25), ("1y", 0.25), ("all", 0.5)];

fn main() {
    let journal = journal();
    println!(
        "{TRACKERS} trackers, {DAYS} days, {} entries, {FRAMES} frames each, window 1104 × 860",
        journal.entry_count()
    );
    let plot = measure("egui_plot, one plot of 20 lines", plain_plot(&journal));
    let mut within = true;
    for (range, most) in SHARES {
        let measured = measure(&format!("Trends, from {range}"), trends(&journal, range));
        let share = measured.as_secs_f64() / plot.as_secs_f64();
        within &= measured < LIMIT && share <= most;
        println!(
            "{:>40} of egui_plot at p99, at most {most}",
            format!("{share:.2}")
        );
    }
    let answer = if within { "yes" } else { "no" };
    println!("p99 within the shares and under {LIMIT:?}: {answer}");
    if !within {
        std::process::exit(1);
    }
}

/// The 99th percentile of the frames, printed with their median.
fn measure(name: &str, mut times: Vec<Duration>) -> Duration {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{name:>40}: p50 {:.2?}, p99 {:.2?}, longest {:.2?}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    at(0.99)
}

/// How long this thread has been at work.
#[cfg(unix)]
fn work_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// How long the program has been running, where a thread's own time is not to be had.
#[cfg(not(unix))]
fn work_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// Runs frames that pan, then zoom, in turns, and times each: the pass and the tessellation.
fn frames(mut show: impl FnMut(&mut Ui)) -> Vec<Duration> {
    let context = Context::default();
    theme::install(&context);
    let middle = pos2(700.0, 400.0);
    let mut times = Vec::with_capacity(FRAMES);
    for frame in 0..FRAMES + 20 {
        let events = events(frame, middle);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1104.0, 860.0))),
            time: Some(frame as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let start = work_time();
        let mut output = context.run_ui(input, &mut show);
        let primitives = context.tessellate(output.shapes, output.pixels_per_point);
        let took = work_time() - start;
        black_box(primitives);
        output.textures_delta.clear();
        // The first frames bring up fonts and series; they happen once.
        if frame >= 20 {
            times.push(took);
        }
    }
    times
}

/// A hundred frames of dragging to and fro, then a hundred of zooming in and out.
fn events(frame: usize, middle: egui::Pos2) -> Vec<Event> {
    let step = frame % 200;
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    if step < 100 {
        let way = if step < 50 { step } else { 100 - step };
        let at = middle + vec2(way as f32 * 6.0, 0.0);
        match step {
            0 => vec![Event::PointerMoved(middle), button(middle, true)],
            99 => vec![button(at, false)],
            _ => vec![Event::PointerMoved(at)],
        }
    } else {
        let towards = if step < 150 { 1.0 } else { -1.0 };
        vec![
            Event::PointerMoved(middle),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                source: MouseWheelSource::Trackpad,
                delta: vec2(0.0, 8.0 * towards),
                phase: TouchPhase::Move,
                modifiers: Modifiers::COMMAND,
            },
        ]
    }
}

fn trends(journal: &Journal, range: &str) -> Vec<Duration> {
    let mut journal = journal.clone();
    let key = format!("{}trends.range", biota::domain::setting_key::REMEMBERED);
    let set = journal.apply(biota::domain::Edit::set(&key, range));
    assert!(set.is_ok(), "the range is remembered");
    let mut screen = TrendsScreen::default();
    frames(|ui| {
        let view = View {
            journal: &journal,
            unsaved: biota::ui::view::ALL_SAVED,
            revision: 1,
            today: today(),
            past_midnight: false,
            day: today(),
            undo: None,
            redo: None,
            place: Path::new("journal.biota"),
            shelf: biota::ui::shelf::Shelf::NONE,
            findings: &biota::ui::findings::Findings::default(),
            spare_uid: "spare",
        };
        let mut actions = Actions::default();
        screen.show_ui(ui, &view, &mut actions);
        black_box(actions.take());
    })
}

fn plain_plot(journal: &Journal) -> Vec<Duration> {
    let series: Vec<(String, Vec<[f64; 2]>)> = journal
        .trackers()
        .iter()
        .map(|tracker| {
            let points = journal
                .entries_of(tracker.id)
                .filter_map(|(key, entry)| {
                    Some([(key.day - today()).num_days() as f64, entry.value.number()?])
                })
                .collect();
            (tracker.name.clone(), points)
        })
        .collect();
    frames(|ui| {
        Plot::new("plain").show(ui, |plot| {
            for (name, points) in &series {
                plot.line(Line::new(name.as_str(), PlotPoints::from(points.clone())));
            }
        });
    })
}

fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 21).unwrap_or_default()
}

fn journal() -> Journal {
    let trackers: Vec<Tracker> = (1..=TRACKERS).map(tracker).collect();
    let mut random = fastrand::Rng::with_seed(20);
    let mut entries = Vec::new();
    for tracker in &trackers {
        let (_, highest) = tracker.kind.bounds();
        for back in 1..=DAYS {
            let number = match &tracker.kind {
                Kind::Scale(_) => f64::from(random.u32(0..=10)),
                _ => (random.f64() * highest).round(),
            };
            let day = today() - chrono::Duration::days(back);
            entries.push((EntryKey::own(tracker.id, day), Entry::typed(number)));
        }
    }
    Journal::from_parts(JournalParts {
        trackers,
        entries,
        ..JournalParts::default()
    })
}

fn tracker(number: i64) -> Tracker {
    let starters = ["water", "sleep", "movement", "fermented_food", "plants"];
    let uid = starters
        .get(number as usize - 1)
        .map_or_else(|| format!("tracker-{number}"), |uid| (*uid).to_owned());
    let amount = |unit: &str, ceiling: f64| {
        Kind::Amount(AmountScale {
            unit: unit.to_owned(),
            step: 1.0,
            ceiling,
        })
    };
    let scale = Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: String::new(),
        words: vec![LevelWord {
            from: 0.0,
            word: "none".to_owned(),
        }],
    });
    Tracker {
        id: TrackerId(number),
        name: uid.clone(),
        role: if number <= 5 {
            Role::Habit
        } else {
            Role::Symptom
        },
        kind: match uid.as_str() {
            "water" => amount("ml", 3_000.0),
            "sleep" => amount("h", 12.0),
            "movement" => amount("min", 90.0),
            "fermented_food" => amount("servings", 4.0),
            "plants" => amount("portions", 8.0),
            _ => scale,
        },
        uid,
        list: None,
        section: "Skin".to_owned(),
        position: number,
        colour: (number % 10) as u8,
        daily_from: Some(today() - chrono::Duration::days(DAYS)),
        archived_from: None,
        copyable: true,
    }
}
