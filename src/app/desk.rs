//! The open journal and all that stands around it while the window is open.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::domain::{Day, Journal, day_of};
use crate::storage::{CommitError, Session};
use crate::ui::action::Action;
use crate::ui::screens::Screen;
use crate::ui::screens::calendar::CalendarScreen;
use crate::ui::screens::guide::GuideScreen;
use crate::ui::screens::import::ImportScreen;
use crate::ui::screens::insights::InsightsScreen;
use crate::ui::screens::settings::SettingsScreen;
use crate::ui::screens::today::TodayScreen;
use crate::ui::screens::trends::TrendsScreen;
use crate::ui::shell::{Palette, Toast, Toasts};
use crate::ui::view::View;

use super::backups::Backups;
use super::beside::BesideWork;
use super::importing::ImportWork;
use super::insights::InsightsWork;
use super::jobs::Jobs;
use super::opening::Watcher;
use super::sentences;
use super::unsaved::Unsaved;

/// An open journal with its screens.
pub struct Desk {
    pub(super) session: Session,
    /// What is shown and not on the disk.
    pub(super) unsaved: Unsaved,
    /// What closing would lose, while it is asked about.
    pub(super) closing: Option<Vec<String>>,
    pub(super) place: PathBuf,
    pub(super) now: NaiveDateTime,
    pub(super) today: Day,
    pub(super) day: Day,
    pub(super) screen: Screen,
    pub(super) screens: Screens,
    pub(super) toasts: Toasts,
    pub(super) palette: Option<Palette>,
    pub(super) sheet_open: bool,
    /// What had the focus before a dialog took it.
    pub(super) focus_before: Option<egui::Id>,
    /// The page was changed by key: it takes the focus.
    pub(super) wants_page_focus: bool,
    pub(super) jobs: Jobs,
    pub(super) imports: ImportWork,
    pub(super) beside: BesideWork,
    pub(super) insights: InsightsWork,
    pub(super) watcher: Option<Watcher>,
    pub(super) backups: Backups,
    pub(super) logged_days: LoggedDays,
    spare_uid: String,
}

/// The screens with what they remember between frames.
#[derive(Default)]
pub(super) struct Screens {
    pub(super) today: TodayScreen,
    pub(super) calendar: CalendarScreen,
    pub(super) trends: TrendsScreen,
    pub(super) insights: InsightsScreen,
    pub(super) guide: GuideScreen,
    pub(super) settings: SettingsScreen,
    pub(super) import: ImportScreen,
}

impl Screens {
    /// The screens as they are when a journal opens.
    fn opened() -> Self {
        let mut screens = Self::default();
        if let Some(folders) = directories::UserDirs::new() {
            let documents = folders.document_dir().unwrap_or(folders.home_dir());
            screens.settings.set_suggested_folder(documents.to_owned());
            let downloads = folders.download_dir().unwrap_or(documents);
            screens.import.set_suggested_folder(downloads.to_owned());
        }
        screens
    }
}

/// How many days have an entry or a note, counted once per change of the journal.
#[derive(Default)]
pub(super) struct LoggedDays {
    revision: Option<u64>,
    pub(super) count: usize,
}

impl Desk {
    /// Lays out an open journal at the time `now`.
    pub(super) fn new(session: Session, place: PathBuf, now: NaiveDateTime) -> Self {
        let today = day_of(now, session.journal().settings().day_start_minutes());
        Self {
            session,
            unsaved: Unsaved::default(),
            closing: None,
            place,
            now,
            today,
            day: today,
            screen: Screen::Today,
            screens: Screens::opened(),
            toasts: Toasts::default(),
            palette: None,
            sheet_open: false,
            focus_before: None,
            wants_page_focus: false,
            jobs: Jobs::default(),
            imports: ImportWork::default(),
            beside: BesideWork::default(),
            insights: InsightsWork::default(),
            watcher: None,
            backups: Backups::default(),
            logged_days: LoggedDays::default(),
            spare_uid: fresh_uid(),
        }
    }

