//! The day's note: free text with #tags, kept on a pause in typing.

use std::time::Duration;

use egui::Ui;

use crate::domain::{Day, Edit, NOTE_BYTES, tags};
use crate::ui::action::Actions;
use crate::ui::theme::{GAP, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Card, TextField};

use super::{TodayScreen, row_id};

/// A pause in typing after which the text is kept, in seconds.
const PAUSE_SECONDS: f64 = 0.5;

/// What is being typed.
pub(super) struct NoteDraft {
    day: Day,
    text: String,
    changed_at_seconds: f64,
}

impl TodayScreen {
    pub(super) fn note_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let kept = view.journal.note(view.day).unwrap_or_default();
        // A day that was left while its text still waited is kept before another day's note is shown.
        if let Some(left) = self.note.take_if(|draft| draft.day != view.day) {
            keep(view, &left, actions);
        }
        let mut text = self
            .note
            .as_ref()
            .map_or_else(|| kept.to_owned(), |draft| draft.text.clone());
        let rows = text.lines().count().clamp(2, 8);
        let card = Card::new("Note").show(ui, |ui| {
            let field = TextField::new(&mut text, "Note")
                .hint("New shampoo, scalp a bit tight. #travel")
                .rows(rows)
                .id(row_id("note", view.day));
            let response = ui.add(field);
            tags_ui(ui, &text);
            response
        });
        let now = ui.input(|input| input.time);
        if card.inner.changed() {
            self.note = Some(NoteDraft {
                day: view.day,
                text,
                changed_at_seconds: now,
            });
        }
        let Some(draft) = &self.note else { return };
        let left = PAUSE_SECONDS - (now - draft.changed_at_seconds);
        if draft.text.len() > NOTE_BYTES {
            let most = NOTE_BYTES / 1024;
            let text = format!("A note can have up to {most} kB. The rest is not kept yet.");
            ui.colored_label(tokens(ui).danger_text, text);
        } else if left <= 0.0 || !card.inner.has_focus() {
            keep(view, draft, actions);
            self.note = None;
        } else {
            ui.ctx()
                .request_repaint_after(Duration::from_secs_f64(left));
        }
        ui.add_space(GAP);
    }
}

fn keep(view: &View<'_>, draft: &NoteDraft, actions: &mut Actions) {
    let kept = view.journal.note(draft.day).unwrap_or_default();
    if draft.text == kept || draft.text.len() > NOTE_BYTES {
        return;
    }
    let text = (!draft.text.trim().is_empty()).then(|| draft.text.clone());
    let label = if text.is_some() {
        "note"
    } else {
        "note removed"
    };
    if text.is_some() || !kept.is_empty() {
        actions.commit(
            Edit::Note {
                day: draft.day,
                text,
            },
            label,
        );
    }
}

fn tags_ui(ui: &mut Ui, text: &str) {
    let tags = tags(text);
    if !tags.is_empty() {
        let list: Vec<_> = tags.into_iter().map(|tag| format!("#{tag}")).collect();
        ui.label(secondary(format!("Tags: {}", list.join("  "))));
    }
}
