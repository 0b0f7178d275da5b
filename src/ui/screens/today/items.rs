//! The items of a list as chips: what was had of which, none today, a new item.

use egui::{Key, Ui};

use crate::domain::{
    Edit, Entry, EntryKey, Item, ItemId, Kind, ListContent, ListId, LogChange, Origin, Tracker,
    TrackerId, Value, day_value, log,
};
use crate::ui::action::Actions;
use crate::ui::view::View;
use crate::ui::widgets::{ChipChange, ChipView, Chips, TextField};
use crate::words::{item_within_sentence, tracker_within_sentence};

use super::row::none_today;
use super::{TodayScreen, labels, row_id};

/// The name of an item that is being added to a list.
pub(super) struct NewItem {
    tracker: TrackerId,
    name: String,
    opened: bool,
}

impl TodayScreen {
    /// The chips of the tracker's list, with "none today" before them.
    pub(super) fn items_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        tracker: &Tracker,
        actions: &mut Actions,
    ) {
        let Some(list) = tracker.list else { return };
        let content = view.journal.list(list).map(|list| list.content);
        let items = shown_items(view, tracker, list);
        if items.is_empty()
            && content != Some(ListContent::Product)
            && content != Some(ListContent::Food)
        {
            return;
        }
        let change = chips_ui(ui, view, tracker, (&items, content));
        if let Some(change) = change {
            self.change_items(view, tracker, (&items, change), actions);
        }
        self.new_item_ui(ui, view, (tracker, list), actions);
    }

    fn change_items(
        &mut self,
        view: &View<'_>,
        tracker: &Tracker,
        (items, change): (&[&Item], ChipChange),
        actions: &mut Actions,
    ) {
        let journal = view.journal;
        let (index, number) = match change {
            ChipChange::Activate(0) => return none_today(view, tracker, actions),
            ChipChange::Activate(_) => {
                self.new_item = Some(NewItem {
                    tracker: tracker.id,
                    name: String::new(),
                    opened: false,
                });
                return;
            }
            ChipChange::Add(index)
            | ChipChange::Remove(index)
            | ChipChange::Clear(index)
            | ChipChange::Confirm(index)
            | ChipChange::Set(index, _) => (index, change),
        };
        let unnamed = has_unnamed(view, tracker);
        let (key, per_tap, name) = if unnamed && index == 1 {
            (
                EntryKey::own(tracker.id, view.day),
                1.0,
                format!("{}, not named", tracker_within_sentence(tracker)),
            )
        } else {
            let Some(item) = items.get(index - 1 - usize::from(unnamed)) else {
                return;
            };
            (
                EntryKey::item(tracker.id, item.id, view.day),
                tap(tracker, item),
                item_within_sentence(item),
            )
        };
        let before = journal
            .entry(key)
            .and_then(|entry| entry.value.number())
            .unwrap_or(0.0);
        let to = match number {
            ChipChange::Add(_) => Some(before + per_tap),
            ChipChange::Remove(_) if before - per_tap > 1e-9 => Some(before - per_tap),
            ChipChange::Set(_, number) => Some(number),
            ChipChange::Confirm(_) => Some(before),
            // One less than one is not zero kefir but no kefir logged.
            _ => None,
        };
        let (change, label) = match to {
            None => (LogChange::NotLogged, format!("{name} not logged")),
            Some(number) => {
                let number = if tracker.kind == Kind::YesNo {
                    number.min(1.0)
                } else {
                    rounded(number)
                };
                let value = view.words().recorded(&tracker.kind, number);
                (LogChange::Set(number), format!("{name} {value}"))
            }
        };
        let edit = match (key.item, change) {
            (Some(item), change) => log(journal, tracker, Some(item), view.day, change).ok(),
            // What has no name is the tracker's own entry, beside which its items stay.
            (None, LogChange::Set(number)) => Some(Edit::log(key, Entry::typed(number))),
            (None, _) => Some(Edit::unlog(key)),
        };
        if let Some(edit) = edit {
            actions.commit(edit, label);
        }
    }

    /// The field for a new item's name, right below the chips it will join.
    fn new_item_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        (tracker, list): (&Tracker, ListId),
        actions: &mut Actions,
    ) {
        let Some(new) = self
            .new_item
            .as_mut()
            .filter(|new| new.tracker == tracker.id)
        else {
            return;
        };
        let field = TextField::new(&mut new.name, "Name of what you add")
            .hint("Name, then Enter")
            .width(220.0);
        let response = ui.add(field);
        if !new.opened {
            new.opened = true;
            response.request_focus();
            return;
        }
        if !response.lost_focus() {
            return;
        }
        let name = new.name.trim().to_owned();
        let entered = ui.input(|input| input.key_pressed(Key::Enter));
        self.new_item = None;
        if entered && !name.is_empty() {
            let edit = add_item(view, list, &name);
            actions.commit(edit, format!("{name} added"));
            ui.memory_mut(|memory| {
                memory.request_focus(row_id(&tracker.uid, view.day).with("items"));
            });
        }
    }
}

