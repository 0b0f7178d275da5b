//! Every control in every state in one window, to look at and to try by keyboard: `cargo run --example gallery`.

use biota::ui::widgets::{
    Amount, BadgeTone, Button, Card, ChipView, Chips, EmptyState, IconButton, Scale, ScaleHue,
    Segmented, TextField, Toggle, badge, ring,
};
use biota::ui::{icons, theme};
use egui::{Id, ThemePreference, Ui, vec2};

fn word(level: f64) -> String {
    match level as i64 {
        0 => "none",
        1..=3 => "mild",
        4..=6 => "moderate",
        7..=8 => "severe",
        _ => "very severe",
    }
    .to_owned()
}

fn litres(amount: f64) -> String {
    if amount >= 1000.0 {
        format!("{:.2} L", amount / 1000.0)
    } else {
        format!("{amount} ml")
    }
}

fn unreadable(text: &str) -> Result<f64, String> {
    Err(format!("“{text}” is not a number"))
}

fn chips_ui(ui: &mut Ui) {
    let foods = [
        ChipView::none_today("None today", false),
        ChipView::count("Kefir", Some(1.0), "1"),
        ChipView::count("Kimchi", Some(2.0), "2").copied(true),
        ChipView::count("Yogurt", None, ""),
        ChipView::count("Sauerkraut", Some(0.0), "0"),
        ChipView::count("Tempeh", None, "").skipped(true),
        ChipView::count("Kōso", None, ""),
        ChipView::action("+ food"),
    ];
    Card::new("Fermented food")
        .dot(theme::tokens(ui).habit().mark)
        .trailing("3 servings today")
        .show(ui, |ui| {
            Chips::new(Id::unique("foods"), "Fermented food", &foods).show(ui);
            ui.label(theme::secondary("4 different kinds in the last 7 days"));
        });
    let none = [
        ChipView::none_today("None today", true),
        ChipView::count("Fried", None, ""),
    ];
    let sugar = [
        ChipView::count("Processed", Some(1.0), "1"),
        ChipView::count("Alcohol", None, ""),
    ];
    Card::new("Watch out")
        .dot(theme::tokens(ui).caution)
        .show(ui, |ui| {
            Chips::new(Id::unique("fried"), "Trigger food", &none).show(ui);
            Chips::new(Id::unique("sugar"), "Processed food", &sugar)
                .tone(theme::CAUTION)
                .show(ui);
        });
}

fn amounts_ui(ui: &mut Ui) {
    Card::new("Water")
        .dot(theme::tokens(ui).habit().mark)
        .trailing("aim 2.0 L from drinks · EFSA")
        .show(ui, |ui| {
            Amount::new(Id::unique("water"), "Water", &litres, &unreadable)
                .value(Some(1750.0))
                .aim(Some(2000.0))
                .steps(&[250.0, 500.0])
                .show(ui);
        });
    let hours = |amount: f64| {
        format!(
            "{} h {:02}",
            amount.trunc(),
            (amount.fract() * 60.0).round()
        )
    };
    let minutes = |amount: f64| format!("{amount} min");
    Card::new("Body")
        .dot(theme::tokens(ui).habit().mark)
        .show(ui, |ui| {
            let row = |name, format| {
                Amount::new(Id::unique(name), name, format, &unreadable)
                    .label_width(98.0)
                    .compact(true)
            };
            row("Sleep", &hours)
                .value(Some(6.75))
                .aim(Some(7.0))
                .copied(true)
                .show(ui);
            row("Movement", &minutes)
                .steps(&[5.0])
                .aim(Some(30.0))
                .show(ui);
            row("Calm", &minutes).skipped(true).show(ui);
            Toggle::new(Id::unique("care"), "Skincare")
                .value(Some(true))
                .show(ui);
            Toggle::new(Id::unique("travel"), "Travel").show(ui);
            Toggle::new(Id::unique("mask"), "Face mask")
                .value(Some(false))
                .copied(true)
                .show(ui);
        });
}

