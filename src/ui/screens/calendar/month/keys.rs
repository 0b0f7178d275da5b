//! The keys of the month's grid: moving, typing, selecting, copy and paste.

use egui::{Event, Key, Modifiers, Ui};

use super::super::super::month_popover::{days_on, moved_by_months};
use super::cells::{Change, block_of, together};
use super::{Draft, MonthPart, Place, Sheet, commit};
use crate::domain::{Day, Edit, routine};
use crate::ui::action::Actions;
use crate::ui::widgets::stop::{Press, Stop};
use crate::ui::words::count;

/// Where the cursor goes after a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Columns(i8),
    Days(i8),
}

impl MonthPart {
    /// Acts on the presses of this frame.
    pub(super) fn keys(&mut self, ui: &Ui, sheet: &Sheet<'_>, stop: &Stop, actions: &mut Actions) {
        if !stop.focused {
            return;
        }
        self.clipboard(ui, sheet, actions);
        while let Some((press, shift)) = self.next_press(ui, stop) {
            match press {
                Press::Char(character) => self.type_character(sheet, character),
                Press::Key(key) if self.draft.is_some() => {
                    self.draft_key(sheet, key, shift, actions);
                }
                Press::Key(key) => self.cell_key(sheet, key, shift, actions),
            }
        }
    }

