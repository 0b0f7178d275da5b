//! Yes or no, or neither yet, in one tab stop.

use egui::{Align2, Id, Key, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::paint;
use super::stop::{HORIZONTAL, Press, Said, Stop};
use crate::ui::theme::{self, Family, HABIT, tokens};

const HEIGHT: f32 = 28.0;
const SEGMENT: f32 = 56.0;

/// What a person changed about a yes/no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToggleChange {
    /// Yes or no.
    Set(bool),
    /// Not logged after all.
    Clear,
    /// Not applicable that day.
    Skip,
    /// A copied value is right.
    Confirm,
}

/// A yes/no row: one tab stop; `y` `n` `1` `0` set and move on, Left and Right set, Delete clears, `s` skips,
/// Enter confirms and moves on. A click on what is chosen takes it back.
#[must_use = "it is drawn by show"]
pub struct Toggle<'a> {
    id: Id,
    label: &'a str,
    label_width: f32,
    value: Option<bool>,
    skipped: bool,
    copied: bool,
    tone: usize,
}

impl<'a> Toggle<'a> {
    /// A row that is not logged.
    pub fn new(id: Id, label: &'a str) -> Self {
        Self {
            id,
            label,
            label_width: 98.0,
            value: None,
            skipped: false,
            copied: false,
            tone: HABIT,
        }
    }

    /// What is logged.
    pub fn value(mut self, value: Option<bool>) -> Self {
        self.value = value;
        self
    }

    /// Not applicable that day.
    pub fn skipped(mut self, skipped: bool) -> Self {
        self.skipped = skipped;
        self
    }

    /// The value came from the day before and was not confirmed.
    pub fn copied(mut self, copied: bool) -> Self {
        self.copied = copied;
        self
    }

    /// The palette index of its colour.
    pub fn tone(mut self, palette_index: usize) -> Self {
        self.tone = palette_index;
        self
    }

