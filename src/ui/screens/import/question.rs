//! The question that a file leaves open: what a number means that can be read in two ways.

use egui::Ui;

use super::{Ready, read};
use crate::domain::{DecimalMark, visible};
use crate::import::OpenNumbers;
use crate::ui::action::{Actions, DecimalsWish};
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// Paints the question where there is one; an answer has the file read anew.
pub(super) fn show_ui(ui: &mut Ui, ready: &Ready, view: &View<'_>, actions: &mut Actions) {
    let Some(open) = &ready.foreign.open_numbers else {
        return;
    };
    Card::new("Which number is meant?").show(ui, |ui| {
        ui.add(egui::Label::new(body(sentence(open))).wrap());
        ui.horizontal_wrapped(|ui| {
            let other = match open.mark {
                DecimalMark::Point => DecimalMark::Comma,
                DecimalMark::Comma => DecimalMark::Point,
            };
            for (number, decimals) in [(open.thousands, other), (open.decimals, open.mark)] {
                let number = view.words().number(number);
                let name = format!("{} is {number}", open.text);
                let response = ui.add(Button::secondary(&number));
                response
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if response.clicked() {
                    let table = ready.foreign.table.clone();
                    let wish = DecimalsWish::Answered(Some(decimals));
                    read(ready.path.clone(), table, wish, actions);
                }
            }
        });
        ui.label(secondary(
            "Until you answer, these values are left out. The answer is remembered for the next file of this kind.",
        ));
    });
}

/// "“1.750” in water, line 3, can be read in two ways, and so can 4 others."
fn sentence(open: &OpenNumbers) -> String {
    let others = match open.count.saturating_sub(1) {
        0 => String::new(),
        more => format!(", and so can {}", count(more, "other", "others")),
    };
    let (text, name) = (visible(&open.text), visible(&open.name));
    let line = open.line;
    format!("“{text}” in {name}, line {line}, can be read in two ways{others}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_them_is_named_and_the_others_counted() {
        let mut open = OpenNumbers {
            count: 1,
            name: "water".to_owned(),
            line: 3,
            text: "1.750".to_owned(),
            mark: DecimalMark::Point,
            thousands: 1750.0,
            decimals: 1.75,
        };
        assert_eq!(
            sentence(&open),
            "“1.750” in water, line 3, can be read in two ways."
        );
        open.count = 5;
        assert_eq!(
            sentence(&open),
            "“1.750” in water, line 3, can be read in two ways, and so can 4 others."
        );
    }
}