fn chips_ui(
    ui: &mut Ui,
    view: &View<'_>,
    tracker: &Tracker,
    (items, content): (&[&Item], Option<ListContent>),
) -> Option<ChipChange> {
    let words = view.words();
    let entry = |key: EntryKey| view.journal.entry(key);
    let own = entry(EntryKey::own(tracker.id, view.day));
    let is_none = own.is_some_and(|own| own.value == Value::Recorded(0.0))
        && day_value(view.journal, tracker, view.day).number() == Some(0.0);
    let entries: Vec<_> = items
        .iter()
        .map(|item| entry(EntryKey::item(tracker.id, item.id, view.day)))
        .collect();
    let text =
        |entry: &Option<Entry>| match (entry.and_then(|entry| entry.value.number()), &tracker.kind)
        {
            (Some(_), Kind::YesNo) | (None, _) => String::new(),
            (Some(number), kind) if labels::is_measure(kind.unit()) => {
                words.amount(number, kind.unit())
            }
            (Some(number), _) => words.number(number),
        };
    let texts: Vec<_> = entries.iter().map(text).collect();
    let own_text = text(&own);
    let mut chips = vec![ChipView::none_today("None today", is_none)];
    if has_unnamed(view, tracker) {
        chips.push(chip("Not named", own, &own_text));
    }
    chips.extend(
        items
            .iter()
            .zip(&entries)
            .zip(&texts)
            .map(|((item, entry), text)| chip(&item.name, *entry, text)),
    );
    chips.push(ChipView::action(match content {
        Some(ListContent::Food) if tracker.kind.unit() == "ml" => "+ drink",
        Some(ListContent::Food) => "+ food",
        Some(ListContent::Product) => "+ product",
        _ => "+ other",
    }));
    let name = format!("{}, items", tracker.name);
    let read = |text: &str| words.typed(text, None, &tracker.kind).ok();
    Chips::new(row_id(&tracker.uid, view.day).with("items"), &name, &chips)
        .tone(usize::from(tracker.colour))
        .read(&read)
        .show(ui)
}

fn chip<'a>(label: &'a str, entry: Option<Entry>, text: &'a str) -> ChipView<'a> {
    let number = entry.and_then(|entry| entry.value.number());
    ChipView::count(label, number, text)
        .skipped(entry.is_some_and(|entry| entry.value == Value::Skipped))
        .copied(entry.is_some_and(|entry| entry.origin == Origin::Copied))
}

/// Whether part of the day's amount belongs to no item, as a command may log it.
fn has_unnamed(view: &View<'_>, tracker: &Tracker) -> bool {
    let own = view.journal.entry(EntryKey::own(tracker.id, view.day));
    labels::row_has_only_chips(view, tracker)
        && own
            .and_then(|own| own.value.number())
            .is_some_and(|number| number > 0.0)
}

/// The items on offer, and put-away ones that have an entry on the day.
fn shown_items<'a>(view: &View<'a>, tracker: &Tracker, list: ListId) -> Vec<&'a Item> {
    let items = view.journal.items_of(list).into_iter();
    let has_entry = |item: ItemId| {
        view.journal
            .entry(EntryKey::item(tracker.id, item, view.day))
            .is_some()
    };
    items
        .filter(|item| !item.archived || has_entry(item.id))
        .collect()
}

fn add_item(view: &View<'_>, list: ListId, name: &str) -> Edit {
    let last = view
        .journal
        .items_of(list)
        .last()
        .map_or(0, |item| item.position);
    let (id, uid) = (view.journal.next_item_id(), view.spare_uid.to_owned());
    Edit::put_item(Item::new(id, uid, list, name.to_owned(), last + 1))
}

/// What one tap adds; a yes is a yes however often one taps.
fn tap(tracker: &Tracker, item: &Item) -> f64 {
    if tracker.kind == Kind::YesNo {
        1.0
    } else {
        item.per_tap
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
