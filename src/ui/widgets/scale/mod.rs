//! A scale as cells filled up to the value, in one tab stop; what its levels mean is left to the caller.

mod keys;
mod narrow;
#[cfg(test)]
mod tests;

use egui::accesskit::{Action, ActionData};
use egui::{Align2, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::paint;
use super::stop::{HORIZONTAL, Said, Stop};
use crate::ui::icons::{CIRCLE_DASHED, icon_font};
use crate::ui::theme::{self, Family, Ramp, Tokens, tokens};

const ROW_HEIGHT: f32 = 28.0;
const CELL_HEIGHT: f32 = 26.0;
const WIDEST_PITCH: f32 = 28.0;
const NARROWEST_PITCH: f32 = 23.0;
const WORD_ROOM: f32 = 84.0;
const MOST_CELLS: usize = 11;

/// What a person changed about a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScaleChange {
    /// A level.
    Set(f64),
    /// Not logged after all.
    Clear,
    /// Not applicable that day.
    Skip,
    /// A copied value is right.
    Confirm,
}

/// The hue of the cells, by which end of the scale is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScaleHue {
    /// Lower is better.
    #[default]
    Severity,
    /// Higher is better.
    HigherIsBetter,
    /// Neither end is better.
    Neutral,
}

/// A scale row: one tab stop. A digit sets and moves on (`x` is ten); on scales beyond ten or with steps that are not
/// whole, digits are typed and entered. Left and Right set, Home and End take the ends, Delete clears, `s` skips, Enter
/// confirms and moves on. A click sets; a click on the level that is set takes it back.
///
/// Where there is no room for the cells, as in a narrow window, it is a slider with a number.
#[must_use = "it is drawn by show"]
pub struct Scale<'a> {
    id: Id,
    label: &'a str,
    label_width: f32,
    lowest: f64,
    highest: f64,
    step: f64,
    value: Option<f64>,
    skipped: bool,
    copied: bool,
    hue: ScaleHue,
    word: &'a dyn Fn(f64) -> String,
    anchor: &'a dyn Fn(f64) -> Option<String>,
}

impl<'a> Scale<'a> {
    /// A scale from 0 to 10 in whole steps that is not logged.
    pub fn new(id: Id, label: &'a str) -> Self {
        Self {
            id,
            label,
            label_width: 98.0,
            lowest: 0.0,
            highest: 10.0,
            step: 1.0,
            value: None,
            skipped: false,
            copied: false,
            hue: ScaleHue::Severity,
            word: &|_| String::new(),
            anchor: &|_| None,
        }
    }

    /// Lowest and highest level and the step between two.
    pub fn levels(mut self, lowest: f64, highest: f64, step: f64) -> Self {
        self.lowest = lowest;
        self.highest = highest.max(lowest);
        self.step = if step > 0.0 { step } else { 1.0 };
        self
    }

    /// What is logged.
    pub fn value(mut self, value: Option<f64>) -> Self {
        self.value = value;
        self
    }

    /// Not applicable that day.
    pub fn skipped(mut self, skipped: bool) -> Self {
        self.skipped = skipped;
        self
    }

    /// The value was copied and not confirmed.
    pub fn copied(mut self, copied: bool) -> Self {
        self.copied = copied;
        self
    }

    /// Which end is better.
    pub fn hue(mut self, hue: ScaleHue) -> Self {
        self.hue = hue;
        self
    }

    /// The word for a level, such as "moderate"; shown beside the cells.
    pub fn word(mut self, word: &'a dyn Fn(f64) -> String) -> Self {
        self.word = word;
        self
    }

    /// What a level means to this person, shown when the pointer is over it.
    pub fn anchor(mut self, anchor: &'a dyn Fn(f64) -> Option<String>) -> Self {
        self.anchor = anchor;
        self
    }

