//! One item of a list, unfolded: serving, culture, tap, brand, what its label says from which day on, putting it away.

use egui::{Frame, Id, Margin, Ui};

use super::drafts::Drafts;
use super::field::Field;
use super::propose;
use crate::domain::{Culture, Day, Edit, Item, Label, ListContent, routine};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::{
    choice_ui, day_text, fields_ui, labelled_ui, refusal_ui, typed_number,
};
use crate::ui::theme::{FIELD_RADIUS, body, card_title, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, IconButton, TextField};
use crate::ui::words::count;

/// One colony-forming unit of a billion.
const BILLION: f64 = 1e9;

/// What is filled in for the item that is unfolded.
#[derive(Debug, Default)]
pub(super) struct ItemEditor {
    label: Option<LabelForm>,
    asks_to_delete: bool,
    refusal: Option<String>,
}

#[derive(Debug)]
struct LabelForm {
    from: String,
    strains: String,
    billions: String,
}

impl ItemEditor {
    /// Paints the editor; true once the item is gone.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        item: &Item,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        let Some(content) = view.journal.list(item.list).map(|list| list.content) else {
            return true;
        };
        let t = tokens(ui);
        let frame = Frame::new()
            .fill(t.background)
            .corner_radius(FIELD_RADIUS)
            .inner_margin(Margin::same(12));
        frame
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 8.0;
                details_ui(ui, item, content, drafts, view, actions);
                if content == ListContent::Product {
                    self.labels_ui(ui, item, view, actions);
                }
                if let Some(sentence) = &self.refusal {
                    refusal_ui(ui, sentence);
                }
                self.away_ui(ui, item, view, actions)
            })
            .inner
    }

    fn labels_ui(&mut self, ui: &mut Ui, item: &Item, view: &View<'_>, actions: &mut Actions) {
        ui.label(card_title("What the label says"));
        for (index, label) in item.labels.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                ui.label(body(label_text(label, view)));
                let name = format!("Remove the label from {}", day_text(label.from));
                if ui.add(IconButton::new(icons::X, &name)).clicked() {
                    let mut changed = item.clone();
                    changed.labels.remove(index);
                    actions.commit(Edit::put_item(changed), format!("label of {}", item.name));
                }
            });
        }
        let Some(form) = &mut self.label else {
            let button = Button::secondary("New label…").icon(icons::PLUS);
            if ui.add(button).clicked() {
                self.label = Some(LabelForm {
                    from: day_text(view.today),
                    strains: String::new(),
                    billions: String::new(),
                });
            }
            return;
        };
        let (mut add, mut close) = (false, false);
        fields_ui(ui, |ui| {
            labelled_ui(ui, "From day", 130.0, |ui| {
                ui.add(TextField::new(&mut form.from, "Label valid from day").width(110.0));
            });
            labelled_ui(ui, "Strains", 260.0, |ui| {
                ui.add(TextField::new(&mut form.strains, "Strains").width(240.0));
            });
            labelled_ui(ui, "Billion live bacteria (CFU) a dose", 140.0, |ui| {
                ui.add(
                    TextField::new(&mut form.billions, "Billion live bacteria (CFU) a dose")
                        .width(110.0),
                );
            });
        });
        ui.horizontal(|ui| {
            add = ui.add(Button::primary("Keep label")).clicked();
            close = ui.add(Button::quiet("Cancel")).clicked();
        });
        if add {
            match with_label(item, form, view).and_then(|item| keep(view, actions, item, "label")) {
                Ok(()) => close = true,
                Err(sentence) => self.refusal = Some(sentence),
            }
        }
        if close {
            self.label = None;
            self.refusal = None;
        }
    }

    fn away_ui(
        &mut self,
        ui: &mut Ui,
        item: &Item,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        let mut gone = false;
        if self.asks_to_delete {
            let entries = view.journal.entries();
            let held = entries.filter(|(key, _)| key.item == Some(item.id)).count();
            ui.label(body(format!(
                "Delete {} for good? {} with it. You can undo this.",
                item.name,
                goes(held)
            )));
            ui.horizontal(|ui| {
                let delete = Button::secondary("Delete for good")
                    .icon(icons::TRASH)
                    .danger();
                if ui.add(delete).clicked() {
                    let edit = routine::delete_item(view.journal, item.id);
                    actions.commit_with_toast(edit, format!("{} deleted", item.name));
                    gone = true;
                }
                if ui.add(Button::quiet("Keep it")).clicked() {
                    self.asks_to_delete = false;
                }
            });
            return gone;
        }
        ui.horizontal_wrapped(|ui| {
            let words = if item.archived {
                "Bring back"
            } else {
                "Put away"
            };
            if ui.add(Button::quiet(words).icon(icons::ARCHIVE)).clicked() {
                let changed = Item {
                    archived: !item.archived,
                    ..item.clone()
                };
                let label = if item.archived {
                    "brought back"
                } else {
                    "put away"
                };
                actions.commit(Edit::put_item(changed), format!("{} {label}", item.name));
            }
            let delete = Button::quiet("Delete for good…")
                .icon(icons::TRASH)
                .danger();
            if ui.add(delete).clicked() {
                self.asks_to_delete = true;
            }
        });
        false
    }
}

