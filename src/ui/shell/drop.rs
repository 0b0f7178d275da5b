//! What a file that hovers over the window would do.

use egui::{Align2, Context, Id, LayerId, Order, Stroke, StrokeKind, vec2};

use crate::ui::theme::{self, Family, Tokens};

/// Says that the file can be dropped, as long as one hovers.
pub fn drop_hint_ui(ctx: &Context) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let t = Tokens::of(ctx.theme());
    let layer = LayerId::new(Order::Foreground, Id::unique("drop hint"));
    let painter = ctx.layer_painter(layer);
    let window = ctx.content_rect();
    painter.rect(
        window.shrink(10.0),
        theme::CARD_RADIUS,
        t.background.gamma_multiply(0.85),
        Stroke::new(2.0, t.accent),
        StrokeKind::Inside,
    );
    let words = "Drop it to look inside. Nothing is changed yet.";
    let font = Family::SemiBold.at(17.0);
    let galley = painter.layout(
        words.to_owned(),
        font,
        t.text,
        (window.width() - 80.0).max(100.0),
    );
    let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), window);
    painter.rect(
        place.expand2(vec2(22.0, 16.0)),
        theme::CARD_RADIUS,
        t.surface,
        Stroke::new(1.0, t.border),
        StrokeKind::Inside,
    );
    painter.galley(place.min, galley, t.text);
}
