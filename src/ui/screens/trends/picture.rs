//! The dialog that saves the charts as a picture: a typed path or the system's own dialog; writing it is the app's.

use std::path::{Path, PathBuf};

use egui::{Align2, Id, Key, Modal, Pos2, Rect, Ui, UiBuilder, vec2};

use crate::stats::Subject;
use crate::ui::action::{Action, Actions, FileQuestion, Picture, PictureRequest, Sought};
use crate::ui::charts::picture::{Painting, Words, svg};
use crate::ui::theme::{self, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Segmented, TextField, paint};

use super::TrendsScreen;
use super::stack::PanelTracks;

/// Width of a picture in points.
const PICTURE_WIDTH: f32 = 1_100.0;

/// What the dialog holds.
#[derive(Default)]
pub(super) struct PictureDialog {
    form: usize,
    /// Which of the scales a PNG has.
    scale: usize,
    path: String,
    file_name: String,
    /// The one panel that is saved; none for all.
    only: Option<(Subject, Option<Subject>)>,
    has_focused: bool,
}

/// Pixels a point.
const SCALES: [f32; 3] = [1.0, 2.0, 3.0];
const SCALE_NAMES: [&str; 3] = ["As on the screen", "Twice as fine", "For print"];
const FORMS: [&str; 2] = ["PNG", "SVG"];
const ENDINGS: [&str; 2] = ["png", "svg"];

impl PictureDialog {
    /// Takes a chosen place; its ending decides on the form.
    pub(super) fn set_path(&mut self, path: &Path) {
        self.path = path.display().to_string();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if let Some(form) = ENDINGS
            .iter()
            .position(|known| ending.eq_ignore_ascii_case(known))
        {
            self.form = form;
        }
    }

    fn ending(&self) -> &'static str {
        ENDINGS[self.form.min(1)]
    }

    /// The typed place with the ending of the form.
    fn target(&self) -> Option<PathBuf> {
        let typed = self.path.trim();
        if typed.is_empty() {
            return None;
        }
        let path = PathBuf::from(typed);
        let has_ending = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case(self.ending()));
        if has_ending {
            return Some(path);
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(self.ending());
        Some(name.into())
    }
}

impl TrendsScreen {
    pub(super) fn open_picture_dialog(
        &mut self,
        view: &View<'_>,
        only: Option<(Subject, Option<Subject>)>,
    ) {
        self.picture = Some(PictureDialog {
            only,
            scale: 1,
            file_name: format!("biota-trends-{}", view.today),
            ..PictureDialog::default()
        });
    }

