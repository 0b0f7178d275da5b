//! A screen with a journal and nothing else around it: what it asks for is done as the app would do it. For tests.

use std::path::{Path, PathBuf};

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::domain::{
    Beginning, Concern, Day, Edit, Entry, EntryKey, Journal, LifeStage, Span, SpanId, SpanKind,
    StarterCatalogue, setting_key,
};
use crate::ui::action::{Action, Actions};
use crate::ui::findings::Findings;
use crate::ui::shelf::Shelf;
use crate::ui::theme::{self, tokens};
use crate::ui::view::View;

/// How a screen is painted.
pub(super) type Paint<S> = fn(&mut S, &mut Ui, &View<'_>, &mut Actions);

/// A screen and its journal.
pub(super) struct Rig<S> {
    pub(super) screen: S,
    pub(super) journal: Journal,
    /// Name and inverse of every change, latest last.
    pub(super) done: Vec<(String, Edit)>,
    /// Everything asked for that is no change of the journal.
    pub(super) asked: Vec<Action>,
    /// The backups it is shown.
    pub(super) shelf: Shelf,
    /// What the statistics found.
    pub(super) findings: Findings,
    paint: Paint<S>,
    revision: u64,
}

/// The running day of every rig.
pub(super) fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

impl<S: Default + 'static> Rig<S> {
    /// A window of that size which shows the screen over `journal`.
    pub(super) fn open(
        size: [f32; 2],
        journal: Journal,
        paint: Paint<S>,
    ) -> Harness<'static, Self> {
        let rig = Self {
            screen: S::default(),
            journal,
            done: Vec::new(),
            asked: Vec::new(),
            shelf: Shelf::NONE.clone(),
            findings: Findings::default(),
            paint,
            revision: 1,
        };
        Harness::builder()
            .with_size(size)
            .with_context_setup(theme::install)
            .build_ui_state(|ui, rig: &mut Self| rig.frame_ui(ui), rig)
    }

    fn frame_ui(&mut self, ui: &mut Ui) {
        let ground = tokens(ui).background;
        ui.painter().rect_filled(ui.max_rect(), 0.0, ground);
        let spare_uid = format!("made-{}", self.revision);
        let view = View {
            journal: &self.journal,
            unsaved: crate::ui::view::ALL_SAVED,
            revision: self.revision,
            today: today(),
            past_midnight: false,
            day: today(),
            undo: self.done.last().map(|(label, _)| label.as_str()),
            redo: None,
            place: Path::new("/home/mira/.local/share/biota/journal.biota"),
            shelf: &self.shelf,
            findings: &self.findings,
            spare_uid: &spare_uid,
        };
        let mut actions = Actions::default();
        (self.paint)(&mut self.screen, ui, &view, &mut actions);
        for action in actions.take() {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Commit { edit, label, .. } | Action::CommitInStretch { edit, label, .. } => {
                let inverse = self.journal.apply(edit).unwrap();
                self.done.push((label, inverse));
                self.revision += 1;
            }
            Action::Remember { name, value } => {
                let key = format!("{}{name}", setting_key::REMEMBERED);
                self.journal.apply(Edit::set(&key, value)).unwrap();
                self.revision += 1;
            }
            other => self.asked.push(other),
        }
    }

    /// Takes the last change back and says what it was.
    pub(super) fn undo(&mut self) -> String {
        let (label, inverse) = self.done.pop().unwrap();
        self.journal.apply(inverse).unwrap();
        self.revision += 1;
        label
    }
}

/// A journal begun today for eczema, with nothing logged.
pub(super) fn empty_journal() -> Journal {
    begun(today(), &[])
}

/// Sixty days of a journal: gaps, skipped days, a week's pause, aims met and missed.
pub(super) fn full_journal() -> Journal {
    let first = today() - chrono::Duration::days(60);
    let mut journal = begun(first, &["movement", "plants", "skincare", "sleep_quality"]);
    let id = |journal: &Journal, key: &str| journal.tracker_by_uid(key).unwrap().id;
    let pause = Span {
        id: SpanId(1),
        uid: "holiday".to_owned(),
        kind: SpanKind::Pause,
        label: "Holiday".to_owned(),
        dose: String::new(),
        start: today() - chrono::Duration::days(20),
        end: Some(today() - chrono::Duration::days(16)),
    };
    journal.apply(Edit::put_span(pause)).unwrap();
    for (number, day) in crate::domain::days_between(first, today()).enumerate() {
        for (key, values) in [
            ("fermented_food", [1.0, 2.0, 0.0, 1.0, 3.0, 1.0, 0.0]),
            (
                "water",
                [1750.0, 1500.0, 2000.0, 1600.0, 1250.0, 1800.0, 900.0],
            ),
            ("sleep", [7.25, 6.5, 8.0, 7.0, 6.75, 7.5, 5.5]),
            ("sugar", [0.0, 1.0, 0.0, 0.0, 2.0, 1.0, 0.0]),
            ("movement", [30.0, 0.0, 45.0, 20.0, 35.0, 0.0, 60.0]),
            ("skincare", [1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]),
            ("itch", [4.0, 5.0, 3.0, 2.0, 6.0, 4.0, 3.0]),
        ] {
            let turn = number * 5 + key.len();
            let entry_key = EntryKey::own(id(&journal, key), day);
            let entry = match turn % 17 {
                3 => continue,
                8 if key != "itch" => Entry::skipped(),
                _ => Entry::typed(values[(number * 3 + key.len()) % 7]),
            };
            journal.apply(Edit::log(entry_key, entry)).unwrap();
        }
    }
    journal
}

fn begun(day: Day, extras: &[&str]) -> Journal {
    let mut journal = Journal::default();
    let beginning = Beginning {
        day,
        concerns: vec![Concern::Eczema],
        life_stage: LifeStage::Adult,
        extras: extras.iter().map(|key| (*key).to_owned()).collect(),
    };
    let edit = StarterCatalogue::embedded().begin(&beginning);
    journal.apply(edit).unwrap();
    journal
}

/// Shows the screen in the dark or the light theme from the next frame on.
pub(super) fn set_theme(context: &egui::Context, dark: bool) {
    context.set_theme(if dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
}

/// Nothing one can press stands beyond the window's right edge.
pub(super) fn check_width<State>(harness: &Harness<'_, State>) {
    let right = harness.ctx.content_rect().right();
    for role in [
        egui::Role::Button,
        egui::Role::TextInput,
        egui::Role::ComboBox,
    ] {
        for node in harness.query_all_by_role(role) {
            let rect = node.rect();
            assert!(
                rect.right() <= right,
                "{role:?} at {rect:?} in {right}: {node:?}"
            );
        }
    }
}

/// Writes what is shown into the folder that `BIOTA_PICTURES` names; without it nothing is rendered.
pub(super) fn keep_picture<State>(harness: &mut Harness<'_, State>, name: &str, dark: bool) {
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
