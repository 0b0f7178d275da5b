//! What unsaved changes and the question on closing look like.

use egui::accesskit::Role;

use super::OtherProgram;
use crate::file_window::FileWindow;

#[test]
fn pictures_of_what_is_not_saved() {
    for (name, dark, size) in [
        ("light", false, [1280.0, 860.0]),
        ("dark", true, [1280.0, 860.0]),
        ("small", false, [900.0, 600.0]),
        ("small_dark", true, [900.0, 600.0]),
    ] {
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
}
