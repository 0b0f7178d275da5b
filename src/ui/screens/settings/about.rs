//! What Biota is, its version and licences.

use egui::{ScrollArea, Ui};

use crate::guide::Guide;
use crate::ui::icons;
use crate::ui::theme::{body, secondary};
use crate::ui::widgets::{Button, Card};

/// The licences of what is bundled.
const LICENCES: [(&str, &str); 4] = [
    ("Biota, MIT", include_str!("../../../../LICENSE-MIT")),
    (
        "Biota, Apache 2.0",
        include_str!("../../../../LICENSE-APACHE"),
    ),
    (
        "Inter, the typeface, SIL Open Font License",
        include_str!("../../../../assets/fonts/Inter-OFL.txt"),
    ),
    (
        "Phosphor, the icons, MIT",
        include_str!("../../../../assets/fonts/Phosphor-LICENSE.txt"),
    ),
];

/// Which licence is shown.
#[derive(Debug, Default)]
pub(super) struct About {
    open: Option<usize>,
}

impl About {
    /// Paints the section.
    pub(super) fn show_ui(&mut self, ui: &mut Ui) {
        Card::new("Biota").show(ui, |ui| {
            ui.label(body(format!("Version {}", env!("CARGO_PKG_VERSION"))));
            ui.label(body(
                "A journal that shows what goes along with better days for your skin. Everything stays in one file on this \
                 computer; Biota never talks to the internet.",
            ));
            let guide = Guide::embedded();
            ui.label(body(guide.disclaimer.as_str()));
            ui.label(secondary(guide.adult_figures.as_str()));
        });
        Card::new("Licences").show(ui, |ui| {
            ui.label(secondary(
                "Biota may be used under either of its two licences.",
            ));
            for (index, (name, text)) in LICENCES.iter().enumerate() {
                let is_open = self.open == Some(index);
                let caret = if is_open {
                    icons::CARET_UP
                } else {
                    icons::CARET_DOWN
                };
                if ui.add(Button::quiet(name).icon(caret)).clicked() {
                    self.open = (!is_open).then_some(index);
                }
                if is_open {
                    ScrollArea::vertical()
                        .id_salt(name)
                        .max_height(320.0)
                        .show(ui, |ui| {
                            ui.add(egui::Label::new(secondary(*text)).wrap());
                        });
                }
            }
        });
    }
}
