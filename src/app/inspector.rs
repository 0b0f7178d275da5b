//! egui's own inspector over the window, in debug builds alone: F12 opens and closes it.

use egui::{Context, Id, Key, Window};

/// Shows it where it was opened.
pub(super) fn inspector_ui(ctx: &Context) {
    let id = Id::unique("inspector");
    let was_open = ctx.data(|data| data.get_temp(id).unwrap_or(false));
    let mut is_open = was_open != ctx.input(|input| input.key_pressed(Key::F12));
    if is_open {
        Window::new("Inspector")
            .open(&mut is_open)
            .vscroll(true)
            .show(ctx, |ui| ctx.inspection_ui(ui));
    }
    if is_open != was_open {
        ctx.data_mut(|data| data.insert_temp(id, is_open));
    }
}
