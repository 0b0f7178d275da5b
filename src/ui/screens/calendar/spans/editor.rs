//! The card in which a span is added or changed, without a dialog; reading its fields is left to `draft`.

use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Ui, vec2};

use super::super::super::month_popover::month_popover_ui;
use super::draft::{Faults, SpanDraft};
use super::{KINDS, kind_word};
use crate::domain::{Day, Edit, Span, SpanKind};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::theme::{self, NARROW_WIDTH, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, IconButton, Segmented, TextField};
use crate::ui::words::capitalised;

/// An open editor.
pub(super) struct Editor {
    pub(super) draft: SpanDraft,
    faults: Faults,
    asks_for_focus: bool,
    month: Day,
}

/// What became of the editor in a frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    StaysOpen,
    Closed,
}

impl Editor {
    pub(super) fn open(draft: SpanDraft, day: Day) -> Self {
        Self {
            draft,
            faults: Faults::default(),
            asks_for_focus: true,
            month: day,
        }
    }

    /// What closing the window would lose: a new span that was begun, or a change that cannot be read.
    pub(super) fn not_saved(&self) -> Option<String> {
        let (kind, label) = (kind_word(self.draft.kind), self.draft.label.trim());
        match self.draft.id {
            None if label.is_empty() && self.draft.dose.trim().is_empty() => None,
            None => Some(format!("New {kind} “{label}”, not added yet")),
            Some(_) if self.faults == Faults::default() => None,
            Some(_) => Some(format!("Change of {kind} “{label}”")),
        }
    }

    /// Paints the card. A span there is changes with each field that is left; a new one is added by its button.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> Outcome {
        let is_new = self.draft.id.is_none();
        let title = if is_new {
            "New treatment, pause or marker"
        } else {
            "Change"
        };
        let mut settled = false;
        let mut outcome = Outcome::StaysOpen;
        Card::new(title).show(ui, |ui| {
            settled |= self.kind_ui(ui);
            settled |= self.fields_ui(ui, view);
            if self.draft.kind == SpanKind::Treatment {
                keep_using_ui(ui);
            }
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let done = Button::primary(if is_new { "Add" } else { "Done" });
                if ui.add(done).clicked() && self.commit(view, actions) {
                    outcome = Outcome::Closed;
                }
                if is_new && ui.add(Button::quiet("Cancel")).clicked() {
                    outcome = Outcome::Closed;
                }
            });
        });
        let entered = settled && ui.input(|input| input.key_pressed(Key::Enter));
        if is_new && entered && self.commit(view, actions) {
            outcome = Outcome::Closed;
        } else if !is_new && settled && outcome == Outcome::StaysOpen {
            self.commit(view, actions);
        }
        outcome
    }

    /// Asks for the change if every field can be read; false where one cannot.
    pub(super) fn commit(&mut self, view: &View<'_>, actions: &mut Actions) -> bool {
        let old = self.draft.id.and_then(|id| view.journal.span(id));
        if self.draft.id.is_some() && old.is_none() {
            // Another window or an undo took it away; there is nothing left to change.
            return true;
        }
        let (id, uid) = match old {
            Some(old) => (old.id, old.uid.clone()),
            None => (view.journal.next_span_id(), view.spare_uid.to_owned()),
        };
        match self.draft.read(id, &uid, view.today, view.words()) {
            Ok(span) => {
                self.faults = Faults::default();
                if old != Some(&span) {
                    let label = change_label(&span, old.is_none());
                    actions.commit(Edit::put_span(span), label);
                }
                true
            }
            Err(faults) => {
                self.faults = faults;
                false
            }
        }
    }

    fn kind_ui(&mut self, ui: &mut Ui) -> bool {
        let words = KINDS.map(|kind| capitalised(kind_word(kind)));
        let words = words.each_ref().map(String::as_str);
        let at = KINDS.iter().position(|kind| *kind == self.draft.kind);
        let id = Id::unique("calendar span kind");
        let chosen = Segmented::new(id, "Kind", &words, at.unwrap_or(0)).show(ui);
        let Some(kind) = chosen.and_then(|index| KINDS.get(index)) else {
            return false;
        };
        self.draft.kind = *kind;
        true
    }

    fn fields_ui(&mut self, ui: &mut Ui, view: &View<'_>) -> bool {
        let wide = ui.available_width() > NARROW_WIDTH;
        let mut settled = false;
        let (what, hint) = match self.draft.kind {
            SpanKind::Treatment => ("What", "Hydrocortisone"),
            SpanKind::Pause => ("What", "Holiday"),
            SpanKind::Marker => ("What changed", "New shampoo"),
        };
        let room = ui.available_width();
        row_ui(ui, wide, |ui| {
            let has_dose = self.draft.kind == SpanKind::Treatment;
            let width = if wide && has_dose { room - 220.0 } else { room };
            let fault = self.faults.label.as_deref();
            let response = field_ui(ui, &mut self.draft.label, (what, hint), width, fault);
            if std::mem::take(&mut self.asks_for_focus) {
                response.request_focus();
            }
            settled |= response.lost_focus();
            if has_dose {
                let width = if wide { 206.0 } else { room };
                let names = ("Dose", "1 % twice a day");
                settled |= field_ui(ui, &mut self.draft.dose, names, width, None).lost_focus();
            }
        });
        row_ui(ui, wide, |ui| {
            let width = if wide { 240.0 } else { room };
            let is_marker = self.draft.kind == SpanKind::Marker;
            let name = if is_marker { "Day" } else { "First day" };
            let start = DateField {
                name,
                hint: "2026-11-01, yesterday",
                fault: self.faults.start.as_deref(),
                width,
            };
            settled |= start.show_ui(ui, view, &mut self.draft.start, &mut self.month);
            if !is_marker {
                let end = DateField {
                    name: "Last day",
                    hint: "empty if it has not ended",
                    fault: self.faults.end.as_deref(),
                    width,
                };
                settled |= end.show_ui(ui, view, &mut self.draft.end, &mut self.month);
            }
        });
        settled
    }
}

