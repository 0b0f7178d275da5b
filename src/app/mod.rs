//! The shell: owns the state, performs effects, leaves painting to `ui` and rules to `domain`.

mod backups;
mod beside;
mod clock;
mod closing;
mod desk;
mod dispatch;
mod gone;
mod importing;
mod insights;
#[cfg(debug_assertions)]
mod inspector;
mod jobs;
mod logic;
mod opening;
mod picture;
mod rescue;
mod restoring;
mod saving;
mod sentences;
mod signals;
mod system_theme;
mod ui;
mod unsaved;
mod window;

use std::path::PathBuf;
use std::time::Instant;

use egui::Context;

use crate::domain::StarterCatalogue;
use crate::storage::Session;
use crate::ui::action::Action;
use crate::ui::screens::first_run::FirstRunScreen;
use crate::ui::shell::Toast;
use crate::ui::theme::{self, Appearance};

pub use clock::Clock;
pub use window::{Ended, Launch, WindowError, run};

use backups::Backups;
use closing::Closing;
use desk::Desk;
use opening::Opening;
use rescue::Trouble;
use restoring::Restoring;
use signals::{Ending, Signals};
use system_theme::SystemTheme;
use unsaved::Pending;

/// The program behind the window.
pub struct Biota {
    clock: Clock,
    place: PathBuf,
    /// Where backups lie unless the journal says otherwise; none where none are made.
    usual_backups: Option<PathBuf>,
    stage: Stage,
    appearance: Option<Appearance>,
    system_theme: SystemTheme,
    closing: Closing,
    signals: Signals,
    /// When the system asked the program to end.
    ended_since: Option<Instant>,
    ending: Ending,
    /// What could not be saved before the journal was opened anew.
    carried: Vec<Pending>,
    frames: u64,
    /// In so many first frames the rail stands alone.
    ground_frames: u64,
    /// What was asked for while something was typed; done a frame later.
    waiting: Vec<Action>,
    /// What is told once the journal is open.
    news: Vec<Toast>,
}

/// What the window shows.
enum Stage {
    /// The journal is being read.
    Opening(Opening),
    /// There is none yet.
    FirstRun(Box<FirstRunScreen>),
    /// It is open.
    Open(Box<Desk>),
    /// It cannot be opened.
    Trouble(Box<Trouble>),
    /// Another one takes its place.
    Restoring(Restoring),
    /// It is closed, for less than a frame.
    Closed,
}

impl Biota {
    /// The program on a journal that is being opened.
    pub fn new(ctx: &Context, launch: Launch) -> Self {
        theme::install(ctx);
        Self {
            clock: launch.clock,
            place: launch.place,
            usual_backups: launch.usual_backups,
            stage: Stage::Opening(launch.opening),
            appearance: None,
            system_theme: SystemTheme::start(launch.follow_system, ctx),
            closing: Closing::No,
            signals: Signals::default(),
            ended_since: None,
            ending: Ending::default(),
            carried: Vec::new(),
            frames: 0,
            ground_frames: 1,
            waiting: Vec::new(),
            news: Vec::new(),
        }
    }

    /// The program on a journal in memory, at a given time; for tests, which need no file.
    pub fn with_session(ctx: &Context, session: Session, clock: Clock) -> Self {
        theme::install(ctx);
        let place = session
            .path()
            .map_or_else(|| PathBuf::from("journal.biota"), PathBuf::from);
        let desk = Desk::new(session, place.clone(), clock.now());
        Self {
            clock,
            place,
            usual_backups: None,
            stage: Stage::Open(Box::new(desk)),
            appearance: None,
            system_theme: SystemTheme::start(false, ctx),
            closing: Closing::No,
            signals: Signals::default(),
            ended_since: None,
            ending: Ending::default(),
            carried: Vec::new(),
            frames: 0,
            ground_frames: 0,
            waiting: Vec::new(),
            news: Vec::new(),
        }
    }

    /// The open journal, if there is one.
    pub fn session(&self) -> Option<&Session> {
        match &self.stage {
            Stage::Open(desk) => Some(&desk.session),
            _ => None,
        }
    }

    /// How many frames were painted; an idle window paints none.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Whether insights are being worked out beside the window.
    pub fn is_comparing(&self) -> bool {
        matches!(&self.stage, Stage::Open(desk) if desk.insights.is_running())
    }

    fn open_session(&mut self, session: Session, ctx: &Context) {
        log::debug!("journal open, {} entries", session.journal().entry_count());
        let mut desk = Desk::new(session, self.place.clone(), self.clock.now());
        desk.watcher = Some(opening::Watcher::start(&self.place, ctx.clone()));
        if let (Some(journal), false) = (
            desk.session.path(),
            desk.session.journal().settings().is_demo(),
        ) {
            desk.backups = Backups::of(journal.to_owned(), self.usual_backups.clone());
        }
        for toast in self.news.drain(..) {
            desk.toasts.push(toast);
        }
        for pending in self.carried.drain(..) {
            desk.commit(pending.edit, &pending.label, false);
        }
        self.stage = Stage::Open(Box::new(desk));
    }

    fn catalogue() -> &'static StarterCatalogue {
        StarterCatalogue::embedded()
    }
}
