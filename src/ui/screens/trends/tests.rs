//! A person's ways through Trends, by accessible label.

use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};

use crate::domain::Journal;
use crate::stats::Subject;
use crate::ui::action::{Action, Actions, Picture};
use crate::ui::theme;
use crate::ui::view::View;

use super::sample::{self, FOOD, ITCH, KEFIR, WATER, ago, today};
use super::{Range, TrendsScreen};

pub(super) struct Bench {
    screen: TrendsScreen,
    journal: Journal,
    done: Vec<Action>,
}

impl Bench {
    pub(super) fn of(journal: Journal) -> Self {
        Self {
            screen: TrendsScreen::default(),
            journal,
            done: Vec::new(),
        }
    }

    pub(super) fn show_ui(&mut self, ui: &mut egui::Ui) {
        let mut actions = Actions::default();
        self.screen.show_ui(ui, &view(&self.journal), &mut actions);
        // Trends are asked for whenever the days in sight change; what a person did stands alone.
        let asked = actions.take().into_iter();
        self.done
            .extend(asked.filter(|action| !matches!(action, Action::ReadTrends(_))));
    }
}

fn view(journal: &Journal) -> View<'_> {
    View {
        journal,
        revision: 1,
        unsaved: crate::ui::view::ALL_SAVED,
        today: today(),
        past_midnight: false,
        day: today(),
        undo: None,
        redo: None,
        place: std::path::Path::new("journal.biota"),
        shelf: crate::ui::shelf::Shelf::NONE,
        findings: crate::ui::findings::Findings::none(),
        spare_uid: "spare",
    }
}

fn open(journal: Journal) -> Harness<'static, Bench> {
    sized(journal, vec2(1104.0, 860.0))
}

fn sized(journal: Journal, size: Vec2) -> Harness<'static, Bench> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, bench: &mut Bench| bench.show_ui(ui),
            Bench::of(journal),
        );
    harness.run();
    harness
}

fn chart<'a>(harness: &'a Harness<'_, Bench>, name: &str) -> Node<'a> {
    // A query borrows its words for as long as its node.
    harness.get_by_label(format!("{name}, chart").leak())
}

fn description(harness: &Harness<'_, Bench>, name: &str) -> String {
    chart(harness, name)
        .accesskit_node()
        .description()
        .unwrap_or_default()
}