    pub(super) fn picture_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let Some(mut dialog) = self.picture.take() else {
            return;
        };
        let mut is_open = true;
        let shown = Modal::new(Id::unique("save trends as picture"))
            .frame(
                egui::Frame::popup(ui.style())
                    .inner_margin(18)
                    .corner_radius(theme::CARD_RADIUS),
            )
            .show(ui.ctx(), |ui| {
                ui.set_width(420.0_f32.min(ui.ctx().content_rect().width() - 60.0));
                ui.spacing_mut().item_spacing.y = 12.0;
                ui.label(theme::sentence("Save the charts as a picture"));
                ui.label(theme::secondary(match dialog.only {
                    None => "It shows all panels over the days in sight, with their names.",
                    Some(_) => "It shows this panel over the days in sight.",
                }));
                let form = Segmented::new(Id::unique("picture form"), "Form", &FORMS, dialog.form)
                    .show(ui);
                dialog.form = form.unwrap_or(dialog.form);
                if dialog.ending() == "png" {
                    let id = Id::unique("picture scale");
                    let chosen = Segmented::new(id, "Size", &SCALE_NAMES, dialog.scale).show(ui);
                    dialog.scale = chosen.unwrap_or(dialog.scale);
                }
                let field = TextField::new(&mut dialog.path, "Folder and file name")
                    .hint("Folder and file name");
                let field = ui.add(field);
                if !std::mem::replace(&mut dialog.has_focused, true) {
                    field.request_focus();
                }
                let is_entered =
                    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                ui.horizontal(|ui| {
                    if ui.add(Button::secondary("Choose place…")).clicked() {
                        actions.push(Action::ChooseFile(FileQuestion {
                            title: "Save the charts as a picture".to_owned(),
                            file_name: format!("{}.{}", dialog.file_name, dialog.ending()),
                            sought: Sought::NewFile(dialog.ending()),
                        }));
                    }
                    let target = dialog.target();
                    let save = ui.add_enabled(target.is_some(), Button::primary("Save"));
                    if let Some(path) = target.filter(|_| save.clicked() || is_entered) {
                        let picture = self.picture_of(ui, view, &dialog);
                        let request = PictureRequest { path, picture };
                        actions.push(Action::SavePicture(request));
                        is_open = false;
                    }
                    if ui.add(Button::quiet("Cancel")).clicked() {
                        is_open = false;
                    }
                });
            });
        if is_open && !shown.should_close() {
            self.picture = Some(dialog);
        }
    }

    fn picture_of(&mut self, ui: &Ui, view: &View<'_>, dialog: &PictureDialog) -> Picture {
        let scale = SCALES[dialog.scale.min(SCALES.len() - 1)];
        let (painting, words) = self.painting(ui, view, dialog.only, scale);
        if dialog.ending() == "svg" {
            Picture::Svg(svg(&painting, &words))
        } else {
            Picture::Png(painting.bitmap())
        }
    }

    /// All panels, or one, off the screen with a title and the legend in words, and what they say.
    pub(super) fn painting(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        only: Option<(Subject, Option<Subject>)>,
        scale: f32,
    ) -> (Painting, Words) {
        const HEAD: f32 = 34.0;
        let days = self.days_in_sight(view);
        let (cursor, hovered) = (self.cursor.take(), self.hovered.take());
        (self.only, self.is_picture) = (only, true);
        let shown = self.shown(view);
        let panels = self.panels(&shown, view);
        let window = self.window(view);
        let describe = |panel: &PanelTracks| {
            format!("{}: {} ", panel.name(), self.summary(view, panel, window))
        };
        let words = Words {
            title: format!("Trends, {days}"),
            description: panels.iter().map(describe).collect(),
        };
        let size = vec2(PICTURE_WIDTH, 400.0 + 260.0 * panels.len() as f32);
        let mut bottom = size.y;
        let painting = Painting::of(size, scale, ui.visuals().dark_mode, |ui| {
            let t = tokens(ui);
            ui.painter()
                .rect_filled(ui.max_rect().expand(40.0), 0.0, t.surface);
            let room = Rect::from_min_size(Pos2::ZERO, size).shrink(12.0);
            let head = room.with_max_y(room.top() + HEAD);
            let title = paint::line(ui, &words.title, Family::SemiBold.at(theme::BODY), t.text);
            paint::text_in(
                ui,
                head.translate(vec2(4.0, 0.0)),
                Align2::LEFT_CENTER,
                title,
            );
            let builder = UiBuilder::new().max_rect(room.with_min_y(head.bottom()));
            ui.scope_builder(builder, |ui| {
                bottom = self.stack_ui(ui, view, &shown, &mut Actions::default()) + 14.0;
            });
        });
        (self.only, self.is_picture) = (None, false);
        (self.cursor, self.hovered) = (cursor, hovered);
        (painting.cut_at(bottom), words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_place_gets_the_ending_of_the_form() {
        let check = |typed: &str, form: usize, expected: Option<&str>| {
            let dialog = PictureDialog {
                form,
                path: typed.to_owned(),
                ..PictureDialog::default()
            };
            assert_eq!(dialog.target(), expected.map(PathBuf::from), "{typed}");
        };
        check("  ", 0, None);
        check("/tmp/itch", 0, Some("/tmp/itch.png"));
        check(" /tmp/itch.svg ", 1, Some("/tmp/itch.svg"));
        check("/tmp/itch.SVG", 1, Some("/tmp/itch.SVG"));
        check("/tmp/2026.11", 1, Some("/tmp/2026.11.svg"));
    }

    #[test]
    fn a_chosen_place_decides_on_the_form() {
        let mut dialog = PictureDialog::default();
        dialog.set_path(Path::new("/tmp/a.SVG"));
        assert_eq!(dialog.ending(), "svg");
        dialog.set_path(Path::new("/tmp/a.png"));
        assert_eq!(dialog.ending(), "png");
    }
}
