//! The one place that does what screens ask for.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::domain::{
    Beginning, Day, Edit, Journal, ThemeChoice, TrackerId, day_of, locale_settings, routine,
    setting_key,
};
use crate::storage::{Access, OpenError, Session, Store};
use crate::ui::action::{Action, Actions, ExportRequest, Setup};
use crate::ui::command::Command;
use crate::ui::findings::TrendsAsked;
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
            if action.leads_away() && is_typing(ctx) {
                // The row that is typed into keeps its draft when it loses the focus, a frame from now.
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|memory| memory.surrender_focus(id));
                }
                self.waiting.push(action);
                continue;
            }
            self.perform_one(ctx, action);
        }
    }

    /// Every action is named in this one place, so that none is forgotten.
    fn perform_one(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::StartJournal(setup) => self.start_journal(ctx, &setup),
            Action::Retry | Action::Reopen => self.reopen(),
            Action::Restore(file) => self.restore(ctx, file),
            Action::PutBack => self.put_back(),
            Action::SaveReadable => self.save_readable(ctx),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::SaveAndClose => self.save_and_close(ctx),
            Action::StayOpen => self.stay_open(),
            Action::CloseAnyway => self.close_now(ctx),
            Action::OpenDemo => self.open_demo(),
            Action::Run(command) => self.run(ctx, command),
            Action::Copy(text) => ctx.copy_text(text),
            Action::Commit { edit, label, toast } => {
                self.on_desk(|desk| desk.commit(edit, &label, toast));
            }
            Action::CommitInStretch {
                edit,
                label,
                stretch,
            } => self.on_desk(|desk| desk.commit_in_stretch(edit, &label, stretch)),
            Action::SaveAgain => self.on_desk(|desk| desk.save_again(ctx)),
            Action::Remember { name, value } => self.on_desk(|desk| desk.remember(&name, value)),
            Action::Go(screen) => self.on_desk(|desk| desk.go(screen)),
            Action::OpenDay(day) => self.on_desk(|desk| desk.open_from(ctx, day)),
            Action::FocusTracker(tracker) => self.on_desk(|desk| desk.focus_tracker(tracker)),
            Action::ShowTrend(tracker) => self.on_desk(|desk| desk.show_trend(tracker)),
            Action::ShowRecommendation(id) => self.on_desk(|desk| desk.show_recommendation(id)),
            Action::ShowHelp => self.on_desk(Desk::show_help),
            Action::Say(text) => self.on_desk(|desk| desk.toasts.push(Toast::new(text))),
            Action::StopInsights => self.on_desk(|desk| desk.insights.stop()),
            Action::CompareAgain => self.on_desk(|desk| desk.insights.again()),
            Action::ReadTrends(asked) => self.on_desk(|desk| desk.read_trends(ctx, asked)),
            Action::Export(request) => self.on_desk(|desk| desk.export(ctx, request)),
            Action::BackUp => self.on_desk(|desk| desk.backups.ask()),
            Action::LookInto(path) => self.on_desk(|desk| desk.look_into(ctx, path)),
            Action::RestoreWhole(path) => self.on_desk(|desk| desk.ask_to_restore(ctx, path)),
            Action::ChooseFile(question) => self.on_desk(|desk| desk.jobs.choose(ctx, question)),
            Action::SavePicture(request) => self.on_desk(|desk| picture::save(ctx, desk, request)),
            Action::ShowImport => self.on_desk(Desk::show_import),
            Action::ReadImport(request) => self.on_desk(|desk| desk.read_import(ctx, request)),
            Action::PlanImport => self.on_desk(|desk| desk.plan_import(ctx)),
            Action::RunImport => self.on_desk(|desk| desk.run_import(ctx)),
            Action::TakeImportBack(uid) => self.on_desk(|desk| desk.take_import_back(ctx, &uid)),
            Action::SaveMapping(path, text) => {
                self.on_desk(|desk| desk.save_mapping(ctx, path, text));
            }
            Action::LoadMapping(path) => self.on_desk(|desk| desk.load_mapping(ctx, &path)),
        }
    }

    /// Every command is named in this one place.
    fn run(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::OpenDemo => self.open_demo(),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::GoToday => self.on_desk(|desk| desk.go_to(ctx, Screen::Today)),
            Command::GoCalendar => self.on_desk(|desk| desk.go_to(ctx, Screen::Calendar)),
            Command::GoTrends => self.on_desk(|desk| desk.go_to(ctx, Screen::Trends)),
            Command::GoInsights => self.on_desk(|desk| desk.go_to(ctx, Screen::Insights)),
            Command::GoGuide => self.on_desk(|desk| desk.go_to(ctx, Screen::Guide)),
            Command::GoSettings => self.on_desk(|desk| desk.go_to(ctx, Screen::Settings)),
            Command::PreviousDay => {
                self.on_desk(|desk| desk.open_day(desk.day.pred_opt().unwrap_or(desk.day)));
            }
            Command::NextDay => {
                self.on_desk(|desk| desk.open_day(desk.day.succ_opt().unwrap_or(desk.day)));
            }
            Command::RunningDay => self.on_desk(|desk| desk.open_day(desk.today)),
            Command::ChooseDay => self.on_desk(Desk::choose_day),
            Command::SameAsYesterday | Command::RestOfSkinClear | Command::ConfirmCopies => {
                self.on_desk(|desk| desk.run_routine(command));
            }
            Command::Undo => self.on_desk(|desk| desk.step_history(ctx, true)),
            Command::Redo => self.on_desk(|desk| desk.step_history(ctx, false)),
            Command::Palette => self.on_desk(|desk| desk.show_palette(ctx)),
            Command::Shortcuts => self.on_desk(|desk| desk.show_shortcuts(ctx)),
            Command::ExportCsv => self.on_desk(Desk::show_export),
            Command::ImportFile => self.on_desk(Desk::show_import),
            Command::SearchNotes => self.on_desk(Desk::search_notes),
            Command::NewTracker => self.on_desk(Desk::new_tracker),
            Command::NewSpan => self.on_desk(Desk::new_span),
            Command::WhenToGetHelp => self.on_desk(Desk::show_help),
            Command::ToggleTheme => self.on_desk(|desk| desk.toggle_theme(ctx)),
            Command::TextLarger => {
                self.on_desk(|desk| desk.change_text_percent(|percent| percent + 10));
            }
            Command::TextSmaller => {
                let smaller = |percent: u32| percent.saturating_sub(10);
                self.on_desk(|desk| desk.change_text_percent(smaller));
            }
            Command::TextUsual => self.on_desk(|desk| desk.change_text_percent(|_| 100)),
        }
    }

    fn on_desk(&mut self, work: impl FnOnce(&mut Desk)) {
        if let Stage::Open(desk) = &mut self.stage {
            work(desk);
        }
    }

    fn save_readable(&mut self, ctx: &Context) {
        let now = self.clock.now();
        if let Stage::Trouble(trouble) = &mut self.stage {
            trouble.save(ctx, &self.place, now);
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

impl Desk {
    fn open_from(&mut self, ctx: &Context, day: Day) {
        let was_elsewhere = self.screen != Screen::Today;
        self.open_day(day);
        self.wants_page_focus = was_elsewhere && is_by_key(ctx);
    }

    fn focus_tracker(&mut self, tracker: TrackerId) {
        self.go(Screen::Today);
        self.screens.today.focus_tracker(tracker);
    }

    fn show_trend(&mut self, tracker: TrackerId) {
        self.go(Screen::Trends);
        let (view, screens) = self.split();
        screens.trends.show_tracker(tracker, &view);
    }

    fn show_recommendation(&mut self, id: String) {
        self.go(Screen::Guide);
        self.screens.guide.show_recommendation(id);
    }

    fn show_help(&mut self) {
        self.go(Screen::Guide);
        self.screens.guide.show_help();
    }

    fn read_trends(&mut self, ctx: &Context, asked: TrendsAsked) {
        let journal = self.unsaved.shown(&self.session);
        self.insights.ask_for_trends(ctx, journal, asked);
    }

    fn save_mapping(&mut self, ctx: &Context, path: PathBuf, text: String) {
        let path = super::importing::expanded(path);
        let own = self.session.path().map(std::path::Path::to_owned);
        self.jobs.write(ctx, own, path, text.into_bytes());
    }

    fn export(&mut self, ctx: &Context, request: ExportRequest) {
        let source = ExportSource {
            journal: self.shown().clone(),
            place: self.session.path().map(std::path::Path::to_owned),
            is_ahead_of_file: !self.unsaved.is_empty(),
            now: self.now,
        };
        self.jobs.export(ctx, source, request);
    }

    fn ask_to_restore(&mut self, ctx: &Context, path: PathBuf) {
        self.go(Screen::Settings);
        self.screens.settings.show_restore(&path);
        self.look_into(ctx, path);
    }

    fn save_again(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        self.try_unsaved(now, true);
    }

    fn show_palette(&mut self, ctx: &Context) {
        self.focus_before = ctx.memory(egui::Memory::focused);
        self.palette = Some(Palette::default());
    }

    fn show_shortcuts(&mut self, ctx: &Context) {
        self.focus_before = ctx.memory(egui::Memory::focused);
        self.sheet_open = true;
    }

    fn choose_day(&mut self) {
        self.go(Screen::Today);
        self.screens.today.choose_day();
    }

    fn show_export(&mut self) {
        self.go(Screen::Settings);
        self.screens.settings.show_export();
    }

    fn search_notes(&mut self) {
        self.go(Screen::Calendar);
        self.screens.calendar.focus_search();
    }

    fn new_tracker(&mut self) {
        self.go(Screen::Settings);
        self.screens.settings.new_tracker();
    }

    fn new_span(&mut self) {
        self.go(Screen::Calendar);
        self.screens.calendar.new_span(self.day);
    }

    fn look_into(&mut self, ctx: &Context, path: std::path::PathBuf) {
        let own = self.session.path().map(std::path::Path::to_owned);
        self.jobs.look_into(ctx, own, path);
    }

    fn run_routine(&mut self, command: Command) {
        let journal = self.shown();
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

    /// Keeps what is typed, for a screen that is left sees no field lose the focus.
    pub(super) fn keep_drafts(&mut self) {
        let mut actions = Actions::default();
        let (view, screens) = self.split();
        screens.settings.flush(&view, &mut actions);
        screens.calendar.finish_typing(&view, &mut actions);
        screens.today.finish_typing(&view, &mut actions);
        for action in actions.take() {
            match action {
                Action::Commit { edit, label, toast } => self.commit(edit, &label, toast),
                Action::CommitInStretch {
                    edit,
                    label,
                    stretch,
                } => self.commit_in_stretch(edit, &label, stretch),
                other => debug_assert!(false, "keeping drafts asked for {other:?}"),
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
        let percent = change(self.shown().settings().text_percent()).clamp(80, 200);
        let edit = Edit::set(setting_key::TEXT_PERCENT, percent.to_string());
        self.commit(edit, &format!("text size {percent} %"), false);
        self.toasts.drop_starting_with("Text size");
        self.toasts
            .push(Toast::new(format!("Text size {percent} %")));
    }
}
