//! The command palette: commands, days and trackers by a few letters of their name.

use egui::{Context, Id, Key, Modal, Modifiers, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::domain::Day;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::theme::{body, secondary, tokens};
use crate::ui::view::View;
use crate::words::Words;

/// What stands in the palette while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    chosen: usize,
    opened: bool,
}

/// How the palette ended in this frame.
#[derive(Debug, PartialEq)]
pub enum PaletteAnswer {
    /// It stays open.
    Open,
    /// Closed without a choice.
    Closed,
    /// Something was chosen.
    Chosen(Action),
}

struct Hit {
    label: String,
    hint: String,
    action: Action,
}

impl Palette {
    /// Paints the palette over the screen.
    pub fn show(&mut self, ctx: &Context, view: &View<'_>) -> PaletteAnswer {
        let step = take_keys(ctx);
        let hits = hits(&self.query, view, ctx);
        self.chosen = match step {
            Some(Step::Down) => (self.chosen + 1).min(hits.len().saturating_sub(1)),
            Some(Step::Up) => self.chosen.saturating_sub(1),
            _ => self.chosen.min(hits.len().saturating_sub(1)),
        };
        let mut answer = PaletteAnswer::Open;
        let modal = Modal::new(Id::unique("palette"))
            .frame(super::modal_frame(ctx))
            .show(ctx, |ui| {
                super::name_dialog(ui, "Find a command");
                ui.set_width((ctx.content_rect().width() - 80.0).min(520.0));
                self.field_ui(ui);
                if let Some(action) = self.hits_ui(ui, &hits) {
                    answer = PaletteAnswer::Chosen(action);
                }
            });
        match step {
            Some(Step::Take) => {
                if let Some(hit) = hits.into_iter().nth(self.chosen) {
                    return PaletteAnswer::Chosen(hit.action);
                }
            }
            Some(Step::Close) => return PaletteAnswer::Closed,
            _ => {}
        }
        if modal.should_close() && answer == PaletteAnswer::Open {
            return PaletteAnswer::Closed;
        }
        answer
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let field = TextEdit::singleline(&mut self.query)
            .id(Id::unique("palette field"))
            .hint_text("A command, a tracker, or a day")
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label("Find a command"));
        if !self.opened {
            response.request_focus();
            self.opened = true;
        }
        if response.changed() {
            self.chosen = 0;
        }
    }

    fn hits_ui(&self, ui: &mut Ui, hits: &[Hit]) -> Option<Action> {
        let mut taken = None;
        if hits.is_empty() {
            ui.add_space(6.0);
            ui.label(secondary(
                "Nothing of that name. Try a date such as 2026-11-20.",
            ));
        }
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (index, hit) in hits.iter().enumerate() {
                let chosen = index == self.chosen;
                let row = egui::Button::selectable(chosen, body(&hit.label))
                    .shortcut_text(secondary(&hit.hint).color(tokens(ui).muted))
                    .min_size(egui::vec2(ui.available_width(), 30.0));
                let response = ui.add(row);
                let label = hit.label.as_str();
                response
                    .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, label));
                if chosen {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(hit.action.clone());
                }
            }
        });
        taken
    }
}

enum Step {
    Up,
    Down,
    Take,
    Close,
}

/// The keys of the list, taken before the field sees them.
fn take_keys(ctx: &Context) -> Option<Step> {
    ctx.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::ArrowDown) {
            Some(Step::Down)
        } else if pressed(Key::ArrowUp) {
            Some(Step::Up)
        } else if pressed(Key::Enter) {
            Some(Step::Take)
        } else if pressed(Key::Escape) {
            Some(Step::Close)
        } else {
            None
        }
    })
}

fn hits(query: &str, view: &View<'_>, ctx: &Context) -> Vec<Hit> {
    let query = query.trim().to_lowercase();
    let mut found: Vec<(usize, Hit)> = Vec::new();
    if let Some(day) = typed_day(&query, view.words(), view.today) {
        let label = format!("Open {}", view.words().day(day));
        let hint = String::new();
        found.push((
            0,
            Hit {
                label,
                hint,
                action: Action::OpenDay(day),
            },
        ));
    }
    for command in Command::ALL
        .into_iter()
        .filter(|command| *command != Command::Palette)
    {
        let by_other_words = || {
            let words = command.also_called().iter();
            let found = words.filter_map(|word| rank(&query, word)).min();
            // Letters strewn over other words say nothing.
            let found = found.filter(|rank| *rank <= 2 && !query.is_empty());
            found.map(|rank| rank + 2)
        };
        if let Some(rank) = rank(&query, command.label()).or_else(by_other_words) {
            let hint = command.shortcut_text(ctx).unwrap_or_default();
            let label = command_label(command, view);
            found.push((
                rank,
                Hit {
                    label,
                    hint,
                    action: Action::Run(command),
                },
            ));
        }
    }
    for tracker in view.journal.active_trackers() {
        if let Some(rank) = rank(&query, &tracker.name).filter(|_| !query.is_empty()) {
            let log = Hit {
                label: format!("Log {}", tracker.name),
                hint: tracker.section.clone(),
                action: Action::FocusTracker(tracker.id),
            };
            let trend = Hit {
                label: format!("Trend of {}", tracker.name),
                hint: String::new(),
                action: Action::ShowTrend(tracker.id),
            };
            found.extend([(rank, log), (rank + 1, trend)]);
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, hit)| hit).collect()
}

/// Undo and redo say what they are about.
fn command_label(command: Command, view: &View<'_>) -> String {
    let what = match command {
        Command::Undo => view.undo,
        Command::Redo => view.redo,
        _ => None,
    };
    what.map_or_else(
        || command.label().to_owned(),
        |what| format!("{}: {what}", command.label()),
    )
}

/// How well `name` fits: 0 at its start, then at the start of a word, anywhere, letters in order; none if not at all.
fn rank(query: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    if query.is_empty() {
        return Some(1);
    }
    if name.starts_with(query) {
        return Some(0);
    }
    match name.find(query) {
        Some(at) if name[..at].ends_with(' ') => return Some(1),
        Some(_) => return Some(2),
        None => {}
    }
    let mut letters = name.chars();
    query
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(3)
}

/// A day that is not in the future.
fn typed_day(query: &str, words: Words, today: Day) -> Option<Day> {
    let day = words.typed_day(query, today).ok()?;
    (day <= today).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_rank_by_where_they_fit() {
        assert_eq!(rank("tre", "Trends"), Some(0));
        assert_eq!(rank("note", "Search notes…"), Some(1));
        assert_eq!(rank("ymptom", "A symptom"), Some(2));
        assert_eq!(rank("exc", "Export to CSV…"), Some(3));
        assert_eq!(rank("zzz", "Trends"), None);
    }

    #[test]
    fn days_of_the_future_are_no_hits() {
        let today: Day = "2026-11-21".parse().unwrap();
        let words = Words::of(&crate::domain::Settings::default());
        let read = |text: &str| typed_day(text, words, today);
        assert_eq!(read("2026-11-21"), Some(today));
        assert_eq!(read("yesterday"), today.pred_opt());
        assert_eq!(read("2026-11-22"), None);
        assert_eq!(read("2026-02-30"), None);
    }
}
