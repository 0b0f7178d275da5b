//! What is being typed into the fields of the settings until it is kept: on a pause, on leaving the field, on close.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Key, Ui};

use super::check;
use super::field::Field;
use crate::ui::action::Actions;
use crate::ui::screens::form::refusal_ui;
use crate::ui::view::View;
use crate::ui::widgets::{TextField, unsaved_mark_ui};

/// A pause in typing after which a draft is kept, in seconds.
const PAUSE_SECONDS: f64 = 0.5;
/// The longest that a draft waits while typing goes on, in seconds.
const LONGEST_SECONDS: f64 = 2.0;

/// What is typed, by field.
#[derive(Debug, Default)]
pub(super) struct Drafts(BTreeMap<Field, Draft>);

#[derive(Debug, Clone)]
struct Draft {
    text: String,
    changed_at_seconds: f64,
    /// When the first letter was typed that waits.
    since_seconds: f64,
    /// The stretch of typing, which a pause ends.
    stretch: u64,
    /// The revision at which it was kept or refused; none while it waits.
    counted_at: Option<u64>,
    refusal: Option<String>,
}

impl Draft {
    /// Text that was typed, in the stretch of what was typed before it.
    fn typed(text: String, now: f64, before: Option<&Self>) -> Self {
        let goes_on = before.filter(|before| now - before.changed_at_seconds < PAUSE_SECONDS);
        let waits = before.filter(|before| before.counted_at.is_none());
        Self {
            text,
            changed_at_seconds: now,
            since_seconds: waits.map_or(now, |before| before.since_seconds),
            stretch: goes_on.map_or(now.to_bits(), |before| before.stretch),
            counted_at: None,
            refusal: None,
        }
    }
}

impl Drafts {
    /// What is typed and refused, in words.
    pub(super) fn not_saved(&self) -> Vec<String> {
        let refused = self.0.values().filter_map(|draft| {
            let sentence = draft.refusal.as_ref()?;
            Some(format!("“{}”: {sentence}", draft.text))
        });
        refused.collect()
    }

    /// A field of one line that keeps what is typed.
    pub(super) fn field_ui(
        &mut self,
        ui: &mut Ui,
        field: Field,
        name: &str,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        self.forget_overtaken(field, view);
        let mut text = self
            .0
            .get(&field)
            .map_or_else(|| field.text(view), |draft| draft.text.clone());
        let widget = TextField::new(&mut text, name)
            .width(ui.available_width() - 20.0)
            .id(field.id());
        let response = ui.add(widget);
        if response.changed() {
            let now = ui.input(|input| input.time);
            let draft = Draft::typed(text, now, self.0.get(&field));
            self.0.insert(field, draft);
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.0.remove(&field);
        }
        self.count(ui, field, response.has_focus(), view, actions);
        if let Some(Draft {
            refusal: Some(sentence),
            ..
        }) = self.0.get(&field)
        {
            refusal_ui(ui, sentence);
        } else if view.is_unsaved(&field.cell()) {
            unsaved_mark_ui(ui);
        }
    }

    /// Keeps everything that waits.
    pub(super) fn flush(&mut self, view: &View<'_>, actions: &mut Actions) {
        for (field, draft) in &mut self.0 {
            if draft.counted_at.is_none() {
                keep(*field, draft, view, actions);
            }
        }
    }

    /// A draft that was kept gives way when the journal changes otherwise, as by undo.
    fn forget_overtaken(&mut self, field: Field, view: &View<'_>) {
        let overtaken = self.0.get(&field).is_some_and(|draft| {
            draft
                .counted_at
                .is_some_and(|revision| view.revision > revision + 1)
        });
        if overtaken {
            self.0.remove(&field);
        }
    }

    fn count(
        &mut self,
        ui: &Ui,
        field: Field,
        has_focus: bool,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let Some(draft) = self.0.get_mut(&field) else {
            return;
        };
        if draft.counted_at.is_none() {
            let due = (draft.changed_at_seconds + PAUSE_SECONDS)
                .min(draft.since_seconds + LONGEST_SECONDS);
            let left = due - ui.input(|input| input.time);
            if has_focus && left > 0.0 {
                let left = Duration::from_secs_f64(left);
                ui.ctx().request_repaint_after(left);
                return;
            }
            keep(field, draft, view, actions);
        }
        if !has_focus && draft.refusal.is_none() {
            self.0.remove(&field);
        }
    }
}

fn keep(field: Field, draft: &mut Draft, view: &View<'_>, actions: &mut Actions) {
    draft.counted_at = Some(view.revision);
    let kept = field
        .change(&draft.text, view)
        .and_then(|change| match change {
            Some((edit, label)) => {
                check(view, &edit, "")?;
                actions.commit_in_stretch(edit, label, draft.stretch);
                Ok(())
            }
            None => Ok(()),
        });
    draft.refusal = kept.err();
}
