//! Days after the running one on which something is recorded, since the clock was wrong: which, to another day, away.

use egui::{Id, Ui};

use crate::domain::{Day, DayRecord, Taken, days_after, move_day, remove_day};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::refusal_ui;
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, TextField};
use crate::words::{capitalised, count, listed};

/// More are shown when asked for.
const FIRST_SHOWN: usize = 7;

/// The days, kept per revision of the journal, and what is typed.
#[derive(Debug, Default)]
pub(super) struct FutureCard {
    seen: Option<(u64, Day)>,
    days: Vec<DayRecord>,
    /// The day that is being moved, and to which as typed.
    moving: Option<(Day, String)>,
    refusal: Option<String>,
    shows_all: bool,
}

impl FutureCard {
    /// Paints the card, where there is such a day.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if self.seen != Some((view.revision, view.today)) {
            self.days = days_after(view.journal, view.today);
            self.seen = Some((view.revision, view.today));
            let is_there = |day: Day| self.days.iter().any(|record| record.day == day);
            if self.moving.as_ref().is_some_and(|(day, _)| !is_there(*day)) {
                self.moving = None;
                self.refusal = None;
            }
        }
        if self.days.is_empty() {
            return;
        }
        Card::new("Days in the future").show(ui, |ui| {
            ui.label(body(
                "These days have not begun. They were logged while the clock of a computer was ahead.",
            ));
            let shown = if self.shows_all {
                self.days.len()
            } else {
                FIRST_SHOWN
            };
            for record in self.days.clone().iter().take(shown) {
                self.row_ui(ui, view, record, actions);
            }
            if self.days.len() > FIRST_SHOWN {
                let words = if self.shows_all {
                    "Show fewer days".to_owned()
                } else {
                    format!("Show all {} days", self.days.len())
                };
                if ui.add(Button::quiet(&words)).clicked() {
                    self.shows_all = !self.shows_all;
                }
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, view: &View<'_>, record: &DayRecord, actions: &mut Actions) {
        ui.separator();
        let day = view.words().day(record.day);
        ui.horizontal_wrapped(|ui| {
            ui.label(medium(day.as_str()));
            ui.label(secondary(holds(record)));
            let name = format!("Move {day} to another day…");
            let button = Button::quiet("Move to…").name(&name);
            if ui.add(button).clicked() {
                self.moving = Some((record.day, String::new()));
                self.refusal = None;
                ui.memory_mut(|memory| memory.request_focus(target_id()));
            }
            let name = format!("Remove {day}");
            let button = Button::quiet("Remove").name(&name).icon(icons::TRASH);
            if ui.add(button).clicked() {
                let edit = remove_day(view.journal, record.day);
                actions.commit_with_toast(edit, format!("{day} removed"));
            }
        });
        if self
            .moving
            .as_ref()
            .is_some_and(|(day, _)| *day == record.day)
        {
            self.target_ui(ui, view, actions);
        }
    }

    fn target_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let Some((from, typed)) = &mut self.moving else {
            return;
        };
        let from = *from;
        ui.label(secondary("Nothing that is there already is overwritten."));
        let field = TextField::new(typed, "To which day")
            .width(160.0)
            .id(target_id());
        if ui.add(field).changed() {
            self.refusal = None;
        }
        let mut is_over = false;
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::primary("Move the day")).clicked() {
                match moved(view, from, typed) {
                    Ok((edit, label)) => {
                        actions.commit_with_toast(edit, label);
                        is_over = true;
                    }
                    Err(sentence) => self.refusal = Some(sentence),
                }
            }
            is_over |= ui.add(Button::quiet("Cancel the move")).clicked();
        });
        if let Some(sentence) = &self.refusal {
            refusal_ui(ui, sentence);
        }
        if is_over {
            self.moving = None;
            self.refusal = None;
        }
    }
}

/// # Errors
/// The sentence that says why the day cannot be moved there.
fn moved(view: &View<'_>, from: Day, typed: &str) -> Result<(crate::domain::Edit, String), String> {
    let words = view.words();
    let to = words.typed_day(typed, view.today)?;
    if to > view.today {
        return Err(format!(
            "{} has not begun. Choose a day up to today.",
            words.day(to)
        ));
    }
    let edit = move_day(view.journal, from, to).map_err(|taken| in_the_way(view, &taken))?;
    let label = format!("{} moved to {}", words.day(from), words.day(to));
    Ok((edit, label))
}

fn in_the_way(view: &View<'_>, taken: &[Taken]) -> String {
    let name = |taken: &Taken| match taken {
        Taken::Tracker(tracker) => view
            .journal
            .tracker(*tracker)
            .map_or_else(String::new, |tracker| tracker.name.clone()),
        Taken::Note => "a note".to_owned(),
    };
    let names: Vec<_> = taken.iter().map(name).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb} logged there already. Choose another day.",
        capitalised(&listed(&names))
    )
}

/// "2 entries, a note".
fn holds(record: &DayRecord) -> String {
    let entries = count(record.entries, "entry", "entries");
    match (record.entries, record.has_note) {
        (0, _) => "a note".to_owned(),
        (_, true) => format!("{entries}, a note"),
        (_, false) => entries,
    }
}

fn target_id() -> Id {
    Id::unique("settings: to which day")
}
