//! One tab stop with a cursor of its own: focus, the keys it uses, and moving on to the next stop.

use egui::accesskit::Node;
use egui::{
    Event, EventFilter, FocusDirection, Id, Key, Rect, Response, Role, Sense, Ui, WidgetInfo,
};

use crate::ui::theme;

/// A key press a stop may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Press {
    /// A character as the keyboard layout made it.
    Char(char),
    /// A key that makes no character, without modifiers.
    Key(Key),
}

/// What a stop is to those who don't see it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Said<'a> {
    pub(in crate::ui) role: Role,
    pub(in crate::ui) name: &'a str,
    /// The value in words.
    pub(in crate::ui) value: &'a str,
}

/// A control that takes one place in the focus order.
pub(in crate::ui) struct Stop {
    pub(in crate::ui) id: Id,
    pub(in crate::ui) focused: bool,
}

/// The arrows and Escape that a stop keeps from moving the focus.
pub(in crate::ui) const HORIZONTAL: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: false,
    escape: false,
};
pub(in crate::ui) const ARROWS: EventFilter = EventFilter {
    vertical_arrows: true,
    ..HORIZONTAL
};

impl Stop {
    /// Takes the stop's place in the focus order; before its keys are read, so that keys pressed faster than
    /// frames are drawn reach the stop that has the focus by then.
    pub(in crate::ui) fn begin(ui: &Ui, id: Id) -> Self {
        let layer = ui.layer_id();
        let focused = ui.is_enabled()
            && ui.memory_mut(|memory| {
                memory.interested_in_focus(id, layer);
                memory.has_focus(id)
            });
        if focused && ui.input(|input| input.events.iter().any(is_key_press)) {
            ui.data_mut(|data| data.remove::<Id>(pointer_focus_id()));
        }
        Self { id, focused }
    }

    /// Takes the first press that is wanted out of the input.
    pub(in crate::ui) fn next(&self, ui: &Ui, wanted: impl Fn(Press) -> bool) -> Option<Press> {
        if !self.focused {
            return None;
        }
        ui.input_mut(|input| take_press(&mut input.events, &wanted))
    }

    /// Hands the focus on to the next stop; to be called before [`Self::end`].
    pub(in crate::ui) fn advance(&mut self, ui: &Ui) {
        let next = ui.data(|data| data.get_temp::<Id>(next_id(self.id)));
        ui.memory_mut(|memory| match next {
            Some(next) => memory.request_focus(next),
            None => memory.move_focus(FocusDirection::Next),
        });
        self.focused = false;
    }

    /// Takes the focus after a click, without showing the ring.
    pub(in crate::ui) fn focus_by_pointer(&self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(pointer_focus_id(), self.id));
        ui.memory_mut(|memory| memory.request_focus(self.id));
    }

    /// Makes the stop known where it was drawn, with its name and its value in words.
    pub(in crate::ui) fn end(
        &self,
        ui: &Ui,
        rect: Rect,
        keeps: EventFilter,
        said: Said<'_>,
    ) -> Response {
        let response = ui.interact(rect, self.id, Sense::focusable_noninteractive());
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, keeps));
        }
        theme::follow_focus(&response);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(said.role, enabled, said.name));
        ui.ctx()
            .accesskit_node_builder(self.id, |node| say_value(node, said.value));
        response
    }

    /// Whether the ring is due: the focus came by key, or a key was pressed since the click.
    pub(in crate::ui) fn shows_ring(&self, ui: &Ui) -> bool {
        ui.memory(|memory| memory.has_focus(self.id))
            && ui.data(|data| data.get_temp::<Id>(pointer_focus_id())) != Some(self.id)
    }

    /// The ring around `rect`, if it is due.
    pub(in crate::ui) fn paint_ring(&self, ui: &Ui, rect: Rect, corner_radius: f32) {
        if self.shows_ring(ui) {
            theme::focus_ring(ui, rect, corner_radius);
        }
    }
}

/// Gives a node its value in words. The accessibility bus of Linux and the BSDs passes on numbers alone, no words:
/// there they are the description as well, or "not logged" and a level's word would never be heard.
pub(in crate::ui) fn say_value(node: &mut Node, words: impl Into<String>) {
    let words = words.into();
    if cfg!(all(unix, not(target_os = "macos"))) {
        node.set_description(words.clone());
    }
    node.set_value(words);
}

/// Names the stop that `advance` leads to from `id`, where that is not the one that comes next: what stands between two
/// rows is stepped over by whoever fills in row after row.
pub(in crate::ui) fn lead_on(ui: &Ui, id: Id, next: Id) {
    ui.data_mut(|data| data.insert_temp(next_id(id), next));
}

fn next_id(id: Id) -> Id {
    id.with("next stop")
}

fn pointer_focus_id() -> Id {
    Id::unique("focus came by pointer")
}

fn is_key_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. } | Event::Text(_))
}

/// One press out of the events. Most keys arrive twice, as a key and as its text: both go.
fn take_press(events: &mut Vec<Event>, wanted: &impl Fn(Press) -> bool) -> Option<Press> {
    let (index, press) = events.iter().enumerate().find_map(|(index, event)| {
        let press = match event {
            Event::Text(text) => Press::Char(text.chars().next()?),
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if modifiers.is_none() => Press::Key(*key),
            _ => return None,
        };
        wanted(press).then_some((index, press))
    })?;
    match press {
        Press::Char(character) => {
            if let Some(Event::Text(text)) = events.get_mut(index) {
                text.remove(0);
                if text.is_empty() {
                    events.remove(index);
                }
            }
            let key = Key::from_name(&character.to_uppercase().to_string());
            if let Some(twin) = events.iter().position(|event| {
                matches!(event, Event::Key { key: pressed, pressed: true, .. } if Some(*pressed) == key)
            }) {
                events.remove(twin);
            }
        }
        Press::Key(key) => {
            events.remove(index);
            if key == Key::Space
                && let Some(twin) = events
                    .iter()
                    .position(|event| matches!(event, Event::Text(text) if text == " "))
            {
                events.remove(twin);
            }
        }
    }
    Some(press)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn a_digit_goes_with_its_key_and_leaves_the_rest() {
        let mut events = vec![key(Key::Num4), Event::Text("43".into()), key(Key::Enter)];
        let digit = |press| matches!(press, Press::Char(character) if character.is_ascii_digit());
        assert_eq!(take_press(&mut events, &digit), Some(Press::Char('4')));
        assert_eq!(events, vec![Event::Text("3".into()), key(Key::Enter)]);
        assert_eq!(take_press(&mut events, &digit), Some(Press::Char('3')));
        assert_eq!(take_press(&mut events, &digit), None);
        assert_eq!(events, vec![key(Key::Enter)]);
    }

    #[test]
    fn a_value_in_words_reaches_every_screen_reader() {
        let mut node = Node::new(Role::Slider);
        say_value(&mut node, "not logged");
        assert_eq!(node.value(), Some("not logged"));
        if cfg!(target_os = "linux") {
            assert_eq!(node.description(), Some("not logged"));
        }
    }

    #[test]
    fn space_is_one_press() {
        let mut events = vec![key(Key::Space), Event::Text(" ".into())];
        let space = |press| press == Press::Key(Key::Space);
        assert_eq!(
            take_press(&mut events, &space),
            Some(Press::Key(Key::Space))
        );
        assert!(events.is_empty());
    }

    #[test]
    fn keys_with_modifiers_are_left_to_commands() {
        let mut events = vec![Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        }];
        assert_eq!(take_press(&mut events, &|_| true), None);
        assert_eq!(events.len(), 1);
    }
}
