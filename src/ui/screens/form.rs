//! Parts of forms that the first page, the guide and the settings share; what is asked and kept is left to them.

use egui::{
    Align, Align2, ComboBox, Id, Key, Layout, PopupCloseBehavior, Response, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::domain::{AmountScale, Day, Kind, Quantity, parse_quantity};
use crate::ui::icons;
use crate::ui::theme::{self, BODY, Family, SECONDARY, tokens};
use crate::ui::widgets::Segmented;
use crate::ui::widgets::stop::say_value;

/// Under which name a menu remembers that it was open in the frame before.
const WAS_OPEN: &str = "was open";

/// A longer menu scrolls.
const MENU_HEIGHT: f32 = 340.0;

/// A choice of any number of things: one chip of them. True when it was pressed.
pub(super) fn chip_ui(ui: &mut Ui, text: &str, selected: bool) -> bool {
    let t = tokens(ui);
    let tone = t.habit();
    let color = if selected { tone.text } else { t.text };
    let font = if selected {
        Family::SemiBold.at(13.0)
    } else {
        Family::Regular.at(13.0)
    };
    let words = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let check = selected.then(|| {
        ui.painter()
            .layout_no_wrap(icons::CHECK.to_owned(), icons::icon_font(12.0), color)
    });
    let check_width = check.as_ref().map_or(0.0, |check| check.size().x + 5.0);
    let size = vec2(words.size().x + check_width + 24.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, selected, text));
    let (fill, edge) = match (selected, response.hovered()) {
        (true, _) => (tone.tint, tone.tint_border),
        (false, true) => (t.hover, t.cell_border),
        (false, false) => (t.surface, t.control_border),
    };
    ui.painter()
        .rect(rect, 15.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut room = rect.shrink2(vec2(12.0, 0.0));
    if let Some(check) = check {
        let place = Align2::LEFT_CENTER.align_size_within_rect(check.size(), room);
        ui.painter().galley(place.min, check, color);
        room.min.x += check_width;
    }
    let place = Align2::LEFT_CENTER.align_size_within_rect(words.size(), room);
    ui.painter().galley(place.min, words, color);
    theme::follow_focus(&response);
    if response.has_focus() {
        theme::focus_ring(ui, rect, 15.0);
    }
    response.clicked()
}

/// A choice of one: side by side where there is room, a menu elsewhere. The choice that was newly made.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    choices: &[(T, &str)],
    current: T,
) -> Option<T> {
    let selected = choices
        .iter()
        .position(|(choice, _)| *choice == current)
        .unwrap_or_default();
    let texts: Vec<&str> = choices.iter().map(|(_, text)| *text).collect();
    if segments_width(ui, &texts) <= ui.available_width() {
        return Segmented::new(id, name, &texts, selected)
            .show(ui)
            .map(|index| choices[index].0);
    }
    let mut chosen = None;
    let text = texts.get(selected).copied().unwrap_or_default();
    menu_ui(ui, id, name, text, |ui| {
        for (index, text) in texts.iter().enumerate() {
            if ui.selectable_label(index == selected, *text).clicked() && index != selected {
                chosen = Some(choices[index].0);
            }
        }
    });
    chosen
}

fn segments_width(ui: &Ui, texts: &[&str]) -> f32 {
    let width = |text: &&str| {
        let galley = ui.painter().layout_no_wrap(
            (*text).to_owned(),
            Family::Medium.at(13.5),
            egui::Color32::PLACEHOLDER,
        );
        galley.size().x + 26.0
    };
    texts.iter().map(width).sum()
}

/// A menu of one choice that shows what is chosen.
pub(super) fn menu_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    chosen: &str,
    contents: impl FnOnce(&mut Ui),
) -> Response {
    drop_down_ui(
        ui,
        id,
        (name, chosen),
        PopupCloseBehavior::CloseOnClick,
        |ui| {
            contents(ui);
            // A click closes it; so does a choice by key, but not the key that opened it.
            let was_open = ui.data(|data| data.get_temp(id.with(WAS_OPEN)).unwrap_or(false));
            let is_chosen =
                ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
            if was_open && is_chosen {
                ui.close();
            }
        },
    )
}

/// A menu of any number of choices, which stays open while they are made.
pub(super) fn menu_of_many_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    chosen: &str,
    contents: impl FnOnce(&mut Ui),
) -> Response {
    let closes = PopupCloseBehavior::CloseOnClickOutside;
    drop_down_ui(ui, id, (name, chosen), closes, contents)
}

