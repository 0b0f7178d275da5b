//! What unsaved changes and the question on closing look like.

use egui::accesskit::Role;

use super::OtherProgram;
use crate::file_window::FileWindow;

fn pictures(name: &str, size: [f32; 2], dark: bool) {
    let mut window = FileWindow::sized(size, dark);
    window.wait_for("Itch");
    let other = OtherProgram::holding(&window.place);
    window.focus(Role::SpinButton, "Water");
    window.type_and_rest("500");
    window.focus(Role::MultilineTextInput, "Note");
    window.type_and_rest("A calm day. #travel");
    window.harness.remove_cursor();
    window.rest(1);
    window.harness.snapshot(format!("unsaved_{name}"));
    assert!(!window.quit());
    window.rest(1);
    window.harness.snapshot(format!("unsaved_closing_{name}"));
    other.release();
}

#[test]
fn pictures_of_what_is_not_saved_light() {
    pictures("light", [1280.0, 860.0], false);
}

#[test]
fn pictures_of_what_is_not_saved_dark() {
    pictures("dark", [1280.0, 860.0], true);
}

#[test]
fn pictures_of_what_is_not_saved_small() {
    pictures("small", [900.0, 600.0], false);
}

#[test]
fn pictures_of_what_is_not_saved_small_and_dark() {
    pictures("small_dark", [900.0, 600.0], true);
}