fn press(harness: &mut Harness<'_, Bench>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

fn window_days(harness: &Harness<'_, Bench>) -> f64 {
    let bench = harness.state();
    bench.screen.window(&view(&bench.journal)).length()
}

#[test]
fn a_journal_without_an_entry_says_what_to_do() {
    let mut harness = open(sample::unlogged());
    harness.get_by_label("Nothing is logged yet");
    harness.get_by_label("Log today").click();
    harness.run();
    assert_eq!(
        harness.state().done,
        [Action::Go(crate::ui::screens::Screen::Today)]
    );
}

#[test]
fn the_title_counts_logged_days() {
    let harness = open(sample::journal(120));
    harness.get_by_label("25 July – 21 November · 108 of 120 days logged");
}

#[test]
fn every_chart_says_what_it_shows() {
    let harness = open(sample::journal(120));
    let water = description(&harness, "Water");
    for part in [
        "25 July – 21 November. Mean 2.3 L over 92 logged days",
        "lowest ",
        "skipped, ",
        "not logged",
        "2 copied values not confirmed",
        "Recommended, article 3: stay hydrated · EFSA 2010, at least 2 L a day",
        "Hydrocortisone 1 % (treatment) 28 Sep – 12 Oct",
    ] {
        assert!(water.contains(part), "{part} is not in {water}");
    }
    let food = description(&harness, "Fermented food");
    assert!(
        food.contains("articles 1 2 3 5: include; no amount given"),
        "{food}"
    );
    assert!(description(&harness, "Movement").contains("WHO 2020, at least 150 min a week"));
}

#[test]
fn zero_skipped_and_not_logged_are_three_things() {
    let entries = [(4, Some(0.0)), (3, None), (1, Some(5.0))];
    let mut harness = open(sample::with_entries(ITCH, &entries));
    harness.state_mut().screen.chosen = Some(vec![Subject::whole(ITCH)]);
    let itch = description(&harness, "Itch");
    assert!(itch.contains("21 November. Mean 2.5 over 2 logged days, lowest 0, none on 17 Nov, highest 5, moderate on 20 Nov. 1 day skipped, 26 not logged."), "{itch}");
    harness.get_by_label("Show as text").click();
    harness.run();
    let row = |date: &str| {
        let found = harness.get_by_label_contains(format!("{date} 2026;").leak());
        found.accesskit_node().label().unwrap_or_default()
    };
    assert!(row("Tue 17 Nov").contains("Itch, 0, none"));
    assert!(row("Wed 18 Nov").contains("Itch, skipped"));
    assert!(row("Thu 19 Nov").contains("Itch, not logged"));
    assert!(row("Fri 20 Nov").contains("Itch, 5, moderate"));
}

#[test]
fn a_tracker_without_an_entry_has_an_empty_chart() {
    let harness = open(sample::with_entries(ITCH, &[(1, Some(5.0))]));
    assert!(description(&harness, "Stress").contains("No day with a number."));
}

#[test]
fn keys_step_through_days_and_open_one() {
    let mut harness = open(sample::with_entries(
        ITCH,
        &[(40, Some(1.0)), (2, Some(3.0)), (1, Some(4.0))],
    ));
    chart(&harness, "Itch").focus();
    harness.run();
    press(&mut harness, &[Key::ArrowLeft]);
    assert_eq!(
        chart(&harness, "Itch").value().as_deref(),
        Some("Fri 20 Nov 2026, 4, moderate")
    );
    harness.get_by_label("Fri 20 Nov 2026, 4, moderate");
    press(&mut harness, &[Key::ArrowLeft]);
    assert_eq!(
        chart(&harness, "Itch").value().as_deref(),
        Some("Thu 19 Nov 2026, 3, mild")
    );
    press(&mut harness, &[Key::ArrowLeft]);
    assert_eq!(
        chart(&harness, "Itch").value().as_deref(),
        Some("Wed 18 Nov 2026, not logged")
    );
    press(&mut harness, &[Key::Home]);
    assert_eq!(
        harness.state().screen.cursor,
        Some(
            harness
                .state()
                .screen
                .window(&view(&harness.state().journal))
                .first()
        )
    );
    press(&mut harness, &[Key::End, Key::ArrowRight, Key::Enter]);
    assert_eq!(harness.state().done, [Action::OpenDay(today())]);
}

#[test]
fn the_cursor_takes_the_window_along() {
    let mut harness = open(sample::journal(200));
    harness.state_mut().screen.range = Range::OneMonth;
    harness.run();
    chart(&harness, "Itch").focus();
    harness.run();
    press(&mut harness, &[Key::Home, Key::ArrowLeft, Key::ArrowLeft]);
    let bench = harness.state();
    let window = bench.screen.window(&view(&bench.journal));
    assert_eq!(
        crate::ui::charts::time_axis::day_of_number(window.first()),
        ago(31)
    );
    assert_eq!(window.length(), 30.0);
}

#[test]
fn a_click_opens_the_day_under_it() {
    let mut harness = open(sample::journal(120));
    let rect = chart(&harness, "Itch").rect();
    let bench = harness.state();
    let window = bench.screen.window(&view(&bench.journal));
    let columns = crate::ui::charts::panel::Columns::of(rect.left(), rect.right(), false);
    let day = crate::ui::charts::time_axis::number_of(ago(30));
    let at = egui::pos2(
        window.x(day, columns.plot_left, columns.plot_right),
        rect.center().y,
    );
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.run();
    harness.drop_at(at);
    harness.run();
    assert_eq!(harness.state().done, [Action::OpenDay(ago(30))]);
}

#[test]
fn ranges_are_chosen_and_remembered() {
    let mut harness = open(sample::journal(1_000));
    harness.get_by_label("1 Y").click();
    harness.run();
    assert_eq!(window_days(&harness), 365.0);
    harness.get_by_label("All").click();
    harness.run();
    assert_eq!(window_days(&harness), 1_000.0);
    let remembered = |value: &str| Action::Remember {
        name: "trends.range".to_owned(),
        value: value.to_owned(),
    };
    assert_eq!(harness.state().done, [remembered("1y"), remembered("all")]);
}

#[test]
fn a_remembered_choice_is_taken_up() {
    let mut journal = sample::journal(400);
    for (name, value) in [
        ("trends.range", "1y"),
        ("trends.trackers", "itch fermented_food/kefir gone"),
    ] {
        let key = format!("{}{name}", crate::domain::setting_key::REMEMBERED);
        journal
            .apply(crate::domain::Edit::set(&key, value))
            .unwrap();
    }
    let harness = open(journal);
    assert_eq!(window_days(&harness), 365.0);
    chart(&harness, "Itch");
    chart(&harness, "Kefir (Fermented food)");
    assert!(harness.query_by_label("Water, chart").is_none());
    assert!(description(&harness, "Kefir (Fermented food)").contains("lowest 0 servings"));
    let bench = harness.state();
    let kefir = Subject {
        tracker: FOOD,
        item: Some(KEFIR),
    };
    assert!(
        bench
            .screen
            .shown_keys(&view(&bench.journal))
            .contains(&kefir)
    );
}

#[test]
fn plus_and_minus_zoom_and_zero_resets() {
    let mut harness = open(sample::journal(400));
    harness.event(Event::Text("+".to_owned()));
    harness.run();
    assert!((window_days(&harness) - 96.0).abs() < 1e-6);
    harness.event(Event::Text("-".to_owned()));
    harness.run();
    assert!((window_days(&harness) - 120.0).abs() < 1e-6);
    harness.event(Event::Text("+".to_owned()));
    harness.event(Event::Text("0".to_owned()));
    harness.run();
    assert_eq!(window_days(&harness), 120.0);
}

#[test]
fn the_wheel_zooms_about_the_pointer_and_dragging_pans() {
    let mut harness = open(sample::journal(400));
    let rect = chart(&harness, "Itch").rect();
    harness.hover_at(rect.center());
    harness.run();
    let under = |harness: &Harness<'_, Bench>| harness.state().screen.hovered;
    let before = under(&harness);
    assert!(before.is_some());
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, 100.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    harness.run();
    assert!(window_days(&harness) < 110.0);
    assert!((under(&harness).unwrap() - before.unwrap()).abs() <= 1);
    let start = harness
        .state()
        .screen
        .window(&view(&harness.state().journal))
        .start;
    harness.drag_at(rect.center());
    harness.run();
    harness.hover_at(rect.center() + vec2(100.0, 0.0));
    harness.run();
    harness.drop_at(rect.center() + vec2(100.0, 0.0));
    harness.run();
    let after = harness
        .state()
        .screen
        .window(&view(&harness.state().journal))
        .start;
    assert!(after < start - 5.0);
    assert!(harness.state().done.is_empty(), "dragging opens no day");
}

#[test]
fn trackers_are_chosen_from_the_menu() {
    let mut harness = open(sample::journal(60));
    harness.get_by_label("Trackers").click();
    harness.run();
    harness
        .get_by_role_and_label(egui::Role::CheckBox, "Water")
        .click();
    harness.run();
    assert!(harness.query_by_label("Water, chart").is_none());
    let chosen = Action::Remember {
        name: "trends.trackers".to_owned(),
        value: "fermented_food movement stress dryness itch skincare".to_owned(),
    };
    assert_eq!(harness.state().done, [chosen]);
}

#[test]
fn two_trackers_share_a_panel() {
    let mut harness = open(sample::journal(60));
    harness.get_by_label("Overlay").click();
    harness.run();
    for name in ["Itch", "Stress"] {
        harness
            .get_by_role_and_label(egui::Role::CheckBox, name)
            .click();
        harness.run();
    }
    let said = description(&harness, "Itch and Stress");
    assert!(
        said.contains(" Itch: Mean ") && said.contains(" Stress: Mean "),
        "{said}"
    );
}

#[test]
fn a_tracker_asked_for_is_shown() {
    let mut harness = sized(sample::journal(60), vec2(724.0, 600.0));
    let bench = harness.state_mut();
    bench.screen.chosen = Some(vec![Subject::whole(WATER)]);
    let journal = bench.journal.clone();
    bench.screen.show_tracker(ITCH, &view(&journal));
    harness.run();
    chart(&harness, "Itch");
    chart(&harness, "Water");
}

#[test]
fn a_picture_is_asked_for_with_every_panel_in_sight() {
    let mut harness = open(sample::journal(120));
    harness.get_by_label("Save as picture…").click();
    harness.run();
    harness.get_by_label("SVG").click();
    harness.run();
    harness.get_by_label("Folder and file name").focus();
    harness
        .get_by_label("Folder and file name")
        .type_text("/tmp/trends");
    harness.run();
    harness.get_by_label("Save").click();
    harness.run();
    let Some(Action::SavePicture(request)) = harness.state().done.last().cloned() else {
        panic!("no picture was asked for: {:?}", harness.state().done);
    };
    assert_eq!(request.path, std::path::Path::new("/tmp/trends.svg"));
    let Picture::Svg(svg) = request.picture else {
        panic!("an SVG was asked for");
    };
    for part in [
        ">Itch</text>",
        ">Water</text>",
        "EFSA 2010, at least 2 L a day",
        ">Aug</text>",
        "108 of 120 days logged",
        "Hydrocortisone 1 %",
    ] {
        assert!(svg.contains(part), "{part} is not in the picture");
    }
    assert!(harness.query_by_label("Folder and file name").is_none());
}

#[test]
fn an_idle_screen_asks_for_no_frame() {
    let mut harness = open(sample::journal(120));
    harness.step();
    let output = harness.output();
    let wait = output
        .viewport_output
        .values()
        .map(|viewport| viewport.repaint_delay)
        .min()
        .unwrap();
    assert!(wait > std::time::Duration::from_secs(3_600), "{wait:?}");
}

#[test]
fn charts_are_one_stop_each() {
    let mut harness = open(sample::journal(120));
    chart(&harness, "Fermented food").focus();
    harness.run();
    press(&mut harness, &[Key::Tab]);
    assert!(chart(&harness, "Water").is_focused());
    press(&mut harness, &[Key::Tab]);
    assert!(chart(&harness, "Movement").is_focused());
}

#[test]
fn shift_and_a_drag_select_the_days_that_are_shown() {
    let mut harness = open(sample::journal(400));
    let rect = chart(&harness, "Itch").rect();
    let columns = crate::ui::charts::panel::Columns::of(rect.left(), rect.right(), false);
    let (left, right) = (columns.plot_left, columns.plot_right);
    let before = harness
        .state()
        .screen
        .window(&view(&harness.state().journal));
    let at = |share: f32| egui::pos2(left + share * (right - left), rect.center().y);
    harness.hover_at(at(0.25));
    harness.run();
    harness.key_down_modifiers(Modifiers::SHIFT, Key::F20);
    harness.event_modifiers(
        Event::PointerButton {
            pos: at(0.25),
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::SHIFT,
        },
        Modifiers::SHIFT,
    );
    for share in [0.3, 0.5] {
        harness.event_modifiers(Event::PointerMoved(at(share)), Modifiers::SHIFT);
        harness.run();
    }
    harness.event_modifiers(
        Event::PointerButton {
            pos: at(0.5),
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::SHIFT,
        },
        Modifiers::SHIFT,
    );
    harness.run();
    let window = harness
        .state()
        .screen
        .window(&view(&harness.state().journal));
    assert_eq!(window.start, (before.start + 30.0).floor());
    assert_eq!(window.end, (before.start + 60.0).ceil());
    assert!(harness.state().done.is_empty(), "selecting opens no day");
}

#[test]
fn what_one_feels_stands_before_what_one_does() {
    let harness = open(sample::journal(60));
    let top = |name: &str| chart(&harness, name).rect().top();
    assert!(top("Dryness") < top("Itch") && top("Itch") < top("Fermented food"));
}

#[test]
fn a_panel_is_hidden_or_pinned_from_its_menu() {
    let mut harness = open(sample::journal(60));
    let open_menu = |harness: &mut Harness<'_, Bench>, name: &str| {
        chart(harness, name).focus();
        harness.run();
        harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
        harness.run();
    };
    open_menu(&mut harness, "Water");
    harness.get_by_label("Hide").click();
    harness.run();
    assert!(harness.query_by_label("Water, chart").is_none());
    open_menu(&mut harness, "Skin care");
    harness.get_by_label("Pin to the top").click();
    harness.run();
    let top = |name: &str| chart(&harness, name).rect().top();
    assert!(top("Skin care") < top("Dryness"));
    let remembered = |name: &str, value: &str| Action::Remember {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    assert_eq!(
        harness.state().done,
        [
            remembered(
                "trends.trackers",
                "fermented_food movement stress dryness itch skincare"
            ),
            remembered("trends.pinned", "skincare"),
        ]
    );
}

#[test]
fn a_click_on_a_name_makes_its_panel_large_and_small_again() {
    let mut harness = open(sample::journal(60));
    let height = |harness: &Harness<'_, Bench>| chart(harness, "Dryness").rect().height();
    let before = height(&harness);
    let click = |harness: &mut Harness<'_, Bench>| {
        let rect = chart(harness, "Dryness").rect();
        let name = egui::pos2(rect.left() + 60.0, rect.center().y);
        harness.hover_at(name);
        harness.run();
        harness.drag_at(name);
        harness.run();
        harness.drop_at(name);
        harness.run();
    };
    click(&mut harness);
    assert!(height(&harness) >= 2.0 * before);
    click(&mut harness);
    assert_eq!(height(&harness), before);
}

