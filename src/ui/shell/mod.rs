//! What stands around every screen: the rail, toasts, what is not saved, the command palette, the sheet of shortcuts.

mod drop;
mod palette;
mod rail;
mod sheet;
mod toast;
mod unsaved;

pub use drop::drop_hint_ui;
pub use palette::{Palette, PaletteAnswer};
pub use rail::{RailFoot, rail_ui};
pub use sheet::shortcut_sheet_ui;
pub use toast::{Toast, Toasts};
pub use unsaved::{closing_ui, unsaved_bar_ui};

/// The ground of what stands over a screen and waits for an answer.
fn modal_frame(ctx: &egui::Context) -> egui::Frame {
    egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(20))
}

/// Says to a screen reader that what stands in `ui` is a dialog, and which.
fn name_dialog(ui: &egui::Ui, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(egui::accesskit::Role::Dialog);
        node.set_label(name);
    });
}
