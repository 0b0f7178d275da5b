//! A person types, and at each step the journal cannot be written: what is shown is on the disk or marked, and all of it is on
//! the disk once the fault is over, without the person doing anything.

use std::path::Path;
use std::sync::Arc;

use biota::domain::Journal;
use biota::storage::{Access, Session, check};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::disk::{Disk, Fault};
use crate::drafts::OtherProgram;
use crate::file_window::FileWindow;
use crate::scenario::{TODAY, day};

/// One thing that is entered.
struct Step {
    name: &'static str,
    enters: fn(&mut FileWindow),
    /// Whether it is to be seen at the place where it was entered.
    is_shown: fn(&FileWindow) -> bool,
    is_in: fn(&Journal) -> bool,
}

fn number(journal: &Journal, key: &str, on: &str) -> Option<f64> {
    let tracker = journal.tracker_by_uid(key).unwrap();
    journal.value_on(tracker.id, day(on)).number()
}

fn go(window: &mut FileWindow, page: Key) {
    window.command(page);
    window.rest(3);
}

fn type_over(window: &mut FileWindow, field: &str, text: &str) {
    window.focus(Role::TextInput, field);
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    window.type_and_rest(text);
}

fn value_of(window: &FileWindow, label: &str) -> String {
    let node = window.harness.get_by_label(label);
    node.accesskit_node().value().unwrap_or_default()
}

const STEPS: [Step; 8] = [
    Step {
        name: "note",
        enters: |window| {
            go(window, Key::Num1);
            window.focus(Role::MultilineTextInput, "Note");
            window.type_and_rest("A calm day.");
        },
        is_shown: |window| window.shown(Role::MultilineTextInput, "Note") == "A calm day.",
        is_in: |journal| journal.note(day(TODAY)) == Some("A calm day."),
    },
    Step {
        name: "amount",
        enters: |window| {
            go(window, Key::Num1);
            window.focus(Role::SpinButton, "Water");
            window.type_and_rest("500");
        },
        is_shown: |window| window.shown(Role::SpinButton, "Water").starts_with("500"),
        is_in: |journal| number(journal, "water", TODAY) == Some(500.0),
    },
    Step {
        name: "scale",
        enters: |window| {
            go(window, Key::Num1);
            window.harness.get_by_label("Itch").focus();
            window.harness.step();
            window.type_and_rest("4");
        },
        is_shown: |window| value_of(window, "Itch").starts_with("4 of 10"),
        is_in: |journal| number(journal, "itch", TODAY) == Some(4.0),
    },
    Step {
        name: "chip",
        enters: |window| {
            go(window, Key::Num1);
            window.harness.get_by_label("Fermented food, items").focus();
            window.harness.step();
            window.type_and_rest("0");
        },
        is_shown: |window| value_of(window, "Fermented food, items") == "None today, chosen",
        is_in: |journal| number(journal, "fermented_food", TODAY) == Some(0.0),
    },
    Step {
        name: "cell of the month",
        enters: |window| {
            go(window, Key::Num2);
            let month = window
                .harness
                .get_by_role_and_label(Role::RadioButton, "Month");
            month.click_accesskit();
            window.rest(3);
            window
                .harness
                .get_by_label("Sleep on 20 November 2026")
                .click();
            window.rest(2);
            window.type_and_rest("7:30");
            window.harness.key_press(Key::Enter);
            window.rest(2);
        },
        is_shown: |window| value_of(window, "Sleep on 20 November 2026").starts_with("7 h 30"),
        is_in: |journal| number(journal, "sleep", "2026-11-20") == Some(7.5),
    },
    Step {
        name: "span",
        enters: |window| {
            go(window, Key::M);
            type_over(window, "What", "Holiday cream");
            window.press_button("Add");
        },
        is_shown: |window| window.has("Holiday cream"),
        is_in: |journal| {
            journal
                .spans()
                .iter()
                .any(|span| span.label == "Holiday cream")
        },
    },
    Step {
        name: "tracker",
        enters: |window| {
            go(window, Key::T);
            type_over(window, "Name of the new tracker", "Walking");
            window.press_button("Add tracker");
        },
        is_shown: |window| window.has("Walking"),
        is_in: |journal| journal.tracker_by_name("Walking").is_some(),
    },
    Step {
        name: "name",
        enters: |window| {
            type_over(window, "Name of Walking", "Strolling");
            window.rest(2);
        },
        is_shown: |window| window.has("Strolling"),
        is_in: |journal| journal.tracker_by_name("Strolling").is_some(),
    },
];

