//! What the articles recommend, what research says and how one's own days went: a card for every recommendation.

mod card;
mod cite;
mod facts;
mod front;
mod grades;
mod own;
mod strip;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Align, Id, Label, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use self::card::RecommendationCard;
pub(super) use self::cite::articles_ui;
use self::facts::CardFacts;
pub(super) use self::grades::{badge_ui, badges};
use super::form::menu_ui;
use crate::domain::Day;
use crate::guide::{Guide, Recommendation};
use crate::ui::action::Actions;
use crate::ui::findings::Report;
use crate::ui::icons;
use crate::ui::theme::{self, GAP, WIDEST_PAGE, secondary, title, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Button;

/// The name under which the filter is remembered.
const CONCERN: &str = "guide.concern";
/// The name under which it is remembered whether the introduction is folded.
const INTRODUCTION: &str = "guide.introduction";
/// The name under which it is remembered whether the help is folded.
const HELP: &str = "guide.help";
const OPEN: &str = "open";
const FOLDED: &str = "folded";
/// From this width on there are two columns.
const TWO_COLUMNS: f32 = 760.0;

/// Below this width the title has a line of its own.
const NARROW: f32 = 480.0;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct GuideScreen {
    facts: Vec<CardFacts>,
    facts_of: Option<(u64, Day)>,
    report: Option<Arc<Report>>,
    /// Recommendations whose sources are shown in full.
    open: BTreeSet<&'static str>,
    sought: Option<Sought>,
}

/// What is to be scrolled to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sought {
    Help,
    Recommendation(String),
}

impl GuideScreen {
    /// Scrolls to when to get help in the next frame.
    pub fn show_help(&mut self) {
        self.sought = Some(Sought::Help);
    }

