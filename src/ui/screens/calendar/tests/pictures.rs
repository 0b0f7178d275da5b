//! Every part in both themes, for a look by eye; nothing is compared.

use std::path::PathBuf;

use egui::{Id, Theme};
use egui_kittest::Harness;

use super::super::Part;
use super::{Bench, sample};
use crate::domain::Journal;
use crate::ui::theme::{self, tokens};

fn folder() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    let folder = folder.join("calendar");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

struct Shot {
    theme: Theme,
    size: [f32; 2],
    name: &'static str,
    focus: Option<&'static str>,
    zoom: f32,
}

fn shoot(journal: &Journal, part: Part, shot: &Shot, prepare: impl Fn(&mut Bench)) {
    let theme = shot.theme;
    let mut bench = Bench::new(journal.clone()).at(part);
    prepare(&mut bench);
    let mut harness = Harness::builder()
        .with_size(shot.size)
        .with_pixels_per_point(1.25 * shot.zoom)
        .with_theme(theme)
        .with_context_setup(move |context| {
            theme::install(context);
            context.set_theme(theme);
        })
        .build_ui_state(
            |ui, bench: &mut Bench| {
                let ground = ui.ctx().content_rect();
                ui.painter().rect_filled(ground, 0.0, tokens(ui).background);
                bench.frame(ui);
            },
            bench,
        );
    harness.run();
    if let Some(id) = shot.focus {
        harness
            .ctx
            .memory_mut(|memory| memory.request_focus(Id::unique(id)));
        harness.run();
    }
    match harness.render() {
        Ok(picture) => picture
            .save(folder().join(format!("{}.png", shot.name)))
            .unwrap(),
        Err(error) => {
            assert!(
                std::env::var_os("BIOTA_REQUIRE_SNAPSHOTS").is_none(),
                "{error}"
            );
            eprintln!("skipped: no Vulkan adapter ({error})");
        }
    }
}

const WIDE: [f32; 2] = [1104.0, 860.0];
const SMALL: [f32; 2] = [724.0, 600.0];

fn wide(theme: Theme, name: &'static str) -> Shot {
    Shot {
        theme,
        size: WIDE,
        name,
        focus: None,
        zoom: 1.0,
    }
}

fn a_year() -> Journal {
    let mut journal = sample::lived_journal("2025-10-01", "2026-11-21");
    sample::add_spans(&mut journal);
    journal
}

fn show_itch(bench: &mut Bench) {
    bench.screen.year.show_tracker(sample::ITCH);
}

#[test]
fn the_year_renders() {
    let full = a_year();
    let map = Some("calendar year map");
    let shots = [
        (wide(Theme::Light, "year light"), &full),
        (wide(Theme::Dark, "year dark"), &full),
    ];
    for (shot, journal) in shots {
        shoot(journal, Part::Year, &Shot { focus: map, ..shot }, show_itch);
    }
    let small = Shot {
        size: SMALL,
        ..wide(Theme::Light, "year small")
    };
    shoot(&full, Part::Year, &small, |_| {});
    let zoomed = Shot {
        size: [380.0, 300.0],
        zoom: 2.0,
        ..wide(Theme::Light, "year zoomed")
    };
    shoot(&full, Part::Year, &zoomed, show_itch);
    let week = sample::lived_journal("2026-11-14", "2026-11-21");
    shoot(
        &week,
        Part::Year,
        &wide(Theme::Light, "year week"),
        show_itch,
    );
    let empty = sample::empty_journal();
    shoot(
        &empty,
        Part::Year,
        &wide(Theme::Light, "year empty"),
        |_| {},
    );
}

#[test]
fn the_month_renders() {
    let full = a_year();
    let grid = Some("calendar month grid");
    for theme in [Theme::Light, Theme::Dark] {
        let name = if theme == Theme::Light {
            "month light"
        } else {
            "month dark"
        };
        let shot = Shot {
            focus: grid,
            ..wide(theme, name)
        };
        shoot(&full, Part::Month, &shot, |_| {});
    }
    let small = Shot {
        size: SMALL,
        ..wide(Theme::Light, "month small")
    };
    shoot(&full, Part::Month, &small, |_| {});
    let zoomed = Shot {
        size: [380.0, 300.0],
        zoom: 2.0,
        ..wide(Theme::Light, "month zoomed")
    };
    shoot(&full, Part::Month, &zoomed, |_| {});
    let empty = Journal::default();
    shoot(
        &empty,
        Part::Month,
        &wide(Theme::Dark, "month empty"),
        |_| {},
    );
}

#[test]
fn spans_render() {
    let full = a_year();
    for theme in [Theme::Light, Theme::Dark] {
        let name = if theme == Theme::Light {
            "spans light"
        } else {
            "spans dark"
        };
        shoot(&full, Part::Spans, &wide(theme, name), |bench| {
            bench.screen.new_span(bench.today);
        });
    }
    let small = Shot {
        size: SMALL,
        ..wide(Theme::Light, "spans small")
    };
    shoot(&full, Part::Spans, &small, |_| {});
    let empty = sample::empty_journal();
    shoot(
        &empty,
        Part::Spans,
        &wide(Theme::Light, "spans empty"),
        |_| {},
    );
}

#[test]
fn notes_render() {
    let full = a_year();
    for theme in [Theme::Light, Theme::Dark] {
        let name = if theme == Theme::Light {
            "notes light"
        } else {
            "notes dark"
        };
        shoot(&full, Part::Notes, &wide(theme, name), |bench| {
            bench.screen.notes.search("travel scalp");
        });
    }
    let empty = sample::empty_journal();
    shoot(
        &empty,
        Part::Notes,
        &wide(Theme::Light, "notes empty"),
        |_| {},
    );
}
