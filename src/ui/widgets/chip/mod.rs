//! A row of chips with counts, in one tab stop; what a chip stands for is left to the caller.

mod keys;
mod layout;
#[cfg(test)]
mod tests;

use egui::{Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::draft::Draft;
use super::paint;
use super::stop::{ARROWS, Said, Stop, say_value};
use crate::ui::icons::{CHECK, CIRCLE_DASHED, Icon};
use crate::ui::theme::{HABIT, tokens};
use layout::{Face, HEIGHT, place};

/// What a person changed about a row of chips, with the index of the chip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChipChange {
    /// One more.
    Add(usize),
    /// One less.
    Remove(usize),
    /// A count that was typed, zero included.
    Set(usize, f64),
    /// Not logged after all.
    Clear(usize),
    /// A copied count is right.
    Confirm(usize),
    /// A chip without a count was chosen: none today, or something that opens more.
    Activate(usize),
}

/// What a chip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipKind {
    /// An item with a count.
    Count,
    /// "None today", on or off; key 0 chooses it.
    NoneToday {
        /// Whether none was logged.
        on: bool,
    },
    /// Something that opens more, such as "+ food".
    Action,
}

/// A chip as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct ChipView<'a> {
    /// Its name.
    pub label: &'a str,
    /// What it is.
    pub kind: ChipKind,
    /// How much is logged; none is not logged, 0 is a count.
    pub count: Option<f64>,
    /// The count in words, such as "1" or "35 min".
    pub text: &'a str,
    /// Not applicable that day.
    pub skipped: bool,
    /// The count was copied and not confirmed.
    pub copied: bool,
}

impl<'a> ChipView<'a> {
    /// An item with its count, and the count in words.
    pub fn count(label: &'a str, count: Option<f64>, text: &'a str) -> Self {
        Self {
            label,
            kind: ChipKind::Count,
            count,
            text,
            skipped: false,
            copied: false,
        }
    }

    /// "None today"; stands first.
    pub fn none_today(label: &'a str, on: bool) -> Self {
        Self {
            kind: ChipKind::NoneToday { on },
            ..Self::count(label, None, "")
        }
    }

    /// Something that opens more.
    pub fn action(label: &'a str) -> Self {
        Self {
            kind: ChipKind::Action,
            ..Self::count(label, None, "")
        }
    }

    /// The same, not applicable that day.
    pub fn skipped(self, skipped: bool) -> Self {
        Self { skipped, ..self }
    }

    /// The same, copied and not confirmed.
    pub fn copied(self, copied: bool) -> Self {
        Self { copied, ..self }
    }

    fn is_on(&self) -> bool {
        match self.kind {
            ChipKind::Count => self.count.is_some_and(|count| count > 0.0),
            ChipKind::NoneToday { on } => on,
            ChipKind::Action => false,
        }
    }

    fn is_logged(&self) -> bool {
        self.count.is_some() || self.skipped || self.is_on()
    }

    fn mark(&self) -> Option<Icon> {
        match self.kind {
            _ if self.copied => Some(CIRCLE_DASHED),
            ChipKind::NoneToday { on: true } => Some(CHECK),
            _ => None,
        }
    }

    /// What is logged, in words.
    fn spoken(&self) -> String {
        let words = match (self.kind, self.count) {
            (ChipKind::Action, _) => return String::new(),
            (ChipKind::NoneToday { on }, _) => if on { "chosen" } else { "not chosen" }.to_owned(),
            (ChipKind::Count, _) if self.skipped => "skipped".to_owned(),
            (ChipKind::Count, None) => "not logged".to_owned(),
            (ChipKind::Count, Some(count)) if self.text.is_empty() => format!("{count}"),
            (ChipKind::Count, Some(_)) => self.text.to_owned(),
        };
        if self.copied {
            format!("{words}, copied")
        } else {
            words
        }
    }
}

/// A row of chips that wraps: one tab stop with a cursor in it. Arrows move the cursor; Space and `+` add one, `-` and
/// Backspace take one off, digits type a count, Delete clears, Enter adds one, confirms what was copied or enters what was
/// typed. On "None today", 0 chooses it. A click adds one, a click with Shift or the other button takes one off.
///
/// The row is a toolbar in the accessibility tree, its value the chip under the cursor; each chip is a button there.
#[must_use = "it is drawn by show"]
pub struct Chips<'a> {
    id: Id,
    name: &'a str,
    chips: &'a [ChipView<'a>],
    tone: usize,
    read: &'a dyn Fn(&str) -> Option<f64>,
}

