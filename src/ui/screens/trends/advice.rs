//! What is recommended for one tracker, beside its days: by which articles, on which evidence, and how often it was so on
//! the days in sight. The band in the chart and the line here light up together.

use std::rc::Rc;

use egui::{Frame, Label, Margin, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder};

use crate::domain::{DayValue, LifeStage};
use crate::guide::{Against, Guide, Recommendation, adherence};
use crate::stats::Subject;
use crate::ui::action::{Action, Actions};
use crate::ui::charts::time_axis::{TimeWindow, day_of_number, number_of};
use crate::ui::icons;
use crate::ui::screens::guide::{articles_ui, badge_ui, badges};
use crate::ui::theme::{self, CARD_RADIUS, FIELD_RADIUS, body, card_title, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Button;
use crate::ui::words::{capitalised, count};

use super::TrendsScreen;
use super::tracks::Track;

/// How often something was as recommended, counted when the days in sight stand still.
#[derive(Default)]
pub(super) struct HowOften {
    seen: Option<TimeWindow>,
    of: Option<(Subject, u64, i32, i32)>,
    words: String,
}

impl TrendsScreen {
    /// The advice on the tracker that was pointed at or had the focus last.
    pub(super) fn advice_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        shown: &[Rc<Track>],
        actions: &mut Actions,
    ) {
        let Some(track) = self.advised_track(view, shown) else {
            return;
        };
        let t = tokens(ui);
        let name = format!("Advice on {}", track.name);
        Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .corner_radius(CARD_RADIUS)
            .inner_margin(Margin::symmetric(14, 12))
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                let builder = UiBuilder::new()
                    .accessibility_role(Role::Group)
                    .accessibility_label(&name);
                ui.scope_builder(builder, |ui| {
                    ScrollArea::vertical()
                        .id_salt(("trends advice", track.key))
                        .auto_shrink([false, true])
                        .show(ui, |ui| self.contents_ui(ui, view, &track, actions));
                });
            });
    }

    /// The whole tracker, where an item of it was pointed at: aims and advice are for all of it.
    fn advised_track(&mut self, view: &View<'_>, shown: &[Rc<Track>]) -> Option<Rc<Track>> {
        let has_advice = |track: &&Rc<Track>| track.advice.is_advised;
        let first = shown.iter().find(has_advice).or(shown.first());
        let key = self.advised.or(first.map(|track| track.key))?;
        self.tracks.track(Subject::whole(key.tracker), view)
    }

    fn contents_ui(&mut self, ui: &mut Ui, view: &View<'_>, track: &Track, actions: &mut Actions) {
        let t = tokens(ui);
        ui.spacing_mut().item_spacing.y = 7.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 7.0;
            let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(9.0), Sense::hover());
            let color = t.tone(track.tracker.colour.into()).mark;
            ui.painter().circle_filled(dot.center(), 4.5, color);
            ui.add(Label::new(card_title(track.name.as_str())).wrap());
        });
        self.target_ui(ui, view, track);
        let found = recommendations(track);
        if found.is_empty() && track.advice.text.is_empty() {
            ui.label(secondary("No article speaks of it, and it has no aim."));
        }
        for recommendation in found {
            ui.separator();
            ui.add(Label::new(body(recommendation.title.as_str()).strong()).wrap());
            let is_adult = view.journal.settings().life_stage() == LifeStage::Adult;
            for badge in badges(recommendation, None, is_adult) {
                ui.horizontal_wrapped(|ui| badge_ui(ui, &badge));
            }
            ui.add(Label::new(secondary(recommendation.advice.as_str())).wrap());
            let mut is_asked = articles_ui(ui, recommendation);
            let button = ui.add(Button::secondary("Open in the Guide").icon(icons::GUIDE));
            ui.ctx().accesskit_node_builder(button.id, |node| {
                node.set_description(recommendation.title.as_str());
            });
            is_asked |= button.clicked();
            if is_asked {
                actions.push(Action::ShowRecommendation(recommendation.id.clone()));
            }
        }
    }

    /// What its days are measured against and how often they were so.
    fn target_ui(&mut self, ui: &mut Ui, view: &View<'_>, track: &Track) {
        let t = tokens(ui);
        let tone = t.tone(track.tracker.colour.into());
        let has_band = !track.advice.bands.is_empty();
        let is_lit = has_band && self.lit == Some(track.key);
        let fill = if is_lit { tone.tint } else { t.surface };
        let shown = Frame::new()
            .fill(fill)
            .corner_radius(FIELD_RADIUS)
            .inner_margin(Margin::symmetric(if has_band { 8 } else { 0 }, 6))
            .stroke(Stroke::new(
                if has_band { 1.0 } else { 0.0 },
                tone.tint_border,
            ))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                if has_band {
                    let text =
                        theme::medium(capitalised(&track.advice.short_text())).color(tone.text);
                    ui.add(Label::new(text).wrap());
                }
                let words = self.how_often(view, track);
                if !words.is_empty() {
                    ui.add(Label::new(secondary(words)).wrap());
                }
            });
        let response = ui.interact(
            shown.response.rect,
            egui::Id::unique("trends advice target"),
            Sense::hover(),
        );
        if has_band && response.contains_pointer() {
            self.next_lit = Some(track.key);
        }
    }

    /// Counted anew only when the days stand still: ten years of days take longer than a frame may.
    fn how_often(&mut self, view: &View<'_>, track: &Track) -> &str {
        let window = self.window(view);
        let last = window.last().min(number_of(view.today) - 1);
        let of = (track.key, view.revision, window.first(), last);
        let kept = &mut self.how_often;
        let is_still = kept.seen.replace(window) == Some(window);
        let is_other = kept
            .of
            .is_none_or(|(key, revision, ..)| (key, revision) != (of.0, of.1));
        if kept.of != Some(of) && (is_still || is_other) {
            kept.words = how_often(view, track, window.first(), last);
            kept.of = Some(of);
        }
        &kept.words
    }
}

