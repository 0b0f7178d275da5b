//! What an import would change and what it changed, in numbers, with the button that does it and the one that undoes it.

use egui::{Response, Ui};

use super::Ready;
use crate::domain::visible;
use crate::import::Counts;
use crate::ui::action::{Action, Actions};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// What was imported.
pub struct Done {
    /// The import's uid.
    pub uid: String,
    /// What the step is called among those that can be undone.
    pub label: String,
    /// The numbers.
    pub counts: Counts,
    /// How many values of the person's own stayed.
    pub kept: usize,
    /// How many problems were left out.
    pub problems: usize,
    /// Whether something could not be taken.
    pub leaves_out: bool,
}

/// So many names of what is made are told.
const SHOWN_NAMES: usize = 50;

/// Paints what would change. The keyboard goes on at its button when `is_news`.
pub(super) fn summary_ui(ui: &mut Ui, ready: &Ready, is_news: bool, actions: &mut Actions) {
    Card::new("What will change").show(ui, |ui| {
        for sentence in sentences(&ready.plan.counts, ready.plan.leaves_out(), false) {
            ui.label(body(sentence));
        }
        rest_ui(ui, ready.plan.kept(), ready.plan.problems.count, false);
        let has_change = ready.plan.has_change && !ready.is_stale;
        ui.add_enabled_ui(has_change, |ui| {
            let button = Button::primary("Import").icon(icons::DOWNLOAD);
            let response = ui.add(button);
            if is_news {
                response.request_focus();
            }
            if response.clicked() {
                actions.push(Action::RunImport);
            }
        });
        ui.label(secondary(
            "A backup is made first. It is one step that can be undone, or taken back here at any later time.",
        ));
    });
}

/// What stays as it is, and what is left out.
fn rest_ui(ui: &mut Ui, kept: usize, problems: usize, is_done: bool) {
    let stay = match (kept, is_done) {
        (0, _) => None,
        (1, false) => Some("1 value of your own stays as it is.".to_owned()),
        (1, true) => Some("1 value of your own stayed as it was.".to_owned()),
        (_, false) => Some(format!("{kept} values of your own stay as they are.")),
        (_, true) => Some(format!("{kept} values of your own stayed as they were.")),
    };
    let left_out = (problems > 0).then(|| {
        let (one, many) = if is_done {
            ("problem was", "problems were")
        } else {
            ("problem is", "problems are")
        };
        format!("{} left out.", count(problems, one, many))
    });
    for text in stay.into_iter().chain(left_out) {
        ui.label(body(text));
    }
}

/// Paints what was changed.
pub(super) fn done_ui(
    ui: &mut Ui,
    done: &Done,
    view: &View<'_>,
    actions: &mut Actions,
) -> Response {
    let card = Card::new("Imported").show(ui, |ui| {
        for text in sentences(&done.counts, done.leaves_out, true) {
            ui.label(body(text));
        }
        rest_ui(ui, done.kept, done.problems, true);
        ui.horizontal_wrapped(|ui| {
            // Undo takes back the last step, which may be another one by now.
            if view.undo == Some(done.label.as_str())
                && ui
                    .add(Button::secondary("Undo").icon(icons::UNDO))
                    .clicked()
            {
                actions.push(Action::Run(Command::Undo));
            }
            if ui.add(Button::secondary("See the charts")).clicked() {
                actions.push(Action::Run(Command::GoTrends));
            }
        });
    });
    card.response
}

/// The numbers in sentences.
fn sentences(counts: &Counts, leaves_out: bool, is_done: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut say = |number: usize, one: &str, many: &str, behind: &str| {
        if number > 0 {
            sentences.push(format!("{} {behind}.", count(number, one, many)));
        }
    };
    let (new, known) = if is_done {
        ("added", "known already")
    } else {
        ("new", "known already and left alone")
    };
    say(counts.added, "entry", "entries", new);
    say(
        counts.updated,
        "entry",
        "entries",
        "of an earlier import brought up to date",
    );
    say(counts.replaced, "value", "values", "of your own replaced");
    say(counts.notes, "note", "notes", "with new text");
    say(counts.known, "entry", "entries", known);
    say(
        counts.covered,
        "entry",
        "entries",
        "left out: those days already have a value, as a whole or in parts",
    );
    say(
        counts.open_words,
        "value",
        "values",
        if is_done {
            "left out: their words had no number"
        } else {
            "left out until their words have numbers, below"
        },
    );
    say(
        counts.left_out,
        "value",
        "values",
        if is_done {
            "left out, for nothing could be made of them"
        } else {
            "left out, for the reasons below"
        },
    );
    if !counts.trackers.is_empty() {
        sentences.push(format!("New trackers: {}.", names(&counts.trackers)));
    }
    if !counts.items.is_empty() {
        sentences.push(format!("New items: {}.", names(&counts.items)));
    }
    if counts.added + counts.updated + counts.replaced + counts.notes == 0 {
        sentences.insert(0, nothing(counts, leaves_out).to_owned());
    }
    sentences
}

/// What is said where nothing is imported: that all is known, if it is.
fn nothing(counts: &Counts, leaves_out: bool) -> &'static str {
    match (leaves_out, counts.known) {
        (false, _) => "There is nothing new to import.",
        (true, 0) => "Nothing of it can be imported as it is.",
        (true, _) => "There is nothing new in what can be imported.",
    }
}

/// "Tea, Milk and 12 more".
fn names(names: &[String]) -> String {
    let shown = names.iter().take(SHOWN_NAMES);
    let shown: Vec<_> = shown.map(|name| visible(name)).collect();
    let more = names.len().saturating_sub(SHOWN_NAMES);
    if more > 0 {
        format!("{} and {more} more", shown.join(", "))
    } else {
        shown.join(", ")
    }
}