/// That marking a treatment is no reason to change it.
pub(super) fn keep_using_ui(ui: &mut Ui) {
    ui.label(theme::secondary(
        "Keep using what a doctor prescribed. Ask first before you stop or change it.",
    ));
}

/// "treatment hydrocortisone from 3 Nov".
fn change_label(span: &Span, is_new: bool) -> String {
    let kind = kind_word(span.kind);
    if is_new {
        format!("{kind} “{}”", span.label)
    } else {
        format!("change of {kind} “{}”", span.label)
    }
}

fn row_ui(ui: &mut Ui, wide: bool, add: impl FnOnce(&mut Ui)) {
    if wide {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            add(ui);
        });
    } else {
        add(ui);
    }
}

/// A named field with its sentence below.
fn field_ui(
    ui: &mut Ui,
    text: &mut String,
    (name, hint): (&str, &str),
    width: f32,
    fault: Option<&str>,
) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.set_max_width(width);
        ui.label(theme::secondary(name));
        let field = TextField::new(text, name).hint(hint).width(width);
        let response = ui.add(field);
        fault_ui(ui, fault);
        response
    })
    .inner
}

fn fault_ui(ui: &mut Ui, fault: Option<&str>) {
    if let Some(sentence) = fault {
        let color = tokens(ui).danger_text;
        ui.label(theme::secondary(sentence).color(color));
    }
}

/// A day to type, with a button that opens the month.
struct DateField<'a> {
    name: &'a str,
    hint: &'a str,
    fault: Option<&'a str>,
    width: f32,
}

impl DateField<'_> {
    /// Paints it; whether the day was typed to its end or picked.
    fn show_ui(self, ui: &mut Ui, view: &View<'_>, text: &mut String, month: &mut Day) -> bool {
        const BUTTON: f32 = 32.0;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_max_width(self.width);
            ui.label(theme::secondary(self.name));
            let mut settled = false;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
                let field = TextField::new(text, self.name)
                    .hint(self.hint)
                    .width(self.width - BUTTON - 6.0);
                settled |= ui.add(field).lost_focus();
                let name = format!("Pick the {}", self.name.to_lowercase());
                let button = ui.add(IconButton::new(icons::CALENDAR_BLANK, &name).outlined());
                let shown = view
                    .words()
                    .typed_day(text, view.today)
                    .unwrap_or(view.today);
                if button.clicked() {
                    *month = shown.min(view.today);
                }
                let popup = Popup::from_toggle_button_response(&button)
                    .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                    .accessible_name(name);
                let picked = popup.show(|ui| {
                    let picked = month_popover_ui(ui, view, month, shown);
                    if picked.is_some() {
                        ui.close();
                    }
                    picked
                });
                if let Some(day) = picked.and_then(|shown| shown.inner) {
                    *text = view.words().day(day);
                    button.request_focus();
                    settled = true;
                }
            });
            fault_ui(ui, self.fault);
            settled
        })
        .inner
    }
}

/// Whether Escape was pressed while no popup had it.
pub(super) fn escaped(ui: &Ui) -> bool {
    !Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}
