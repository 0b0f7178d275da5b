//! The day's note: free text with #tags, saved on a pause in typing and every two seconds where there is none.

use std::time::Duration;

use egui::Ui;

use crate::domain::{Cell, Day, Edit, NOTE_BYTES, tags};
use crate::ui::action::Actions;
use crate::ui::theme::{GAP, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Card, TextField, unsaved_mark_ui};

use super::{TodayScreen, row_id};

/// A pause in typing after which the text is saved, in seconds.
const PAUSE_SECONDS: f64 = 0.5;
/// The longest that a letter waits while typing goes on, in seconds.
const LONGEST_SECONDS: f64 = 2.0;

/// What is being typed; it goes once the journal holds it.
#[derive(Default)]
pub(super) struct NoteDraft {
    text: String,
    changed_at_seconds: f64,
    /// When the first letter was typed that nobody has been asked to save.
    waits_since_seconds: Option<f64>,
    /// The stretch of typing, which a pause ends.
    stretch: u64,
    has_paused: bool,
    /// The age of the journal when it was asked to save the text.
    asked_at: Option<u64>,
}

impl NoteDraft {
    fn type_in(&mut self, text: String, now: f64) {
        if self.has_paused || self.stretch == 0 {
            // The moment it began tells it from every other.
            self.stretch = now.to_bits().max(1);
            self.has_paused = false;
        }
        self.text = text;
        self.changed_at_seconds = now;
        self.waits_since_seconds.get_or_insert(now);
        self.asked_at = None;
    }

    fn is_too_long(&self) -> bool {
        self.text.len() > NOTE_BYTES
    }

    /// How long the text can wait, in seconds; none if it is to be saved now.
    fn seconds_left(&self, now: f64) -> Option<f64> {
        let since = self.waits_since_seconds?;
        let left = (self.changed_at_seconds + PAUSE_SECONDS).min(since + LONGEST_SECONDS) - now;
        (left > 0.0).then_some(left)
    }

    /// Whether what is shown of the journal makes the draft needless: it has the text, or something newer.
    fn is_settled(&self, view: &View<'_>, day: Day) -> bool {
        self.waits_since_seconds.is_none()
            && (is_kept(view, day, &self.text)
                || self.asked_at.is_some_and(|asked| asked != view.revision))
    }
}

impl TodayScreen {
    pub(super) fn note_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let day = view.day;
        self.keep_other_notes(view, actions);
        let kept = view.journal.note(day).unwrap_or_default();
        let mut text = self
            .notes
            .get(&day)
            .map_or_else(|| kept.to_owned(), |draft| draft.text.clone());
        let rows = text.lines().count().clamp(2, 8);
        let waits = view.is_unsaved(&Cell::Note(day));
        let card = Card::new("Note").show(ui, |ui| {
            let field = TextField::new(&mut text, "Note")
                .hint("New shampoo, scalp a bit tight. #travel")
                .rows(rows)
                .id(row_id("note", day));
            let response = ui.add(field);
            tags_ui(ui, &text);
            if waits {
                unsaved_mark_ui(ui);
            }
            response
        });
        let now = ui.input(|input| input.time);
        if card.inner.changed() {
            let draft = self.notes.entry(day).or_default();
            draft.type_in(text, now);
        }
        self.settle_note(ui, view, card.inner.has_focus(), actions);
        ui.add_space(GAP);
    }

    fn settle_note(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        has_focus: bool,
        actions: &mut Actions,
    ) {
        let Some(draft) = self.notes.get_mut(&view.day) else {
            return;
        };
        let now = ui.input(|input| input.time);
        draft.has_paused |= !has_focus || now - draft.changed_at_seconds >= PAUSE_SECONDS;
        if draft.is_too_long() {
            let most = NOTE_BYTES / 1024;
            let text = format!("A note can have up to {most} kB. The rest is not kept yet.");
            ui.colored_label(tokens(ui).danger_text, text);
        } else if draft.waits_since_seconds.is_some() {
            match draft.seconds_left(now).filter(|_| has_focus) {
                Some(left) => ui
                    .ctx()
                    .request_repaint_after(Duration::from_secs_f64(left)),
                None => keep(view, view.day, draft, actions),
            }
        } else if draft.has_paused && draft.is_settled(view, view.day) {
            self.notes.remove(&view.day);
        } else if !draft.has_paused {
            // The end of the stretch is to be seen.
            let left = (draft.changed_at_seconds + PAUSE_SECONDS - now).max(0.0);
            ui.ctx()
                .request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// Asks for what is typed to be saved, as before the window closes.
    pub fn finish_typing(&mut self, view: &View<'_>, actions: &mut Actions) {
        for (day, draft) in &mut self.notes {
            draft.has_paused = true;
            keep(view, *day, draft, actions);
        }
    }

    /// What is typed and cannot be saved as it is, in words.
    pub fn not_saved(&self, view: &View<'_>) -> Vec<String> {
        let too_long = self.notes.iter().filter(|(_, draft)| draft.is_too_long());
        too_long
            .map(|(day, _)| {
                let (day, most) = (view.words().short_day(*day), NOTE_BYTES / 1024);
                format!("Note of {day}: it is longer than {most} kB")
            })
            .collect()
    }

    /// A day that was left while its text still waited is kept before another day's note is shown.
    fn keep_other_notes(&mut self, view: &View<'_>, actions: &mut Actions) {
        self.notes.retain(|day, draft| {
            if *day == view.day {
                return true;
            }
            keep(view, *day, draft, actions);
            !draft.is_settled(view, *day)
        });
    }
}

fn is_kept(view: &View<'_>, day: Day, text: &str) -> bool {
    match view.journal.note(day) {
        Some(kept) => kept == text,
        None => text.trim().is_empty(),
    }
}

/// Asks for the text of a draft to be saved, once.
fn keep(view: &View<'_>, day: Day, draft: &mut NoteDraft, actions: &mut Actions) {
    if draft.waits_since_seconds.is_none() || draft.is_too_long() {
        return;
    }
    draft.waits_since_seconds = None;
    draft.asked_at = Some(view.revision);
    if is_kept(view, day, &draft.text) {
        return;
    }
    let text = (!draft.text.trim().is_empty()).then(|| draft.text.clone());
    let label = if text.is_some() {
        "note"
    } else {
        "note removed"
    };
    actions.commit_in_stretch(Edit::Note { day, text }, label, draft.stretch);
}

fn tags_ui(ui: &mut Ui, text: &str) {
    let tags = tags(text);
    if !tags.is_empty() {
        let list: Vec<_> = tags.into_iter().map(|tag| format!("#{tag}")).collect();
        ui.label(secondary(format!("Tags: {}", list.join("  "))));
    }
}
