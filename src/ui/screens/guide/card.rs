//! One recommendation as a card: advice, grade, research, safety, the person's own days, what can be done.

use egui::{Label, RichText, Ui};

use super::facts::{CardFacts, adult_line};
use super::front::source_ui;
use super::grades::{badge_ui, badges};
use super::{cite, strip};
use crate::domain::{LifeStage, StarterCatalogue};
use crate::guide::{Guide, Recommendation};
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::screens::Screen;
use crate::ui::theme::{Family, SECONDARY, body, card_title, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Button;

/// What a card is painted from.
pub(super) struct RecommendationCard<'a> {
    /// What is advised.
    pub(super) recommendation: &'static Recommendation,
    /// The person's own days.
    pub(super) facts: &'a CardFacts,
    /// The concern the guide is filtered by.
    pub(super) concern: Option<&'a str>,
    /// Whether titles and citations are shown in full.
    pub(super) is_open: bool,
}

impl RecommendationCard<'_> {
    /// Paints what is in the card, the plain sentence first; true when its sources were folded or unfolded.
    pub(super) fn show_ui(&self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) -> bool {
        ui.spacing_mut().item_spacing.y = 7.0;
        let is_adult = view.journal.settings().life_stage() == LifeStage::Adult;
        self.heading_ui(ui, is_adult);
        told_ui(ui, "Advice", &self.recommendation.advice);
        let mut pressed = cite::articles_ui(ui, self.recommendation);
        self.research_ui(ui, is_adult);
        if !self.recommendation.references.is_empty() {
            pressed |= cite::references_ui(ui, self.recommendation);
        }
        if self.is_open {
            self.sources_ui(ui);
        }
        self.safety_ui(ui, view);
        ui.add_space(2.0);
        self.days_ui(ui, view, actions);
        pressed
    }

    fn heading_ui(&self, ui: &mut Ui, is_adult: bool) {
        ui.add(Label::new(card_title(self.recommendation.title.as_str())).wrap());
        paragraph_ui(ui, &self.recommendation.in_short);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.spacing_mut().interact_size.y = 0.0;
            for badge in &badges(self.recommendation, self.concern, is_adult) {
                ui.horizontal_wrapped(|ui| badge_ui(ui, badge));
            }
        });
    }

    fn research_ui(&self, ui: &mut Ui, is_adult: bool) {
        told_ui(ui, "Research", &self.recommendation.research);
        if self.concern.is_some() {
            let shown = self.recommendation.grades_shown(self.concern, is_adult);
            for text in shown.iter().filter_map(|grade| grade.research.as_ref()) {
                paragraph_ui(ui, text);
            }
        }
        if let Some(figure) = &self.recommendation.sourced_figure {
            ui.add(Label::new(secondary(figure.as_str())).wrap());
        }
    }

    fn sources_ui(&self, ui: &mut Ui) {
        let guide = Guide::embedded();
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.add(Label::new(secondary(self.recommendation.claim.as_str())).wrap());
            for id in &self.recommendation.articles {
                if let Some(article) = guide.article(*id) {
                    source_ui(ui, &article.label, &cite::article_text(article));
                }
            }
            for id in &self.recommendation.references {
                if let Some(reference) = guide.reference(id) {
                    ui.add(Label::new(secondary(reference.citation())).wrap());
                }
            }
        });
    }

    fn safety_ui(&self, ui: &mut Ui, view: &View<'_>) {
        let recommendation = self.recommendation;
        let mut lines: Vec<&str> = Vec::new();
        let said = |line: &str| {
            recommendation
                .safety
                .iter()
                .any(|safety| safety.contains(line))
        };
        if let Some(caution) = &recommendation.caution
            && !said(caution.trim_end_matches('.'))
        {
            lines.push(caution);
        }
        lines.extend(recommendation.safety.iter().map(String::as_str));
        if recommendation.about_care {
            let guide = Guide::embedded();
            lines.push(&guide.prescribed);
            let on_every = guide
                .recommendations
                .iter()
                .filter(|one| one.every_care_card);
            lines.extend(on_every.map(|one| one.title.as_str()));
        }
        drop_repeated(&mut lines);
        let color = tokens(ui).caution_text;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.spacing_mut().interact_size.y = 0.0;
            for line in lines {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    icons::icon_ui(ui, icons::WARNING, 14.0, color);
                    let font = Family::Regular.at(SECONDARY);
                    ui.add(Label::new(RichText::new(line).font(font).color(color)).wrap());
                });
            }
            if let Some(line) = adult_line(recommendation, view.journal.settings().life_stage()) {
                ui.add(Label::new(secondary(line)).wrap());
            }
        });
    }

    fn days_ui(&self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let facts = self.facts;
        if !facts.words.is_empty() {
            if facts.cells.is_empty() {
                strip::empty_strip_ui(ui);
            } else {
                strip::strip_ui(ui, &facts.cells, &facts.words);
            }
        }
        self.own_ui(ui, view);
        ui.horizontal_wrapped(|ui| {
            if !facts.words.is_empty() {
                let font = Family::SemiBold.at(SECONDARY);
                ui.label(RichText::new(facts.words.as_str()).font(font));
            }
            for (tracker, words) in &facts.trends {
                let response = ui.add(Button::quiet(words).icon(icons::TRENDS));
                self.about(ui, &response);
                if response.clicked() {
                    actions.push(Action::ShowTrend(*tracker));
                }
            }
            if !facts.own.is_empty() {
                let button = Button::quiet("Insights").icon(icons::INSIGHTS);
                if ui.add(button).clicked() {
                    actions.push(Action::Go(Screen::Insights));
                }
            }
            for offer in &facts.offers {
                let button = Button::secondary(&offer.button).icon(icons::PLUS);
                let response = ui.add(button);
                self.about(ui, &response);
                if response.clicked() {
                    let catalogue = StarterCatalogue::embedded();
                    if let Some(edit) = catalogue.switch_on(view.journal, &offer.key, view.today) {
                        actions.commit_with_toast(edit, format!("tracking {}", offer.name));
                    }
                }
            }
        });
    }
}

