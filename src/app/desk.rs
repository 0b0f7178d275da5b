//! The open journal and all that stands around it while the window is open.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::domain::{Day, Edit, day_of};
use crate::storage::{CommitError, Session};
use crate::ui::action::Action;
use crate::ui::command::Command;
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

/// An open journal with its screens.
pub struct Desk {
    pub(super) session: Session,
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
        let today = day_of(now, self.session.journal().settings().day_start_minutes());
        if today == self.today {
            return;
        }
        let turned = today > self.today;
        self.today = today;
        if self.day > today {
            self.day = today;
        } else if turned && self.day != today {
            let words = crate::ui::words::Words::of(self.session.journal().settings());
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
    pub(super) fn take_in_other_writers(&mut self) {
        if !self.watcher.as_ref().is_some_and(Watcher::take) {
            return;
        }
        match self.session.refresh() {
            Ok(true) => log::debug!("journal read again"),
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
            let (journal, revision) = (self.session.journal(), self.session.revision());
            self.insights.keep_up(ctx, journal, revision, self.today);
        }
        self.insights.take_in_trends();
    }

    /// Keeps a change, or says why it is not kept and offers to try again.
    pub(super) fn commit(&mut self, edit: Edit, label: &str, tell: bool) {
        let again = Action::Commit {
            edit: edit.clone(),
            label: label.to_owned(),
            toast: tell,
        };
        match self.session.commit(edit, label) {
            Ok(()) => {
                self.spare_uid = fresh_uid();
                self.forget_offers();
                if tell {
                    let toast = Toast::new(crate::ui::words::capitalised(label));
                    self.toasts
                        .push(toast.with_action("Undo", Action::Run(Command::Undo)));
                }
            }
            Err(error) => {
                log::warn!("a change was not kept: {error}");
                let words = crate::ui::words::Words::of(self.session.journal().settings());
                let toast = Toast::new(sentences::not_kept(&error, label, words)).staying();
                let final_answer = matches!(error, CommitError::Rejected(_));
                self.toasts.push(if final_answer {
                    toast
                } else {
                    toast.with_action("Try again", again)
                });
                if error == CommitError::Gone {
                    self.tell_gone();
                }
            }
        }
    }

    /// Says which step was undone or redone, and offers the other way.
    pub(super) fn tell_walked(&mut self, label: &str, back: bool) {
        self.forget_offers();
        let (done, word, other) = if back {
            ("Undone", "Redo", Command::Redo)
        } else {
            ("Redone", "Undo", Command::Undo)
        };
        let toast = Toast::new(format!("{done}: {label}"));
        self.toasts
            .push(toast.with_action(word, Action::Run(other)));
    }

    /// What older toasts offer would by now undo or redo something else.
    pub(super) fn forget_offers(&mut self) {
        self.toasts
            .drop_actions(|action| matches!(action, Action::Run(Command::Undo | Command::Redo)));
    }

    /// Undoes or redoes one step and says what it was.
    pub(super) fn step_history(&mut self, ctx: &egui::Context, back: bool) {
        if self.walks_beside(ctx, back) {
            return;
        }
        let answer = if back {
            self.session.undo()
        } else {
            self.session.redo()
        };
        match answer {
            Ok(Some(label)) => self.tell_walked(&label, back),
            Ok(None) => {
                let text = if back {
                    "There is nothing to undo."
                } else {
                    "There is nothing to redo."
                };
                self.toasts.push(Toast::new(text));
            }
            Err(error) => {
                log::warn!("a step of the history was not kept: {error}");
                let words = crate::ui::words::Words::of(self.session.journal().settings());
                self.toasts
                    .push(Toast::new(sentences::not_kept(&error, "that step", words)).staying());
            }
        }
    }

    /// Keeps a screen's choice. That it could not be kept is no reason to disturb anyone.
    pub(super) fn remember(&mut self, name: &str, value: String) {
        let key = format!("{}{name}", crate::domain::setting_key::REMEMBERED);
        if self.session.journal().settings().get(&key) == Some(value.as_str()) {
            return;
        }
        if let Err(error) = self.session.commit_quietly(Edit::set(&key, value)) {
            log::warn!("a choice was not kept: {error}");
        }
    }

    /// The quiet line at the foot of the rail.
    pub(super) fn foot(&mut self) -> String {
        if self.logged_days.revision != Some(self.session.revision()) {
            let journal = self.session.journal();
            let days = journal
                .entries()
                .map(|(key, _)| key.day)
                .chain(journal.notes().map(|(day, _)| day));
            self.logged_days = LoggedDays {
                revision: Some(self.session.revision()),
                count: days.collect::<std::collections::BTreeSet<_>>().len(),
            };
        }
        let days = crate::ui::words::count(self.logged_days.count, "day", "days");
        if self.session.journal().settings().is_demo() {
            format!("Demo · {days}")
        } else {
            format!("Saved · {days}")
        }
    }

    /// What screens may see, and the screens themselves.
    pub(super) fn split(&mut self) -> (View<'_>, &mut Screens) {
        let view = View {
            journal: self.session.journal(),
            revision: self.session.revision(),
            today: self.today,
            past_midnight: self.now.date() != self.today,
            day: self.day,
            undo: self.session.undo_label(),
            redo: self.session.redo_label(),
            place: &self.place,
            shelf: self.backups.shelf(),
            findings: self.insights.findings(),
            spare_uid: &self.spare_uid,
        };
        (view, &mut self.screens)
    }

    /// What screens may see.
    pub(super) fn view(&mut self) -> View<'_> {
        self.split().0
    }
}

fn fresh_uid() -> String {
    uuid::Uuid::new_v4().to_string()
}
