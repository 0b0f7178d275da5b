//! The sheet of every key that does something.

use egui::{Context, Grid, Id, Key, Modal, ScrollArea, Ui};

use crate::ui::command::Command;
use crate::ui::theme::{body, card_title, number, title};
use crate::ui::widgets::Button;

/// Keys of rows on Today, which are no commands.
const ROW_KEYS: [(&str, &str); 12] = [
    ("Tab", "Next row"),
    ("0 to 9, X", "Set a scale and move on; X is ten"),
    ("digits, Enter", "Type an amount and move on"),
    ("+250 Enter", "Add to an amount"),
    ("← →", "Move in a row of chips, change a scale or an amount"),
    ("digits on a chip", "Set how many"),
    ("+  −", "One more or one less of a chip"),
    ("0 on None today", "Log that there was none"),
    ("S", "Not applicable today: skip"),
    ("Delete", "Make it not logged again"),
    ("Enter", "Confirm a copied value"),
    ("Esc", "Leave what was typed"),
];

/// Below this width the keys of a day stand above the others.
const TWO_COLUMNS_FROM: f32 = 640.0;

/// Paints the sheet; true when it is to close.
pub fn shortcut_sheet_ui(ctx: &Context) -> bool {
    let modal = Modal::new(Id::unique("shortcuts"))
        .frame(super::modal_frame(ctx))
        .show(ctx, |ui| {
            super::name_dialog(ui, "Keyboard shortcuts");
            ui.set_width((ctx.content_rect().width() - 100.0).min(900.0));
            ui.label(title("Keyboard shortcuts"));
            let height = (ctx.content_rect().height() - 200.0).max(160.0);
            ScrollArea::vertical().max_height(height).show(ui, sheet_ui);
            ui.add_space(8.0);
            ui.add(Button::primary("Close")).clicked()
        });
    let escape = ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    modal.inner || modal.should_close() || escape
}

fn sheet_ui(ui: &mut Ui) {
    ui.add_space(8.0);
    if ui.available_width() < TWO_COLUMNS_FROM {
        day_keys_ui(ui);
        ui.add_space(12.0);
        command_keys_ui(ui);
    } else {
        ui.columns_const(|[left, right]| {
            day_keys_ui(left);
            command_keys_ui(right);
        });
    }
}

fn day_keys_ui(ui: &mut Ui) {
    ui.label(card_title("On a day"));
    keys_ui(
        ui,
        "row keys",
        ROW_KEYS.map(|(keys, what)| (keys.to_owned(), what)),
    );
}

fn command_keys_ui(ui: &mut Ui) {
    ui.label(card_title("Everywhere"));
    let ctx = ui.ctx().clone();
    let with_key = |command: Command| Some((command.shortcut_text(&ctx)?, command.label()));
    keys_ui(
        ui,
        "command keys",
        Command::ALL.into_iter().filter_map(with_key),
    );
}

fn keys_ui(ui: &mut Ui, id: &str, rows: impl IntoIterator<Item = (String, &'static str)>) {
    Grid::new(id)
        .num_columns(2)
        .spacing([20.0, 4.0])
        .min_row_height(20.0)
        .show(ui, |ui| {
            for (keys, what) in rows {
                ui.label(number(keys, 13.0));
                ui.add(egui::Label::new(body(what)).wrap());
                ui.end_row();
            }
        });
}
