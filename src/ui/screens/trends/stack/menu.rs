//! What can be done with one panel: a right click, the dots beside its name, or Shift+F10 open it as a menu.

use egui::{
    Align2, Key, Modifiers, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Rect, Response,
    Role, Sense, Ui, WidgetInfo, vec2,
};

use crate::stats::Subject;
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::theme::tokens;
use crate::ui::view::View;
use crate::ui::widgets::{Button, paint};

use super::super::header::{menu_frame, offered};
use super::super::tracks::keys_text;
use super::super::{OVERLAY, PINNED, TrendsScreen};
use super::PanelTracks;

/// More cannot be pinned: the others would have no room.
const MOST_PINNED: usize = 3;

impl TrendsScreen {
    /// The dots, and the menu while it is open.
    pub(super) fn menu_ui(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &View<'_>,
        panel: &PanelTracks,
        actions: &mut Actions,
    ) {
        let id = panel.id().with("menu");
        let is_open = Popup::is_id_open(ui.ctx(), id);
        let mut place = None;
        if response.contains_pointer() || response.has_focus() || is_open {
            let rect = response.rect;
            let corner = rect.left_top() + vec2(1.0, 5.0);
            let dots = Rect::from_min_size(corner, vec2(14.0, 16.0));
            let button = ui.interact(dots.expand(3.0), id.with("dots"), Sense::CLICK);
            let name = format!("Do with {}", panel.name());
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            let color = if button.hovered() {
                tokens(ui).text
            } else {
                tokens(ui).muted
            };
            let galley = paint::line(ui, icons::DOTS_THREE, icons::icon_font(14.0), color);
            paint::text_in(ui, dots, Align2::CENTER_CENTER, galley);
            if button
                .on_hover_text("Hide, pin, overlay, save, copy")
                .clicked()
            {
                place = Some(dots.left_bottom());
            }
            if response.secondary_clicked() {
                place = response.interact_pointer_pos();
            }
            let by_key = response.has_focus()
                && ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10));
            if by_key {
                place = Some(dots.left_bottom());
            }
        }
        if let Some(place) = place {
            self.menu_at = place;
            Popup::open_id(ui.ctx(), id);
        } else if !is_open {
            return;
        }
        let anchor = PopupAnchor::Position(self.menu_at);
        Popup::new(id, ui.ctx().clone(), anchor, response.layer_id)
            .kind(PopupKind::Menu)
            .open_memory(None)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .width(200.0)
            .frame(menu_frame(ui))
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                self.choices_ui(ui, view, panel, actions);
            });
    }

    fn choices_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        panel: &PanelTracks,
        actions: &mut Actions,
    ) {
        let is_pressed = |ui: &mut Ui, text: &str| ui.add(Button::quiet(text)).clicked();
        let key = panel.first.key;
        if panel.second.is_some() {
            if is_pressed(ui, "No overlay") {
                self.set_overlay(Vec::new(), view, actions);
            }
        } else {
            let is_large = self.large == Some(key);
            if is_pressed(
                ui,
                if is_large {
                    "As the others"
                } else {
                    "Make it large"
                },
            ) {
                self.toggle_large(key);
            }
            let is_pinned = self.pinned.contains(&key);
            if is_pinned && is_pressed(ui, "Unpin") {
                self.pinned.retain(|one| *one != key);
                actions.remember(PINNED, keys_text(&self.pinned, view.journal));
            } else if !is_pinned
                && self.pinned.len() < MOST_PINNED
                && is_pressed(ui, "Pin to the top")
            {
                self.pinned.push(key);
                actions.remember(PINNED, keys_text(&self.pinned, view.journal));
            }
            ui.menu_button("Overlay with…", |ui| {
                for tracker in offered(view)
                    .into_iter()
                    .filter(|one| one.id != key.tracker)
                {
                    if ui.button(tracker.name.as_str()).clicked() {
                        let keys = vec![key, Subject::whole(tracker.id)];
                        self.set_overlay(keys, view, actions);
                    }
                }
            });
            if is_pressed(ui, "Hide") {
                let mut keys = self.shown_keys(view);
                keys.retain(|one| *one != key);
                self.choose(Some(keys), view, actions);
            }
        }
        if is_pressed(ui, "Save this chart…") {
            self.open_picture_dialog(view, Some(panel.key()));
        }
        if is_pressed(ui, "Copy as picture") {
            let image = self.painting(ui, view, Some(panel.key()), 2.0).0.bitmap();
            ui.ctx().copy_image(image.paint());
            actions.say("The chart was given to the clipboard.");
        }
    }

    fn set_overlay(&mut self, keys: Vec<Subject>, view: &View<'_>, actions: &mut Actions) {
        actions.remember(OVERLAY, keys_text(&keys, view.journal));
        self.overlay = keys;
    }

    pub(super) fn toggle_large(&mut self, key: Subject) {
        self.large = (self.large != Some(key)).then_some(key);
        self.reveal = Some(key);
    }
}
