//! What goes along with better or worse skin: a card for every pair that was examined, and what can be said before.

mod card;
mod choices;
mod days;
mod drawing;
mod early;
mod method;
mod order;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use egui::{Label, Margin, ProgressBar, ScrollArea, Ui};

use self::card::{PairCard, Press};
use self::choices::Choices;
use self::days::DaysView;
use self::order::{Place, Section, sections};
use crate::domain::{Edit, Journal, setting_key};
use crate::phrases::{Speaker, examined, left_out, method as method_sentence};
use crate::stats::{Class, Subject};
use crate::ui::action::{Action, Actions};
use crate::ui::findings::Report;
use crate::ui::icons;
use crate::ui::screens::Screen;
use crate::ui::screens::form::{at_right_ui, menu_ui};
use crate::ui::theme::{self, GAP, WIDEST_PAGE, secondary, title, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, EmptyState};
use crate::ui::words::count;

pub(super) use card::colors;
pub(super) use order::key as pair_key;

/// The name under which hidden pairs are kept, a line each.
const HIDDEN: &str = "insights.hidden";
const CHOICES: &str = "insights.choices";
const SYMPTOM: &str = "insights.symptom";
const OPEN: &str = "open";
const FOLDED: &str = "folded";
/// A section shows so many cards before it is asked for all.
const FIRST_CARDS: usize = 8;
/// Below this width the title has a line of its own.
const NARROW: f32 = 720.0;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct InsightsScreen {
    choices: Choices,
    open_days: HashMap<(Subject, Subject), DaysView>,
    /// Sections that are shown to their last card.
    whole_sections: Vec<Section>,
    shows_method: bool,
    kept: Option<Rc<Kept>>,
}

/// Which cards stand where, and what that is of.
struct Kept {
    report: Arc<Report>,
    revision: u64,
    only: Option<Subject>,
    sections: Vec<(Section, Vec<Place>)>,
    hidden: Vec<String>,
}

/// The stable names of the pairs that the person hid.
pub(super) fn hidden_pairs(journal: &Journal) -> Vec<String> {
    let lines = journal
        .settings()
        .remembered(HIDDEN)
        .unwrap_or_default()
        .lines();
    lines.map(str::to_owned).collect()
}

