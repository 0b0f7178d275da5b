//! The bar that says what is not saved, and the question before it would be lost.

use egui::accesskit::Live;
use egui::{Context, Frame, Id, Key, Label, Margin, Modal, Panel, ScrollArea, Ui};

use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{CAUTION, body, secondary, title, tokens};
use crate::ui::widgets::Button;

/// The question's title.
const QUESTION: &str = "Close without saving?";

/// Paints the bar below a page; how high it is.
pub fn unsaved_bar_ui(ui: &mut Ui, text: &str, actions: &mut Actions) -> f32 {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(t.tone(CAUTION).tint)
        .inner_margin(Margin::symmetric(26, 8));
    let panel = Panel::bottom("unsaved")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                icons::icon_ui(ui, icons::FLOPPY, 16.0, t.caution_text);
                let room = (ui.available_width() - 110.0).max(120.0);
                let label = ui
                    .scope(|ui| {
                        ui.set_max_width(room);
                        ui.add(Label::new(body(text).color(t.caution_text)).wrap())
                    })
                    .inner;
                ui.ctx().accesskit_node_builder(label.id, |node| {
                    node.set_live(Live::Polite);
                });
                if ui.add(Button::secondary("Try again")).clicked() {
                    actions.push(Action::SaveAgain);
                }
            });
        });
    panel.response.rect.height()
}

/// Asks whether the window closes although `lines` are not saved.
pub fn closing_ui(ctx: &Context, lines: &[String], why: &str, actions: &mut Actions) {
    let modal = Modal::new(Id::unique("closing"))
        .frame(super::modal_frame(ctx))
        .show(ctx, |ui| {
            super::name_dialog(ui, QUESTION);
            ui.set_width((ctx.content_rect().width() - 60.0).min(520.0));
            ui.label(title(QUESTION));
            ui.add_space(4.0);
            ui.add(Label::new(body(why)).wrap());
            ui.add_space(4.0);
            let height = (ctx.content_rect().height() - 300.0).clamp(60.0, 240.0);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for line in lines {
                    ui.add(Label::new(body(format!("•  {line}"))).wrap());
                }
            });
            ui.add_space(4.0);
            let hint = "Kept open, Biota keeps trying to save what can be saved.";
            ui.add(Label::new(secondary(hint)).wrap());
            ui.add_space(10.0);
            buttons_ui(ui, actions);
        });
    let escape = ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    if escape || modal.should_close() {
        actions.push(Action::StayOpen);
    }
}

fn buttons_ui(ui: &mut Ui, actions: &mut Actions) {
    ui.horizontal_wrapped(|ui| {
        let again = ui.add(Button::primary("Try again and close"));
        let is_elsewhere = ui.memory(|memory| memory.focused().is_none());
        if is_elsewhere {
            again.request_focus();
        }
        if again.clicked() {
            actions.push(Action::SaveAndClose);
        }
        let stay = Button::secondary("Keep the window open");
        if ui.add(stay).clicked() {
            actions.push(Action::StayOpen);
        }
        let lose = Button::secondary("Close and lose it").danger();
        if ui.add(lose).clicked() {
            actions.push(Action::CloseAnyway);
        }
    });
}