/// Why nothing can be written for a while.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Busy,
    Disk(Fault),
}

/// The trouble while it lasts.
struct Lasting {
    disk: Arc<Disk>,
    other: Option<OtherProgram>,
}

impl Lasting {
    fn begin(trouble: Trouble, disk: &Arc<Disk>, journal: &Path) -> Self {
        let other = match trouble {
            Trouble::Busy => Some(OtherProgram::holding(journal)),
            Trouble::Disk(fault) => {
                disk.set(Some(fault));
                None
            }
        };
        Self {
            disk: Arc::clone(disk),
            other,
        }
    }

    fn end(self) {
        self.disk.set(None);
        if let Some(other) = self.other {
            other.release();
        }
    }
}

/// What a program that is killed now leaves behind.
fn left_behind(journal: &Path) -> Journal {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(journal.parent().unwrap()).unwrap() {
        let file = file.unwrap();
        // The index of the log belongs to those who run.
        if !file.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
    }
    let copy = folder.path().join(journal.file_name().unwrap());
    let session = Session::open(&copy, Access::Write).unwrap();
    session.journal().clone()
}

/// Walks through all steps with trouble from the step `from` to the step `to`.
fn walk(trouble: Trouble, from: usize, to: usize) {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path());
    let mut window = FileWindow::in_folder(folder.path());
    window.wait_for("Itch");
    let mut lasting = None;
    for (index, step) in STEPS.iter().enumerate() {
        let at = format!("{trouble:?} from {from} to {to}, at the {}", step.name);
        if index == from {
            lasting = Some(Lasting::begin(trouble, &disk, &window.place));
        }
        (step.enters)(&mut window);
        assert!(
            (step.is_shown)(&window),
            "{at}: what was typed is not shown"
        );
        // Nothing can be written while the trouble lasts, so this is what was there when it began or was saved since.
        let on_disk = left_behind(&window.place);
        let is_saved = (step.is_in)(&on_disk);
        assert!(
            is_saved || window.has("not saved yet"),
            "{at}: it is neither on the disk nor marked"
        );
        assert_eq!(
            is_saved,
            lasting.is_none() && !window.has("not saved yet"),
            "{at}: trouble, mark and disk say different things"
        );
        for earlier in &STEPS[..from.min(index)] {
            let renamed = earlier.name == "tracker" && (STEPS[7].is_in)(&on_disk);
            assert!(
                renamed || (earlier.is_in)(&on_disk),
                "{at}: the {} was on the disk before",
                earlier.name
            );
        }
        if index == to
            && let Some(lasting) = lasting.take()
        {
            lasting.end();
            window.rest(80);
            assert!(!window.has("not saved yet"), "{at}: it is over");
        }
    }
    let on_disk = window.on_disk();
    for step in &STEPS {
        let renamed = step.name == "tracker";
        assert!(
            renamed || (step.is_in)(&on_disk),
            "{trouble:?} from {from} to {to}: the {} is not on the disk in the end",
            step.name
        );
    }
    assert!(window.harness.state().session().unwrap().journal() == &on_disk);
    drop(window);
    assert!(
        check(&folder.path().join("journal.biota"))
            .unwrap()
            .is_sound()
    );
}

/// Each step fails once; then all from the first, and from one in the middle, to the last.
fn walk_all(trouble: Trouble) {
    let last = STEPS.len() - 1;
    let all = super::asked("BIOTA_DRAFT_STEPS", 3);
    for at in (0..STEPS.len()).step_by((STEPS.len() / all.max(1)).max(1)) {
        walk(trouble, at, at);
    }
    walk(trouble, 0, last);
    walk(trouble, 6, last);
}

#[test]
fn at_every_step_another_program_may_have_the_journal() {
    walk_all(Trouble::Busy);
}

#[test]
fn at_every_step_the_disk_may_be_full() {
    walk_all(Trouble::Disk(Fault::Full));
}

#[test]
fn at_every_step_the_disk_may_be_read_only() {
    walk_all(Trouble::Disk(Fault::ReadOnly));
}

#[test]
fn at_every_step_the_disk_may_not_answer() {
    walk_all(Trouble::Disk(Fault::Io));
}
