//! How chips are set and where they stand in their row.

use std::sync::Arc;

use egui::{Align2, Galley, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::super::paint;
use super::{ChipKind, ChipView};
use crate::ui::icons::icon_font;
use crate::ui::theme::{AXIS, Family, tokens};

pub(super) const HEIGHT: f32 = 28.0;
const PADDING: f32 = 12.0;
const GAP: f32 = 7.0;
const MARK_GAP: f32 = 5.0;
const TEXT_SIZE: f32 = 13.0;
const WIDEST: f32 = 260.0;

/// The text of a chip, set.
pub(super) struct Face {
    text: Arc<Galley>,
    mark: Option<Arc<Galley>>,
    hint: Option<Arc<Galley>>,
    pub(super) is_typed: bool,
}

impl Face {
    pub(super) fn of(ui: &Ui, chip: &ChipView<'_>, typed: Option<&str>, tone: usize) -> Self {
        let t = tokens(ui);
        let on = chip.is_on() || typed.is_some();
        let (family, color) = match () {
            () if chip.skipped => (Family::Regular, t.muted),
            () if on => (Family::SemiBold, t.tone(tone).text),
            () => (Family::Regular, t.text),
        };
        let is_off_choice = chip.kind == ChipKind::NoneToday { on: false };
        Self {
            text: paint::elided(ui, &words(chip, typed), family.at(TEXT_SIZE), color, WIDEST),
            mark: chip
                .mark()
                .map(|mark| paint::line(ui, mark, icon_font(13.0), color)),
            hint: is_off_choice.then(|| paint::line(ui, "0", Family::Regular.at(AXIS), t.muted)),
            is_typed: typed.is_some(),
        }
    }

    fn width(&self) -> f32 {
        let mark = self
            .mark
            .as_ref()
            .map_or(0.0, |mark| mark.size().x + MARK_GAP);
        let hint = if self.hint.is_some() {
            18.0 + MARK_GAP + 1.0
        } else {
            0.0
        };
        (mark + self.text.size().x + hint + 2.0 * PADDING).ceil()
    }

    pub(super) fn paint(self, ui: &Ui, rect: Rect) {
        let mut room = rect.shrink2(vec2(PADDING, 0.0));
        if let Some(mark) = self.mark {
            let used = paint::text_in(ui, room, Align2::LEFT_CENTER, mark);
            room.min.x = used.right() + MARK_GAP;
        }
        let used = paint::text_in(ui, room, Align2::LEFT_CENTER, self.text);
        if self.is_typed {
            let caret = Stroke::new(1.5, tokens(ui).accent);
            ui.painter()
                .vline(used.right() + 2.0, rect.shrink(6.0).y_range(), caret);
        }
        if let Some(hint) = self.hint {
            let t = tokens(ui);
            let center = pos2(room.right() - 7.0, rect.center().y);
            let badge = Rect::from_center_size(center, vec2(18.0, 16.0));
            let stroke = Stroke::new(1.0, t.control_border);
            ui.painter()
                .rect(badge, 4.0, t.background, stroke, StrokeKind::Inside);
            paint::text_in(ui, badge, Align2::CENTER_CENTER, hint);
        }
    }
}

fn words(chip: &ChipView<'_>, typed: Option<&str>) -> String {
    match (typed, chip.kind, chip.count) {
        (Some(typed), ..) => format!("{} · {typed}", chip.label),
        (None, ChipKind::Count, _) if chip.skipped => format!("– {}", chip.label),
        (None, ChipKind::Count, Some(count)) if chip.text.is_empty() => {
            format!("{} · {count}", chip.label)
        }
        (None, ChipKind::Count, Some(_)) => format!("{} · {}", chip.label, chip.text),
        _ => chip.label.to_owned(),
    }
}

/// Chips from left to right, wrapped at `width`; the size of all and where each stands.
pub(super) fn place(faces: &[Face], width: f32) -> (Vec2, Vec<Rect>) {
    let widths: Vec<f32> = faces.iter().map(Face::width).collect();
    place_widths(&widths, width)
}

fn place_widths(widths: &[f32], room: f32) -> (Vec2, Vec<Rect>) {
    let (mut left, mut top) = (0.0, 0.0);
    let rects = widths
        .iter()
        .map(|width| {
            if left > 0.0 && left + width > room {
                left = 0.0;
                top += HEIGHT + GAP;
            }
            let rect = Rect::from_min_size(pos2(left, top), vec2(*width, HEIGHT));
            left += width + GAP;
            rect
        })
        .collect();
    (vec2(room, top + HEIGHT), rects)
}

/// The chip above or below `from` that is nearest to it across.
pub(super) fn neighbour(rects: &[Rect], from: usize, down: bool) -> Option<usize> {
    let here = rects.get(from)?;
    let top = here.top() + if down { HEIGHT + GAP } else { -(HEIGHT + GAP) };
    let across = |rect: &Rect| (rect.center().x - here.center().x).abs();
    rects
        .iter()
        .enumerate()
        .filter(|(_, rect)| (rect.top() - top).abs() < 1.0)
        .min_by(|(_, one), (_, other)| across(one).total_cmp(&across(other)))
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_wrap_and_know_their_neighbours() {
        let (size, rects) = place_widths(&[100.0, 60.0, 80.0, 90.0], 200.0);
        let lefts: Vec<f32> = rects.iter().map(Rect::left).collect();
        assert_eq!(lefts, [0.0, 107.0, 0.0, 87.0]);
        assert!((size.y - (2.0 * HEIGHT + GAP)).abs() < 0.01);
        for (from, down, to) in [
            (0, true, Some(2)),
            (1, true, Some(3)),
            (2, false, Some(0)),
            (3, false, Some(1)),
            (0, false, None),
            (3, true, None),
            (9, true, None),
        ] {
            assert_eq!(neighbour(&rects, from, down), to, "from {from}");
        }
    }

    #[test]
    fn a_chip_wider_than_the_room_stands_alone() {
        let (_, rects) = place_widths(&[300.0, 50.0], 200.0);
        assert!(rects[0].top() < 1.0);
        assert!(rects[1].top() > HEIGHT);
    }
}