    /// Scrolls to a recommendation in the next frame and puts the focus on it.
    pub fn show_recommendation(&mut self, id: impl Into<String>) {
        self.sought = Some(Sought::Recommendation(id.into()));
    }

    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let report = &view.findings.report;
        let is_same_report = match (&self.report, report) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        if self.facts_of != Some((view.revision, view.today)) || !is_same_report {
            self.facts = facts::facts(view);
            self.facts_of = Some((view.revision, view.today));
            self.report.clone_from(report);
        }
        ScrollArea::vertical()
            .id_salt("guide")
            .auto_shrink(false)
            .content_margin(Margin::symmetric(26, 20))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                ui.set_max_width(ui.available_width().min(WIDEST_PAGE));
                self.title_ui(ui, view, actions);
                self.help_ui(ui, view, actions);
                let is_open = view.journal.settings().remembered(INTRODUCTION) == Some(OPEN);
                if front::introduction_ui(ui, is_open) {
                    actions.remember(INTRODUCTION, if is_open { FOLDED } else { OPEN });
                }
                self.cards_ui(ui, view, actions);
                front::sources_ui(ui);
            });
    }

    fn title_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if ui.available_width() < NARROW {
            ui.label(title("Guide"));
            ui.horizontal_wrapped(|ui| {
                self.help_button_ui(ui);
                filter_ui(ui, view, actions);
            });
        } else {
            ui.horizontal(|ui| {
                ui.label(title("Guide"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    filter_ui(ui, view, actions);
                    self.help_button_ui(ui);
                });
            });
        }
        ui.add(Label::new(secondary(Guide::embedded().publishers.as_str())).wrap());
        front::prescribed_ui(ui);
    }

    fn help_button_ui(&mut self, ui: &mut Ui) {
        let help = Button::secondary("When to get help")
            .icon(icons::FIRST_AID)
            .danger();
        if ui.add(help).clicked() {
            self.show_help();
        }
    }

    fn help_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let was_folded = view.journal.settings().remembered(HELP) == Some(FOLDED);
        let is_sought = self.sought == Some(Sought::Help);
        let help = front::help_ui(ui, is_sought || !was_folded);
        self.help_focus_ui(ui, help.response.rect);
        if is_sought && was_folded {
            actions.remember(HELP, OPEN);
        } else if help.inner {
            actions.remember(HELP, if was_folded { OPEN } else { FOLDED });
        }
    }

    /// Makes the help a place one can jump to.
    fn help_focus_ui(&mut self, ui: &Ui, rect: Rect) {
        let response = ui.interact(
            rect,
            Id::unique("guide: help"),
            Sense::focusable_noninteractive(),
        );
        let name = &Guide::embedded().help.title;
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, name));
        if self.sought == Some(Sought::Help) {
            self.sought = None;
            response.request_focus();
            ui.scroll_to_rect(rect.expand2(vec2(0.0, 70.0)), Some(Align::TOP));
        }
        if response.has_focus() {
            theme::focus_ring(ui, rect, f32::from(theme::CARD_RADIUS));
        }
    }

    fn cards_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let concern = concern_of(view);
        let all = &Guide::embedded().recommendations;
        let shown: Vec<(usize, &'static Recommendation)> = sorted_for(concern)
            .into_iter()
            .map(|index| (index, &all[index]))
            .collect();
        if let Some(concern) = concern.and_then(|id| Guide::embedded().concern(id)) {
            let name = concern.name.to_lowercase();
            ui.label(secondary(format!(
                "Cards with research on {name} come first."
            )));
        }
        let columns = if ui.available_width() >= TWO_COLUMNS {
            2
        } else {
            1
        };
        for row in shown.chunks(columns) {
            self.row_ui(ui, row, columns, view, actions);
        }
    }

    /// Cards side by side, as high as the highest of them.
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        row: &[(usize, &'static Recommendation)],
        columns: usize,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let top = ui.cursor().top();
        let left = ui.max_rect().left();
        let width = (ui.available_width() - GAP * (columns - 1) as f32) / columns as f32;
        let grounds: Vec<_> = row
            .iter()
            .map(|_| ui.painter().add(egui::Shape::Noop))
            .collect();
        let mut bottom = top;
        for (column, (index, recommendation)) in row.iter().enumerate() {
            let x = left + (width + GAP) * column as f32;
            let room = Rect::from_min_size(pos2(x + 16.0, top + 14.0), vec2(width - 32.0, 0.0));
            let builder = UiBuilder::new()
                .id_salt(&recommendation.id)
                .max_rect(room)
                .accessibility_role(Role::Group)
                .accessibility_label(&recommendation.title);
            let concern = concern_of(view);
            let card = RecommendationCard {
                recommendation,
                facts: &self.facts[*index],
                concern,
                is_open: self.open.contains(recommendation.id.as_str()),
            };
            let mut inside = ui.new_child(builder);
            inside.set_width(room.width());
            if card.show_ui(&mut inside, view, actions)
                && !self.open.remove(recommendation.id.as_str())
            {
                self.open.insert(&recommendation.id);
            }
            bottom = bottom.max(inside.min_rect().bottom() + 14.0);
        }
        let (whole, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), bottom - top), Sense::hover());
        for (column, ((_, recommendation), ground)) in row.iter().zip(grounds).enumerate() {
            let x = left + (width + GAP) * column as f32;
            let rect = Rect::from_min_size(pos2(x, whole.top()), vec2(width, whole.height()));
            let t = tokens(ui);
            ui.painter().set(
                ground,
                egui::epaint::RectShape::new(
                    rect,
                    f32::from(theme::CARD_RADIUS),
                    t.surface,
                    Stroke::new(1.0, t.border),
                    StrokeKind::Inside,
                ),
            );
            self.card_focus_ui(ui, rect, recommendation);
        }
    }

    /// Marks the card that another screen asked for.
    fn card_focus_ui(&mut self, ui: &Ui, rect: Rect, recommendation: &Recommendation) {
        let sought = Sought::Recommendation(recommendation.id.clone());
        let id = Id::unique(("guide: card", &recommendation.id));
        let is_sought = self.sought == Some(sought);
        // A card takes a place in the focus order only while it is the one asked for: what can be pressed in it has its own.
        if !is_sought && !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::Article,
                true,
                format!("Found: {}", recommendation.title),
            )
        });
        if is_sought {
            self.sought = None;
            response.request_focus();
            ui.scroll_to_rect(rect.expand2(vec2(0.0, 20.0)), Some(Align::TOP));
        }
        theme::focus_ring(ui, rect, f32::from(theme::CARD_RADIUS));
    }
}

fn filter_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let chosen = concern_of(view);
    let text = chosen
        .and_then(|id| Guide::embedded().concern(id))
        .map_or("All concerns", |concern| concern.name.as_str());
    let id = Id::unique("guide: concern");
    menu_ui(ui, id, "Concern", text, |ui| {
        if ui
            .selectable_label(chosen.is_none(), "All concerns")
            .clicked()
        {
            actions.remember(CONCERN, "");
        }
        for concern in &Guide::embedded().concerns {
            let selected = chosen == Some(concern.id.as_str());
            if ui
                .selectable_label(selected, concern.name.as_str())
                .clicked()
            {
                actions.remember(CONCERN, concern.id.as_str());
            }
        }
    });
}

/// The concern that the guide is filtered by.
fn concern_of<'a>(view: &View<'a>) -> Option<&'a str> {
    view.journal
        .settings()
        .remembered(CONCERN)
        .filter(|id| Guide::embedded().concern(id).is_some())
}

/// Indices of what is shown for a concern: every card, those with a grade of its own first.
fn sorted_for(concern: Option<&str>) -> Vec<usize> {
    let all = &Guide::embedded().recommendations;
    let is_own = |one: &Recommendation| {
        one.grades
            .iter()
            .any(|grade| concern.is_some() && grade.concern.as_deref() == concern)
    };
    let mut shown: Vec<usize> = (0..all.len()).collect();
    shown.sort_by_key(|index| !is_own(&all[*index]));
    shown
}
