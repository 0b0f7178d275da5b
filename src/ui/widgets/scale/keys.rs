//! The keys of a scale.

use egui::{Key, Ui};

use super::super::draft::{Draft, read_decimal};
use super::super::stop::{Press, Stop};
use super::{Scale, ScaleChange};

impl Scale<'_> {
    pub(super) fn change_by_key(&self, stop: &mut Stop, ui: &Ui) -> Option<ScaleChange> {
        let mut change = if self.takes_single_keys() {
            None
        } else {
            self.change_by_draft(stop, ui)
        };
        while let Some(press) = stop.next(ui, |press| self.wants(press)) {
            let (one, moves_on) = self.change_of(press, change)?;
            change = one.or(change);
            if moves_on {
                stop.advance(ui);
            }
        }
        change
    }

    fn wants(&self, press: Press) -> bool {
        match press {
            Press::Char('s' | 'S' | '-') => true,
            Press::Char(character) => {
                self.takes_single_keys() && self.level_of(character).is_some()
            }
            Press::Key(key) => matches!(
                key,
                Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::Home
                    | Key::End
                    | Key::Delete
                    | Key::Backspace
                    | Key::Enter
            ),
        }
    }

    /// What one press changes, after `before` in the same frame, and whether it moves the focus on.
    fn change_of(
        &self,
        press: Press,
        before: Option<ScaleChange>,
    ) -> Option<(Option<ScaleChange>, bool)> {
        let now = match before {
            Some(ScaleChange::Set(value)) => Scale {
                value: Some(value),
                ..*self
            },
            _ => Scale { ..*self },
        };
        let logged = now.value.is_some() || now.skipped;
        Some(match press {
            Press::Char('s' | 'S') => (Some(ScaleChange::Skip), true),
            Press::Char('-') => (logged.then_some(ScaleChange::Clear), false),
            Press::Char(character) => (Some(ScaleChange::Set(self.level_of(character)?)), true),
            Press::Key(Key::ArrowRight) => (Some(ScaleChange::Set(now.moved(1.0))), false),
            Press::Key(Key::ArrowLeft) => (Some(ScaleChange::Set(now.moved(-1.0))), false),
            Press::Key(Key::Home) => (Some(ScaleChange::Set(self.lowest)), false),
            Press::Key(Key::End) => (Some(ScaleChange::Set(self.highest)), false),
            Press::Key(Key::Enter) => (self.copied.then_some(ScaleChange::Confirm), true),
            Press::Key(_) => (logged.then_some(ScaleChange::Clear), false),
        })
    }

    /// The level a key stands for: digits, and `x` for ten.
    fn level_of(&self, character: char) -> Option<f64> {
        let level = match character {
            'x' | 'X' => 10.0,
            digit => f64::from(digit.to_digit(10)?),
        };
        let in_range = (self.lowest..=self.highest).contains(&level);
        let on_grid = (self.snap(level) - level).abs() < 1e-9;
        (in_range && on_grid).then_some(level)
    }

    /// Levels of more than one figure are typed and entered.
    fn change_by_draft(&self, stop: &mut Stop, ui: &Ui) -> Option<ScaleChange> {
        let mut draft = Draft::load(ui.ctx(), self.id);
        let mut entered = false;
        while !entered
            && let Some(press) = stop.next(ui, |press| match press {
                Press::Char(character) => character.is_ascii_digit() || ".,".contains(character),
                Press::Key(key) => {
                    draft.is_some() && matches!(key, Key::Enter | Key::Backspace | Key::Escape)
                }
            })
        {
            match press {
                Press::Char(character) => {
                    let draft = draft.get_or_insert_default();
                    draft.text.push(character);
                    draft.touch(ui);
                }
                Press::Key(Key::Enter) => entered = true,
                Press::Key(Key::Escape) => draft = None,
                Press::Key(_) => {
                    draft = draft.and_then(|mut draft| {
                        draft.text.pop()?;
                        draft.touch(ui);
                        (!draft.text.is_empty()).then_some(draft)
                    });
                }
            }
        }
        let ends = entered || !stop.focused;
        let counts = draft
            .as_ref()
            .is_some_and(|draft| draft.is_fresh() && (ends || draft.is_due(ui)));
        let value = draft
            .as_ref()
            .filter(|_| counts)
            .and_then(|draft| read_decimal(&draft.text))
            .filter(|value| (self.lowest..=self.highest).contains(value));
        match draft {
            Some(mut draft) if !ends => {
                if counts {
                    draft.counted = Some(draft.text.clone());
                }
                draft.store(ui.ctx(), self.id);
            }
            _ => Draft::drop(ui.ctx(), self.id),
        }
        if entered {
            stop.advance(ui);
        }
        value.map(|value| ScaleChange::Set(self.snap(value)))
    }
}
