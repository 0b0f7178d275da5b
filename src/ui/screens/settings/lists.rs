//! The lists that trackers share: their names, their items in order, new ones.

use egui::{Id, Ui};

use super::drafts::Drafts;
use super::field::{Field, name_refusal};
use super::items::ItemEditor;
use super::{propose, uid};
use crate::domain::{Culture, Edit, Item, ItemId, List, ListContent, ListId};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::{choice_ui, labelled_ui, refusal_ui};
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, EmptyState, IconButton, TextField};
use crate::words::listed;

/// What is filled in and unfolded.
#[derive(Debug, Default)]
pub(super) struct ListsPage {
    open_item: Option<ItemId>,
    editor: ItemEditor,
    new_item: Option<(ListId, String)>,
    new_list: Option<NewList>,
    refusal: Option<(Option<ListId>, String)>,
}

#[derive(Debug)]
struct NewList {
    name: String,
    content: ListContent,
}

/// What the items of a list are, in words.
const CONTENTS: [(ListContent, &str); 4] = [
    (ListContent::Food, "Foods and drinks"),
    (ListContent::Product, "Products"),
    (ListContent::Activity, "Activities"),
    (ListContent::Zone, "Places on the body"),
];

impl ListsPage {
    /// What closing the window would lose.
    pub(super) fn not_saved(&self) -> Vec<String> {
        let item = self.new_item.iter().map(|(_, name)| name);
        let list = self.new_list.iter().map(|list| &list.name);
        let names = item.chain(list).map(|name| name.trim());
        names
            .filter(|name| !name.is_empty())
            .map(|name| format!("“{name}”, not added yet"))
            .collect()
    }

