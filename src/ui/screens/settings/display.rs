//! When a day starts, how numbers and dates are written, how Biota looks, and what troubles the person's skin.

use egui::{Id, Ui};

use super::drafts::Drafts;
use super::field::Field;
use crate::domain::{
    Concern, DateOrder, DecimalMark, Edit, FirstWeekday, LifeStage, StarterCatalogue, ThemeChoice,
    VolumeUnit, setting_key,
};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::{chip_ui, choice_ui};
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, IconButton};

/// Text sizes move in steps of this, in per cent.
const TEXT_STEP: u32 = 10;

/// Paints the section.
pub(super) fn show_ui(ui: &mut Ui, drafts: &mut Drafts, view: &View<'_>, actions: &mut Actions) {
    Card::new("Day").show(ui, |ui| day_ui(ui, drafts, view, actions));
    Card::new("Dates and numbers").show(ui, |ui| writing_ui(ui, view, actions));
    Card::new("Appearance").show(ui, |ui| appearance_ui(ui, view, actions));
    Card::new("About me").show(ui, |ui| person_ui(ui, view, actions));
}

fn day_ui(ui: &mut Ui, drafts: &mut Drafts, view: &View<'_>, actions: &mut Actions) {
    row_ui(ui, "Days start at", |ui| {
        ui.vertical(|ui| {
            ui.set_width(130.0);
            drafts.field_ui(ui, Field::DayStart, "Days start at", view, actions);
        });
        ui.label(secondary(
            "until 11:59; sleep belongs to the day you wake up",
        ));
    });
    row_ui(ui, "Weeks start on", |ui| {
        let choices = [
            (FirstWeekday::Monday, "Monday"),
            (FirstWeekday::Sunday, "Sunday"),
            (FirstWeekday::Saturday, "Saturday"),
        ];
        let current = view.journal.settings().first_weekday();
        if let Some(new) = choice_ui(ui, id("weekday"), "Weeks start on", &choices, current) {
            set(
                actions,
                setting_key::FIRST_WEEKDAY,
                new.key(),
                "first weekday",
            );
        }
    });
}

fn writing_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let settings = view.journal.settings();
    row_ui(ui, "Dates", |ui| {
        let choices = [
            (DateOrder::DayFirst, "21 November 2026"),
            (DateOrder::MonthFirst, "November 21, 2026"),
            (DateOrder::Iso, "2026-11-21"),
        ];
        if let Some(new) = choice_ui(ui, id("dates"), "Dates", &choices, settings.date_order()) {
            set(actions, setting_key::DATE_ORDER, new.key(), "date order");
        }
    });
    row_ui(ui, "Decimal mark", |ui| {
        let choices = [(DecimalMark::Point, "6.75"), (DecimalMark::Comma, "6,75")];
        let current = settings.decimal_mark();
        if let Some(new) = choice_ui(ui, id("decimal"), "Decimal mark", &choices, current) {
            set(
                actions,
                setting_key::DECIMAL_MARK,
                new.key(),
                "decimal mark",
            );
        }
    });
    row_ui(ui, "Volumes", |ui| {
        let choices = [
            (VolumeUnit::Metric, "ml and L"),
            (VolumeUnit::UsOunces, "fl oz"),
        ];
        let current = settings.volume_unit();
        if let Some(new) = choice_ui(ui, id("volume"), "Volumes", &choices, current) {
            set(
                actions,
                setting_key::VOLUME_UNIT,
                new.key(),
                "unit of volumes",
            );
        }
    });
}

fn appearance_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let settings = view.journal.settings();
    row_ui(ui, "Theme", |ui| {
        let choices = [
            (ThemeChoice::System, "As the system"),
            (ThemeChoice::Light, "Light"),
            (ThemeChoice::Dark, "Dark"),
        ];
        if let Some(new) = choice_ui(ui, id("theme"), "Theme", &choices, settings.theme()) {
            set(actions, setting_key::THEME, new.key(), "theme");
        }
    });
    row_ui(ui, "Text size", |ui| {
        let percent = settings.text_percent();
        let smaller = IconButton::new(icons::MINUS, "Smaller text").outlined();
        let larger = IconButton::new(icons::PLUS, "Larger text").outlined();
        let mut wanted = percent;
        if ui.add_enabled(percent > 80, smaller).clicked() {
            wanted = (percent - TEXT_STEP).max(80);
        }
        ui.label(medium(format!("{percent} %")));
        if ui.add_enabled(percent < 200, larger).clicked() {
            wanted = (percent + TEXT_STEP).min(200);
        }
        if percent != 100 && ui.add(Button::quiet("Usual size")).clicked() {
            wanted = 100;
        }
        if wanted != percent {
            let text = wanted.to_string();
            set(actions, setting_key::TEXT_PERCENT, &text, "text size");
        }
    });
    let mut reduced = settings.reduced_motion();
    if ui.checkbox(&mut reduced, "No animation").changed() {
        let value = if reduced { "yes" } else { "no" };
        set(
            actions,
            setting_key::REDUCED_MOTION,
            value,
            "reduced motion",
        );
    }
}

fn person_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let settings = view.journal.settings();
    ui.label(body("What troubles your skin"));
    let chosen = settings.concerns();
    ui.horizontal_wrapped(|ui| {
        for choice in &StarterCatalogue::embedded().concerns {
            let concern = choice.concern;
            if chip_ui(ui, &choice.name, chosen.contains(&concern)) {
                let flips = |other: &Concern| (*other == concern) != chosen.contains(other);
                let keys: Vec<&str> = Concern::ALL
                    .into_iter()
                    .filter(flips)
                    .map(Concern::key)
                    .collect();
                set(actions, setting_key::CONCERNS, &keys.join(" "), "concerns");
            }
        }
    });
    ui.label(secondary(
        "Trackers that fit it can be added under Trackers.",
    ));
    row_ui(ui, "Stage of life", |ui| {
        let choices = [
            (LifeStage::Adult, "Adult"),
            (LifeStage::Under18, "Under 18"),
            (
                LifeStage::PregnantOrBreastfeeding,
                "Pregnant or breastfeeding",
            ),
        ];
        let current = settings.life_stage();
        if let Some(new) = choice_ui(ui, id("stage"), "Stage of life", &choices, current) {
            set(actions, setting_key::LIFE_STAGE, new.key(), "stage of life");
        }
    });
    ui.label(secondary(
        "Aims made for adults are offered to adults alone; aims you already have stay until you change them.",
    ));
}

/// A label with its control beside it, or below it where there is little room.
fn row_ui(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui)) {
    if ui.available_width() < 420.0 {
        ui.label(body(label));
        ui.horizontal_wrapped(control);
        return;
    }
    ui.horizontal(|ui| {
        let width = 130.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 32.0), egui::Sense::hover());
        let mut place = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(rect)
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        place.label(body(label));
        control(ui);
    });
}

fn id(name: &str) -> Id {
    Id::unique(("settings: display", name))
}

fn set(actions: &mut Actions, key: &str, value: &str, label: &str) {
    actions.commit(Edit::set(key, value), label);
}