fn scales_ui(ui: &mut Ui) {
    Card::new("Skin")
        .dot(theme::tokens(ui).symptom().mark)
        .trailing("face, elbows · when to get help")
        .show(ui, |ui| {
            let row = |name| Scale::new(Id::unique(name), name).word(&word);
            row("Itch").value(Some(4.0)).show(ui);
            row("Redness or colour change").value(Some(9.0)).show(ui);
            row("Dryness").value(Some(6.0)).copied(true).show(ui);
            row("Breakouts").value(Some(0.0)).show(ui);
            row("Scaling").skipped(true).show(ui);
            row("Overall").show(ui);
            row("Sleep quality")
                .hue(ScaleHue::HigherIsBetter)
                .value(Some(8.0))
                .show(ui);
            row("Stool form")
                .levels(1.0, 7.0, 1.0)
                .hue(ScaleHue::Neutral)
                .value(Some(4.0))
                .show(ui);
        });
}

fn rest_ui(ui: &mut Ui, note: &mut String) {
    ui.horizontal(|ui| {
        ui.label(theme::title("Saturday 21 November"));
        ui.add(IconButton::new(icons::CARET_LEFT, "Day before").outlined());
        ui.add(Button::secondary("Today"));
        ui.add(IconButton::new(icons::CARET_RIGHT, "Day after").outlined());
        ring(ui, 7, 9);
    });
    ui.horizontal_wrapped(|ui| {
        ui.add(Button::secondary("Same as yesterday").hint("Y"));
        ui.add(Button::primary("Export…").icon(icons::UPLOAD));
        ui.add(Button::quiet("How this works"));
        ui.add(
            Button::secondary("Delete for good")
                .icon(icons::TRASH)
                .danger(),
        );
        ui.add(IconButton::new(icons::GUIDE, "Guide").selected(true));
        ui.add_enabled(false, Button::secondary("Not now"));
    });
    ui.horizontal(|ui| {
        let ranges = ["1 M", "4 M", "1 Y", "All"];
        Segmented::new(Id::unique("range"), "Range", &ranges, 1).show(ui);
        badge(ui, "Linked", BadgeTone::Accent);
        badge(ui, "Weak evidence", BadgeTone::Caution);
        badge(ui, "Caution", BadgeTone::Danger);
        badge(ui, "Nothing big", BadgeTone::Muted);
    });
    Card::new("Note").show(ui, |ui| {
        ui.add(
            TextField::new(note, "Note")
                .hint("New shampoo, scalp a bit tight. #travel")
                .rows(2),
        );
        ui.add(TextField::new(note, "Search").hint("Search").width(200.0));
    });
    Card::new("").show(ui, |ui| {
        EmptyState::new(icons::INSIGHTS, "No answers yet")
            .detail("Insights compare days with and days without. The first come after about five weeks of logging.")
            .action("Log today")
            .show(ui);
    });
}

fn gallery_ui(ui: &mut Ui, note: &mut String) {
    let frame = egui::Frame::new()
        .fill(theme::tokens(ui).background)
        .inner_margin(20);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(theme::GAP, theme::GAP);
        if theme::is_narrow(ui) {
            scales_ui(ui);
            chips_ui(ui);
            amounts_ui(ui);
            return;
        }
        ui.columns(2, |columns| {
            chips_ui(&mut columns[0]);
            amounts_ui(&mut columns[0]);
            scales_ui(&mut columns[1]);
            rest_ui(&mut columns[1], note);
        });
    });
}

/// The controls, and the text that is typed into those that take some.
#[derive(Default)]
struct Gallery {
    note: String,
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.horizontal(|ui| {
                for (name, theme) in [
                    ("Light", ThemePreference::Light),
                    ("Dark", ThemePreference::Dark),
                ] {
                    if ui.add(Button::secondary(name)).clicked() {
                        ui.ctx().set_theme(theme);
                    }
                }
            });
            egui::ScrollArea::vertical().show(ui, |ui| gallery_ui(ui, &mut self.note));
        });
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1120.0, 900.0]),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    eframe::run_native(
        "Biota: every control",
        options,
        Box::new(|creation| {
            theme::install(&creation.egui_ctx);
            Ok(Box::<Gallery>::default())
        }),
    )
}
