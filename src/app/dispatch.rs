//! The one place that does what screens ask for.

use egui::{Context, ViewportCommand};

use crate::domain::{
    Beginning, Day, Edit, Journal, ThemeChoice, day_of, locale_settings, routine, setting_key,
};
use crate::storage::{Access, OpenError, Session, Store};
use crate::ui::action::{Action, Actions, Setup};
use crate::ui::command::Command;
use crate::ui::screens::Screen;
use crate::ui::shell::{Palette, Toast};
use crate::ui::widgets::is_typing;

use super::jobs::ExportSource;
use super::{Biota, Desk, Stage, picture};

impl Biota {
    /// Does what was asked for in the frame that was just painted.
    pub(super) fn perform(&mut self, ctx: &Context, mut actions: Actions) {
        if actions.is_empty() {
            return;
        }
        ctx.request_repaint();
        for action in actions.take() {
            if leads_away(&action) && is_typing(ctx) {
                // The row that is typed into keeps its draft when it loses the focus, a frame from now.
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|memory| memory.surrender_focus(id));
                }
                self.waiting.push(action);
                continue;
            }
            match action {
                Action::StartJournal(setup) => self.start_journal(ctx, &setup),
                Action::Retry | Action::Reopen => self.reopen(),
                Action::Restore(file) => self.restore(ctx, file),
                Action::PutBack => self.put_back(),
                Action::SaveReadable => {
                    let now = self.clock.now();
                    if let Stage::Trouble(trouble) = &mut self.stage {
                        trouble.save(ctx, &self.place, now);
                    }
                }
                Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
                Action::OpenDemo | Action::Run(Command::OpenDemo) => self.open_demo(),
                action => {
                    if let Stage::Open(desk) = &mut self.stage {
                        desk.perform(ctx, action);
                    }
                }
            }
        }
    }

    fn start_journal(&mut self, ctx: &Context, setup: &Setup) {
        match self.new_journal(setup) {
            Ok(session) => self.open_session(session, ctx),
            Err(error) => self.show_trouble(ctx, &error),
        }
    }

    /// The journal appears on the disk with all it starts with, or not at all.
    fn new_journal(&self, setup: &Setup) -> Result<Session, OpenError> {
        let mut journal = Journal::default();
        let settings = locale_settings(&sys_locale::get_locale().unwrap_or_default());
        let beginning = Beginning {
            day: day_of(self.clock.now(), journal.settings().day_start_minutes()),
            concerns: setup.concerns.clone(),
            life_stage: setup.life_stage,
            extras: setup.extra_trackers.clone(),
        };
        let start = Edit::Batch(vec![settings, Self::catalogue().begin(&beginning)]);
        journal
            .apply(start)
            .map_err(|rejected| OpenError::Io(rejected.to_string()))?;
        Store::create_new(&self.place, &journal)?;
        Session::open(&self.place, Access::Window)
    }

    /// The demo is a window of its own, on a journal of its own.
    fn open_demo(&mut self) {
        let started = std::env::current_exe().and_then(|program| {
            let mut command = std::process::Command::new(program);
            command.arg("demo").env_remove("BIOTA_JOURNAL").spawn()
        });
        if let (Err(error), Stage::Open(desk)) = (started, &mut self.stage) {
            log::warn!("the demo did not start: {error}");
            desk.toasts.push(Toast::new(
                "The demo window could not be started. Try “biota demo” in a terminal.",
            ));
        }
    }
}

/// Whether a key was pressed in this frame.
fn is_by_key(ctx: &Context) -> bool {
    let is_press = |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. });
    ctx.input(|input| input.events.iter().any(is_press))
}

/// Whether an action takes the row from the screen that may be typed into.
fn leads_away(action: &Action) -> bool {
    matches!(
        action,
        Action::Go(_)
            | Action::OpenDay(_)
            | Action::FocusTracker(_)
            | Action::ShowTrend(_)
            | Action::ShowRecommendation(_)
            | Action::ShowHelp
            | Action::ShowImport
            | Action::RestoreWhole(_)
            | Action::Run(
                Command::GoToday
                    | Command::GoCalendar
                    | Command::GoTrends
                    | Command::GoInsights
                    | Command::GoGuide
                    | Command::GoSettings
                    | Command::PreviousDay
                    | Command::NextDay
                    | Command::RunningDay
                    | Command::ExportCsv
                    | Command::ImportFile
                    | Command::SearchNotes
                    | Command::NewTracker
                    | Command::NewSpan
                    | Command::WhenToGetHelp
            )
    )
}