impl<'a> Chips<'a> {
    /// A row with a name for those who don't see it.
    pub fn new(id: Id, name: &'a str, chips: &'a [ChipView<'a>]) -> Self {
        Self {
            id,
            name,
            chips,
            tone: HABIT,
            read: &super::draft::read_decimal,
        }
    }

    /// The palette index of its colour.
    pub fn tone(mut self, palette_index: usize) -> Self {
        self.tone = palette_index;
        self
    }

    /// How a typed count is read, if not as a plain number with comma or point. Only digits, comma, point and colon
    /// can be typed.
    pub fn read(mut self, read: &'a dyn Fn(&str) -> Option<f64>) -> Self {
        self.read = read;
        self
    }

    /// Draws it; what a person changed.
    pub fn show(self, ui: &mut Ui) -> Option<ChipChange> {
        if self.chips.is_empty() {
            return None;
        }
        let stop = Stop::begin(ui, self.id);
        let mut cursor = self.cursor(ui);
        let mut draft = Draft::load(ui.ctx(), self.id);
        let mut faces = self.faces(ui, cursor, draft.as_ref());
        let (mut row, mut rects) = place(&faces, ui.available_width());
        let change = self.change_by_key(&stop, &mut cursor, &mut draft, &rects, ui);
        let change = change.or_else(|| self.settle(ui, cursor, &mut draft));
        if draft.is_some() || stop.focused {
            faces = self.faces(ui, cursor, draft.as_ref());
            (row, rects) = place(&faces, ui.available_width());
        }
        match draft {
            Some(draft) => draft.store(ui.ctx(), self.id),
            None => Draft::drop(ui.ctx(), self.id),
        }
        let (_, area) = ui.allocate_space(row);
        let spoken = self.chips.get(cursor).map_or_else(String::new, |chip| {
            format!("{}, {}", chip.label, chip.spoken())
        });
        let name = self.name;
        let spoken = spoken.trim_end_matches(", ");
        let said = Said {
            role: Role::Toolbar,
            name,
            value: spoken,
        };
        stop.end(ui, area, ARROWS, said);
        let mut clicked = None;
        for (index, (face, rect)) in faces.into_iter().zip(rects).enumerate() {
            let rect = rect.translate(area.min.to_vec2());
            if let Some(change) = self.chip_ui(ui, index, face, rect) {
                cursor = index;
                stop.focus_by_pointer(ui);
                clicked = Some(change);
            }
            if index == cursor {
                stop.paint_ring(ui, rect, HEIGHT / 2.0);
            }
        }
        ui.data_mut(|data| data.insert_temp(self.cursor_id(), cursor));
        clicked.or(change)
    }

    fn cursor_id(&self) -> Id {
        self.id.with("cursor")
    }

    fn cursor(&self, ui: &Ui) -> usize {
        let stored = ui.data(|data| data.get_temp::<usize>(self.cursor_id()));
        stored.unwrap_or(0).min(self.chips.len() - 1)
    }

    fn faces(&self, ui: &Ui, cursor: usize, draft: Option<&Draft>) -> Vec<Face> {
        self.chips
            .iter()
            .enumerate()
            .map(|(index, chip)| {
                let typed = draft.filter(|_| index == cursor);
                Face::of(ui, chip, typed.map(|draft| draft.text.as_str()), self.tone)
            })
            .collect()
    }

    fn chip_ui(&self, ui: &Ui, index: usize, face: Face, rect: Rect) -> Option<ChipChange> {
        let chip = &self.chips[index];
        let response = ui.interact(rect, self.id.with(index), Sense::CLICK);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, chip.label));
        ui.ctx()
            .accesskit_node_builder(response.id, |node| say_value(node, chip.spoken()));
        self.paint_chip(ui, chip, face.is_typed, &response);
        face.paint(ui, rect);
        let backwards = response.secondary_clicked()
            || (response.clicked() && ui.input(|input| input.modifiers.shift));
        let clicked = response.clicked() || backwards;
        if chip.kind == ChipKind::Count && !chip.copied {
            response.on_hover_text("Click adds one, Shift and click takes one off");
        }
        if !clicked {
            return None;
        }
        match chip.kind {
            ChipKind::Count if backwards => self.removal(index),
            ChipKind::Count => Some(ChipChange::Add(index)),
            ChipKind::NoneToday { .. } | ChipKind::Action => Some(ChipChange::Activate(index)),
        }
    }

    fn paint_chip(&self, ui: &Ui, chip: &ChipView<'_>, is_typed: bool, response: &Response) {
        let t = tokens(ui);
        let (rect, hovered) = (response.rect, response.hovered());
        let tone = t.tone(self.tone);
        let radius = HEIGHT / 2.0;
        let on = chip.is_on() || is_typed;
        let fill = match (on && !chip.copied, hovered) {
            (true, _) => tone.tint,
            (false, true) => t.hover,
            (false, false) => t.surface,
        };
        ui.painter().rect_filled(rect, radius, fill);
        if chip.copied {
            paint::dashed_outline(ui, rect, radius, Stroke::new(1.25, tone.mark));
            return;
        }
        let edge = if on {
            tone.mark
        } else if hovered || chip.is_logged() {
            t.cell_border
        } else {
            t.control_border
        };
        let stroke = Stroke::new(1.0, edge);
        ui.painter()
            .rect_stroke(rect, radius, stroke, StrokeKind::Inside);
    }

    /// One less, or not logged at all if there is nothing to take off.
    fn removal(&self, index: usize) -> Option<ChipChange> {
        let chip = self.chips.get(index)?;
        match chip.kind {
            ChipKind::Count if chip.is_on() => Some(ChipChange::Remove(index)),
            ChipKind::Count | ChipKind::NoneToday { .. } => {
                chip.is_logged().then_some(ChipChange::Clear(index))
            }
            ChipKind::Action => None,
        }
    }
}