impl InsightsScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        ScrollArea::vertical()
            .id_salt(("insights", self.shows_method))
            .auto_shrink(false)
            .content_margin(Margin::symmetric(26, 20))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                ui.set_max_width(ui.available_width().min(WIDEST_PAGE));
                if self.shows_method {
                    self.shows_method = !method::method_ui(ui, view.words());
                    return;
                }
                self.title_ui(ui, view, actions);
                if view.findings.report.is_none() {
                    progress_ui(ui, view, actions);
                }
                match &view.findings.report {
                    Some(report) => self.report_ui(ui, view, report, actions),
                    None if view.findings.is_empty => empty_ui(ui, actions),
                    None => {}
                }
            });
    }

    fn title_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let report = view.findings.report.as_ref();
        let sentence = report.map_or_else(String::new, |report| examined(&report.insights));
        let is_wide = ui.available_width() >= NARROW;
        ui.horizontal(|ui| {
            ui.label(title("Insights"));
            if is_wide {
                ui.add_space(4.0);
                let room = ui.available_width() - 246.0;
                let label = Label::new(secondary(sentence.as_str())).wrap();
                ui.scope(|ui| {
                    ui.set_max_width(room);
                    ui.add(label);
                });
            }
            at_right_ui(ui, egui::Id::unique("insights controls"), |ui| {
                let is_open = view.journal.settings().remembered(CHOICES) == Some(OPEN);
                let button = Button::secondary("Choices")
                    .icon(icons::SLIDERS)
                    .selected(is_open);
                if report.is_some() && ui.add(button).clicked() {
                    actions.remember(CHOICES, if is_open { FOLDED } else { OPEN });
                }
                if ui.add(Button::secondary("How this works")).clicked() {
                    self.shows_method = true;
                }
            });
        });
        if !is_wide {
            ui.add(Label::new(secondary(sentence)).wrap());
        }
        if report.is_some() && view.journal.settings().remembered(CHOICES) == Some(OPEN) {
            crate::ui::widgets::Card::new("")
                .show(ui, |ui| self.choices.show_ui(ui, view, actions));
        }
    }

    fn report_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        report: &Arc<Report>,
        actions: &mut Actions,
    ) {
        let insights = &report.insights;
        if insights.pairs_examined == 0 {
            early::week_ui(ui, view);
        }
        early::progress_ui(ui, view, insights);
        // In one line, so that the cards stay where they are while newer findings are worked out.
        let only = ui
            .horizontal_wrapped(|ui| {
                let only = symptom_filter_ui(ui, view, report, actions);
                progress_ui(ui, view, actions);
                only
            })
            .inner;
        let kept = self.kept_sections(view, report, only);
        for (section, places) in &kept.sections {
            self.section_ui(ui, view, report, (*section, places), &kept.hidden, actions);
        }
        early::steady_ui(ui, view, insights, actions);
        if insights.pairs_examined > 0 {
            early::week_ui(ui, view);
        }
        self.foot_ui(ui, view, report);
    }

    fn section_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        report: &Arc<Report>,
        (section, places): (Section, &[Place]),
        hidden: &[String],
        actions: &mut Actions,
    ) {
        let is_whole = self.whole_sections.contains(&section);
        let is_folded = section.starts_folded() && !is_whole;
        if section.starts_folded() {
            let number = count(places.len(), "pair", "pairs");
            let text = format!("{} · {number}", section.heading());
            let icon = if is_folded {
                icons::CARET_RIGHT
            } else {
                icons::CARET_DOWN
            };
            if ui.add(Button::quiet(&text).icon(icon)).clicked() {
                self.toggle_section(section);
            }
        }
        let shown = match (is_folded, is_whole) {
            (true, _) => 0,
            (false, true) => places.len(),
            (false, false) => places.len().min(FIRST_CARDS),
        };
        for place in &places[..shown] {
            let pair = &report.insights.pairs[place.at];
            if pair.class == Class::NotEnough {
                not_enough_ui(ui, view, report, place.at);
                continue;
            }
            let key = (pair.habit, pair.symptom);
            let card = PairCard {
                report,
                at: place.at,
                curve: view.findings.curves.get(&place.at).map(Vec::as_slice),
                reach: place.reach,
                is_hidden: section == Section::Hidden,
            };
            match card.show_ui(ui, view, self.open_days.get_mut(&key)) {
                Some(Press::Days) if self.open_days.remove(&key).is_none() => {
                    self.open_days.insert(key, DaysView::default());
                }
                Some(Press::Hide) => hide(view, report, place, hidden, actions),
                Some(Press::Days) | None => {}
            }
        }
        if shown < places.len() && !is_folded {
            let text = format!(
                "Show {} more · {}",
                places.len() - shown,
                section.heading().to_lowercase()
            );
            if ui
                .add(Button::quiet(&text).icon(icons::CARET_DOWN))
                .clicked()
            {
                self.toggle_section(section);
            }
        }
    }

    /// The sections, worked out anew only when the findings, the journal or the filter changed.
    fn kept_sections(
        &mut self,
        view: &View<'_>,
        report: &Arc<Report>,
        only: Option<Subject>,
    ) -> Rc<Kept> {
        let is_kept = |kept: &&Rc<Kept>| {
            Arc::ptr_eq(&kept.report, report) && kept.revision == view.revision && kept.only == only
        };
        if let Some(kept) = self.kept.as_ref().filter(is_kept) {
            return Rc::clone(kept);
        }
        let hidden = hidden_pairs(view.journal);
        let kept = Rc::new(Kept {
            report: Arc::clone(report),
            revision: view.revision,
            only,
            sections: sections(view.journal, report, &hidden, only),
            hidden,
        });
        self.kept = Some(Rc::clone(&kept));
        kept
    }

    fn toggle_section(&mut self, section: Section) {
        match self.whole_sections.iter().position(|one| *one == section) {
            Some(at) => {
                self.whole_sections.remove(at);
            }
            None => self.whole_sections.push(section),
        }
    }

    fn foot_ui(&self, ui: &mut Ui, view: &View<'_>, report: &Report) {
        let words = view.words();
        let speaker = Speaker {
            journal: view.journal,
            style: &words,
        };
        let range = report.insights.study.range;
        let mut text = format!(
            "Days looked at: {}.",
            words.range(range.first, range.last, view.today)
        );
        for more in [
            left_out(speaker, &report.insights),
            Some(method_sentence().to_owned()),
        ]
        .into_iter()
        .flatten()
        {
            text.push(' ');
            text.push_str(&more);
        }
        ui.add(Label::new(secondary(text)).wrap());
    }
}

