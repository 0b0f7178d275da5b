//! What was recognised, and for plain tables how they are read: which column has the date and how it is written.

use egui::{Grid, Id, ScrollArea, Ui};

use super::{Ready, read};
use crate::domain::{DecimalMark, visible};
use crate::import::{DateForm, Foreign, TableForm, TableLayout};
use crate::ui::action::{Actions, DecimalsWish};
use crate::ui::screens::form::{choice_ui, fields_ui, labelled_ui, menu_ui};
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::Card;
use crate::ui::words::{Words, count};

const FORMS: [(DateForm, &str); 4] = [
    (DateForm::YearFirst, "2024-01-14"),
    (DateForm::DayFirst, "14.1.2024"),
    (DateForm::MonthFirst, "1/14/2024"),
    (DateForm::MonthName, "14 Jan 2024"),
];

/// So many columns of the first rows are shown.
const SHOWN_COLUMNS: usize = 60;

/// Paints what was recognised; a new layout has the file read anew.
pub(super) fn show_ui(ui: &mut Ui, ready: &Ready, view: &View<'_>, actions: &mut Actions) {
    let foreign = &ready.foreign;
    Card::new(&foreign.title).show(ui, |ui| {
        let name = ready.path.file_name().unwrap_or_default().to_string_lossy();
        let records = count(foreign.records.len(), "value", "values");
        let streams = count(foreign.streams.len(), "thing", "things");
        let days = ready.plan.counts.days.map_or_else(String::new, |days| {
            format!(", {}", view.words().range(days.0, days.1, view.today))
        });
        let name = visible(&name);
        ui.label(body(format!("{name}: {records} of {streams}{days}.")));
        for remark in &foreign.remarks {
            ui.label(secondary(visible(remark)));
        }
        if let Some(layout) = &foreign.table {
            first_rows_ui(ui, ready);
            if let Some(example) = date_example(foreign, layout, view.words()) {
                ui.label(secondary(example));
            }
            let (layout, decimals) = layout_ui(ui, layout, foreign);
            if layout.is_some() || decimals.is_some() {
                let wish = DecimalsWish::Answered(decimals.unwrap_or(foreign.decimals));
                let layout = layout.or_else(|| foreign.table.clone());
                read(ready.path.clone(), layout, wish, actions);
            }
        } else if foreign.decimals.is_some() {
            // What was answered once can be answered otherwise.
            let mut chosen = None;
            fields_ui(ui, |ui| chosen = decimals_ui(ui, foreign.decimals));
            if let Some(decimals) = chosen {
                let wish = DecimalsWish::Answered(decimals);
                read(ready.path.clone(), None, wish, actions);
            }
        }
    });
}

/// "1/2/2024 is read as 2 January 2024."
fn date_example(foreign: &Foreign, layout: &TableLayout, words: Words) -> Option<String> {
    let column = foreign
        .columns
        .iter()
        .position(|name| *name == layout.date)?;
    let first = foreign.records.iter().min_by_key(|record| record.line)?;
    let row = usize::try_from(first.line).ok()?.checked_sub(2)?;
    let text = visible(foreign.first_rows.get(row)?.get(column)?);
    Some(format!("{text} is read as {}.", words.day(first.day)))
}

fn first_rows_ui(ui: &mut Ui, ready: &Ready) {
    ScrollArea::horizontal()
        .id_salt("import: first rows")
        .show(ui, |ui| {
            Grid::new("import: rows")
                .spacing([16.0, 4.0])
                .min_row_height(24.0)
                .striped(true)
                .show(ui, |ui| {
                    for column in ready.foreign.columns.iter().take(SHOWN_COLUMNS) {
                        ui.label(medium(shown(column)));
                    }
                    ui.end_row();
                    for row in &ready.foreign.first_rows {
                        for field in row.iter().take(SHOWN_COLUMNS) {
                            ui.label(secondary(shown(field)));
                        }
                        ui.end_row();
                    }
                });
        });
}

fn shown(field: &str) -> String {
    let mut short: String = field.chars().take(24).collect();
    if short.len() < field.len() {
        short.push('…');
    }
    // A line break of a text is no harm, and no line of the table.
    visible(&short.replace(['\n', '\r', '\t'], " ")).into_owned()
}

/// The layout that was newly chosen, and the mark before decimals.
fn layout_ui(
    ui: &mut Ui,
    layout: &TableLayout,
    foreign: &Foreign,
) -> (Option<TableLayout>, Option<Option<DecimalMark>>) {
    let columns = &foreign.columns;
    let mut new = layout.clone();
    let mut decimals = None;
    fields_ui(ui, |ui| {
        labelled_ui(ui, "Date column", 180.0, |ui| {
            column_ui(ui, "Date column", columns, &mut new.date);
        });
        labelled_ui(ui, "Dates are written like", 180.0, |ui| {
            let chosen = FORMS.iter().find(|(form, _)| *form == new.date_form);
            let text = chosen.map_or("", |(_, text)| text);
            let id = Id::unique("import: dates");
            menu_ui(ui, id, "Dates are written like", text, |ui| {
                for (form, text) in FORMS {
                    if ui.selectable_label(form == new.date_form, text).clicked() {
                        new.date_form = form;
                    }
                }
            });
        });
        decimals = decimals_ui(ui, foreign.decimals);
    });
    form_ui(ui, columns, &mut new);
    ((new != *layout).then_some(new), decimals)
}

/// The mark before decimals, where a column does not tell by itself; the one that was newly chosen.
fn decimals_ui(ui: &mut Ui, current: Option<DecimalMark>) -> Option<Option<DecimalMark>> {
    let choices = [
        (None, "As each column has them"),
        (Some(DecimalMark::Point), "6.75"),
        (Some(DecimalMark::Comma), "6,75"),
    ];
    let mut chosen = None;
    labelled_ui(ui, "Decimals", 300.0, |ui| {
        let id = Id::unique("import: decimals");
        chosen = choice_ui(ui, id, "Decimals", &choices, current);
    });
    chosen
}

fn form_ui(ui: &mut Ui, columns: &[String], layout: &mut TableLayout) {
    let is_long = matches!(layout.form, TableForm::Long { .. });
    let choices = [(false, "A column for each"), (true, "A row for each value")];
    let id = Id::unique("import: form");
    if let Some(long) = choice_ui(ui, id, "How the table is laid out", &choices, is_long) {
        let others: Vec<&String> = columns
            .iter()
            .filter(|name| **name != layout.date)
            .collect();
        layout.form = match (long, others.as_slice()) {
            (true, [name, value, ..]) => TableForm::Long {
                name: (*name).clone(),
                value: (*value).clone(),
            },
            _ => TableForm::Wide,
        };
    }
    if let TableForm::Long { name, value } = &mut layout.form {
        fields_ui(ui, |ui| {
            labelled_ui(ui, "Name column", 180.0, |ui| {
                column_ui(ui, "Name column", columns, name);
            });
            labelled_ui(ui, "Value column", 180.0, |ui| {
                column_ui(ui, "Value column", columns, value);
            });
        });
    }
}

fn column_ui(ui: &mut Ui, name: &str, columns: &[String], chosen: &mut String) {
    let id = Id::unique(("import: column", name));
    menu_ui(ui, id, name, &shown(chosen), |ui| {
        for column in columns {
            if ui
                .selectable_label(column == chosen, shown(column))
                .clicked()
            {
                chosen.clone_from(column);
            }
        }
    });
}