    /// Moves the clock on. When the day turns, the new one is offered and nothing jumps.
    pub(super) fn set_now(&mut self, now: NaiveDateTime) {
        self.now = now;
        let today = day_of(now, self.shown().settings().day_start_minutes());
        if today == self.today {
            return;
        }
        let turned = today > self.today;
        self.today = today;
        if self.day > today {
            self.day = today;
        } else if turned && self.day != today {
            let words = crate::ui::words::Words::of(self.shown().settings());
            let text = format!(
                "A new day has begun: {}.",
                words.weekday_and_day(today, today)
            );
            self.toasts.push(
                Toast::new(text)
                    .with_action("Open it", Action::OpenDay(today))
                    .staying(),
            );
        }
    }

    /// Reads the journal again when another program wrote to it.
    pub(super) fn take_in_other_writers(&mut self, ctx: &egui::Context) {
        if !self.watcher.as_ref().is_some_and(Watcher::take) {
            return;
        }
        match self.session.refresh() {
            Ok(true) => {
                log::debug!("journal read again");
                let now = ctx.input(|input| input.time);
                self.try_unsaved(now, false);
            }
            Ok(false) => {}
            Err(CommitError::Gone) => self.tell_gone(),
            Err(error) => {
                log::warn!("reading the journal again: {error}");
                self.toasts
                    .push(Toast::new(sentences::not_read_again(&error)).staying());
            }
        }
    }

    /// Has the insights worked out where a screen shows them.
    pub(super) fn keep_insights_up(&mut self, ctx: &egui::Context) {
        if matches!(self.screen, Screen::Insights | Screen::Guide) {
            let revision = self.revision();
            let journal = self.unsaved.shown(&self.session);
            self.insights.keep_up(ctx, journal, revision, self.today);
        }
        self.insights.take_in_trends();
    }

    /// The journal as it is shown: with what could not be saved yet.
    pub(super) fn shown(&self) -> &Journal {
        self.unsaved.shown(&self.session)
    }

    /// The age of what is shown.
    pub(super) fn revision(&self) -> u64 {
        self.session.revision() + self.unsaved.changes()
    }

    /// What has been made bears its own uid from now on.
    pub(super) fn renew_spare_uid(&mut self) {
        self.spare_uid = fresh_uid();
    }

    /// The quiet line at the foot of the rail.
    pub(super) fn foot(&mut self) -> String {
        if self.logged_days.revision != Some(self.revision()) {
            let journal = self.shown();
            let days = journal
                .entries()
                .map(|(key, _)| key.day)
                .chain(journal.notes().map(|(day, _)| day));
            let count = days.collect::<std::collections::BTreeSet<_>>().len();
            self.logged_days = LoggedDays {
                revision: Some(self.revision()),
                count,
            };
        }
        let days = crate::ui::words::count(self.logged_days.count, "day", "days");
        if !self.unsaved.is_empty() {
            let changes = self.unsaved.pending().len();
            format!(
                "Not saved: {}",
                crate::ui::words::count(changes, "change", "changes")
            )
        } else if self.session.journal().settings().is_demo() {
            format!("Demo · {days}")
        } else {
            format!("Saved · {days}")
        }
    }

    /// What screens may see, and the screens themselves.
    pub(super) fn split(&mut self) -> (View<'_>, &mut Screens) {
        let Self {
            session,
            unsaved,
            screens,
            ..
        } = self;
        let view = View {
            journal: unsaved.shown(session),
            unsaved: unsaved.cells(),
            revision: session.revision() + unsaved.changes(),
            today: self.today,
            past_midnight: self.now.date() != self.today,
            day: self.day,
            undo: unsaved.undo_label().or_else(|| session.undo_label()),
            redo: session.redo_label().or_else(|| unsaved.redo_label()),
            place: &self.place,
            shelf: self.backups.shelf(),
            findings: self.insights.findings(),
            spare_uid: &self.spare_uid,
        };
        (view, screens)
    }

    /// What screens may see.
    pub(super) fn view(&mut self) -> View<'_> {
        self.split().0
    }

    /// What screens may see, beside the screens.
    pub(super) fn view_only(&self) -> View<'_> {
        View {
            journal: self.shown(),
            unsaved: self.unsaved.cells(),
            revision: self.revision(),
            today: self.today,
            past_midnight: self.now.date() != self.today,
            day: self.day,
            undo: self.undo_label(),
            redo: self.redo_label(),
            place: &self.place,
            shelf: self.backups.shelf(),
            findings: self.insights.findings(),
            spare_uid: &self.spare_uid,
        }
    }
}

fn fresh_uid() -> String {
    uuid::Uuid::new_v4().to_string()
}
