//! The dialog that saves the charts as a picture: a typed path or the system's own dialog; writing it is the app's.

use std::path::{Path, PathBuf};

use egui::{Id, Modal, Rect, Ui};

use crate::ui::action::{Action, Actions, FileQuestion, PictureRequest, Sought};
use crate::ui::charts::drawing::{Align, Drawing, Face, Hue, Ink, Item, Text, wrapped};
use crate::ui::charts::svg::Sheet;
use crate::ui::theme::{self, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Segmented, TextField};

use super::TrendsScreen;
use super::paint::measure;

/// What the dialog holds.
#[derive(Default)]
pub(super) struct PictureDialog {
    form: usize,
    path: String,
    file_name: String,
}

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
    pub(super) fn open_picture_dialog(&mut self, view: &View<'_>) {
        self.picture = Some(PictureDialog {
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
                ui.label(theme::secondary(
                    "It shows the panels in sight, with their names and days.",
                ));
                let form = Segmented::new(Id::unique("picture form"), "Form", &FORMS, dialog.form)
                    .show(ui);
                dialog.form = form.unwrap_or(dialog.form);
                let field = TextField::new(&mut dialog.path, "Folder and file name")
                    .hint("Folder and file name");
                ui.add(field);
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
                    if let Some(path) = target.filter(|_| save.clicked()) {
                        let request = self.picture_request(ui, view, path, dialog.form);
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

    fn picture_request(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        path: PathBuf,
        form: usize,
    ) -> PictureRequest {
        let card = self.card.unwrap_or(Rect::ZERO);
        let svg = (ENDINGS.get(form) == Some(&"svg")).then(|| self.svg(ui, view, card));
        PictureRequest {
            path,
            svg,
            area: [card.left(), card.top(), card.width(), card.height()],
        }
    }

    /// The panels in sight as SVG text, with title and legend around them.
    pub(super) fn svg(&mut self, ui: &Ui, view: &View<'_>, card: Rect) -> String {
        const HEAD: f32 = 34.0;
        let (mut drawings, description) = self.drawings_in_sight(ui, view, card);
        let title = format!("Trends, {}", self.days_in_sight(view));
        let line = |y: f32, words: &str, face: Face, hue: Hue| {
            Item::Text(Text {
                at: egui::pos2(card.left() + 16.0, y),
                align: Align::Start,
                words: words.to_owned(),
                face,
                ink: Ink::full(hue),
            })
        };
        let shown = self.shown(view);
        let panels = self.panels(&shown, view);
        let legend = self.legend(view, &panels);
        let mut items = vec![line(card.top() - HEAD / 2.0, &title, Face::Name, Hue::Text)];
        let width = card.width() - 32.0;
        let rows = wrapped(&legend, Face::Small, width, 6, &measure(ui.painter()));
        let mut y = card.bottom();
        for row in rows {
            y += 17.0;
            items.push(line(y, &row, Face::Small, Hue::Muted));
        }
        drawings.push(Drawing { items });
        let area = Rect::from_min_max(
            card.min - egui::vec2(0.0, HEAD),
            egui::pos2(card.right(), y + 16.0),
        );
        Sheet {
            area,
            title: &title,
            description: &description,
            drawings: &drawings,
            tokens: tokens(ui),
        }
        .to_svg()
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
