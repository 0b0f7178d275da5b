//! What was imported so far, each with a way to take it back.

use chrono::NaiveDateTime;
use egui::Ui;

use crate::domain::visible;
use crate::import::{ImportRecord, imports, take_back};
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::{Words, count};

/// The imports, read once per change of the journal.
#[derive(Debug, Default)]
pub(super) struct HistoryPart {
    revision: Option<u64>,
    lines: Vec<Line>,
    /// The one that is asked about.
    asked: Option<(String, String)>,
    /// The question has just come and is brought into sight once.
    is_news: bool,
}

#[derive(Debug)]
struct Line {
    uid: String,
    file: String,
    text: String,
}

impl HistoryPart {
    /// Paints the list; nothing where nothing was imported.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if self.revision != Some(view.revision) {
            self.lines = imports(view.journal)
                .iter()
                .rev()
                .map(|import| line(import, view.words()))
                .collect();
            self.revision = Some(view.revision);
            self.asked = None;
        }
        if self.lines.is_empty() {
            return;
        }
        Card::new("Imports so far").show(ui, |ui| {
            for line in &self.lines {
                ui.horizontal_wrapped(|ui| {
                    ui.label(body(line.file.as_str()));
                    ui.label(secondary(line.text.as_str()));
                    let name = format!("Take {} back…", line.file);
                    let button = Button::quiet("Take back…").icon(icons::UNDO);
                    let response = ui.add(button);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                    if response.clicked() {
                        self.asked = question(view, line).map(|text| (line.uid.clone(), text));
                        self.is_news = true;
                    }
                });
                if let Some((uid, text)) = self.asked.clone()
                    && uid == line.uid
                    && let Some(is_wanted) = asked_ui(ui, &text, std::mem::take(&mut self.is_news))
                {
                    self.asked = None;
                    if is_wanted {
                        actions.push(Action::TakeImportBack(uid));
                    }
                }
            }
        });
    }
}

fn line((uid, record): &(String, ImportRecord), words: Words) -> Line {
    let entries = count(record.entry_count(), "entry", "entries");
    let moment = NaiveDateTime::parse_from_str(&record.made_at, "%Y-%m-%d %H:%M:%S");
    let when = moment.map_or_else(
        |_| record.made_at.clone(),
        |moment| format!("{} {}", words.day(moment.date()), moment.format("%H:%M")),
    );
    Line {
        uid: uid.clone(),
        file: visible(&record.file).into_owned(),
        text: format!("{}, {when}, {entries}", record.title),
    }
}

/// What would go and what would stay.
fn question(view: &View<'_>, line: &Line) -> Option<String> {
    let back = take_back(view.journal, &line.uid)?;
    let mut text = format!("{} would go", count(back.removed, "entry", "entries"));
    if back.restored > 0 {
        let values = count(back.restored, "value", "values");
        text.push_str(&format!(", {values} of before would come back"));
    }
    if back.notes > 0 {
        let notes = count(back.notes, "note", "notes");
        text.push_str(&format!(", its text in {notes} would go"));
    }
    if back.kept > 0 {
        let entries = count(back.kept, "entry", "entries");
        text.push_str(&format!(", {entries} edited since would stay"));
    }
    if back.trackers > 0 {
        let trackers = count(back.trackers, "tracker", "trackers");
        text.push_str(&format!(", {trackers} made for it would go"));
    }
    Some(format!("{text}. This can be undone."))
}

/// The answer, once there is one.
fn asked_ui(ui: &mut Ui, text: &str, is_new: bool) -> Option<bool> {
    let mut answer = None;
    ui.label(body(text));
    let answers = ui.horizontal_wrapped(|ui| {
        if ui.add(Button::secondary("Take it back").danger()).clicked() {
            answer = Some(true);
        }
        if ui.add(Button::quiet("Leave it")).clicked() {
            answer = Some(false);
        }
    });
    if is_new {
        answers.response.scroll_to_me(None);
    }
    answer
}
