//! What is around the cards: when to get help, how gut and skin are said to be connected, the list of sources.

use egui::{Align, Frame, Layout, Margin, RichText, Stroke, Ui};

use super::cite::article_text;
use super::grades::MEANING;
use super::strip;
use crate::guide::{Guide, HelpLevel, Urgency};
use crate::ui::icons;
use crate::ui::theme::{self, Family, body, card_title, secondary, tokens};
use crate::ui::widgets::{Button, Card, IconButton};

/// When to get help: the first thing on the screen. Whether it was folded or unfolded, and its place.
pub(super) fn help_ui(ui: &mut Ui, is_open: bool) -> egui::InnerResponse<bool> {
    let t = tokens(ui);
    let help = &Guide::embedded().help;
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.5, t.symptom().mark))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(16, 10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let mut pressed = false;
        ui.horizontal(|ui| {
            icons::icon_ui(ui, icons::FIRST_AID, 18.0, t.danger_text);
            ui.label(card_title(help.title.as_str()).color(t.danger_text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let fold = if is_open {
                    IconButton::new(icons::CARET_UP, "Fold when to get help")
                } else {
                    IconButton::new(icons::CARET_DOWN, "Unfold when to get help")
                };
                pressed = ui.add(fold).clicked();
            });
        });
        if is_open {
            levels_ui(ui, &help.levels);
            ui.add(egui::Label::new(secondary(help.basis.as_str())).wrap());
        }
        pressed
    })
}

fn levels_ui(ui: &mut Ui, levels: &[HelpLevel]) {
    if ui.available_width() > 620.0 {
        ui.columns(levels.len(), |columns| {
            for (ui, level) in columns.iter_mut().zip(levels) {
                // The columns themselves would stretch the lines of a text.
                ui.with_layout(Layout::top_down(Align::Min), |ui| level_ui(ui, level));
            }
        });
    } else {
        for level in levels {
            level_ui(ui, level);
        }
    }
}

fn level_ui(ui: &mut Ui, level: &HelpLevel) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.spacing_mut().interact_size.y = 0.0;
    let color = match level.urgency {
        Urgency::Emergency => t.danger_text,
        Urgency::SameDay | Urgency::Soon => t.text,
    };
    ui.add(egui::Label::new(card_title(level.title.as_str()).color(color)).wrap());
    for sign in &level.signs {
        point_ui(ui, sign);
    }
    ui.add_space(4.0);
}

fn point_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        ui.label(body("·"));
        ui.add(egui::Label::new(body(text)).wrap());
    });
}

/// To keep what a doctor prescribed: said above everything that is advised.
pub(super) fn prescribed_ui(ui: &mut Ui) {
    let t = tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.spacing_mut().interact_size.y = 0.0;
        icons::icon_ui(ui, icons::PILL, 16.0, t.text);
        let words = Guide::embedded().prescribed.as_str();
        let font = Family::Medium.at(14.0);
        ui.add(egui::Label::new(RichText::new(words).font(font)).wrap());
    });
}

/// How gut and skin are said to be connected, what the grades mean, what the strips show. True when folded or unfolded.
pub(super) fn introduction_ui(ui: &mut Ui, is_open: bool) -> bool {
    let introduction = &Guide::embedded().introduction;
    let mut pressed = false;
    Card::new("").show(ui, |ui| {
        let caret = if is_open {
            icons::CARET_UP
        } else {
            icons::CARET_DOWN
        };
        let button = Button::quiet(&introduction.title).icon(caret);
        pressed = ui.add(button).clicked();
        if is_open {
            ui.label(body(introduction.lead.as_str()));
            ui.scope(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                ui.spacing_mut().item_spacing.y = 3.0;
                for way in &introduction.ways {
                    point_ui(ui, way);
                }
            });
            ui.label(body(introduction.closing.as_str()));
            ui.label(secondary(MEANING));
        }
        strip::key_ui(ui);
    });
    pressed
}

/// The articles and every reference in full.
pub(super) fn sources_ui(ui: &mut Ui) {
    let guide = Guide::embedded();
    Card::new("Articles").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for article in &guide.articles {
            source_ui(ui, &article.label, &article_text(article));
        }
    });
    Card::new("References").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let count = if ui.available_width() > 700.0 { 2 } else { 1 };
        let references = &guide.references;
        ui.columns(count, |columns| {
            for (ui, part) in columns
                .iter_mut()
                .zip(references.chunks(references.len().div_ceil(count)))
            {
                // The columns themselves would stretch the lines of a text.
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    for reference in part {
                        ui.add(egui::Label::new(secondary(reference.citation())).wrap());
                    }
                });
            }
        });
    });
    ui.label(secondary(guide.disclaimer.as_str()));
}

pub(super) fn source_ui(ui: &mut Ui, name: &str, full: &str) {
    let font = Family::Medium.at(theme::SECONDARY);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(RichText::new(name).font(font));
        ui.add(egui::Label::new(secondary(full)).wrap());
    });
}
