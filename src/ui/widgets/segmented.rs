//! A choice of one among a few, side by side, such as a range of time.

use egui::{Align2, Id, Key, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::paint;
use super::stop::{HORIZONTAL, Press, Said, Stop};
use crate::ui::theme::{self, Family, tokens};

const HEIGHT: f32 = 32.0;
const PADDING: f32 = 13.0;

/// A segmented choice: one tab stop, Left and Right choose, a click chooses.
#[must_use = "it is drawn by show"]
pub struct Segmented<'a> {
    id: Id,
    name: &'a str,
    choices: &'a [&'a str],
    selected: usize,
}

impl<'a> Segmented<'a> {
    /// A choice with the words of its segments and the index of the chosen one.
    pub fn new(id: Id, name: &'a str, choices: &'a [&'a str], selected: usize) -> Self {
        Self {
            id,
            name,
            choices,
            selected,
        }
    }

    /// Draws it; the index that was newly chosen.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let t = tokens(ui);
        let stop = Stop::begin(ui, self.id);
        let mut chosen = self.chosen_by_key(&stop, ui);
        let galleys: Vec<_> = self
            .choices
            .iter()
            .map(|choice| paint::line(ui, choice, Family::Medium.at(13.5), t.text))
            .collect();
        let widths: Vec<f32> = galleys
            .iter()
            .map(|galley| galley.size().x + 2.0 * PADDING)
            .collect();
        let (_, rect) = ui.allocate_space(vec2(widths.iter().sum::<f32>(), HEIGHT));
        let radius = f32::from(theme::FIELD_RADIUS);
        ui.painter().rect(
            rect,
            radius,
            t.surface,
            Stroke::new(1.0, t.control_border),
            StrokeKind::Inside,
        );
        let value = self.choices.get(self.selected).copied().unwrap_or_default();
        let said = Said {
            role: Role::RadioGroup,
            name: self.name,
            value,
        };
        stop.end(ui, rect, HORIZONTAL, said);
        let mut left = rect.left();
        for (index, (galley, width)) in galleys.into_iter().zip(widths).enumerate() {
            let segment = Rect::from_min_size(pos2(left, rect.top()), vec2(width, HEIGHT));
            left += width;
            let response = ui.interact(segment, self.id.with(index), Sense::CLICK);
            let selected = index == self.selected;
            let enabled = ui.is_enabled();
            response.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, enabled, selected, self.choices[index])
            });
            if response.clicked() {
                stop.focus_by_pointer(ui);
                chosen = Some(index);
            }
            if selected {
                let fill = segment.shrink(3.0);
                ui.painter().rect_filled(fill, radius - 3.0, t.selection);
            } else if response.hovered() {
                ui.painter()
                    .rect_filled(segment.shrink(3.0), radius - 3.0, t.hover);
            }
            paint::text_in(ui, segment, Align2::CENTER_CENTER, galley);
        }
        stop.paint_ring(ui, rect, radius);
        chosen.filter(|index| *index != self.selected)
    }

    fn chosen_by_key(&self, stop: &Stop, ui: &Ui) -> Option<usize> {
        let mut chosen = None;
        let mut at = self.selected;
        let last = self.choices.len().checked_sub(1)?;
        while let Some(press) = stop.next(ui, |press| {
            matches!(
                press,
                Press::Key(Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End)
            )
        }) {
            at = match press {
                Press::Key(Key::ArrowLeft) => at.saturating_sub(1),
                Press::Key(Key::ArrowRight) => (at + 1).min(last),
                Press::Key(Key::Home) => 0,
                _ => last,
            };
            chosen = Some(at);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn arrows_and_clicks_choose() {
        let mut harness = Harness::builder()
            .with_context_setup(theme::install)
            .build_ui_state(
                |ui, at: &mut usize| {
                    let choices = ["1 M", "4 M", "1 Y", "All"];
                    let shown =
                        Segmented::new(Id::unique("range"), "Range", &choices, *at).show(ui);
                    if let Some(chosen) = shown {
                        *at = chosen;
                    }
                },
                1,
            );
        harness.get_by_label("Range").focus();
        harness.run();
        harness.key_press(Key::ArrowRight);
        harness.run();
        assert_eq!(*harness.state(), 2);
        assert_eq!(
            harness.get_by_label("Range").value().as_deref(),
            Some("1 Y")
        );
        harness.get_by_label("1 M").click();
        harness.run();
        assert_eq!(*harness.state(), 0);
        harness.key_press(Key::ArrowLeft);
        harness.run();
        assert_eq!(*harness.state(), 0);
        harness.key_press(Key::End);
        harness.run();
        assert_eq!(*harness.state(), 3);
    }
}