    /// Room for the label at the left; zero draws none, the name stays.
    pub fn label_width(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// Draws it; what a person changed.
    pub fn show(self, ui: &mut Ui) -> Option<ToggleChange> {
        let t = tokens(ui);
        let mut stop = Stop::begin(ui, self.id);
        let mut change = self.change_by_key(&mut stop, ui);
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
        let words = self.words();
        paint::row_label(ui, self.id, row, self.label, self.label_width);
        let left = row.left() + self.label_width;
        let control = Rect::from_min_size(pos2(left, row.top()), vec2(2.0 * SEGMENT, HEIGHT));
        let said = Said {
            role: Role::RadioGroup,
            name: self.label,
            value: &words,
        };
        stop.end(ui, control, HORIZONTAL, said);
        let radius = f32::from(theme::FIELD_RADIUS);
        ui.painter().rect_filled(control, radius, t.surface);
        for (index, (word, value)) in [("Yes", true), ("No", false)].into_iter().enumerate() {
            let segment = Rect::from_min_size(
                pos2(left + SEGMENT * index as f32, row.top()),
                vec2(SEGMENT, HEIGHT),
            );
            let clicked = self.segment_ui(ui, segment, word, value);
            if clicked {
                stop.focus_by_pointer(ui);
                change = Some(match self.value {
                    Some(now) if now == value && self.copied => ToggleChange::Confirm,
                    Some(now) if now == value => ToggleChange::Clear,
                    _ => ToggleChange::Set(value),
                });
            }
        }
        let edge = Stroke::new(1.0, t.cell_border);
        if self.copied {
            paint::dashed_outline(ui, control, radius, edge);
        } else {
            ui.painter()
                .rect_stroke(control, radius, edge, StrokeKind::Inside);
        }
        stop.paint_ring(ui, control, radius);
        if self.value.is_none() || self.copied {
            let aside = Rect::from_min_max(pos2(control.right() + 10.0, row.top()), row.max);
            let said = if self.copied {
                "copied"
            } else {
                words.as_str()
            };
            let font = Family::Regular.at(theme::SECONDARY);
            let galley = paint::elided(ui, said, font, t.muted, aside.width());
            paint::text_in(ui, aside, Align2::LEFT_CENTER, galley);
        }
        change
    }

    fn segment_ui(&self, ui: &Ui, segment: Rect, word: &str, value: bool) -> bool {
        let t = tokens(ui);
        let tone = t.tone(self.tone);
        let response = ui.interact(segment, self.id.with(word), Sense::CLICK);
        let (chosen, enabled) = (self.value == Some(value), ui.is_enabled());
        let name = format!("{}, {}", self.label, word.to_lowercase());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, &name));
        let (font, color) = if chosen {
            (Family::SemiBold.at(13.0), tone.text)
        } else {
            (Family::Regular.at(13.0), t.muted)
        };
        let inner = segment.shrink(2.0);
        let radius = f32::from(theme::FIELD_RADIUS) - 2.0;
        if chosen {
            ui.painter().rect_filled(inner, radius, tone.tint);
        } else if response.hovered() {
            ui.painter().rect_filled(inner, radius, t.hover);
        }
        let galley = paint::line(ui, word, font, color);
        paint::text_in(ui, segment, Align2::CENTER_CENTER, galley);
        response.clicked()
    }

    fn words(&self) -> String {
        let words = match (self.value, self.skipped) {
            (_, true) => "– skipped",
            (Some(true), _) => "yes",
            (Some(false), _) => "no",
            (None, _) => "not logged",
        };
        if self.copied {
            format!("{words}, copied")
        } else {
            words.to_owned()
        }
    }

    fn change_by_key(&self, stop: &mut Stop, ui: &Ui) -> Option<ToggleChange> {
        let press = stop.next(ui, |press| match press {
            Press::Char(character) => "yYnN10sS".contains(character),
            Press::Key(key) => matches!(
                key,
                Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::Space
                    | Key::Enter
                    | Key::Delete
                    | Key::Backspace
            ),
        })?;
        match press {
            Press::Char(character) => {
                stop.advance(ui);
                Some(match character {
                    'y' | 'Y' | '1' => ToggleChange::Set(true),
                    'n' | 'N' | '0' => ToggleChange::Set(false),
                    _ => ToggleChange::Skip,
                })
            }
            Press::Key(Key::ArrowLeft) => Some(ToggleChange::Set(true)),
            Press::Key(Key::ArrowRight) => Some(ToggleChange::Set(false)),
            Press::Key(Key::Space) => Some(ToggleChange::Set(self.value != Some(true))),
            Press::Key(Key::Enter) => {
                stop.advance(ui);
                self.copied.then_some(ToggleChange::Confirm)
            }
            Press::Key(_) => self.is_logged().then_some(ToggleChange::Clear),
        }
    }

    fn is_logged(&self) -> bool {
        self.value.is_some() || self.skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[derive(Default)]
    struct Rows {
        values: [Option<bool>; 2],
        changes: Vec<(usize, ToggleChange)>,
    }

    fn rows_ui(ui: &mut Ui, rows: &mut Rows) {
        for (index, name) in ["Skincare", "Travel"].into_iter().enumerate() {
            let toggle = Toggle::new(Id::unique(name), name).value(rows.values[index]);
            if let Some(change) = toggle.show(ui) {
                rows.changes.push((index, change));
                match change {
                    ToggleChange::Set(value) => rows.values[index] = Some(value),
                    ToggleChange::Clear | ToggleChange::Skip => rows.values[index] = None,
                    ToggleChange::Confirm => {}
                }
            }
        }
    }

    #[test]
    fn one_key_sets_and_moves_on() {
        let mut harness = Harness::builder()
            .with_context_setup(theme::install)
            .build_ui_state(rows_ui, Rows::default());
        harness.get_by_label("Skincare").focus();
        harness.run();
        harness.event(egui::Event::Text("y".into()));
        harness.run();
        assert!(harness.get_by_label("Travel").is_focused());
        harness.event(egui::Event::Text("0".into()));
        harness.run();
        assert_eq!(harness.state().values, [Some(true), Some(false)]);
        assert_eq!(
            harness.get_by_label("Travel").value().as_deref(),
            Some("no")
        );
    }

    #[test]
    fn a_second_click_takes_it_back() {
        let mut harness = Harness::builder()
            .with_context_setup(theme::install)
            .build_ui_state(rows_ui, Rows::default());
        for _ in 0..2 {
            harness.get_by_label("Skincare, yes").click();
            harness.run();
        }
        assert_eq!(
            harness.state().changes,
            [(0, ToggleChange::Set(true)), (0, ToggleChange::Clear)]
        );
    }
}
