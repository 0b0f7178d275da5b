//! Lists, display and the export, by hand.

use super::*;

#[test]
fn items_are_added_described_moved_and_put_away() {
    let mut harness = open("lists", empty_journal());
    write(&mut harness, "New item of Fermented foods", "Miso");
    press(&mut harness, "Add to Fermented foods");
    let foods = tracker(&harness, "fermented_food").list.unwrap();
    let names = |harness: &Settings| -> Vec<String> {
        let items = harness.state().journal.items_of(foods);
        items.iter().map(|item| item.name.clone()).collect()
    };
    assert_eq!(names(&harness).last().map(String::as_str), Some("Miso"));
    press(&mut harness, "Move Miso up");
    assert_eq!(names(&harness).last().map(String::as_str), Some("Kōso"));
    press(&mut harness, "Edit Miso");
    write(&mut harness, "One serving is of Miso", "1 spoon");
    harness.get_by_label("Heated").click();
    harness.run();
    write(&mut harness, "One tap adds of Miso", "0,5");
    press(&mut harness, "Put away");
    let journal = &harness.state().journal;
    let miso = journal.items().find(|item| item.name == "Miso").unwrap();
    assert_eq!(miso.serving, "1 spoon");
    assert_eq!(miso.culture, crate::domain::Culture::Heated);
    assert_eq!(miso.per_tap, 0.5);
    assert!(miso.archived);
    write(&mut harness, "New item of Fermented foods", "KEFIR");
    press(&mut harness, "Add to Fermented foods");
    harness
        .get_all_by_value("That name is taken.")
        .next()
        .unwrap();
}

#[test]
fn a_new_label_does_not_rewrite_the_past() {
    let mut journal = empty_journal();
    let catalogue = crate::domain::StarterCatalogue::embedded();
    let edit = catalogue.switch_on(&journal, "probiotic_supplement", today());
    journal.apply(edit.unwrap()).unwrap();
    let mut harness = open("lists", journal);
    write(&mut harness, "New item of Probiotics", "Daily one");
    press(&mut harness, "Add to Probiotics");
    press(&mut harness, "Edit Daily one");
    for (from, strains, billions) in [
        ("2026-10-01", "L. rhamnosus GG", "10"),
        ("2026-11-10", "B. longum", "2,5"),
    ] {
        press(&mut harness, "New label…");
        write(&mut harness, "Label valid from day", from);
        write(&mut harness, "Strains", strains);
        write(&mut harness, "Billion live bacteria (CFU) a dose", billions);
        press(&mut harness, "Keep label");
    }
    let journal = &harness.state().journal;
    let item = journal
        .items()
        .find(|item| item.name == "Daily one")
        .unwrap();
    assert_eq!(item.label_on(day("2026-11-09")).unwrap().cfu_per_dose, 1e10);
    assert_eq!(item.label_on(today()).unwrap().strains, "B. longum");
    assert_eq!(item.label_on(day("2026-09-30")), None);
}

#[test]
fn display_choices_are_settings_and_undo_like_all_else() {
    let mut harness = open("display", empty_journal());
    harness.get_by_label("Dark").click();
    harness.run();
    harness.get_by_label("6,75").click();
    harness.run();
    press(&mut harness, "Larger text");
    write(&mut harness, "Days start at", "05:30");
    let settings = harness.state().journal.settings();
    assert_eq!(settings.theme(), crate::domain::ThemeChoice::Dark);
    assert_eq!(settings.decimal_mark(), crate::domain::DecimalMark::Comma);
    assert_eq!(settings.text_percent(), 110);
    assert_eq!(settings.day_start_minutes(), 330);
    write(&mut harness, "Days start at", "13:00");
    harness
        .get_all_by_value("A time from 00:00 to 11:59 is needed.")
        .next()
        .unwrap();
    assert_eq!(harness.state_mut().undo(), "day starts at 05:30");
    assert_eq!(harness.state().journal.settings().day_start_minutes(), 240);
}

#[test]
fn concerns_are_chosen_again() {
    let mut harness = open("display", empty_journal());
    harness
        .get_by_role_and_label(Role::CheckBox, "Rosacea")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::CheckBox, "Eczema")
        .click();
    harness.run();
    let chosen = harness.state().journal.settings().concerns();
    assert_eq!(chosen, [crate::domain::Concern::Rosacea]);
}

#[test]
fn an_export_is_asked_for_with_all_that_was_chosen() {
    let mut harness = open("trackers", full_journal());
    let screen = &mut harness.state_mut().screen;
    screen.set_suggested_folder("/home/mira/Documents".into());
    screen.show_export();
    harness.run();
    let file = harness.get_by_role_and_label(Role::TextInput, "File");
    assert!(file.is_focused());
    assert_eq!(
        file.value().as_deref(),
        Some("/home/mira/Documents/biota-entries-2026-11-21.csv")
    );
    harness.get_by_label("One row a day").click();
    harness.run();
    harness.get_by_role(Role::CheckBox).click();
    harness.run();
    write(&mut harness, "From day", "2026-11-20");
    write(&mut harness, "To day", "2026-11-01");
    press(&mut harness, "Export");
    assert!(harness.state().asked.is_empty());
    write(&mut harness, "From day", "1.11.2026");
    write(&mut harness, "To day", "");
    press(&mut harness, "Export");
    let mut expected = ExportRequest {
        form: Form::Days,
        path: "/home/mira/Documents/biota-days-2026-11-21.csv".into(),
        spreadsheet: true,
        from: Some(day("2026-11-01")),
        to: None,
    };
    assert_eq!(harness.state().asked, [Action::Export(expected.clone())]);
    press(&mut harness, "Choose place…");
    assert!(matches!(harness.state().asked[1], Action::ChooseFile(_)));
    harness
        .state_mut()
        .screen
        .file_chosen("/tmp/mine.csv".into(), Sought::NewFile("csv"));
    harness.run();
    press(&mut harness, "Export");
    expected.path = "/tmp/mine.csv".into();
    assert_eq!(harness.state().asked[2], Action::Export(expected));
}
