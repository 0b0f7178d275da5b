//! What is being typed into the fields of the settings until it is kept: on a pause, on leaving the field, on close.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Key, Ui};

use super::field::Field;
use super::propose;
use crate::ui::action::Actions;
use crate::ui::screens::form::refusal_ui;
use crate::ui::view::View;
use crate::ui::widgets::TextField;

/// A pause in typing after which a draft is kept, in seconds.
const PAUSE_SECONDS: f64 = 0.5;

/// What is typed, by field.
#[derive(Debug, Default)]
pub(super) struct Drafts(BTreeMap<Field, Draft>);

#[derive(Debug, Clone)]
struct Draft {
    text: String,
    changed_at_seconds: f64,
    /// The revision at which it was kept or refused; none while it waits.
    counted_at: Option<u64>,
    refusal: Option<String>,
}

impl Drafts {
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
            let draft = Draft {
                text,
                changed_at_seconds: ui.input(|input| input.time),
                counted_at: None,
                refusal: None,
            };
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
            let waited = ui.input(|input| input.time) - draft.changed_at_seconds;
            if has_focus && waited < PAUSE_SECONDS {
                let left = Duration::from_secs_f64(PAUSE_SECONDS - waited);
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
            Some((edit, label)) => propose(view, actions, edit, label, ""),
            None => Ok(()),
        });
    draft.refusal = kept.err();
}
