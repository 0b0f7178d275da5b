//! One tracker of a day as its control, and the edits its control asks for.

use egui::{Align, Key, Layout, Ui};

use crate::domain::{
    DayValue, Direction, Edit, Entry, EntryKey, Item, ItemId, Kind, ListContent, ListId,
    RatingScale, Tracker, TrackerId, Value, day_value, routine,
};
use crate::ui::action::Actions;
use crate::ui::theme::{BODY, Family, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{
    Amount, AmountChange, ChipChange, ChipView, Chips, Scale, ScaleChange, ScaleHue, TextField,
    Toggle, ToggleChange,
};
use crate::ui::words::Words;

use super::{TodayScreen, labels, row_id, zones};

/// The name of an item that is being added to a list.
pub(super) struct NewItem {
    tracker: TrackerId,
    name: String,
    opened: bool,
}

/// What a control asks for, whatever its kind.
enum Change {
    Set(f64),
    Clear,
    Skip,
    Confirm,
}

/// Room for the names at the left of a column's rows: as much as the longest needs, within limits.
pub(super) fn label_width(ui: &Ui, trackers: &[&Tracker]) -> f32 {
    let widest = trackers
        .iter()
        .map(|tracker| {
            let font = Family::Regular.at(BODY);
            let colour = ui.visuals().text_color();
            ui.painter()
                .layout_no_wrap(tracker.name.clone(), font, colour)
                .size()
                .x
        })
        .fold(0.0, f32::max);
    (widest + 14.0).clamp(72.0, 150.0)
}

impl TodayScreen {
    pub(super) fn row_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        tracker: &Tracker,
        (named, label_width): (bool, f32),
        actions: &mut Actions,
    ) {
        if self.focus == Some(tracker.id) {
            self.focus = None;
            let id = row_id(&tracker.uid, view.day);
            let id = if labels::row_has_only_chips(view, tracker) {
                id.with("items")
            } else {
                id
            };
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        match &tracker.kind {
            Kind::Scale(scale) => {
                scale_ui(ui, view, (tracker, scale), label_width, actions);
                zones::zones_ui(ui, view, (tracker, scale), self.zones_open, actions);
            }
            Kind::YesNo => {
                yes_no_ui(ui, view, tracker, label_width, actions);
                self.items_ui(ui, view, tracker, actions);
            }
            Kind::Amount(amount) => {
                let only_chips = labels::row_has_only_chips(view, tracker);
                let is_full = only_chips || labels::is_measure(&amount.unit);
                if named && is_full {
                    name_ui(ui, view, tracker);
                }
                if !only_chips {
                    let width = if is_full { 0.0 } else { label_width };
                    amount_ui(ui, view, tracker, width, actions);
                }
                self.items_ui(ui, view, tracker, actions);
                if let Some(text) = labels::variety(view, tracker) {
                    ui.label(secondary(text));
                }
            }
        }
    }

    /// The chips of the tracker's list, with "none today" before them.
    fn items_ui(&mut self, ui: &mut Ui, view: &View<'_>, tracker: &Tracker, actions: &mut Actions) {
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
                format!("{}, not named", tracker.name),
            )
        } else {
            let Some(item) = items.get(index - 1 - usize::from(unnamed)) else {
                return;
            };
            (
                EntryKey::item(tracker.id, item.id, view.day),
                tap(tracker, item),
                item.name.clone(),
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
        let name = name.to_lowercase();
        match to {
            None => actions.commit(Edit::unlog(key), format!("{name} not logged")),
            Some(number) => {
                let number = if tracker.kind == Kind::YesNo {
                    number.min(1.0)
                } else {
                    rounded(number)
                };
                let edit = match key.item {
                    Some(item) => routine::set_item(journal, tracker.id, item, view.day, number),
                    None => Edit::log(key, Entry::typed(number)),
                };
                let value = view.words().recorded(&tracker.kind, number);
                actions.commit(edit, format!("{name} {value}"));
            }
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

fn name_ui(ui: &mut Ui, view: &View<'_>, tracker: &Tracker) {
    ui.horizontal(|ui| {
        ui.label(medium(&tracker.name));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(egui::Label::new(secondary(labels::trailing(view, tracker))).truncate());
        });
    });
}

fn scale_ui(
    ui: &mut Ui,
    view: &View<'_>,
    (tracker, scale): (&Tracker, &RatingScale),
    label_width: f32,
    actions: &mut Actions,
) {
    let value = day_value(view.journal, tracker, view.day);
    let words = |level: f64| scale.word(level).to_owned();
    let anchor = |_: f64| (!scale.question.is_empty()).then(|| scale.question.clone());
    let change = Scale::new(row_id(&tracker.uid, view.day), &tracker.name)
        .levels(scale.lowest, scale.highest, scale.step)
        .value(value.number())
        .skipped(value == DayValue::Skipped)
        .copied(is_copied(value))
        .hue(hue(scale.direction))
        .word(&words)
        .anchor(&anchor)
        .label_width(label_width)
        .show(ui);
    let change = change.map(|change| match change {
        ScaleChange::Set(number) => Change::Set(number),
        ScaleChange::Clear => Change::Clear,
        ScaleChange::Skip => Change::Skip,
        ScaleChange::Confirm => Change::Confirm,
    });
    perform(view, tracker, change, actions);
}

fn hue(direction: Direction) -> ScaleHue {
    match direction {
        Direction::LowerIsBetter => ScaleHue::Severity,
        Direction::HigherIsBetter => ScaleHue::HigherIsBetter,
        Direction::Neither => ScaleHue::Neutral,
    }
}

fn yes_no_ui(
    ui: &mut Ui,
    view: &View<'_>,
    tracker: &Tracker,
    label_width: f32,
    actions: &mut Actions,
) {
    let value = day_value(view.journal, tracker, view.day);
    let change = Toggle::new(row_id(&tracker.uid, view.day), &tracker.name)
        .value(value.number().map(|number| number > 0.0))
        .skipped(value == DayValue::Skipped)
        .copied(is_copied(value))
        .tone(usize::from(tracker.colour))
        .label_width(label_width)
        .show(ui);
    match change {
        Some(ToggleChange::Set(false)) => none_today(view, tracker, actions),
        Some(ToggleChange::Set(true)) => perform(view, tracker, Some(Change::Set(1.0)), actions),
        Some(ToggleChange::Clear) => perform(view, tracker, Some(Change::Clear), actions),
        Some(ToggleChange::Skip) => perform(view, tracker, Some(Change::Skip), actions),
        Some(ToggleChange::Confirm) => perform(view, tracker, Some(Change::Confirm), actions),
        None => {}
    }
}

fn amount_ui(
    ui: &mut Ui,
    view: &View<'_>,
    tracker: &Tracker,
    label_width: f32,
    actions: &mut Actions,
) {
    let Kind::Amount(amount) = &tracker.kind else {
        return;
    };
    let words = view.words();
    let value = day_value(view.journal, tracker, view.day);
    let format = |number: f64| words.amount(number, &amount.unit);
    let read = |text: &str| words.typed(text, value.number(), &tracker.kind);
    let step = shown_step(words, &amount.unit, amount.step);
    let is_full = labels::is_measure(&amount.unit);
    let steps: &[f64] = if is_full {
        &[step, 2.0 * step]
    } else {
        &[step]
    };
    let aim = view
        .journal
        .aim_on(tracker.id, view.day)
        .and_then(|aim| aim.target);
    let daily_aim = aim.filter(|target| target.period == crate::domain::Period::Day);
    let change = Amount::new(
        row_id(&tracker.uid, view.day),
        &tracker.name,
        &format,
        &read,
    )
    .value(value.number())
    .skipped(value == DayValue::Skipped)
    .copied(is_copied(value))
    .aim(daily_aim.map(|target| target.amount))
    .steps(steps)
    .tone(usize::from(tracker.colour))
    .label_width(label_width)
    .compact(!is_full)
    .show(ui);
    let change = change.map(|change| match change {
        AmountChange::Set(number) => Change::Set(number),
        AmountChange::Clear => Change::Clear,
        AmountChange::Skip => Change::Skip,
        AmountChange::Confirm => Change::Confirm,
    });
    perform(view, tracker, change, actions);
}

/// A step that is round in the unit people see: 250 ml, or 8 ounces.
fn shown_step(words: Words, unit: &str, step: f64) -> f64 {
    let per_shown = words.stored_per_shown(unit);
    if per_shown == 1.0 {
        step
    } else {
        (step / per_shown).round().max(1.0) * per_shown
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
        .copied(entry.is_some_and(|entry| entry.origin == crate::domain::Origin::Copied))
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
    Edit::put_item(Item {
        id: view.journal.next_item_id(),
        uid: view.spare_uid.to_owned(),
        list,
        name: name.to_owned(),
        position: last + 1,
        archived: false,
        serving: String::new(),
        culture: crate::domain::Culture::Unknown,
        brand: String::new(),
        per_tap: 1.0,
        labels: Vec::new(),
    })
}

/// What one tap adds; a yes is a yes however often one taps.
fn tap(tracker: &Tracker, item: &Item) -> f64 {
    if tracker.kind == Kind::YesNo {
        1.0
    } else {
        item.per_tap
    }
}

fn none_today(view: &View<'_>, tracker: &Tracker, actions: &mut Actions) {
    let none = view.journal.value_on(tracker.id, view.day)
        == DayValue::Recorded {
            number: 0.0,
            copied: false,
        };
    let name = tracker.name.to_lowercase();
    if none {
        actions.commit(
            routine::unlog(view.journal, tracker.id, view.day),
            format!("{name} not logged"),
        );
    } else {
        actions.commit(
            routine::none_today(view.journal, tracker.id, view.day),
            format!("no {name}"),
        );
    }
}

fn perform(view: &View<'_>, tracker: &Tracker, change: Option<Change>, actions: &mut Actions) {
    let Some(change) = change else { return };
    let (journal, day) = (view.journal, view.day);
    let name = tracker.name.to_lowercase();
    match change {
        Change::Set(number) => match routine::set_total(journal, tracker, day, number) {
            Some(edit) => {
                let value = view.words().recorded(&tracker.kind, number);
                actions.commit(edit, format!("{name} {value}"));
            }
            None => actions.say(format!(
                "The items of {name} alone are more than {}. Change them first.",
                view.words().recorded(&tracker.kind, number)
            )),
        },
        Change::Clear => actions.commit(
            routine::unlog(journal, tracker.id, day),
            format!("{name} not logged"),
        ),
        Change::Skip => actions.commit(
            routine::skip(journal, tracker.id, day),
            format!("{name} skipped"),
        ),
        Change::Confirm => actions.commit(
            routine::confirm(journal, tracker.id, day),
            format!("{name} confirmed"),
        ),
    }
}

fn is_copied(value: DayValue) -> bool {
    matches!(value, DayValue::Recorded { copied: true, .. })
}

fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
