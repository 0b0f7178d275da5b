//! Short messages that go by themselves and can be acted on while they stand.

use std::collections::VecDeque;
use std::time::Duration;

use egui::{Align2, Area, Context, Frame, Id, Margin, Order};

use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{CARD_RADIUS, body, tokens};
use crate::ui::widgets::{Button, IconButton};

/// How long a message stands that asks for nothing.
const PLAIN_SECONDS: f64 = 5.0;
/// How long a message stands that can be acted on.
const ACTION_SECONDS: f64 = 9.0;
/// No more than these stand at once; the oldest goes first.
const MOST: usize = 3;

/// One message.
#[derive(Debug, Clone)]
pub struct Toast {
    text: String,
    action: Option<(String, Action)>,
    stays: bool,
    until: Option<f64>,
}

impl Toast {
    /// A message that goes by itself.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            action: None,
            stays: false,
            until: None,
        }
    }

    /// With a button that does something.
    pub fn with_action(mut self, label: impl Into<String>, action: Action) -> Self {
        self.action = Some((label.into(), action));
        self
    }

    /// Stands until it is closed: for what must not be missed.
    pub fn staying(mut self) -> Self {
        self.stays = true;
        self
    }
}

/// The messages that stand.
#[derive(Debug, Default)]
pub struct Toasts {
    messages: VecDeque<Toast>,
    /// What stands below them, in points.
    room_below: f32,
}

impl Toasts {
    /// Shows a message; the same text does not stand twice.
    pub fn push(&mut self, toast: Toast) {
        self.messages.retain(|other| other.text != toast.text);
        self.messages.push_back(toast);
        while self.messages.len() > MOST {
            // What must not be missed goes last.
            let goes = self.messages.iter().position(|toast| !toast.stays);
            self.messages.remove(goes.unwrap_or(0));
        }
    }

    /// Leaves room for a bar at the bottom of the window.
    pub fn stand_above(&mut self, height: f32) {
        self.room_below = height;
    }

    /// Takes away messages that begin like this, as a newer one says what holds now.
    pub fn drop_starting_with(&mut self, text: &str) {
        self.messages.retain(|toast| !toast.text.starts_with(text));
    }

    /// Takes away messages whose action no longer makes sense, such as undo after another change.
    pub fn drop_actions(&mut self, is_stale: impl Fn(&Action) -> bool) {
        self.messages.retain(|toast| {
            !toast
                .action
                .as_ref()
                .is_some_and(|(_, action)| is_stale(action))
        });
    }

    /// Paints the messages at the bottom and asks for what is clicked.
    pub fn show(&mut self, ctx: &Context, actions: &mut Actions) {
        let now = ctx.input(|input| input.time);
        for toast in &mut self.messages {
            let seconds = if toast.action.is_some() {
                ACTION_SECONDS
            } else {
                PLAIN_SECONDS
            };
            toast.until.get_or_insert(if toast.stays {
                f64::INFINITY
            } else {
                now + seconds
            });
        }
        self.messages
            .retain(|toast| toast.until.is_none_or(|until| now < until));
        let next = self
            .messages
            .iter()
            .filter_map(|toast| toast.until)
            .fold(f64::INFINITY, f64::min);
        if next.is_finite() {
            ctx.request_repaint_after(Duration::from_secs_f64((next - now).max(0.05)));
        }
        if self.messages.is_empty() {
            return;
        }
        let closed = Area::new(Id::unique("toasts"))
            .anchor(Align2::CENTER_BOTTOM, [0.0, -20.0 - self.room_below])
            .order(Order::Foreground)
            .show(ctx, |ui| self.stack_ui(ui, actions))
            .inner;
        if let Some(index) = closed {
            self.messages.remove(index);
        }
    }

    fn stack_ui(&self, ui: &mut egui::Ui, actions: &mut Actions) -> Option<usize> {
        let mut closed = None;
        let t = tokens(ui);
        ui.set_max_width(560.0);
        for (index, toast) in self.messages.iter().enumerate() {
            let frame = Frame::new()
                .fill(t.surface)
                .stroke((1.0, t.control_border))
                .corner_radius(CARD_RADIUS)
                .inner_margin(Margin::symmetric(14, 8));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let label = ui.add(egui::Label::new(body(&toast.text)).wrap());
                    ui.ctx().accesskit_node_builder(label.id, |node| {
                        node.set_live(egui::accesskit::Live::Polite);
                    });
                    if let Some((words, action)) = &toast.action
                        && ui.add(Button::quiet(words)).clicked()
                    {
                        actions.push(action.clone());
                        closed = Some(index);
                    }
                    if ui.add(IconButton::new(icons::X, "Close message")).clicked() {
                        closed = Some(index);
                    }
                });
            });
        }
        closed
    }
}