    /// Room for the label at the left; zero draws none, the name stays.
    pub fn label_width(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// Draws it; what a person changed.
    pub fn show(self, ui: &mut Ui) -> Option<ScaleChange> {
        let mut stop = Stop::begin(ui, self.id);
        let change = self.change_by_key(&mut stop, ui);
        let change = self.change_by_request(ui).or(change);
        let pitch = self.pitch(ui);
        let (clicked, response) = match pitch {
            Some(pitch) => self.cells_ui(ui, &stop, pitch),
            None => self.narrow_ui(ui, &stop),
        };
        self.describe(ui, &response);
        clicked.or(change)
    }

    /// The width of one cell with its gap, or none if the cells find no room.
    fn pitch(&self, ui: &Ui) -> Option<f32> {
        let count = self.level_count();
        if count > MOST_CELLS || theme::is_narrow(ui) {
            return None;
        }
        let room = (ui.available_width() - self.label_width - WORD_ROOM) / count as f32;
        (room >= NARROWEST_PITCH).then(|| room.floor().min(WIDEST_PITCH))
    }

    fn cells_ui(&self, ui: &mut Ui, stop: &Stop, pitch: f32) -> (Option<ScaleChange>, Response) {
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
        let left = row.left() + self.label_width;
        let count = self.level_count();
        let width = pitch * count as f32;
        let cells = Rect::from_min_size(pos2(left, row.top()), vec2(width, ROW_HEIGHT));
        paint::row_label(ui, self.id, row, self.label, self.label_width);
        let said = Said {
            role: Role::Slider,
            name: self.label,
            value: &self.spoken(),
        };
        let response = stop.end(ui, cells, HORIZONTAL, said);
        let mut change = None;
        for index in 0..count {
            let hit = Rect::from_min_size(
                pos2(left + pitch * index as f32, row.top()),
                vec2(pitch, ROW_HEIGHT),
            );
            let level = self.level(index);
            let cell = ui.interact(hit, self.id.with(index), Sense::CLICK);
            let face = Rect::from_center_size(hit.center(), vec2(pitch - 3.0, CELL_HEIGHT));
            self.paint_cell(ui, face, level, cell.hovered());
            if cell.clicked() {
                stop.focus_by_pointer(ui);
                change = Some(self.change_by_click(level));
            }
            cell.on_hover_text(self.tooltip(level));
        }
        let ring = cells.shrink2(vec2(1.5, 1.0));
        stop.paint_ring(ui, ring, 6.0);
        let aside = Rect::from_min_max(pos2(cells.right() + 8.0, row.top()), row.max);
        self.aside_ui(ui, aside, Align2::LEFT_CENTER);
        (change, response)
    }

    fn paint_cell(&self, ui: &Ui, face: Rect, level: f64, hovered: bool) {
        let t = tokens(ui);
        let reached = self
            .value
            .is_some_and(|value| level <= value + self.step * 0.01);
        let chosen = self.is_at(level);
        let fraction = self.fraction(level);
        let ramp = self.ramp(t);
        let (fill, digit) = if reached {
            (ramp.fill(fraction), ramp.text(fraction))
        } else if hovered {
            (t.pressed, t.text)
        } else {
            (t.cell_off, t.muted)
        };
        let radius = 5.0;
        let edge = Stroke::new(1.0, t.cell_border);
        ui.painter()
            .rect(face, radius, fill, edge, StrokeKind::Inside);
        let weight = if chosen {
            Family::SemiBold
        } else {
            Family::Tabular
        };
        let galley = paint::line(ui, &self.digits(level), weight.at(12.5), digit);
        paint::text_in(ui, face, Align2::CENTER_CENTER, galley);
        if chosen && self.copied {
            let outline = face.expand(1.5);
            paint::dashed_outline(ui, outline, radius + 1.5, Stroke::new(2.0, t.text));
        } else if chosen {
            let stroke = Stroke::new(2.0, t.text);
            ui.painter()
                .rect_stroke(face.expand(1.0), radius + 1.0, stroke, StrokeKind::Middle);
        }
    }

    /// The word beside the cells.
    fn aside_ui(&self, ui: &Ui, aside: Rect, align: Align2) {
        let t = tokens(ui);
        let mark = self
            .copied
            .then(|| paint::line(ui, CIRCLE_DASHED, icon_font(13.0), t.muted));
        let mark_width = mark.as_ref().map_or(0.0, |mark| mark.size().x + 4.0);
        let font = Family::Regular.at(theme::SECONDARY);
        let room = aside.width() - mark_width;
        let words = paint::elided(ui, &self.aside_words(ui), font, t.muted, room);
        let size = vec2(mark_width + words.size().x, aside.height());
        let place = align.align_size_within_rect(size, aside);
        if let Some(mark) = mark {
            paint::text_in(ui, place, Align2::LEFT_CENTER, mark);
        }
        paint::text_in(ui, place, Align2::RIGHT_CENTER, words);
    }

    fn aside_words(&self, ui: &Ui) -> String {
        if let Some(draft) = super::draft::Draft::load(ui.ctx(), self.id) {
            return draft.text;
        }
        let Some(value) = self.value else {
            return if self.skipped {
                "– skipped"
            } else {
                "not logged"
            }
            .to_owned();
        };
        let word = (self.word)(value);
        // A level between two cells, as an import may bring, is said in figures.
        let off_grid = (self.snap(value) - value).abs() > self.step * 0.01;
        match (word.is_empty(), off_grid) {
            (_, true) => format!("{} {word}", self.digits(value)),
            (true, false) => self.digits(value),
            (false, false) => word,
        }
    }

    /// The value in words, for those who don't see the cells.
    fn spoken(&self) -> String {
        let Some(value) = self.value else {
            return if self.skipped {
                "skipped"
            } else {
                "not logged"
            }
            .to_owned();
        };
        let word = (self.word)(value);
        let separator = if word.is_empty() { "" } else { ", " };
        let copied = if self.copied { ", copied" } else { "" };
        format!(
            "{} of {}{separator}{word}{copied}",
            self.digits(value),
            self.digits(self.highest)
        )
    }

    fn tooltip(&self, level: f64) -> String {
        let mut text = self.digits(level);
        let word = (self.word)(level);
        let word = Some(word).filter(|word| !word.is_empty());
        for more in word.into_iter().chain((self.anchor)(level)) {
            text.push_str(" · ");
            text.push_str(&more);
        }
        text
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(self.lowest);
            node.set_max_numeric_value(self.highest);
            node.set_numeric_value_step(self.step);
            if let Some(value) = self.value {
                node.set_numeric_value(value);
            }
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
            node.add_action(Action::SetValue);
        });
    }

    fn change_by_request(&self, ui: &Ui) -> Option<ScaleChange> {
        ui.input(|input| {
            let asked = |action| input.num_accesskit_action_requests(self.id, action) as f64;
            let by = asked(Action::Increment) - asked(Action::Decrement);
            let set = input
                .accesskit_action_requests(self.id, Action::SetValue)
                .filter_map(|request| match &request.data {
                    Some(ActionData::NumericValue(value)) => Some(*value),
                    Some(ActionData::Value(text)) => super::draft::read_decimal(text),
                    _ => None,
                })
                .last();
            let moved = (by != 0.0).then(|| self.moved(by));
            set.or(moved)
                .map(|value| ScaleChange::Set(self.snap(value)))
        })
    }

    fn change_by_click(&self, level: f64) -> ScaleChange {
        match (self.is_at(level), self.copied) {
            (true, true) => ScaleChange::Confirm,
            (true, false) => ScaleChange::Clear,
            (false, _) => ScaleChange::Set(level),
        }
    }

    fn level_count(&self) -> usize {
        let steps = ((self.highest - self.lowest) / self.step).round();
        // A float cast saturates, so a mad range ends as a slider.
        (steps as usize).saturating_add(1)
    }

    fn level(&self, index: usize) -> f64 {
        self.lowest + self.step * index as f64
    }

    /// The nearest level.
    fn snap(&self, value: f64) -> f64 {
        let steps = ((value - self.lowest) / self.step).round();
        (self.lowest + steps * self.step).clamp(self.lowest, self.highest)
    }

    /// So many steps from the value; from "not logged" the first step takes the lowest level.
    fn moved(&self, steps: f64) -> f64 {
        match self.value {
            Some(value) => self.snap(value + steps * self.step),
            None => self.snap(self.lowest + (steps - 1.0).max(0.0) * self.step),
        }
    }

    fn is_at(&self, level: f64) -> bool {
        self.value
            .is_some_and(|value| (value - level).abs() < self.step * 0.01)
    }

    fn fraction(&self, level: f64) -> f32 {
        let range = self.highest - self.lowest;
        if range > 0.0 {
            ((level - self.lowest) / range) as f32
        } else {
            0.0
        }
    }

    fn ramp<'t>(&self, t: &'t Tokens) -> &'t Ramp {
        match self.hue {
            ScaleHue::Severity => &t.severity,
            ScaleHue::HigherIsBetter => &t.higher_is_better,
            ScaleHue::Neutral => &t.neutral,
        }
    }

    /// A level in figures, without trailing zeros.
    fn digits(&self, level: f64) -> String {
        let rounded = (level * 100.0).round() / 100.0;
        format!("{rounded}")
    }

    /// Whether a single key is enough for every level.
    fn takes_single_keys(&self) -> bool {
        let whole = |number: f64| number.fract() == 0.0;
        whole(self.step) && whole(self.lowest) && self.lowest >= 0.0 && self.highest <= 10.0
    }
}
