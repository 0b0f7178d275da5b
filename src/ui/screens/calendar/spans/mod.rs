//! Treatments, pauses and markers: bars over a year, a list, and a card to add or change one.

mod bars;
mod draft;
mod editor;

use egui::Ui;

use self::draft::SpanDraft;
use self::editor::{Editor, Outcome};
use crate::domain::{Cell, Day, Edit, Span, SpanId, SpanKind};
use crate::ui::action::Actions;
use crate::ui::icons::{self, Icon};
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::{BadgeTone, Button, Card, EmptyState, IconButton, badge, unsaved_mark_ui};
use crate::ui::words::count;

const KINDS: [SpanKind; 3] = [SpanKind::Treatment, SpanKind::Pause, SpanKind::Marker];

/// The spans' state between frames.
#[derive(Default)]
pub(super) struct SpansPart {
    editor: Option<Editor>,
    /// A new span was asked for before the screen knew how days are written.
    wanted: Option<Day>,
}

impl SpansPart {
    pub(super) fn new_span(&mut self, day: Day) {
        self.wanted = Some(day);
    }

    /// What closing the window would lose.
    pub(super) fn not_saved(&self) -> Option<String> {
        self.editor.as_ref().and_then(Editor::not_saved)
    }

    /// Keeps what is typed into a span there is.
    pub(super) fn finish_typing(&mut self, view: &View<'_>, actions: &mut Actions) {
        if let Some(editor) = &mut self.editor
            && editor.draft.id.is_some()
        {
            editor.commit(view, actions);
        }
    }

    /// Paints the spans.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if let Some(day) = self.wanted.take() {
            self.edit_new(view, day);
        }
        let spans = view.journal.spans();
        self.hold_editor(view);
        if spans.is_empty() && self.editor.is_none() {
            let empty = EmptyState::new(icons::FLAG, "No treatments, pauses or markers yet")
                .detail(
                    "A treatment with its dose, a holiday, an illness, a new shampoo: marked days are shaded in Trends, and pauses count neither for nor against an aim.",
                )
                .action("Add one");
            if Card::new("").show(ui, |ui| empty.show(ui)).inner {
                self.edit_new(view, view.today);
            }
            return;
        }
        let gap = theme::GAP - ui.spacing().item_spacing.y;
        if !spans.is_empty() {
            let clicked = Card::new("The last 12 months")
                .show(ui, |ui| bars::bars_ui(ui, view, &spans))
                .inner;
            if let Some(span) = clicked.and_then(|id| view.journal.span(id)) {
                self.edit(view, span);
            }
            ui.add_space(gap);
        }
        if self
            .editor
            .as_ref()
            .is_some_and(|open| open.draft.id.is_none())
        {
            self.editor_ui(ui, view, actions);
        } else {
            let add = Button::secondary("Add treatment, pause or marker").icon(icons::PLUS);
            if ui.add(add).clicked() {
                self.edit_new(view, view.today);
            }
        }
        ui.add_space(gap);
        let has_treatment = spans.iter().any(|span| span.kind == SpanKind::Treatment);
        if has_treatment && self.editor.is_none() {
            editor::keep_using_ui(ui);
            ui.add_space(gap);
        }
        for span in spans.iter().rev() {
            if self.is_edited(span.id) {
                self.editor_ui(ui, view, actions);
            } else {
                self.span_ui(ui, view, span, actions);
            }
        }
    }

    fn edit_new(&mut self, view: &View<'_>, day: Day) {
        let day = day.min(view.today);
        self.editor = Some(Editor::open(SpanDraft::new(day, view.words()), day));
    }

    fn edit(&mut self, view: &View<'_>, span: &Span) {
        let draft = SpanDraft::of(span, view.words());
        self.editor = Some(Editor::open(draft, span.start));
    }

    fn is_edited(&self, id: SpanId) -> bool {
        self.editor
            .as_ref()
            .is_some_and(|open| open.draft.id == Some(id))
    }

    /// An editor whose span was taken away closes.
    fn hold_editor(&mut self, view: &View<'_>) {
        let is_gone = |open: &Editor| {
            let id = open.draft.id;
            id.is_some_and(|id| view.journal.span(id).is_none())
        };
        if self.editor.as_ref().is_some_and(is_gone) {
            self.editor = None;
        }
    }

    fn editor_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let escaped = editor::escaped(ui);
        let Some(open) = &mut self.editor else { return };
        if escaped || open.show_ui(ui, view, actions) == Outcome::Closed {
            self.editor = None;
        }
    }

    fn span_ui(&mut self, ui: &mut Ui, view: &View<'_>, span: &Span, actions: &mut Actions) {
        Card::new("").show(ui, |ui| {
            let width = ui.available_width() - 80.0;
            ui.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    what_ui(ui, span);
                    ui.label(theme::secondary(dates_and_length(view, span)));
                    if view.is_unsaved(&Cell::Span(span.id)) {
                        unsaved_mark_ui(ui);
                    }
                });
                let change = format!("Change {}", span.label);
                if ui.add(IconButton::new(icons::PENCIL, &change)).clicked() {
                    self.edit(view, span);
                }
                let delete = format!("Delete {}", span.label);
                if ui.add(IconButton::new(icons::TRASH, &delete)).clicked() {
                    let edit = Edit::Span {
                        id: span.id,
                        span: None,
                    };
                    let label = format!("deletion of {} “{}”", kind_word(span.kind), span.label);
                    actions.commit_with_toast(edit, label);
                }
            });
        });
    }
}

fn what_ui(ui: &mut Ui, span: &Span) {
    ui.horizontal_wrapped(|ui| {
        let tone = bars::tone_of(theme::tokens(ui), span.kind);
        icons::icon_ui(ui, kind_icon(span.kind), 15.0, tone.text);
        ui.label(theme::card_title(&span.label));
        if !span.dose.is_empty() {
            ui.label(theme::body(&span.dose));
        }
        badge(ui, kind_word(span.kind), BadgeTone::Muted);
    });
}

/// "3 November – 16 November · 14 days".
fn dates_and_length(view: &View<'_>, span: &Span) -> String {
    let dates = said_dates(view, span);
    if span.kind == SpanKind::Marker {
        return dates;
    }
    let last = span.end.unwrap_or(view.today);
    let days = usize::try_from((last - span.start).num_days() + 1).unwrap_or(0);
    match span.end {
        Some(_) => format!("{dates} · {}", count(days, "day", "days")),
        None => format!("{dates} · day {days}, still going"),
    }
}

/// "3 November – 16 November", "since 3 November".
fn said_dates(view: &View<'_>, span: &Span) -> String {
    let words = view.words();
    match (span.end, span.kind) {
        (_, SpanKind::Marker) => words.weekday_and_day(span.start, view.today),
        (Some(end), _) => words.range(span.start, end, view.today),
        (None, _) => format!("since {}", words.day(span.start)),
    }
}

/// The word for a kind, within a sentence.
fn kind_word(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Treatment => "treatment",
        SpanKind::Pause => "pause",
        SpanKind::Marker => "marker",
    }
}

fn kind_icon(kind: SpanKind) -> Icon {
    match kind {
        SpanKind::Treatment => icons::FIRST_AID_KIT,
        SpanKind::Pause => icons::PAUSE,
        SpanKind::Marker => icons::FLAG,
    }
}
