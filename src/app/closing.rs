//! Closing the window: what is typed is kept first, and what cannot be saved is asked about.

use std::time::{Duration, Instant};

use egui::{Context, ViewportCommand};

use super::saving::named;
use super::{Biota, Desk, Stage, sentences};
use crate::ui::widgets::refused_drafts;
use crate::ui::words::Words;

/// How long a window that is told to end by the system goes on trying to save.
const LAST_TRIES: Duration = Duration::from_secs(2);
const BETWEEN_TRIES: Duration = Duration::from_millis(150);

/// How far the closing of a window has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    No,
    /// What was typed just before is still on its way to its field.
    Asked,
    KeepingDrafts(u8),
    /// Something is not saved, and the person is asked.
    Asking,
    Now,
}

impl Biota {
    /// The first request to close takes the focus away, so that what was typed is kept; then the window closes, or asks.
    pub(super) fn step_closing(&mut self, ctx: &Context) {
        self.take_in_signals(ctx);
        let asked = ctx.input(|input| input.viewport().close_requested());
        let is_open = matches!(self.stage, Stage::Open(_));
        if asked && is_open && self.closing != Closing::Now {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if self.closing == Closing::No {
                self.closing = Closing::Asked;
                ctx.request_repaint();
                return;
            }
        }
        match self.closing {
            Closing::Asked => {
                if let Stage::Open(desk) = &mut self.stage {
                    desk.keep_drafts();
                }
                ctx.memory_mut(|memory| {
                    if let Some(id) = memory.focused() {
                        memory.surrender_focus(id);
                    }
                });
                self.closing = Closing::KeepingDrafts(2);
                ctx.request_repaint();
            }
            Closing::KeepingDrafts(0) => self.close_if_saved(ctx),
            Closing::KeepingDrafts(frames) => {
                self.closing = Closing::KeepingDrafts(frames - 1);
                ctx.request_repaint();
            }
            Closing::Asking => self.step_question(ctx),
            Closing::No | Closing::Now => {}
        }
    }

    fn take_in_signals(&mut self, ctx: &Context) {
        if self.ended_since.is_some() || !self.signals.has_come() {
            return;
        }
        log::debug!("told to end");
        self.ended_since = Some(Instant::now());
        if matches!(self.stage, Stage::Open(_)) {
            self.closing = Closing::Asked;
            ctx.request_repaint();
        } else {
            self.close_now(ctx);
        }
    }

    fn close_if_saved(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let Stage::Open(desk) = &mut self.stage else {
            self.close_now(ctx);
            return;
        };
        desk.try_unsaved(now, self.ended_since.is_none());
        let lines = desk.not_saved(ctx);
        if lines.is_empty() {
            self.close_now(ctx);
            return;
        }
        match self.ended_since {
            // Nobody is there to answer.
            Some(since) if !desk.unsaved.is_empty() && since.elapsed() < LAST_TRIES => {
                ctx.request_repaint_after(BETWEEN_TRIES);
            }
            Some(_) => {
                self.ending.note_loss();
                self.close_now(ctx);
            }
            None => {
                desk.closing = Some(lines);
                self.closing = Closing::Asking;
                ctx.request_repaint();
            }
        }
    }

    /// While it is asked, it may be saved after all.
    fn step_question(&mut self, ctx: &Context) {
        let Stage::Open(desk) = &mut self.stage else {
            self.closing = Closing::No;
            return;
        };
        let lines = desk.not_saved(ctx);
        if lines.is_empty() {
            self.close_now(ctx);
        } else {
            desk.closing = Some(lines);
        }
    }

    /// Tries again, and closes the window if all is saved then.
    pub(super) fn save_and_close(&mut self, ctx: &Context) {
        if let Stage::Open(desk) = &mut self.stage {
            let now = ctx.input(|input| input.time);
            desk.try_unsaved(now, true);
        }
        self.step_question(ctx);
    }

    /// Keeps the window open after all.
    pub(super) fn stay_open(&mut self) {
        self.closing = Closing::No;
        if let Stage::Open(desk) = &mut self.stage {
            desk.closing = None;
        }
    }

    /// Closes the window with whatever is not saved.
    pub(super) fn close_now(&mut self, ctx: &Context) {
        self.closing = Closing::Now;
        if let Stage::Open(desk) = &mut self.stage {
            desk.closing = None;
        }
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}

impl Desk {
    /// What closing the window would lose, a line each.
    fn not_saved(&self, ctx: &Context) -> Vec<String> {
        let words = Words::of(self.shown().settings());
        let pending = self.unsaved.pending().iter();
        let mut lines: Vec<String> = pending
            .map(|pending| named(pending, words, self.today))
            .collect();
        let refused = refused_drafts(ctx).into_iter();
        lines.extend(refused.map(|draft| {
            let (name, text, sentence) = (draft.name, draft.text, draft.sentence);
            format!("{name}: “{text}”. {sentence}")
        }));
        let view = self.view_only();
        lines.extend(self.screens.today.not_saved(&view));
        lines.extend(self.screens.calendar.not_saved(&view));
        lines.extend(self.screens.settings.not_saved());
        lines
    }

    /// What the question says above the list.
    pub(super) fn closing_words(&self) -> String {
        sentences::before_closing(self.unsaved.reason())
    }
}
