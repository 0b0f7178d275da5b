//! The year as a heat map, the month as a grid, spans, search over notes; here they are told apart and chosen.

mod month;
mod notes;
mod spans;
pub mod summary;
#[cfg(test)]
mod tests;
mod year;

use egui::{Align, Frame, Id, Layout, Margin, ScrollArea, Ui, UiBuilder, vec2};

use crate::domain::Day;
use crate::ui::action::Actions;
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::Segmented;

/// Below this width the choice of parts stands under the title.
const STACKED_WIDTH: f32 = 560.0;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct CalendarScreen {
    part: Option<Part>,
    year: year::YearPart,
    month: month::MonthPart,
    spans: spans::SpansPart,
    notes: notes::NotesPart,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Spans,
    Notes,
}

impl Part {
    const ALL: [Self; 4] = [Self::Year, Self::Month, Self::Spans, Self::Notes];
    const LABELS: [&'static str; 4] = ["Year", "Month", "Spans", "Notes"];

    fn key(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Spans => "spans",
            Self::Notes => "notes",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Year => "A year of days at a glance",
            Self::Month => "Every tracker of a month, to fill in and correct",
            Self::Spans => "Treatments, pauses and what changed",
            Self::Notes => "Words and tags in your notes",
        }
    }
}

impl CalendarScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let padding = Margin::symmetric(26, 20);
        Frame::new().inner_margin(padding).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            let part = self.part_of(view);
            self.title_ui(ui, view, part, actions);
            ui.add_space(theme::GAP - ui.spacing().item_spacing.y);
            match part {
                Part::Month => self.month.show_ui(ui, view, actions),
                Part::Year => scrolled_ui(ui, part, |ui| self.year.show_ui(ui, view, actions)),
                Part::Spans => scrolled_ui(ui, part, |ui| self.spans.show_ui(ui, view, actions)),
                Part::Notes => scrolled_ui(ui, part, |ui| self.notes.show_ui(ui, view, actions)),
            }
        });
    }

    /// Shows the search over notes with the cursor in its field.
    pub fn focus_search(&mut self) {
        self.part = Some(Part::Notes);
        self.notes.focus_search();
    }

    /// Opens the editor for a new span that starts on `day`.
    pub fn new_span(&mut self, day: Day) {
        self.part = Some(Part::Spans);
        self.spans.new_span(day);
    }

    /// What is typed and cannot be saved as it is, in words.
    pub fn not_saved(&self, view: &View<'_>) -> Vec<String> {
        let month = self.month.not_saved(view);
        month.into_iter().chain(self.spans.not_saved()).collect()
    }

    /// Keeps what is typed into a cell of the month, as before the window closes; what cannot be read stays in its cell.
    pub fn finish_typing(&mut self, view: &View<'_>, actions: &mut Actions) {
        self.month.finish_typing(view, actions);
        self.spans.finish_typing(view, actions);
    }

    fn part_of(&self, view: &View<'_>) -> Part {
        let remembered = || {
            let key = view.journal.settings().remembered("calendar.part")?;
            Part::ALL.into_iter().find(|part| part.key() == key)
        };
        self.part.or_else(remembered).unwrap_or(Part::Year)
    }

    fn title_ui(&mut self, ui: &mut Ui, view: &View<'_>, part: Part, actions: &mut Actions) {
        let chosen = if ui.available_width() < STACKED_WIDTH {
            ui.label(theme::title("Calendar"));
            choice_ui(ui, part)
        } else {
            let row = vec2(ui.available_width(), 32.0);
            let (_, rect) = ui.allocate_space(row);
            let left = UiBuilder::new()
                .max_rect(rect)
                .layout(Layout::left_to_right(Align::Center));
            ui.scope_builder(left, |ui| {
                ui.label(theme::title("Calendar"));
                ui.add_space(6.0);
                ui.label(theme::secondary(part.help()).size(13.0));
            });
            let right = UiBuilder::new()
                .max_rect(rect)
                .layout(Layout::right_to_left(Align::Center));
            ui.scope_builder(right, |ui| choice_ui(ui, part)).inner
        };
        if let Some(chosen) = chosen {
            self.finish_typing(view, actions);
            self.part = Some(chosen);
            actions.remember("calendar.part", chosen.key());
        }
    }
}

fn choice_ui(ui: &mut Ui, part: Part) -> Option<Part> {
    let at = Part::ALL.iter().position(|other| *other == part)?;
    let id = Id::unique("calendar part");
    let chosen = Segmented::new(id, "Part of the calendar", &Part::LABELS, at).show(ui)?;
    Part::ALL.get(chosen).copied()
}

fn scrolled_ui(ui: &mut Ui, part: Part, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical()
        .id_salt(part.key())
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}
