//! Pictures of screens for looking at them while they are built; nothing is compared with them.

use std::path::PathBuf;

use egui_kittest::Harness;

/// Shows the screen in the dark or the light theme from the next frame on.
pub(super) fn set_theme(context: &egui::Context, dark: bool) {
    context.set_theme(if dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
}

/// Writes what is shown into the folder that `BIOTA_PICTURES` names; without it nothing is rendered.
pub(super) fn keep<State>(harness: &mut Harness<'_, State>, name: &str, dark: bool) {
    let Some(folder) = std::env::var_os("BIOTA_PICTURES").map(PathBuf::from) else {
        return;
    };
    let picture = harness.render().unwrap();
    let theme = if dark { "dark" } else { "light" };
    let (width, height) = (picture.width(), picture.height());
    picture
        .save(folder.join(format!("{name}-{width}x{height}-{theme}.png")))
        .unwrap();
}