/// How far a run is, or that it was stopped.
fn progress_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    if view.findings.is_stopped {
        ui.horizontal(|ui| {
            ui.label(secondary(
                "Comparing was stopped; what is shown may be out of date.",
            ));
            if ui.add(Button::quiet("Compare again")).clicked() {
                actions.push(Action::CompareAgain);
            }
        });
    }
    let Some(share) = view.findings.progress else {
        return;
    };
    ui.horizontal(|ui| {
        let percent = (share * 100.0).round();
        ui.label(secondary(format!("Comparing days, {percent} %")));
        let bar = ProgressBar::new(share)
            .desired_width(220.0)
            .desired_height(6.0);
        ui.add(bar.fill(tokens(ui).accent));
        if ui.add(Button::quiet("Stop")).clicked() {
            actions.push(Action::StopInsights);
        }
    });
}

/// Narrows the cards to one symptom; the number of pairs that were examined stays what it is.
fn symptom_filter_ui(
    ui: &mut Ui,
    view: &View<'_>,
    report: &Report,
    actions: &mut Actions,
) -> Option<Subject> {
    let symptoms: Vec<Subject> = report
        .insights
        .outcomes
        .iter()
        .map(|it| it.symptom)
        .collect();
    if symptoms.len() < 2 || report.insights.pairs.is_empty() {
        return None;
    }
    let tracker = |subject: Subject| view.journal.tracker(subject.tracker);
    let stored = view.journal.settings().remembered(SYMPTOM);
    let only = symptoms
        .iter()
        .copied()
        .find(|subject| tracker(*subject).is_some_and(|it| Some(it.uid.as_str()) == stored));
    let text = only
        .and_then(tracker)
        .map_or("All symptoms", |it| it.name.as_str());
    let id = egui::Id::unique("insights: symptom");
    menu_ui(ui, id, "Symptom", text, |ui| {
        if ui
            .selectable_label(only.is_none(), "All symptoms")
            .clicked()
        {
            actions.remember(SYMPTOM, "");
        }
        for symptom in &symptoms {
            let Some(tracker) = tracker(*symptom) else {
                continue;
            };
            let is_chosen = only == Some(*symptom);
            if ui
                .selectable_label(is_chosen, tracker.name.as_str())
                .clicked()
            {
                actions.remember(SYMPTOM, tracker.uid.as_str());
            }
        }
    });
    only
}

/// A pair that can't be compared yet, in a line.
fn not_enough_ui(ui: &mut Ui, view: &View<'_>, report: &Report, at: usize) {
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    let said = speaker.card(&report.insights.pairs[at], None, &[]);
    let text = format!("{} {}", said.sentence.text(), said.notes.join(" "));
    ui.add(Label::new(theme::body(text)).wrap());
}

/// Hides a card or brings it back; a step that can be undone.
fn hide(view: &View<'_>, report: &Report, place: &Place, hidden: &[String], actions: &mut Actions) {
    let pair = &report.insights.pairs[place.at];
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    let names = format!(
        "{} and {}",
        speaker.name(pair.habit),
        speaker.name(pair.symptom)
    );
    let key = format!("{}{HIDDEN}", setting_key::REMEMBERED);
    let is_back = hidden.contains(&place.key);
    let label = if is_back {
        format!("showing {names}")
    } else {
        format!("hiding {names}")
    };
    let lines = choices::toggled(hidden, &place.key);
    actions.commit_with_toast(Edit::set(&key, lines), label);
}

fn empty_ui(ui: &mut Ui, actions: &mut Actions) {
    let empty = EmptyState::new(icons::INSIGHTS, "Insights begin with your first finished day")
        .detail("A day counts once it is over. Comparing a habit with a symptom takes about six weeks of both.")
        .action("Log today");
    if empty.show(ui) {
        actions.push(Action::Go(Screen::Today));
    }
}