    fn next_press(&self, ui: &Ui, stop: &Stop) -> Option<(Press, bool)> {
        let typing = self.draft.is_some();
        let plain = stop.next(ui, |press| match press {
            Press::Char(character) => {
                !character.is_control() && (typing || starts_a_value(character))
            }
            Press::Key(key) => is_used(key, typing),
        });
        if let Some(press) = plain {
            return Some((press, false));
        }
        let shifted = [
            Key::ArrowUp,
            Key::ArrowDown,
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::Tab,
            Key::Enter,
        ];
        let pressed = |key: &Key| {
            (*key != Key::Tab || typing)
                && ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, *key))
        };
        let key = shifted.into_iter().find(pressed)?;
        Some((Press::Key(key), true))
    }

    fn type_character(&mut self, sheet: &Sheet<'_>, character: char) {
        let Some(place) = self.cursor else { return };
        if place.day > sheet.newest() {
            return;
        }
        self.anchor = None;
        self.said.clear();
        self.follow = true;
        let draft = self.draft.get_or_insert_with(|| Draft {
            place,
            text: String::new(),
            refusal: None,
        });
        draft.refusal = None;
        draft.text.push(character);
    }

    /// Opens the cell with what stands in it.
    pub(super) fn open_cell(&mut self, sheet: &Sheet<'_>, place: Place) {
        let Some(tracker) = sheet.tracker(place.tracker) else {
            return;
        };
        if place.day <= sheet.newest() {
            self.anchor = None;
            self.draft = Some(Draft {
                place,
                text: sheet.cell(tracker, place.day).text(),
                refusal: None,
            });
        }
    }

    fn draft_key(&mut self, sheet: &Sheet<'_>, key: Key, shift: bool, actions: &mut Actions) {
        let back = if shift { -1 } else { 1 };
        let step = match key {
            Key::Escape => {
                self.draft = None;
                return;
            }
            Key::Backspace => {
                if let Some(draft) = &mut self.draft {
                    draft.text.pop();
                    draft.refusal = None;
                }
                return;
            }
            Key::Enter => Step::Days(back),
            Key::Tab => Step::Columns(back),
            Key::ArrowUp => Step::Days(-1),
            Key::ArrowDown => Step::Days(1),
            Key::ArrowLeft => Step::Columns(-1),
            Key::ArrowRight => Step::Columns(1),
            _ => return,
        };
        if self.settle(sheet, actions) {
            self.step(sheet, step);
        }
    }

    /// Commits what is typed; false where it is refused and stays open with its sentence.
    fn settle(&mut self, sheet: &Sheet<'_>, actions: &mut Actions) -> bool {
        let Some(draft) = &mut self.draft else {
            return true;
        };
        let Some(tracker) = sheet.tracker(draft.place.tracker) else {
            self.draft = None;
            return true;
        };
        match sheet.cell(tracker, draft.place.day).typed(&draft.text) {
            Ok(change) => {
                commit(actions, change);
                self.draft = None;
                true
            }
            Err(sentence) => {
                draft.refusal = Some(sentence);
                false
            }
        }
    }

    fn cell_key(&mut self, sheet: &Sheet<'_>, key: Key, shift: bool, actions: &mut Actions) {
        let Some(place) = self.cursor else { return };
        self.said.clear();
        self.follow = true;
        let arrow = match key {
            Key::ArrowUp => Some(Step::Days(-1)),
            Key::ArrowDown => Some(Step::Days(1)),
            Key::ArrowLeft => Some(Step::Columns(-1)),
            Key::ArrowRight => Some(Step::Columns(1)),
            _ => None,
        };
        if let Some(step) = arrow {
            if shift {
                self.extend(sheet, place, step);
            } else {
                self.anchor = None;
                self.step(sheet, step);
            }
            return;
        }
        match key {
            Key::Delete | Key::Backspace => self.clear_selection(sheet, actions),
            Key::Escape => self.anchor = None,
            Key::F2 => self.open_cell(sheet, place),
            Key::Enter => {
                self.anchor = None;
                self.confirm(sheet, place, actions);
                self.step(sheet, Step::Days(if shift { -1 } else { 1 }));
            }
            _ => {
                self.anchor = None;
                self.cursor = Some(jump(sheet, place, key));
            }
        }
    }

    fn confirm(&self, sheet: &Sheet<'_>, place: Place, actions: &mut Actions) {
        if let Some(tracker) = sheet.tracker(place.tracker) {
            commit(actions, sheet.cell(tracker, place.day).confirmed());
        }
    }

    /// Moves by one cell; over the edge of a month into the next, never into days to come.
    fn step(&mut self, sheet: &Sheet<'_>, step: Step) {
        let Some(place) = self.cursor else { return };
        self.follow = true;
        self.cursor = Some(match step {
            Step::Days(days) => Place {
                day: days_on(place.day, i64::from(days)).min(sheet.view.today),
                ..place
            },
            Step::Columns(columns) => moved_by_columns(sheet, place, columns),
        });
    }

    /// Moves the cursor and leaves the anchor, within the month.
    fn extend(&mut self, sheet: &Sheet<'_>, place: Place, step: Step) {
        self.anchor.get_or_insert(place);
        self.step(sheet, step);
        if let Some(cursor) = &mut self.cursor {
            cursor.day = cursor.day.clamp(sheet.first, sheet.newest());
        }
    }

    /// The selected columns and days: first and last of each.
    pub(super) fn selected(&self, sheet: &Sheet<'_>) -> Option<([usize; 2], [Day; 2])> {
        let cursor = self.cursor?;
        let anchor = self.anchor.unwrap_or(cursor);
        let columns = [sheet.column(cursor.tracker), sheet.column(anchor.tracker)];
        let [one, other] = columns;
        Some((
            [one.min(other), one.max(other)],
            [cursor.day.min(anchor.day), cursor.day.max(anchor.day)],
        ))
    }

    fn selected_places(&self, sheet: &Sheet<'_>) -> Vec<Vec<Place>> {
        let Some(([left, right], [first, last])) = self.selected(sheet) else {
            return Vec::new();
        };
        crate::domain::days_between(first, last)
            .map(|day| {
                let columns = sheet.columns.iter().take(right + 1).skip(left);
                columns
                    .map(|tracker| Place {
                        tracker: tracker.id,
                        day,
                    })
                    .collect()
            })
            .collect()
    }

    fn clear_selection(&mut self, sheet: &Sheet<'_>, actions: &mut Actions) {
        let places: Vec<Place> = self.selected_places(sheet).into_iter().flatten().collect();
        if let ([place], Some(cursor)) = (places.as_slice(), self.cursor) {
            debug_assert_eq!(*place, cursor, "a selection of one cell is the cursor");
            if let Some(tracker) = sheet.tracker(place.tracker)
                && let Ok(change) = sheet.cell(tracker, place.day).typed("")
            {
                commit(actions, change);
            }
            return;
        }
        let logged = |place: &Place| {
            let value = sheet.view.journal.value_on(place.tracker, place.day);
            value.is_logged()
        };
        let cleared: Vec<Place> = places.into_iter().filter(logged).collect();
        let (Some((_, [first, last])), false) = (self.selected(sheet), cleared.is_empty()) else {
            return;
        };
        let edits = cleared
            .iter()
            .map(|place| routine::unlog(sheet.view.journal, place.tracker, place.day));
        let values = count(cleared.len(), "value", "values");
        let label = format!("{values} not logged, {}", sheet.short_range(first, last));
        self.said = format!("{values} are not logged any more. Undo brings them back.");
        let edit = Edit::Batch(edits.collect());
        commit(actions, Change { edit, label });
    }

    fn clipboard(&mut self, ui: &Ui, sheet: &Sheet<'_>, actions: &mut Actions) {
        let mut taken = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let is_ours = matches!(event, Event::Copy | Event::Cut | Event::Paste(_));
                if is_ours {
                    taken.push(event.clone());
                }
                !is_ours
            });
        });
        for event in taken {
            match event {
                Event::Paste(text) => match &mut self.draft {
                    Some(draft) => draft.text.extend(text.chars().filter(|c| !c.is_control())),
                    None => self.paste(sheet, &text, actions),
                },
                Event::Copy | Event::Cut if self.draft.is_none() => {
                    ui.ctx().copy_text(self.copied(sheet));
                    if event == Event::Cut {
                        self.clear_selection(sheet, actions);
                    }
                }
                _ => {}
            }
        }
    }

    fn copied(&self, sheet: &Sheet<'_>) -> String {
        let text = |place: &Place| {
            let tracker = sheet.tracker(place.tracker);
            tracker.map_or_else(String::new, |tracker| sheet.cell(tracker, place.day).text())
        };
        let rows = self.selected_places(sheet);
        let lines = rows
            .iter()
            .map(|row| row.iter().map(text).collect::<Vec<_>>().join("\t"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Puts a block of values at the selection's first cell; one value fills the whole selection.
    fn paste(&mut self, sheet: &Sheet<'_>, text: &str, actions: &mut Actions) {
        let block = block_of(text);
        let selected = self.selected_places(sheet);
        let Some(Place { tracker, day }) = selected.first().and_then(|row| row.first()).copied()
        else {
            return;
        };
        let left = sheet.column(tracker);
        let mut typed = Vec::new();
        let mut outside = 0;
        let mut put = |column: usize, day: Day, text: &str| {
            if text.trim().is_empty() {
                return;
            }
            match sheet.columns.get(column) {
                Some(tracker) if day <= sheet.last => {
                    let name = format!("{} on {}", tracker.name, sheet.view.words().short_day(day));
                    typed.push((name, sheet.cell(tracker, day).typed(text)));
                }
                _ => outside += 1,
            }
        };
        if let [line] = block.as_slice()
            && let [value] = line.as_slice()
        {
            for place in selected.iter().flatten() {
                put(sheet.column(place.tracker), place.day, value);
            }
        } else {
            for (row, line) in (0_i64..).zip(&block) {
                for (column, value) in line.iter().enumerate() {
                    put(left + column, days_on(day, row), value);
                }
            }
        }
        let rows = i64::try_from(block.len().max(selected.len())).unwrap_or(1);
        let last = days_on(day, rows - 1).min(sheet.newest());
        let pasted = together(typed, outside, &sheet.short_range(day, last));
        self.said = pasted.report;
        if let Some(change) = pasted.change {
            commit(actions, change);
        }
    }
}

fn moved_by_columns(sheet: &Sheet<'_>, place: Place, columns: i8) -> Place {
    let at = sheet.column(place.tracker);
    let moved = at.saturating_add_signed(isize::from(columns));
    let last = sheet.columns.len().saturating_sub(1);
    sheet
        .columns
        .get(moved.min(last))
        .map_or(place, |tracker| Place {
            tracker: tracker.id,
            ..place
        })
}

fn jump(sheet: &Sheet<'_>, place: Place, key: Key) -> Place {
    let at_column = |tracker: Option<&&crate::domain::Tracker>| {
        tracker.map_or(place, |tracker| Place {
            tracker: tracker.id,
            ..place
        })
    };
    let at_month = |months| Place {
        day: moved_by_months(place.day, months, sheet.view.today),
        ..place
    };
    match key {
        Key::Home => at_column(sheet.columns.first()),
        Key::End => at_column(sheet.columns.last()),
        Key::PageUp => at_month(-1),
        _ => at_month(1),
    }
}

fn starts_a_value(character: char) -> bool {
    character.is_ascii_digit() || "+-–−.,sSyYnN".contains(character)
}

fn is_used(key: Key, typing: bool) -> bool {
    match key {
        Key::ArrowUp
        | Key::ArrowDown
        | Key::ArrowLeft
        | Key::ArrowRight
        | Key::Enter
        | Key::Escape
        | Key::Backspace => true,
        Key::Tab => typing,
        Key::Delete | Key::F2 | Key::Home | Key::End | Key::PageUp | Key::PageDown => !typing,
        _ => false,
    }
}