/// What articles advise on a tracker: what is counted on it, else what it is a part of.
fn recommendations(track: &Track) -> Vec<&'static Recommendation> {
    let uid = track.tracker.uid.as_str();
    let mut found = Guide::embedded().recommendations_of(uid);
    if found.iter().any(|one| one.main_tracker() == Some(uid)) {
        found.retain(|one| one.main_tracker() == Some(uid));
    }
    found
}

/// "As recommended on 41 of 92 logged days in sight; 12 not logged."
fn how_often(view: &View<'_>, track: &Track, first: i32, last: i32) -> String {
    let Ok(days) = u32::try_from(last - first + 1) else {
        return String::new();
    };
    let has_aim = view
        .journal
        .aims_of(track.tracker.id)
        .iter()
        .any(|aim| aim.target.is_some());
    let against = match track.advice.bands.last() {
        Some(band) if !has_aim => Against::Target(band.target),
        _ => Against::OwnAims,
    };
    let end = day_of_number(last + 1);
    let first_weekday = view.words().first_weekday();
    let found = adherence(
        view.journal,
        &track.tracker,
        against,
        end,
        days,
        first_weekday,
    );
    let (of_days, of_weeks, presence) = (found.day_counts(), found.week_counts(), found.presence);
    let asks = recommendations(track).first().map(|one| one.asks);
    let mut words = if of_weeks.decided() + of_weeks.cannot_tell > 0 {
        let open = match of_weeks.cannot_tell {
            0 => String::new(),
            open => format!("; {} can't be told", count(open, "week", "weeks")),
        };
        format!(
            "As recommended in {} of {} in sight{open}",
            of_weeks.met,
            count(of_weeks.decided(), "week", "weeks")
        )
    } else if of_days.decided() > 0 {
        let decided = count(of_days.decided(), "logged day", "logged days");
        format!("As recommended on {} of {decided} in sight", of_days.met)
    } else {
        let logged = count(presence.logged, "logged day", "logged days");
        match asks {
            None => return String::new(),
            Some(_) if presence.logged == 0 => "Nothing was logged on the days in sight".to_owned(),
            Some(_) => format!("Some of it on {} of {logged} in sight", presence.present),
        }
    };
    let is_open = |day: &&crate::guide::AdherenceDay| day.value == DayValue::NotLogged;
    let open = found.days.iter().filter(is_open).count();
    if open > 0 && open < found.days.len() {
        words.push_str(&format!("; {} not logged", count(open, "day", "days")));
    }
    words + "."
}