fn details_ui(
    ui: &mut Ui,
    item: &Item,
    content: ListContent,
    drafts: &mut Drafts,
    view: &View<'_>,
    actions: &mut Actions,
) {
    let mut field_ui = |ui: &mut Ui, label: &str, width: f32, field: Field| {
        let name = format!("{label} of {}", item.name);
        labelled_ui(ui, label, width, |ui| {
            drafts.field_ui(ui, field, &name, view, actions);
        });
    };
    fields_ui(ui, |ui| {
        field_ui(ui, "Name", 220.0, Field::ItemName(item.id));
        if content == ListContent::Food {
            field_ui(ui, "One serving is", 180.0, Field::Serving(item.id));
        }
        if content == ListContent::Product {
            field_ui(ui, "Brand", 180.0, Field::Brand(item.id));
        }
        if content != ListContent::Zone {
            field_ui(ui, "One tap adds", 120.0, Field::PerTap(item.id));
        }
    });
    if content == ListContent::Food {
        let choices = [
            (Culture::Live, "Live cultures"),
            (Culture::Heated, "Heated"),
            (Culture::Unknown, "Not known"),
        ];
        let id = Id::unique(("settings: culture", item.id));
        let name = format!("Cultures of {}", item.name);
        if let Some(culture) = choice_ui(ui, id, &name, &choices, item.culture) {
            let changed = Item {
                culture,
                ..item.clone()
            };
            actions.commit(
                Edit::put_item(changed),
                format!("cultures of {}", item.name),
            );
        }
    }
}

fn label_text(label: &Label, view: &View<'_>) -> String {
    let words = view.words();
    let mut text = format!("from {}", words.day(label.from));
    if !label.strains.is_empty() {
        text = format!("{text}: {}", label.strains);
    }
    if label.cfu_per_dose > 0.0 {
        let billions = words.rounded(label.cfu_per_dose / BILLION, 3);
        text = format!("{text} · {billions} billion live bacteria (CFU) a dose");
    }
    text
}

/// # Errors
/// The sentence that says what can't be read.
fn with_label(item: &Item, form: &LabelForm, view: &View<'_>) -> Result<Item, String> {
    let from: Day = view.words().typed_day(&form.from, view.today)?;
    let billions = match form.billions.trim() {
        "" => 0.0,
        text => typed_number(text).ok_or_else(|| "That is not a number.".to_owned())?,
    };
    let mut changed = item.clone();
    // A label from the same day on is the same label, corrected.
    changed.labels.retain(|label| label.from != from);
    changed.labels.push(Label {
        from,
        strains: form.strains.trim().to_owned(),
        cfu_per_dose: billions * BILLION,
    });
    changed.labels.sort_by_key(|label| label.from);
    Ok(changed)
}

fn keep(view: &View<'_>, actions: &mut Actions, item: Item, what: &str) -> Result<(), String> {
    let label = format!("{what} of {}", item.name);
    propose(view, actions, Edit::put_item(item), label, "")
}

/// "213 entries go".
pub(super) fn goes(entries: usize) -> String {
    match entries {
        0 => "No entry goes".to_owned(),
        1 => "1 entry goes".to_owned(),
        many => format!("{} go", count(many, "entry", "entries")),
    }
}
