//! The keys of an amount, and when a draft counts.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Event, Key, Ui};

use super::super::draft::Draft;
use super::super::stop::{Press, Stop};
use super::{Amount, AmountChange};

impl Amount<'_> {
    /// Reads the keys that are the amount's own; while a draft is open, its field reads the rest.
    pub(super) fn change_by_key(
        &self,
        stop: &mut Stop,
        draft: &mut Option<Draft>,
        ui: &Ui,
    ) -> Option<AmountChange> {
        let mut change = None;
        let enter_waits = ui.input(|input| input.events.iter().any(is_enter));
        while let Some(press) = stop.next(ui, |press| wants(press, draft.as_ref(), enter_waits)) {
            if let Some(open) = draft {
                match press {
                    // Typed faster than frames are drawn: what comes before Enter belongs to the draft.
                    Press::Char(character) => {
                        open.text.push(character);
                        open.touch(ui);
                    }
                    Press::Key(Key::Backspace) => {
                        open.text.pop();
                        open.touch(ui);
                    }
                    Press::Key(Key::Escape) => self.close(ui, draft),
                    Press::Key(_) => {
                        let entered = self.enter(ui, draft);
                        let Ok(entered) = entered else { continue };
                        change = entered.or(change);
                        stop.advance(ui);
                    }
                }
                continue;
            }
            let logged = self.value.is_some() || self.skipped;
            let by = self.steps[0];
            change = match press {
                Press::Char('s' | 'S') => {
                    stop.advance(ui);
                    Some(AmountChange::Skip)
                }
                Press::Char(character) => {
                    *draft = Some(self.begin_draft(ui, character.to_string(), false));
                    change
                }
                Press::Key(Key::ArrowUp | Key::ArrowRight) => {
                    Some(AmountChange::Set(self.after(change).stepped(by)))
                }
                Press::Key(Key::ArrowDown | Key::ArrowLeft) => {
                    Some(AmountChange::Set(self.after(change).stepped(-by)))
                }
                Press::Key(Key::Enter) => {
                    stop.advance(ui);
                    change.or(self.copied.then_some(AmountChange::Confirm))
                }
                Press::Key(_) => logged.then_some(AmountChange::Clear),
            };
        }
        change
    }

    /// The amount as it will be after a change in the same frame.
    fn after(&self, change: Option<AmountChange>) -> Self {
        match change {
            Some(AmountChange::Set(value)) => Amount {
                value: Some(value),
                ..*self
            },
            _ => Amount { ..*self },
        }
    }

    pub(super) fn begin_draft(&self, ui: &Ui, text: String, select_all: bool) -> Draft {
        let end = CCursor::new(text.chars().count());
        let start = if select_all { CCursor::default() } else { end };
        let mut state = TextEditState::default();
        state
            .cursor
            .set_char_range(Some(CCursorRange::two(start, end)));
        state.store(ui.ctx(), self.id);
        let mut draft = Draft::default();
        // A number that was merely opened is not a change.
        draft.counted = select_all.then(|| text.clone());
        draft.text = text;
        draft.name = self.label.to_owned();
        draft.touch(ui);
        draft.clone().store(ui.ctx(), self.id);
        draft
    }

    /// What the draft comes to; an error leaves it open with a sentence.
    fn enter(&self, ui: &Ui, draft: &mut Option<Draft>) -> Result<Option<AmountChange>, ()> {
        let Some(open) = draft else { return Ok(None) };
        if !open.is_fresh() {
            let confirmed = self.copied.then_some(AmountChange::Confirm);
            self.close(ui, draft);
            return Ok(confirmed);
        }
        match (self.read)(open.text.trim()) {
            Ok(value) => {
                self.close(ui, draft);
                Ok(Some(AmountChange::Set(value)))
            }
            Err(sentence) => {
                open.error = Some(sentence);
                open.clone().store(ui.ctx(), self.id);
                Err(())
            }
        }
    }

    fn close(&self, ui: &Ui, draft: &mut Option<Draft>) {
        *draft = None;
        Draft::drop(ui.ctx(), self.id);
        // Without this, the row would go on counting as a text field, see `is_typing`.
        ui.data_mut(|data| data.remove::<TextEditState>(self.id));
    }

    /// Lets the draft count on leaving or on a pause, and keeps it for the next frame.
    pub(super) fn settle(
        &self,
        ui: &Ui,
        stop: &Stop,
        draft: Option<Draft>,
    ) -> Option<AmountChange> {
        let mut draft = draft;
        let open = draft.as_mut()?;
        let has_focus = ui.memory(|memory| memory.has_focus(stop.id));
        if !has_focus {
            // A sentence about what could not be read stays until the row is used again.
            if open.error.is_some() {
                return None;
            }
            let left_empty = open.text.trim().is_empty();
            if left_empty {
                self.close(ui, &mut draft);
                return None;
            }
            return self.enter(ui, &mut draft).ok().flatten();
        }
        let adds = open.text.trim_start().starts_with(['+', '-', '−']);
        let mut change = None;
        if !adds && open.is_due(ui) {
            change = (self.read)(open.text.trim()).ok().map(AmountChange::Set);
            // What cannot be read has not counted: on leaving, a sentence says why.
            if change.is_some() {
                open.counted = Some(open.text.clone());
            }
        }
        open.clone().store(ui.ctx(), self.id);
        change
    }
}

fn wants(press: Press, draft: Option<&Draft>, enter_waits: bool) -> bool {
    match (press, draft) {
        (Press::Char(_) | Press::Key(Key::Backspace), Some(_)) => enter_waits,
        (Press::Key(key), Some(_)) => matches!(key, Key::Enter | Key::Escape),
        (Press::Char(character), None) => {
            character.is_ascii_digit() || "+-−.,sS".contains(character)
        }
        (Press::Key(key), None) => matches!(
            key,
            Key::ArrowUp
                | Key::ArrowDown
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::Delete
                | Key::Backspace
                | Key::Enter
        ),
    }
}

fn is_enter(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Enter,
            pressed: true,
            modifiers,
            ..
        } if modifiers.is_none()
    )
}
