//! The bundled faces and which of them draws what; sizes are left to `type_scale`.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// The faces by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Running text, weight 400.
    Regular,
    /// Labels of controls, weight 500.
    Medium,
    /// Titles, weight 600.
    SemiBold,
    /// Weight 400 with figures of one width, for tables and charts.
    Tabular,
    /// The icon glyphs, see `ui::icons`.
    Icons,
}

impl Family {
    const ALL: [Self; 5] = [
        Self::Regular,
        Self::Medium,
        Self::SemiBold,
        Self::Tabular,
        Self::Icons,
    ];

    /// What egui calls this face.
    pub fn font_family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            named => FontFamily::Name(named.name().into()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Regular => "Inter Regular",
            Self::Medium => "Inter Medium",
            Self::SemiBold => "Inter SemiBold",
            Self::Tabular => "Inter Tabular",
            Self::Icons => "Phosphor",
        }
    }

    fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
            Self::Medium => include_bytes!("../../../assets/fonts/Inter-Medium.otf"),
            Self::SemiBold => include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
            Self::Tabular => include_bytes!("../../../assets/fonts/Inter-Tabular.otf"),
            Self::Icons => include_bytes!("../../../assets/fonts/Phosphor.ttf"),
        }
    }
}

/// egui's own faces with ours before them, so that a glyph Inter lacks is still found.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallbacks = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for family in Family::ALL {
        fonts.font_data.insert(
            family.name().to_owned(),
            Arc::new(FontData::from_static(family.file())),
        );
        let mut faces = vec![family.name().to_owned()];
        if family == Family::Icons {
            // An icon beside a word in one text run.
            faces.push(Family::Regular.name().to_owned());
        }
        faces.extend(fallbacks.iter().cloned());
        fonts.families.insert(family.font_family(), faces);
    }
    // What no other face has, in code as in text.
    if let Some(faces) = fonts.families.get_mut(&FontFamily::Monospace) {
        faces.push(Family::Regular.name().to_owned());
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{icons, theme};
    use egui::FontId;

    const SIGNS: &str = "←→↑↓≥≤±−×÷½⁹₂‹›…·•✓–—“”‘’≈ōŌßéčřűğłøΑωЖя0123456789 µ°€ĿŒ";

    fn with_fonts(look: impl FnOnce(&egui::Context)) {
        let context = egui::Context::default();
        theme::install(&context);
        let mut look = Some(look);
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            if let Some(look) = look.take() {
                look(ui.ctx());
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn our_faces_come_first_with_fallbacks_behind() {
        let fonts = definitions();
        for family in Family::ALL {
            let faces = &fonts.families[&family.font_family()];
            assert_eq!(faces[0], family.name());
            assert!(faces.len() > 1, "{family:?} has no fallback");
        }
    }

    #[test]
    fn text_faces_have_every_sign_the_screens_use() {
        with_fonts(|context| {
            context.fonts_mut(|fonts| {
                for family in [
                    Family::Regular,
                    Family::Medium,
                    Family::SemiBold,
                    Family::Tabular,
                ] {
                    let font = FontId::new(14.0, family.font_family());
                    assert!(fonts.has_glyphs(&font, SIGNS), "{family:?}");
                }
                let font = icons::icon_font(16.0);
                for icon in icons::ALL {
                    assert!(fonts.has_glyphs(&font, icon), "{icon:?}");
                }
            });
        });
    }

    /// A picture of a box is worth more than its outline's points.
    #[test]
    fn what_no_font_has_is_a_thin_box() {
        let mut harness = egui_kittest::Harness::builder()
            .allow_missing_glyphs()
            .with_size([260.0, 40.0])
            .with_context_setup(theme::install)
            .build_ui(|ui| {
                ui.label("New lotion \u{1F9F4} \u{1FAE0} 日本, kōso");
            });
        harness.run();
        match harness.render() {
            Ok(_) => harness.snapshot("missing_glyph"),
            Err(error) => {
                assert!(
                    std::env::var_os("BIOTA_REQUIRE_SNAPSHOTS").is_none(),
                    "{error}"
                );
                eprintln!("skipped: no Vulkan adapter ({error})");
            }
        }
    }

    #[test]
    fn tabular_figures_share_one_width() {
        with_fonts(|context| {
            context.fonts_mut(|fonts| {
                let font = FontId::new(20.0, Family::Tabular.font_family());
                let mut width = |text: &str| {
                    fonts
                        .layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::BLACK)
                        .size()
                        .x
                };
                let ones = width("1111111111");
                for digit in 0..10 {
                    let same = width(&digit.to_string().repeat(10));
                    assert!((same - ones).abs() < 0.1, "{digit}: {same} against {ones}");
                }
                assert!((width("−−−−−") - width("+++++")).abs() < 0.1);
            });
        });
    }
}
