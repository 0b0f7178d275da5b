//! What is painted in a frame: the stage, the shell around it; what is asked for is done afterwards.

use egui::{CentralPanel, Frame, Id, Panel, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::ui::action::{Action, Actions};
use crate::ui::command::pressed;
use crate::ui::screens::Screen;
use crate::ui::screens::trouble::{restoring_ui, trouble_ui};
use crate::ui::shell::{
    PaletteAnswer, RailFoot, closing_ui, drop_hint_ui, rail_ui, shortcut_sheet_ui, unsaved_bar_ui,
};
use crate::ui::theme::tokens;
use crate::ui::widgets::is_typing;

use super::{Biota, Desk, Stage, sentences};

impl eframe::App for Biota {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.step(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frames += 1;
        let has_page = !matches!(self.stage, Stage::Opening(_)) && self.frames > self.ground_frames;
        let what = if has_page { " with its page" } else { "" };
        log::trace!("frame {}{what}", self.frames);
        // The window's title does not reach the accessibility bus.
        ui.ctx()
            .accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Biota"));
        let mut actions = Actions::default();
        match &mut self.stage {
            Stage::Opening(_) => opening_ui(ui),
            Stage::FirstRun(screen) => {
                page_ui(ui, |ui| screen.show_ui(ui, &mut actions, &self.place));
            }
            Stage::Open(desk) if has_page => desk.show_ui(ui, &mut actions),
            Stage::Open(desk) => desk.ground_ui(ui, &mut actions),
            Stage::Trouble(trouble) => {
                page_ui(ui, |ui| {
                    trouble_ui(ui, trouble.page(), &self.place, &mut actions);
                });
            }
            Stage::Restoring(_) | Stage::Closed => page_ui(ui, restoring_ui),
        }
        for action in self.waiting.drain(..) {
            actions.push(action);
        }
        self.perform(ui.ctx(), actions);
        #[cfg(debug_assertions)]
        super::inspector::inspector_ui(ui.ctx());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl Desk {
    /// What is there before the page: painting a whole day into the window's first frame would hold the window back.
    fn ground_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        self.rail_ui(ui, actions);
        page_ui(ui, |_| {});
        ui.ctx().request_repaint();
    }

    fn rail_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let line = self.foot();
        let foot = RailFoot {
            line: &line,
            undo: self.undo_label(),
            redo: self.redo_label(),
        };
        rail_ui(ui, self.screen, &foot, actions);
    }

    fn show_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        self.rail_ui(ui, actions);
        if self.view().journal.settings().is_demo() {
            demo_banner_ui(ui);
        }
        self.unsaved_bar_ui(ui, actions);
        let screen = self.screen;
        let wants_focus = std::mem::take(&mut self.wants_page_focus);
        page_ui(ui, |ui| {
            let (view, screens) = self.split();
            if wants_focus && screen == Screen::Today {
                screens.today.focus_first_row(&view);
            } else {
                page_start_ui(ui, screen, wants_focus);
            }
            match screen {
                Screen::Today => screens.today.show_ui(ui, &view, actions),
                Screen::Calendar => screens.calendar.show_ui(ui, &view, actions),
                Screen::Trends => screens.trends.show_ui(ui, &view, actions),
                Screen::Insights => screens.insights.show_ui(ui, &view, actions),
                Screen::Guide => screens.guide.show_ui(ui, &view, actions),
                Screen::Settings => screens.settings.show_ui(ui, &view, actions),
                Screen::Import => screens.import.show_ui(ui, &view, actions),
            }
        });
        self.over_ui(ui, actions);
        drop_hint_ui(ui.ctx());
    }

    /// Says below every page what is not saved.
    fn unsaved_bar_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let mut height = 0.0;
        if !self.unsaved.is_empty() {
            let changes = self.unsaved.pending().len();
            let text = sentences::unsaved(changes, self.unsaved.reason());
            height = unsaved_bar_ui(ui, &text, actions);
        }
        self.toasts.stand_above(height);
    }

    /// After a dialog the focus is where it was before.
    fn give_focus_back(&mut self, ctx: &egui::Context) {
        if let Some(id) = self.focus_before.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// What stands over the screen, and the keys that no row has used.
    fn over_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let ctx = ui.ctx().clone();
        if let Some(lines) = &self.closing {
            closing_ui(&ctx, lines, &self.closing_words(), actions);
        } else if self.sheet_open {
            self.sheet_open = !shortcut_sheet_ui(&ctx);
            if !self.sheet_open {
                self.give_focus_back(&ctx);
            }
        } else if let Some(mut palette) = self.palette.take() {
            match palette.show(&ctx, &self.view()) {
                PaletteAnswer::Open => self.palette = Some(palette),
                PaletteAnswer::Closed => self.give_focus_back(&ctx),
                PaletteAnswer::Chosen(action) => actions.push(action),
            }
        } else {
            let text_has_focus = ctx.text_edit_focused() || is_typing(&ctx);
            for command in pressed(&ctx, text_has_focus) {
                if self.screen == Screen::Today || !command.is_of_today() {
                    actions.push(Action::Run(command));
                }
            }
        }
        self.toasts.show(&ctx, actions);
    }
}

/// The top of a page as a place for the focus, while it is there: a screen reader says which page it is, and Tab goes on
/// to its first control.
fn page_start_ui(ui: &Ui, screen: Screen, wants_focus: bool) {
    let id = Id::unique("page start");
    if !wants_focus && !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let rect = Rect::from_min_size(ui.max_rect().min, Vec2::splat(1.0));
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, screen.name()));
    if wants_focus {
        response.request_focus();
    }
}

/// The room of a page: everything that the rail leaves.
fn page_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(tokens(ui).background);
    CentralPanel::default()
        .frame(frame)
        .show(ui, contents)
        .inner
}

/// The few milliseconds before the journal is there: the rail's ground, so that nothing flashes.
fn opening_ui(ui: &mut Ui) {
    let fill = tokens(ui).rail;
    Panel::left("rail")
        .exact_size(176.0)
        .frame(Frame::new().fill(fill))
        .show(ui, |_| {});
    page_ui(ui, |_| {});
}

fn demo_banner_ui(ui: &mut Ui) {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(t.tone(crate::ui::theme::CAUTION).tint)
        .inner_margin(egui::Margin::symmetric(26, 6));
    Panel::top("demo")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let text = "Demo journal: every value is made up. Your own journal is untouched.";
            ui.label(crate::ui::theme::secondary(text).color(t.caution_text));
        });
}