fn drop_down_ui(
    ui: &mut Ui,
    id: Id,
    (name, chosen): (&str, &str),
    closes: PopupCloseBehavior,
    contents: impl FnOnce(&mut Ui),
) -> Response {
    let width = ui.available_width().min(220.0);
    let shown = ComboBox::from_id_salt(id)
        .selected_text(chosen)
        .width(width)
        .height(MENU_HEIGHT)
        .close_behavior(closes)
        .show_ui(ui, contents);
    let response = shown.response.accessible_name(name);
    theme::follow_focus(&response);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| say_value(node, chosen));
    // Its list would stay where it was while the page is scrolled away from under it.
    // What moves the page otherwise, such as an answer that comes in, leaves it open.
    let is_scrolled = ui.input(|input| input.smooth_scroll_delta.y != 0.0);
    let (place, now) = (id.with("place"), (response.rect.top(), is_scrolled));
    let before = ui.data_mut(|data| {
        let before = data.get_temp(place).unwrap_or(now);
        data.insert_temp(place, now);
        before
    });
    let is_moved = (before.0 - now.0).abs() > 0.5 && (before.1 || now.1);
    if shown.inner.is_some() && is_moved {
        egui::Popup::close_all(ui.ctx());
    }
    // Whoever closes it by key goes on from it.
    let was_open = id.with(WAS_OPEN);
    let is_open = shown.inner.is_some();
    let closed = ui.data_mut(|data| {
        let before = data.get_temp(was_open).unwrap_or(false);
        data.insert_temp(was_open, is_open);
        before && !is_open
    });
    if closed && ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response
}

/// Quiet words that can be pressed.
pub(super) fn link_ui(ui: &mut Ui, words: &str) -> Response {
    let response = ui.link(theme::secondary(words));
    theme::follow_focus(&response);
    if response.has_focus() {
        theme::focus_ring(ui, response.rect.expand2(vec2(3.0, 1.0)), 4.0);
    }
    response
}

/// Controls at the right edge, laid out from left to right as the focus moves.
pub(super) fn at_right_ui(ui: &mut Ui, id: Id, controls: impl FnOnce(&mut Ui)) {
    let known: f32 = ui.data(|data| data.get_temp(id).unwrap_or_default());
    ui.add_space((ui.available_width() - known).max(8.0));
    let layout = Layout::left_to_right(Align::Center);
    let width = ui.with_layout(layout, controls).response.rect.width();
    if (width - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx()
            .request_discard("the width of the controls was not known");
    }
}

/// Labelled controls beside one another, their labels in a line, wrapped where there is little room.
pub(super) fn fields_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::TOP).with_main_wrap(true);
    let room = vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 10.0);
        contents(ui);
    });
}

/// A quiet label above a control.
pub(super) fn labelled_ui<R>(
    ui: &mut Ui,
    label: &str,
    width: f32,
    control: impl FnOnce(&mut Ui) -> R,
) -> R {
    ui.allocate_ui_with_layout(
        vec2(width.min(ui.available_width()), 0.0),
        Layout::top_down(Align::Min),
        |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(width.min(ui.available_width()));
            ui.label(theme::secondary(label));
            control(ui)
        },
    )
    .inner
}

/// Why something typed was not taken, beside its field.
pub(super) fn refusal_ui(ui: &mut Ui, sentence: &str) {
    let color = tokens(ui).danger_text;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        icons::icon_ui(ui, icons::WARNING_CIRCLE, BODY, color);
        ui.label(
            egui::RichText::new(sentence)
                .font(Family::Medium.at(SECONDARY))
                .color(color),
        );
    });
}

/// A number as people type it, with comma or point; none where it is no number of 0 or more.
pub(super) fn typed_number(text: &str) -> Option<f64> {
    let plain = Kind::Amount(AmountScale {
        unit: String::new(),
        step: 1.0,
        ceiling: 1e15,
    });
    match parse_quantity(text, &plain) {
        Ok(Quantity::Set(number)) => Some(number),
        Ok(Quantity::Add(_)) | Err(_) => None,
    }
}

/// A day as it stands in a field.
pub(super) fn day_text(day: Day) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_read() {
        assert_eq!(typed_number("1,5"), Some(1.5));
        assert_eq!(typed_number("-1"), None);
        assert_eq!(typed_number("many"), None);
    }
}
