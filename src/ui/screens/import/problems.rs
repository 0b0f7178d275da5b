//! What cannot be read, with its place; it is left out.

use egui::Ui;

use crate::domain::visible;
use crate::import::{Problem, Problems};
use crate::ui::theme::{body, secondary};
use crate::ui::widgets::{Button, Card};
use crate::ui::words::{capitalised, count};

/// So many lines are named.
const LINES: usize = 4;

/// So many at first, and so many more on each press.
const SHOWN: usize = 8;

/// The same trouble in many lines is told once: "Lines 3, 5, 9 and 21 more: …".
fn grouped(problems: &[Problem]) -> Vec<(String, usize)> {
    let mut groups: Vec<(&Problem, Vec<u32>)> = Vec::new();
    for problem in problems {
        let same = |(first, _): &&mut (&Problem, Vec<u32>)| {
            (&first.part, &first.text) == (&problem.part, &problem.text)
        };
        match groups.iter_mut().find(same) {
            Some((_, lines)) => lines.push(problem.line),
            None => groups.push((problem, vec![problem.line])),
        }
    }
    let told = groups.into_iter().map(|(first, lines)| {
        let count = lines.len();
        (sentence(first, &lines), count)
    });
    told.collect()
}

fn sentence(first: &Problem, lines: &[u32]) -> String {
    let [_, _, ..] = lines else {
        return first.sentence();
    };
    let named: Vec<String> = lines.iter().take(LINES).map(u32::to_string).collect();
    let more = match lines.len().saturating_sub(LINES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let part = match first.part.as_str() {
        "" => String::new(),
        part => format!("{part}, "),
    };
    let place = format!("{part}lines {}{more}", named.join(", "));
    format!("{}: {}.", capitalised(&place), first.text)
}

/// Paints the problems, `shown` of them.
pub(super) fn show_ui(ui: &mut Ui, problems: &Problems, shown: &mut usize) {
    if problems.is_empty() {
        return;
    }
    *shown = (*shown).max(SHOWN);
    let number = count(problems.count, "problem", "problems");
    Card::new("What cannot be taken")
        .trailing(&number)
        .show(ui, |ui| {
            ui.label(secondary("These are left out; the rest can be imported."));
            let groups = grouped(&problems.first);
            let mut told = 0;
            for (sentence, count) in groups.iter().take(*shown) {
                ui.add(egui::Label::new(body(visible(sentence))).wrap());
                told += count;
            }
            let more = problems.count.saturating_sub(told);
            if more > 0 {
                ui.label(secondary(format!("{more} more")));
            }
            if groups.len() > *shown && ui.add(Button::secondary("Show more")).clicked() {
                *shown += 10 * SHOWN;
            }
        });
}