impl Desk {
    fn perform(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Commit { edit, label, toast } => self.commit(edit, &label, toast),
            Action::Remember { name, value } => self.remember(&name, value),
            Action::Run(command) => self.run(ctx, command),
            Action::Go(screen) => self.go(screen),
            Action::OpenDay(day) => {
                let was_elsewhere = self.screen != Screen::Today;
                self.open_day(day);
                self.wants_page_focus = was_elsewhere && is_by_key(ctx);
            }
            Action::FocusTracker(tracker) => {
                self.go(Screen::Today);
                self.screens.today.focus_tracker(tracker);
            }
            Action::ShowTrend(tracker) => {
                self.go(Screen::Trends);
                let (view, screens) = self.split();
                screens.trends.show_tracker(tracker, &view);
            }
            Action::ShowRecommendation(id) => {
                self.go(Screen::Guide);
                self.screens.guide.show_recommendation(id);
            }
            Action::ShowHelp => {
                self.go(Screen::Guide);
                self.screens.guide.show_help();
            }
            Action::Say(text) => self.toasts.push(Toast::new(text)),
            Action::StopInsights => self.insights.stop(),
            Action::CompareAgain => self.insights.again(),
            Action::ReadTrends(asked) => {
                self.insights
                    .ask_for_trends(ctx, self.session.journal(), asked);
            }
            Action::Export(request) => {
                let source = ExportSource {
                    journal: self.session.journal().clone(),
                    place: self.session.path().map(std::path::Path::to_owned),
                    now: self.now,
                };
                self.jobs.export(ctx, source, request);
            }
            Action::BackUp => self.backups.ask(),
            Action::LookInto(path) => self.look_into(ctx, path),
            Action::RestoreWhole(path) => {
                self.go(Screen::Settings);
                self.screens.settings.show_restore(&path);
                self.look_into(ctx, path);
            }
            Action::ChooseFile(question) => self.jobs.choose(ctx, question),
            Action::SavePicture(request) => picture::save(ctx, self, request),
            Action::ShowImport => self.show_import(),
            Action::ReadImport(request) => self.read_import(ctx, request),
            Action::PlanImport => self.plan_import(ctx),
            Action::RunImport => self.run_import(ctx),
            Action::TakeImportBack(uid) => self.take_import_back(ctx, &uid),
            Action::SaveMapping(path, text) => {
                let path = super::importing::expanded(path);
                let own = self.session.path().map(std::path::Path::to_owned);
                self.jobs.write(ctx, own, path, text.into_bytes());
            }
            Action::LoadMapping(path) => self.load_mapping(ctx, &path),
            // Answered by the program before it comes here.
            Action::StartJournal(_)
            | Action::Retry
            | Action::Reopen
            | Action::Restore(_)
            | Action::PutBack
            | Action::SaveReadable
            | Action::Quit
            | Action::OpenDemo => {}
        }
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::GoToday => self.go_to(ctx, Screen::Today),
            Command::GoCalendar => self.go_to(ctx, Screen::Calendar),
            Command::GoTrends => self.go_to(ctx, Screen::Trends),
            Command::GoInsights => self.go_to(ctx, Screen::Insights),
            Command::GoGuide => self.go_to(ctx, Screen::Guide),
            Command::GoSettings => self.go_to(ctx, Screen::Settings),
            Command::PreviousDay => self.open_day(self.day.pred_opt().unwrap_or(self.day)),
            Command::NextDay => self.open_day(self.day.succ_opt().unwrap_or(self.day)),
            Command::RunningDay => self.open_day(self.today),
            Command::ChooseDay => {
                self.go(Screen::Today);
                self.screens.today.choose_day();
            }
            Command::SameAsYesterday | Command::RestOfSkinClear | Command::ConfirmCopies => {
                self.run_routine(command);
            }
            Command::Undo => self.step_history(ctx, true),
            Command::Redo => self.step_history(ctx, false),
            Command::Palette => {
                self.focus_before = ctx.memory(egui::Memory::focused);
                self.palette = Some(Palette::default());
            }
            Command::Shortcuts => {
                self.focus_before = ctx.memory(egui::Memory::focused);
                self.sheet_open = true;
            }
            Command::ExportCsv => {
                self.go(Screen::Settings);
                self.screens.settings.show_export();
            }
            Command::ImportFile => self.show_import(),
            Command::SearchNotes => {
                self.go(Screen::Calendar);
                self.screens.calendar.focus_search();
            }
            Command::NewTracker => {
                self.go(Screen::Settings);
                self.screens.settings.new_tracker();
            }
            Command::NewSpan => {
                self.go(Screen::Calendar);
                self.screens.calendar.new_span(self.day);
            }
            Command::WhenToGetHelp => {
                self.go(Screen::Guide);
                self.screens.guide.show_help();
            }
            Command::ToggleTheme => self.toggle_theme(ctx),
            Command::TextLarger => self.change_text_percent(|percent| percent + 10),
            Command::TextSmaller => self.change_text_percent(|percent| percent.saturating_sub(10)),
            Command::TextUsual => self.change_text_percent(|_| 100),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            // Answered by the program before it comes here.
            Command::OpenDemo => {}
        }
    }

    fn look_into(&mut self, ctx: &Context, path: std::path::PathBuf) {
        let own = self.session.path().map(std::path::Path::to_owned);
        self.jobs.look_into(ctx, own, path);
    }

    fn run_routine(&mut self, command: Command) {
        let journal = self.session.journal();
        let (edit, label, nothing) = match command {
            Command::SameAsYesterday => (
                routine::same_as_yesterday(journal, self.day),
                "same as yesterday",
                "Nothing to copy: what was typed the day before is logged here already.",
            ),
            Command::RestOfSkinClear => (
                routine::rest_of_skin_clear(journal, self.day),
                "rest of skin clear",
                "Every skin tracker of this day is logged already.",
            ),
            _ => (
                routine::confirm_day(journal, self.day),
                "copied values confirmed",
                "No copied value waits on this day.",
            ),
        };
        if edit.is_empty() {
            self.toasts.push(Toast::new(nothing));
        } else {
            self.commit(edit, label, false);
        }
    }

    pub(super) fn go(&mut self, screen: Screen) {
        self.keep_drafts();
        if screen != Screen::Today {
            self.screens.today.leave();
        }
        self.screen = screen;
    }

    /// Shows a screen; who comes by key goes on from its top.
    fn go_to(&mut self, ctx: &Context, screen: Screen) {
        self.go(screen);
        self.wants_page_focus = is_by_key(ctx);
    }

    /// Keeps what is typed into settings and calendar, for a screen that is left sees no field lose the focus.
    pub(super) fn keep_drafts(&mut self) {
        let mut actions = Actions::default();
        let (view, screens) = self.split();
        screens.settings.flush(&view, &mut actions);
        screens.calendar.finish_typing(&view, &mut actions);
        for action in actions.take() {
            if let Action::Commit { edit, label, toast } = action {
                self.commit(edit, &label, toast);
            }
        }
    }

    /// Opens a day on Today; a day of the future opens the running one.
    fn open_day(&mut self, day: Day) {
        self.day = day.clamp(crate::domain::EARLIEST_DAY, self.today);
        self.go(Screen::Today);
    }

    fn toggle_theme(&mut self, ctx: &Context) {
        let dark = ctx.global_style().visuals.dark_mode;
        let theme = if dark {
            ThemeChoice::Light
        } else {
            ThemeChoice::Dark
        };
        let edit = Edit::set(setting_key::THEME, theme.key());
        self.commit(
            edit,
            if dark {
                "light appearance"
            } else {
                "dark appearance"
            },
            false,
        );
    }

    fn change_text_percent(&mut self, change: impl Fn(u32) -> u32) {
        let percent = change(self.session.journal().settings().text_percent()).clamp(80, 200);
        let edit = Edit::set(setting_key::TEXT_PERCENT, percent.to_string());
        self.commit(edit, &format!("text size {percent} %"), false);
        self.toasts.drop_starting_with("Text size");
        self.toasts
            .push(Toast::new(format!("Text size {percent} %")));
    }
}
