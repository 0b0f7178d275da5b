//! What happens before a frame is painted: the clock, the journal's arrival, other writers, ended jobs, closing.

use egui::{Context, ThemePreference};

use crate::domain::{ThemeChoice, day_turn};
use crate::storage::OpenError;
use crate::ui::action::{ImportRequest, Sought};
use crate::ui::screens::first_run::FirstRunScreen;
use crate::ui::shell::Toast;
use crate::ui::theme::{self, Appearance};

use super::jobs::JobEnd;
use super::{Biota, Stage};

impl Biota {
    pub(super) fn step(&mut self, ctx: &Context) {
        self.take_in_restore();
        self.take_in_journal(ctx);
        if let Stage::Trouble(trouble) = &mut self.stage {
            trouble.take_in();
        }
        self.system_theme.take();
        if let Stage::Open(desk) = &mut self.stage {
            desk.set_now(self.clock.now());
            desk.take_in_other_writers(ctx);
            desk.step_unsaved(ctx);
            desk.keep_insights_up(ctx);
            wake_when_the_day_turns(ctx, desk);
            desk.step_backups(ctx);
            for end in desk.jobs.ended() {
                show_job_end(ctx, desk, end);
            }
            desk.take_in_imports();
            desk.take_in_beside();
        }
        self.take_dropped_file(ctx);
        self.apply_appearance(ctx);
        self.step_closing(ctx);
    }

    fn take_in_journal(&mut self, ctx: &Context) {
        let Stage::Opening(opening) = &self.stage else {
            return;
        };
        match opening.poll() {
            Some(Ok(session)) => self.open_session(session, ctx),
            Some(Err(OpenError::Missing)) => {
                self.news.clear();
                self.stage = Stage::FirstRun(Box::<FirstRunScreen>::default());
            }
            Some(Err(error)) => self.show_trouble(ctx, &error),
            // Only in the first frames: the journal is a few milliseconds away.
            None => ctx.request_repaint_after(std::time::Duration::from_millis(4)),
        }
    }

    fn apply_appearance(&mut self, ctx: &Context) {
        let wanted = match &self.stage {
            Stage::Open(desk) => {
                let settings = desk.shown().settings();
                Appearance {
                    theme: self.theme_preference(settings.theme()),
                    text_scale: settings.text_percent() as f32 / 100.0,
                    reduced_motion: settings.reduced_motion(),
                }
            }
            _ => Appearance {
                theme: self.theme_preference(ThemeChoice::System),
                ..Appearance::default()
            },
        };
        if self.appearance != Some(wanted) {
            theme::apply(ctx, &wanted);
            self.appearance = Some(wanted);
        }
    }

    /// winit knows no system theme on Linux, so what the desktop portal says stands in for it.
    fn theme_preference(&self, choice: ThemeChoice) -> ThemePreference {
        match (choice, self.system_theme.is_dark()) {
            (ThemeChoice::Light, _) | (ThemeChoice::System, Some(false)) => ThemePreference::Light,
            (ThemeChoice::Dark, _) | (ThemeChoice::System, Some(true)) => ThemePreference::Dark,
            (ThemeChoice::System, None) => ThemePreference::System,
        }
    }
}

/// One wake-up at the end of the day, and none before it.
fn wake_when_the_day_turns(ctx: &Context, desk: &super::Desk) {
    let day_start = desk.shown().settings().day_start_minutes();
    let midnight = (desk.now.date() + chrono::Duration::days(1)).and_time(chrono::NaiveTime::MIN);
    let next = day_turn(desk.today, day_start).min(midnight);
    if let Ok(wait) = (next - desk.now).to_std() {
        ctx.request_repaint_after(wait + std::time::Duration::from_millis(50));
    }
}

fn show_job_end(ctx: &Context, desk: &mut super::Desk, end: JobEnd) {
    match end {
        JobEnd::Written(path) => desk
            .toasts
            .push(Toast::new(format!("Written to {}.", path.display()))),
        JobEnd::NotWritten(path, why) => {
            let text = format!(
                "{} was not written: {why}. Nothing there was changed.",
                path.display()
            );
            desk.toasts.push(Toast::new(text).staying());
        }
        // Nobody chooses a file to import without wanting to see what is in it.
        JobEnd::Chosen(path, Sought::Importable) => {
            desk.read_import(ctx, ImportRequest::of(path));
        }
        JobEnd::Chosen(path, sought) => desk.file_chosen(path, sought),
        JobEnd::LookedInto(path, found) => desk.screens.settings.looked_into(&path, found),
        JobEnd::NothingChosen => {}
    }
}

impl super::Desk {
    /// Which screen asked for a file is the one that shows.
    fn file_chosen(&mut self, path: std::path::PathBuf, sought: Sought) {
        match (self.screen, sought) {
            (crate::ui::screens::Screen::Trends, Sought::NewFile(_)) => {
                self.screens.trends.file_chosen(path);
            }
            _ => self.screens.settings.file_chosen(path, sought),
        }
    }
}