impl RecommendationCard<'_> {
    /// Says what a button is about, for several cards have one of its name.
    fn about(&self, ui: &Ui, response: &egui::Response) {
        let title = self.recommendation.title.as_str();
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_description(title));
    }

    /// What the person's own days say of it.
    fn own_ui(&self, ui: &mut Ui, view: &View<'_>) {
        let t = tokens(ui);
        for line in &self.facts.own {
            let mut job = egui::text::LayoutJob::default();
            let mut add = |text: &str, family: Family, color| {
                let format = egui::TextFormat::simple(family.at(SECONDARY), color);
                job.append(text, 0.0, format);
            };
            add(line.word, Family::SemiBold, line.color(view, t));
            add(": ", Family::Regular, t.muted);
            add(&line.text, Family::Regular, t.text);
            ui.add(Label::new(job).wrap());
        }
    }
}

/// Leaves out lines that another one says as well.
fn drop_repeated(lines: &mut Vec<&str>) {
    let plain = |line: &str| line.trim_end_matches('.').to_lowercase();
    let all: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    let mut at = 0;
    lines.retain(|_| {
        let own = &all[at];
        let is_said = all.iter().enumerate().any(|(other, text)| {
            other != at && text.contains(own.as_str()) && (text != own || other < at)
        });
        at += 1;
        !is_said
    });
}

/// A text that begins with what it is.
fn told_ui(ui: &mut Ui, what: &str, text: &str) {
    let t = tokens(ui);
    let mut job = egui::text::LayoutJob::default();
    for (text, family) in [
        (what, Family::Medium),
        (" ", Family::Regular),
        (text, Family::Regular),
    ] {
        job.append(text, 0.0, egui::TextFormat::simple(family.at(14.0), t.text));
    }
    ui.add(Label::new(job).wrap());
}

fn paragraph_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(body(text)).wrap());
}
