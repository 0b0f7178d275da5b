//! What is typed lives until the journal on the disk holds it, whatever keeps it from being saved.

mod closing;
mod fields;
mod note;
mod pictures;

use std::path::Path;

use biota::domain::{Edit, Entry, EntryKey};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::file_window::FileWindow;
use crate::scenario::{TODAY, day};

/// What says that a value is shown and not on the disk.
pub const MARK: &str = "Not saved yet";

/// Another program in the midst of a change of the journal.
pub struct OtherProgram(rusqlite::Connection);

impl OtherProgram {
    /// Takes the right to write and keeps it until it is dropped.
    pub fn holding(journal: &Path) -> Self {
        let connection = rusqlite::Connection::open(journal).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        Self(connection)
    }

    /// Lets the journal go as it was.
    pub fn release(self) {
        self.0.execute_batch("ROLLBACK").unwrap();
    }
}

impl FileWindow {
    /// Opens the window and waits until the day is there.
    pub fn opened() -> Self {
        let mut window = Self::on_new_journal();
        window.wait_for("Itch");
        window
    }

    /// Puts the focus into a control.
    pub fn focus(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).focus();
        self.harness.run_ok();
    }

    /// Types characters, a frame for each, and rests for longer than a draft waits.
    pub fn type_and_rest(&mut self, text: &str) {
        for character in text.chars() {
            self.harness.event(egui::Event::Text(character.to_string()));
        }
        self.harness.step();
        self.rest(3);
    }

    /// Lets so many quarters of a second pass.
    pub fn rest(&mut self, quarters: usize) {
        self.harness.run_steps(quarters);
    }

    /// What a control says it holds.
    pub fn shown(&self, role: Role, name: &str) -> String {
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().value().unwrap_or_default()
    }

    /// Whether something with that label is there.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).count() > 0
    }

    /// The day's note on the disk.
    pub fn note_on_disk(&self) -> Option<String> {
        self.on_disk().note(day(TODAY)).map(str::to_owned)
    }

    /// Sets a tracker's value of the day as another program.
    pub fn set_as_another_program(&self, key: &str, number: f64) {
        use biota::storage::{Access, Session};
        let mut other = Session::open(&self.place, Access::Write).unwrap();
        let tracker = other.journal().tracker_by_uid(key).unwrap().id;
        let entry = EntryKey::own(tracker, day(TODAY));
        other
            .commit(Edit::log(entry, Entry::typed(number)), key)
            .unwrap();
    }

    /// Presses Ctrl Q and lets the window do what it does then; whether it closes.
    pub fn quit(&mut self) -> bool {
        let press = egui::Event::Key {
            key: Key::Q,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        self.harness.input_mut().events.push(press);
        self.closes(false)
    }

    /// Whether the window closes within the next frames, of which the first may be asked to by the window system.
    pub fn closes(&mut self, asked: bool) -> bool {
        let root = egui::ViewportId::ROOT;
        let mut asked = asked;
        for _ in 0..12 {
            let event = asked.then_some(egui::ViewportEvent::Close);
            let viewports = &mut self.harness.input_mut().viewports;
            viewports.entry(root).or_default().events = event.into_iter().collect();
            self.harness.step();
            let commands = &self.harness.output().viewport_output[&root].commands;
            if asked && !commands.contains(&egui::ViewportCommand::CancelClose) {
                return true;
            }
            asked = commands.contains(&egui::ViewportCommand::Close);
        }
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.entry(root).or_default().events.clear();
        false
    }
}
