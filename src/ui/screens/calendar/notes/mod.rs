//! Search over notes: a field, the tags with their counts, and the notes found.

mod search;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Frame, Id, Key, Margin, Modifiers, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo};

use self::search::{Hit, find, tag_counts};
use crate::domain::Day;
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{self, BODY, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, ChipChange, ChipView, Chips, EmptyState, TextField};
use crate::ui::words::count;

/// So many notes are shown at first, and so many more each time one asks.
const SHOWN_AT_ONCE: usize = 60;
/// So many tags are offered; others are found by typing them.
const TAGS_OFFERED: usize = 24;

/// The search's state between frames.
#[derive(Default)]
pub(super) struct NotesPart {
    query: String,
    asks_for_focus: bool,
    shown: usize,
    found: Option<((u64, String), Vec<Hit>)>,
    tags: Option<(u64, Vec<(String, usize)>)>,
}

impl NotesPart {
    pub(super) fn focus_search(&mut self) {
        self.asks_for_focus = true;
    }

    #[cfg(test)]
    pub(super) fn search(&mut self, query: &str) {
        query.clone_into(&mut self.query);
    }

    /// Paints the search.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if view.journal.notes().next().is_none() {
            self.asks_for_focus = false;
            no_notes_ui(ui, view.today, actions);
            return;
        }
        self.compute(view);
        let id = Id::unique("calendar search");
        Card::new("").show(ui, |ui| {
            let field = TextField::new(&mut self.query, "Search notes")
                .hint("Words, or a #tag")
                .id(id);
            let response = ui.add(field);
            if std::mem::take(&mut self.asks_for_focus) {
                response.request_focus();
            }
            if response.changed() {
                self.shown = 0;
            }
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if entered && let Some(first) = self.hits().first() {
                actions.push(Action::OpenDay(first.day));
            }
            if response.has_focus()
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
            {
                self.query.clear();
            }
            self.tags_ui(ui);
        });
        ui.add_space(theme::GAP - ui.spacing().item_spacing.y);
        // What was typed or chosen in this frame is searched in this frame.
        self.compute(view);
        self.hits_ui(ui, view, actions);
    }

    fn compute(&mut self, view: &View<'_>) {
        let key = (view.revision, self.query.clone());
        if self.found.as_ref().is_none_or(|(old, _)| *old != key) {
            let found = find(view.journal, &self.query);
            self.found = Some((key, found));
        }
        if self
            .tags
            .as_ref()
            .is_none_or(|(old, _)| *old != view.revision)
        {
            self.tags = Some((view.revision, tag_counts(view.journal)));
        }
    }

    fn hits(&self) -> &[Hit] {
        self.found.as_ref().map_or(&[], |(_, found)| found)
    }

    /// A tag that is chosen becomes a word of the search, and leaves it when it is chosen again.
    fn tags_ui(&mut self, ui: &mut Ui) {
        let Some((_, tags)) = self.tags.as_ref().filter(|(_, tags)| !tags.is_empty()) else {
            return;
        };
        let is_chosen = |tag: &str| {
            let wanted = format!("#{}", tag.to_lowercase());
            self.query
                .split_whitespace()
                .any(|word| word.to_lowercase() == wanted)
        };
        let labels: Vec<String> = tags
            .iter()
            .take(TAGS_OFFERED)
            .map(|(tag, times)| {
                let mark = if is_chosen(tag) { "✓ " } else { "" };
                format!("{mark}#{tag} · {times}")
            })
            .collect();
        let chips: Vec<ChipView<'_>> = labels.iter().map(|label| ChipView::action(label)).collect();
        let id = Id::unique("calendar tags");
        let change = Chips::new(id, "Tags", &chips).show(ui);
        let Some(ChipChange::Activate(index)) = change else {
            return;
        };
        let Some((tag, _)) = tags.get(index) else {
            return;
        };
        let word = format!("#{tag}");
        let others: Vec<&str> = self
            .query
            .split_whitespace()
            .filter(|other| other.to_lowercase() != word.to_lowercase())
            .collect();
        let was_chosen = others.len() < self.query.split_whitespace().count();
        let mut words: Vec<&str> = others;
        if !was_chosen {
            words.push(&word);
        }
        self.query = words.join(" ");
        self.shown = 0;
    }

    fn hits_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let total = self.hits().len();
        let is_search = !self.query.trim().is_empty();
        let said = match (is_search, total) {
            (true, 0) => "No note has all these words. Try fewer.".to_owned(),
            (true, _) => format!("{} found", count(total, "note", "notes")),
            (false, _) => format!("{}, latest first", count(total, "note", "notes")),
        };
        ui.label(theme::secondary(said));
        let shown = SHOWN_AT_ONCE.max(self.shown);
        for hit in self.hits().iter().take(shown) {
            if hit_ui(ui, view, hit) {
                actions.push(Action::OpenDay(hit.day));
            }
        }
        if total > shown && ui.add(Button::secondary("Show more")).clicked() {
            self.shown = shown + SHOWN_AT_ONCE;
        }
    }
}

fn no_notes_ui(ui: &mut Ui, today: Day, actions: &mut Actions) {
    let empty = EmptyState::new(icons::NOTE, "No notes yet")
        .detail(
            "You can write a note below each day on Today. A word with # before it becomes a tag, such as #travel; here you find both again.",
        )
        .action("Write a note for today");
    if Card::new("").show(ui, |ui| empty.show(ui)).inner {
        actions.push(Action::OpenDay(today));
    }
}

/// One note; true when it was chosen.
fn hit_ui(ui: &mut Ui, view: &View<'_>, hit: &Hit) -> bool {
    let t = tokens(ui);
    let date = view.words().weekday_and_day(hit.day, view.today);
    let id = Id::unique("calendar note").with(hit.day);
    let response = ui
        .scope_builder(UiBuilder::new().scope_id(id).sense(Sense::click()), |ui| {
            let response = ui.response();
            let fill = if response.hovered() {
                t.hover
            } else {
                t.surface
            };
            Frame::new()
                .fill(fill)
                .stroke(Stroke::new(1.0, t.border))
                .corner_radius(theme::CARD_RADIUS)
                .inner_margin(Margin::symmetric(16, 11))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 3.0;
                    ui.label(theme::card_title(&date));
                    ui.label(excerpt_job(ui, hit));
                });
        })
        .response;
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{date}, {}", hit.excerpt))
    });
    if response.has_focus() {
        theme::focus_ring(ui, response.rect, f32::from(theme::CARD_RADIUS));
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// The excerpt with what matched in bold on a tint.
fn excerpt_job(ui: &Ui, hit: &Hit) -> LayoutJob {
    let t = tokens(ui);
    let plain = TextFormat::simple(Family::Regular.at(BODY), t.text);
    let marked = TextFormat {
        background: t.selection,
        ..TextFormat::simple(Family::SemiBold.at(BODY), t.text)
    };
    let mut job = LayoutJob::default();
    let mut at = 0;
    for range in &hit.matches {
        job.append(&hit.excerpt[at..range.start], 0.0, plain.clone());
        job.append(&hit.excerpt[range.clone()], 0.0, marked.clone());
        at = range.end;
    }
    job.append(&hit.excerpt[at..], 0.0, plain);
    job.wrap = TextWrapping {
        max_width: ui.available_width(),
        max_rows: 3,
        overflow_character: Some('…'),
        ..TextWrapping::default()
    };
    job
}
