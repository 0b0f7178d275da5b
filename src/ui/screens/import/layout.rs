//! What was recognised, and for plain tables how they are read: which column has the date and how it is written.

use egui::{Grid, Id, ScrollArea, Ui};

use super::{Ready, read};
use crate::import::{DateForm, Foreign, TableForm, TableLayout};
use crate::ui::action::Actions;
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
        ui.label(body(format!("{name}: {records} of {streams}{days}.")));
        for remark in &foreign.remarks {
            ui.label(secondary(remark.as_str()));
        }
        if let Some(layout) = &foreign.table {
            first_rows_ui(ui, ready);
            if let Some(example) = date_example(foreign, layout, view.words()) {
                ui.label(secondary(example));
            }
            if let Some(layout) = layout_ui(ui, layout, &foreign.columns) {
                read(ready.path.clone(), Some(layout), actions);
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
    let text = foreign.first_rows.get(row)?.get(column)?;
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
                    for column in &ready.foreign.columns {
                        ui.label(medium(shown(column)));
                    }
                    ui.end_row();
                    for row in &ready.foreign.first_rows {
                        for field in row {
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
    short.replace(char::is_control, " ")
}

/// The layout that was newly chosen.
fn layout_ui(ui: &mut Ui, layout: &TableLayout, columns: &[String]) -> Option<TableLayout> {
    let mut new = layout.clone();
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
        labelled_ui(ui, "Decimals", 180.0, |ui| {
            let id = Id::unique("import: decimals");
            let choices = [(false, "6.75"), (true, "6,75")];
            if let Some(comma) = choice_ui(ui, id, "Decimals", &choices, new.decimal_comma) {
                new.decimal_comma = comma;
            }
        });
    });
    form_ui(ui, columns, &mut new);
    (new != *layout).then_some(new)
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