#[test]
fn advice_stands_beside_the_days_and_leads_to_the_guide() {
    let mut harness = open(sample::journal(120));
    chart(&harness, "Water").focus();
    harness.run();
    harness.get_by_label("Advice on Water");
    let said = harness.get_by_label_contains("As recommended on");
    let words = said.accesskit_node().value().unwrap_or_default();
    assert!(words.contains("logged days in sight"), "{words}");
    harness.get_by_label("Open in the Guide").click();
    harness.run();
    assert_eq!(
        harness.state().done,
        [Action::ShowRecommendation("water".to_owned())]
    );
    harness.state_mut().done.clear();
    harness.get_by_label("Advice beside the charts").click();
    harness.run();
    assert!(harness.query_by_label("Advice on Water").is_none());
}

#[test]
fn pointing_at_a_band_lights_its_line_in_the_advice() {
    let mut harness = open(sample::journal(120));
    let rect = chart(&harness, "Water").rect();
    harness.hover_at(egui::pos2(rect.center().x, rect.top() + 12.0));
    harness.run();
    assert_eq!(harness.state().screen.lit, Some(Subject::whole(WATER)));
    harness.hover_at(egui::pos2(rect.center().x, rect.bottom() - 6.0));
    harness.run();
    assert_eq!(harness.state().screen.lit, None);
    let line = harness.get_by_label_contains("EFSA 2010").rect();
    harness.hover_at(line.center());
    harness.run();
    assert_eq!(harness.state().screen.lit, Some(Subject::whole(WATER)));
}

