//! The keys of a row of chips, and when a typed count counts.

use egui::{Key, Rect, Ui};

use super::super::draft::Draft;
use super::super::stop::{Press, Stop};
use super::layout::neighbour;
use super::{ChipChange, ChipKind, Chips};

impl Chips<'_> {
    /// What the presses of this frame change. One change a frame: presses after it wait for the next.
    pub(super) fn change_by_key(
        &self,
        stop: &Stop,
        cursor: &mut usize,
        draft: &mut Option<Draft>,
        rects: &[Rect],
        ui: &Ui,
    ) -> Option<ChipChange> {
        loop {
            let press = stop.next(ui, |press| self.wants(press, *cursor, draft.is_some()))?;
            let change = match press {
                Press::Char(character) => self.character(character, *cursor, draft, ui),
                Press::Key(key) => self.key(key, cursor, draft, rects, ui),
            };
            if change.is_some() {
                return change;
            }
        }
    }

    fn wants(&self, press: Press, cursor: usize, typing: bool) -> bool {
        let kind = self.chips[cursor].kind;
        match press {
            Press::Char('0') => kind != ChipKind::Action,
            Press::Char('.' | ',' | ':') | Press::Key(Key::Escape) => typing,
            Press::Char('+' | '-' | '−') => kind == ChipKind::Count,
            Press::Char(character) => character.is_ascii_digit() && kind == ChipKind::Count,
            Press::Key(key) => matches!(
                key,
                Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::ArrowUp
                    | Key::ArrowDown
                    | Key::Home
                    | Key::End
                    | Key::Space
                    | Key::Enter
                    | Key::Backspace
                    | Key::Delete
            ),
        }
    }

    fn character(
        &self,
        character: char,
        cursor: usize,
        draft: &mut Option<Draft>,
        ui: &Ui,
    ) -> Option<ChipChange> {
        match (character, self.chips[cursor].kind) {
            (_, ChipKind::NoneToday { .. }) => Some(ChipChange::Activate(cursor)),
            ('+', _) => {
                *draft = None;
                Some(ChipChange::Add(cursor))
            }
            ('-' | '−', _) => {
                *draft = None;
                self.removal(cursor)
            }
            _ => {
                let open = draft.get_or_insert_default();
                open.text.push(character);
                open.touch(ui);
                None
            }
        }
    }

    fn key(
        &self,
        key: Key,
        cursor: &mut usize,
        draft: &mut Option<Draft>,
        rects: &[Rect],
        ui: &Ui,
    ) -> Option<ChipChange> {
        let at = *cursor;
        let chip = &self.chips[at];
        let last = self.chips.len() - 1;
        match key {
            Key::Escape => *draft = None,
            Key::Backspace if draft.is_some() => {
                *draft = draft.take().and_then(|mut open| {
                    open.text.pop()?;
                    open.touch(ui);
                    (!open.text.is_empty()).then_some(open)
                });
            }
            Key::Enter | Key::Space if draft.is_some() => return self.entered(at, draft),
            Key::Enter if chip.copied => return Some(ChipChange::Confirm(at)),
            Key::Enter | Key::Space => {
                return Some(match chip.kind {
                    ChipKind::Count => ChipChange::Add(at),
                    ChipKind::NoneToday { .. } | ChipKind::Action => ChipChange::Activate(at),
                });
            }
            Key::Backspace => return self.removal(at),
            Key::Delete => {
                *draft = None;
                return chip.is_logged().then_some(ChipChange::Clear(at));
            }
            _ => {
                *cursor = match key {
                    Key::ArrowLeft => at.saturating_sub(1),
                    Key::ArrowRight => (at + 1).min(last),
                    Key::ArrowUp => neighbour(rects, at, false).unwrap_or(at),
                    Key::ArrowDown => neighbour(rects, at, true).unwrap_or(at),
                    Key::Home => 0,
                    _ => last,
                };
                if *cursor != at {
                    return self.entered(at, draft);
                }
            }
        }
        None
    }

    /// What was typed counts for the chip at `index`, unless it did already or can't be read.
    fn entered(&self, index: usize, draft: &mut Option<Draft>) -> Option<ChipChange> {
        let open = draft.take().filter(Draft::is_fresh)?;
        (self.read)(&open.text).map(|count| ChipChange::Set(index, count))
    }

    /// Lets a typed count count on a pause or on leaving.
    pub(super) fn settle(
        &self,
        ui: &Ui,
        cursor: usize,
        draft: &mut Option<Draft>,
    ) -> Option<ChipChange> {
        if !ui.memory(|memory| memory.has_focus(self.id)) {
            return self.entered(cursor, draft);
        }
        let open = draft.as_mut().filter(|open| open.is_due(ui))?;
        open.counted = Some(open.text.clone());
        (self.read)(&open.text).map(|count| ChipChange::Set(cursor, count))
    }
}