    /// Paints the section.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        ui.label(secondary(
            "A list has the parts of a tracker, such as kefir under fermented food. Trackers can share one.",
        ));
        if self.new_list.is_none()
            && ui
                .add(Button::secondary("New list…").icon(icons::PLUS))
                .clicked()
        {
            self.new_list = Some(NewList {
                name: String::new(),
                content: ListContent::Food,
            });
        }
        self.new_list_ui(ui, view, actions);
        let lists: Vec<&List> = view.journal.lists().collect();
        if lists.is_empty() && self.new_list.is_none() {
            EmptyState::new(icons::LIST, "There is no list yet")
                .detail("Lists come with trackers that have parts, or you make your own.")
                .show(ui);
        }
        for list in lists {
            self.list_ui(ui, list, drafts, view, actions);
        }
    }

    fn new_list_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let Some(new) = &mut self.new_list else {
            return;
        };
        let (mut add, mut close) = (false, false);
        Card::new("New list").show(ui, |ui| {
            labelled_ui(ui, "Name", 260.0, |ui| {
                ui.add(TextField::new(&mut new.name, "Name of the new list").width(220.0));
            });
            let id = Id::unique("settings: new list content");
            if let Some(content) = choice_ui(ui, id, "What is in it", &CONTENTS, new.content) {
                new.content = content;
            }
            ui.horizontal(|ui| {
                add = ui.add(Button::primary("Add list")).clicked();
                close = ui.add(Button::quiet("Cancel")).clicked();
            });
            if let Some((None, sentence)) = &self.refusal {
                refusal_ui(ui, sentence);
            }
        });
        if add {
            let list = List {
                id: view.journal.next_list_id(),
                uid: uid(view, 0),
                name: new.name.trim().to_owned(),
                content: new.content,
            };
            let label = format!("new list {}", list.name);
            match propose(view, actions, Edit::put_list(list), label, "") {
                Ok(()) => close = true,
                Err(sentence) => self.refusal = Some((None, sentence)),
            }
        }
        if close {
            self.new_list = None;
            self.refusal = None;
        }
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        list: &List,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let items = view.journal.items_of(list.id);
        let users = users(list.id, view);
        let trailing = if users.is_empty() {
            "used by no tracker".to_owned()
        } else {
            format!("of {}", listed(&users))
        };
        Card::new(&list.name).trailing(&trailing).show(ui, |ui| {
            ui.push_id(list.id, |ui| {
                let name = format!("Name of the list {}", list.name);
                labelled_ui(ui, "Name", 280.0, |ui| {
                    drafts.field_ui(ui, Field::ListName(list.id), &name, view, actions);
                });
                ui.spacing_mut().item_spacing.y = 2.0;
                for (index, item) in items.iter().enumerate() {
                    self.item_ui(ui, list, &items, index, actions);
                    if self.open_item == Some(item.id)
                        && self.editor.show_ui(ui, item, drafts, view, actions)
                    {
                        self.open_item = None;
                    }
                }
                ui.add_space(6.0);
                self.add_item_ui(ui, list, view, actions);
                if items.is_empty() && users.is_empty() {
                    let delete = Button::quiet("Delete this list")
                        .icon(icons::TRASH)
                        .danger();
                    if ui.add(delete).clicked() {
                        let edit = Edit::List {
                            id: list.id,
                            list: None,
                        };
                        actions.commit_with_toast(edit, format!("{} deleted", list.name));
                    }
                }
                if let Some((Some(of), sentence)) = &self.refusal
                    && *of == list.id
                {
                    refusal_ui(ui, sentence);
                }
            });
        });
    }

    fn item_ui(
        &mut self,
        ui: &mut Ui,
        list: &List,
        items: &[&Item],
        index: usize,
        actions: &mut Actions,
    ) {
        let item = items[index];
        let is_open = self.open_item == Some(item.id);
        ui.horizontal(|ui| {
            let up = IconButton::new(icons::ARROW_UP, "Move up");
            let down = IconButton::new(icons::ARROW_DOWN, "Move down");
            let caret = if is_open {
                icons::CARET_UP
            } else {
                icons::CARET_DOWN
            };
            let name = format!("Edit {}", item.name);
            if ui
                .add(IconButton::new(caret, &name).selected(is_open))
                .clicked()
            {
                self.open_item = (!is_open).then_some(item.id);
                self.editor = ItemEditor::default();
            }
            let words = if item.archived {
                body(item.name.as_str()).weak()
            } else {
                body(item.name.as_str())
            };
            ui.label(words);
            ui.label(secondary(details(item, list.content)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let last = items.len() - 1;
                let down = ui.add_enabled(index < last, down);
                name_for(&down, &format!("Move {} down", item.name));
                let up = ui.add_enabled(index > 0, up);
                name_for(&up, &format!("Move {} up", item.name));
                if down.clicked() {
                    actions.commit(
                        swap(items, index, index + 1),
                        format!("{} moved", item.name),
                    );
                } else if up.clicked() {
                    actions.commit(
                        swap(items, index, index - 1),
                        format!("{} moved", item.name),
                    );
                }
            });
        });
    }

    fn add_item_ui(&mut self, ui: &mut Ui, list: &List, view: &View<'_>, actions: &mut Actions) {
        let mut text = match &self.new_item {
            Some((of, text)) if *of == list.id => text.clone(),
            _ => String::new(),
        };
        let mut add = false;
        ui.horizontal_wrapped(|ui| {
            let name = format!("New item of {}", list.name);
            let field = ui.add(
                TextField::new(&mut text, &name)
                    .hint("Another one")
                    .width(200.0),
            );
            if field.changed() {
                self.new_item = Some((list.id, text.clone()));
                self.refusal = None;
            }
            add = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let button = ui.add(Button::secondary("Add").icon(icons::PLUS));
            name_for(&button, &format!("Add to {}", list.name));
            add |= button.clicked();
        });
        if !add {
            return;
        }
        if let Some(sentence) = name_refusal(&text, view) {
            self.refusal = Some((Some(list.id), sentence));
            return;
        }
        let items = view.journal.items_of(list.id);
        let position = items.last().map_or(0, |last| last.position + 1);
        let (id, name) = (view.journal.next_item_id(), text.trim().to_owned());
        let item = Item::new(id, uid(view, 0), list.id, name, position);
        let label = format!("{} added to {}", item.name, list.name);
        match propose(view, actions, Edit::put_item(item), label, "") {
            Ok(()) => {
                self.new_item = None;
                self.refusal = None;
            }
            Err(sentence) => self.refusal = Some((Some(list.id), sentence)),
        }
    }
}

/// Names of the trackers that use a list.
fn users(list: ListId, view: &View<'_>) -> Vec<String> {
    let trackers = view.journal.trackers().into_iter();
    trackers
        .filter(|tracker| tracker.list == Some(list))
        .map(|tracker| tracker.name.clone())
        .collect()
}

fn details(item: &Item, content: ListContent) -> String {
    let mut parts: Vec<&str> = Vec::new();
    if !item.brand.is_empty() {
        parts.push(&item.brand);
    }
    if !item.serving.is_empty() {
        parts.push(&item.serving);
    }
    if content == ListContent::Food {
        match item.culture {
            Culture::Live => parts.push("live"),
            Culture::Heated => parts.push("heated"),
            Culture::Unknown => {}
        }
    }
    if item.archived {
        parts.push("put away");
    }
    parts.join(" · ")
}

/// The edit that lets two items change places, whatever their positions were.
fn swap(items: &[&Item], one: usize, other: usize) -> Edit {
    let mut order: Vec<&Item> = items.to_vec();
    order.swap(one, other);
    let moved = order
        .into_iter()
        .zip(1_i64..)
        .filter(|(item, position)| item.position != *position);
    Edit::Batch(
        moved
            .map(|(item, position)| {
                Edit::put_item(Item {
                    position,
                    ..item.clone()
                })
            })
            .collect(),
    )
}

/// Gives a control whose words say too little on their own a name for those who can't see where it stands.
pub(super) fn name_for(response: &egui::Response, name: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_label(name));
}