#[test]
fn a_picture_holds_the_panels_that_are_out_of_sight() {
    let mut harness = sized(sample::journal(120), vec2(724.0, 420.0));
    harness.get_by_label("Save as picture…").click();
    harness.run();
    harness.get_by_label("As on the screen").click();
    harness.run();
    harness.get_by_label("Folder and file name").focus();
    harness
        .get_by_label("Folder and file name")
        .type_text("/tmp/trends.png");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let Some(Action::SavePicture(request)) = harness.state().done.last().cloned() else {
        panic!("no picture was asked for: {:?}", harness.state().done);
    };
    let Picture::Png(bitmap) = request.picture else {
        panic!("a PNG was asked for");
    };
    let image = bitmap.paint();
    assert_eq!(image.size[0], 1_100);
    assert!(image.size[1] > 750, "{:?}", image.size);
    // The marks of the first panel's symptom and of the last one's habit.
    let first_row_of = |color: egui::Color32| {
        let at = image.pixels.iter().position(|pixel| *pixel == color);
        at.map(|at| at / image.size[0])
    };
    let tokens = theme::Tokens::of(harness.ctx.theme());
    let symptom = first_row_of(tokens.symptom().mark).unwrap();
    let habit = first_row_of(tokens.habit().mark).unwrap();
    assert!(symptom < habit);
}
