//! The page before there is a journal: what Biota is, what troubles the skin, what to follow; making it is the app's.

use std::path::Path;

use egui::{Id, Layout, ScrollArea, Ui, UiBuilder, vec2};

use super::form::{chip_ui, choice_ui};
use crate::domain::{
    Beginning, Concern, EARLIEST_DAY, LifeStage, Role, SKIN_SECTION, StarterCatalogue,
    StarterTracker,
};
use crate::ui::action::{Action, Actions, Setup};
use crate::ui::icons;
use crate::ui::theme::{body, secondary, title};
use crate::ui::widgets::{Button, Card};
use crate::words::{listed, within_sentence};

/// Wider lines would be hard to read.
const WIDEST: f32 = 880.0;

/// What was chosen so far.
#[derive(Debug)]
pub struct FirstRunScreen {
    concerns: Vec<Concern>,
    life_stage: LifeStage,
    extras: Vec<String>,
}

impl Default for FirstRunScreen {
    fn default() -> Self {
        Self {
            concerns: Vec::new(),
            life_stage: LifeStage::Adult,
            extras: Vec::new(),
        }
    }
}

impl FirstRunScreen {
    /// Paints the page; `place` is where the journal will lie.
    pub fn show_ui(&mut self, ui: &mut Ui, actions: &mut Actions, place: &Path) {
        ScrollArea::vertical()
            .id_salt("first run")
            .auto_shrink(false)
            .show(ui, |ui| {
                let full = ui.available_rect_before_wrap();
                let width = (full.width() - 52.0).clamp(200.0, WIDEST);
                let left = full.center().x - width / 2.0;
                // The page stands in the middle of a tall window, a little above its centre.
                let top = full.top() + self.space_above(ui, full.height());
                let column = egui::Rect::from_min_size(egui::pos2(left, top), vec2(width, 0.0));
                let builder = UiBuilder::new().max_rect(column);
                let shown = ui.scope_builder(builder, |ui| {
                    ui.set_width(width);
                    self.page_ui(ui, actions, place);
                });
                let height = shown.response.rect.height();
                ui.data_mut(|data| data.insert_temp(height_id(), height));
                ui.add_space(14.0);
            });
    }

    fn space_above(&self, ui: &Ui, room: f32) -> f32 {
        let last: f32 = ui.data(|data| data.get_temp(height_id()).unwrap_or_default());
        ((room - last) * 0.4).clamp(14.0, 90.0)
    }

    fn page_ui(&mut self, ui: &mut Ui, actions: &mut Actions, place: &Path) {
        let is_tall = ui.clip_rect().height() > 700.0;
        ui.spacing_mut().item_spacing.y = if is_tall { 14.0 } else { 10.0 };
        introduction_ui(ui, place);
        Card::new("What troubles your skin?")
            .trailing("choose any, or none")
            .show(ui, |ui| self.concerns_ui(ui));
        Card::new("Under 18, pregnant or breastfeeding?")
            .trailing("you can skip this")
            .show(ui, |ui| self.life_stage_ui(ui));
        Card::new("Track anything else?")
            .trailing("or add it later, in Guide and Settings")
            .show(ui, |ui| self.extras_ui(ui));
        ui.label(body(self.summary()));
        self.buttons_ui(ui, actions);
        ui.label(secondary(
            "Days you kept in Daylio, Bearable, Loop, Apple Health, Flaredown or a table can be imported once you have started.",
        ));
    }

    fn concerns_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for choice in &StarterCatalogue::embedded().concerns {
                let selected = self.concerns.contains(&choice.concern);
                if chip_ui(ui, &choice.name, selected) {
                    toggle(&mut self.concerns, &choice.concern);
                }
            }
        });
    }

    fn life_stage_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let choices = [
                (LifeStage::Adult, "No"),
                (LifeStage::Under18, "Under 18"),
                (
                    LifeStage::PregnantOrBreastfeeding,
                    "Pregnant or breastfeeding",
                ),
            ];
            let id = Id::unique("first run: life stage");
            if let Some(stage) = choice_ui(ui, id, "Stage of life", &choices, self.life_stage) {
                self.life_stage = stage;
            }
            let words = if self.life_stage == LifeStage::Adult {
                "If so, adult aims and the alcohol tracker stay off."
            } else {
                "Adult aims and the alcohol tracker stay off."
            };
            ui.label(secondary(words));
        });
    }

    fn extras_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for starter in extras(self.life_stage) {
                if chip_ui(ui, &starter.name, self.extras.contains(&starter.key)) {
                    toggle(&mut self.extras, &starter.key);
                }
            }
        });
    }

    fn buttons_ui(&self, ui: &mut Ui, actions: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::primary("Start")).clicked() {
                actions.push(Action::StartJournal(self.setup()));
            }
            // Nothing that was ticked may be dropped: once something is, there is one way to start.
            let is_untouched = self.concerns.is_empty() && self.extras.is_empty();
            if is_untouched
                && ui
                    .add(Button::secondary("Start with the usual set"))
                    .on_hover_text("Fermented food, water, sleep, stress, sugar and skin overall")
                    .clicked()
            {
                actions.push(Action::StartJournal(self.setup()));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let demo = Button::quiet("Try the demo journal").icon(icons::SPARKLE);
                if ui
                    .add(demo)
                    .on_hover_text("Seven months of made-up data, apart from your own")
                    .clicked()
                {
                    actions.push(Action::OpenDemo);
                }
            });
        });
    }

    /// "You will track fermented food, water, sleep, …".
    fn summary(&self) -> String {
        let beginning = Beginning {
            concerns: self.concerns.clone(),
            life_stage: self.life_stage,
            extras: self.extras.clone(),
            // Which trackers are chosen does not hang on the day.
            ..Beginning::usual(EARLIEST_DAY)
        };
        let chosen = StarterCatalogue::embedded().chosen(&beginning);
        let names: Vec<String> = chosen
            .iter()
            .map(|starter| within_sentence(&starter.name))
            .collect();
        format!("You will track {}.", listed(&names))
    }

    fn setup(&self) -> Setup {
        // A choice that was made before the stage of life may not suit it.
        let offered: Vec<&str> = extras(self.life_stage)
            .map(|starter| starter.key.as_str())
            .collect();
        let chosen = self
            .extras
            .iter()
            .filter(|key| offered.contains(&key.as_str()));
        Setup {
            concerns: self.concerns.clone(),
            life_stage: self.life_stage,
            extra_trackers: chosen.cloned().collect(),
        }
    }
}

fn introduction_ui(ui: &mut Ui, place: &Path) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.label(title("Welcome to Biota"));
        ui.label(body(
            "A journal for your skin. Half a minute a day: what you ate and drank, how you slept, how your skin feels. \
             Over the weeks it shows what goes along with better days, next to what five articles recommend.",
        ));
        ui.label(secondary(format!(
            "General information, not medical advice. Nothing leaves this computer; your journal is kept in {}",
            place.display()
        )));
    });
}

/// What can be tracked beside the usual set; symptoms of the skin come with what troubles it.
fn extras(life_stage: LifeStage) -> impl Iterator<Item = &'static StarterTracker> {
    let trackers = StarterCatalogue::embedded().trackers.iter();
    trackers.filter(move |starter| {
        let of_skin = starter.role == Role::Symptom && starter.section == SKIN_SECTION;
        !starter.usual && !of_skin && starter.suits(life_stage)
    })
}

fn toggle<T: PartialEq + Clone>(chosen: &mut Vec<T>, thing: &T) {
    if let Some(at) = chosen.iter().position(|other| other == thing) {
        chosen.remove(at);
    } else {
        chosen.push(thing.clone());
    }
}

fn height_id() -> Id {
    Id::unique("first run: height")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[derive(Default)]
    struct Desk {
        screen: FirstRunScreen,
        asked: Vec<Action>,
    }

    fn desk_ui(ui: &mut Ui, desk: &mut Desk) {
        let ground = theme::tokens(ui).background;
        ui.painter().rect_filled(ui.max_rect(), 0.0, ground);
        let mut actions = Actions::default();
        let place = Path::new("/home/mira/.local/share/biota/journal.biota");
        desk.screen.show_ui(ui, &mut actions, place);
        desk.asked.extend(actions.take());
    }

    fn open(width: f32, height: f32) -> Harness<'static, Desk> {
        Harness::builder()
            .with_size([width, height])
            .with_context_setup(theme::install)
            .build_ui_state(desk_ui, Desk::default())
    }

    fn started(harness: &Harness<'_, Desk>) -> Setup {
        match harness.state().asked.as_slice() {
            [Action::StartJournal(setup)] => setup.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_person_with_eczema_starts_with_its_symptoms() {
        let mut harness = open(1280.0, 860.0);
        harness.get_by_label("Eczema").click();
        harness.run();
        harness.get_by_label("You will track fermented food, water, sleep, stress, sugar, itch, dryness, redness or colour change and skin overall.");
        harness.get_by_label("Movement").click();
        harness.run();
        harness.get_by_label("Start").click();
        harness.run();
        let setup = started(&harness);
        assert_eq!(setup.concerns, [Concern::Eczema]);
        assert_eq!(setup.life_stage, LifeStage::Adult);
        assert_eq!(setup.extra_trackers, ["movement"]);
    }

    #[test]
    fn the_usual_set_takes_one_click() {
        let mut harness = open(900.0, 600.0);
        harness.get_by_label("Start with the usual set").click();
        harness.run();
        let setup = started(&harness);
        assert!(setup.concerns.is_empty() && setup.extra_trackers.is_empty());
    }

    #[test]
    fn what_was_ticked_cannot_be_dropped_by_the_usual_set() {
        let mut harness = open(1280.0, 860.0);
        harness.get_by_label("Eczema").click();
        harness.run();
        assert!(harness.query_by_label("Start with the usual set").is_none());
        harness.get_by_label("Eczema").click();
        harness.run();
        harness.get_by_label("Start with the usual set");
    }

    #[test]
    fn the_page_is_filled_in_by_keyboard_alone() {
        let mut harness = open(900.0, 600.0);
        for key in [egui::Key::Tab, egui::Key::Space] {
            harness.key_press(key);
            harness.run();
        }
        for _ in 0..StarterCatalogue::embedded().concerns.len() {
            harness.key_press(egui::Key::Tab);
            harness.run();
        }
        harness.key_press(egui::Key::ArrowRight);
        harness.run();
        harness.get_by_label("Start").focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        let setup = started(&harness);
        assert_eq!(setup.concerns, [Concern::Acne]);
        assert_eq!(setup.life_stage, LifeStage::Under18);
    }

    #[test]
    fn alcohol_goes_with_the_stage_of_life() {
        let mut harness = open(1280.0, 860.0);
        harness.get_by_label("Alcohol").click();
        harness.run();
        harness.get_by_label("Under 18").click();
        harness.run();
        assert!(harness.query_by_label("Alcohol").is_none());
        harness.get_by_label("Start").click();
        harness.run();
        assert!(started(&harness).extra_trackers.is_empty());
    }

    #[test]
    fn the_demo_is_one_press_away_and_all_fits_a_small_window() {
        let mut harness = open(900.0, 600.0);
        let demo = harness.get_by_label("Try the demo journal");
        assert!(demo.rect().bottom() <= 600.0, "{:?}", demo.rect());
        demo.click();
        harness.run();
        assert_eq!(harness.state().asked, [Action::OpenDemo]);
    }

    #[test]
    fn nothing_stands_beyond_the_edge_at_any_size() {
        use crate::ui::screens::rig;
        for (width, height) in [(1280.0, 860.0), (900.0, 600.0), (450.0, 300.0)] {
            for dark in [false, true] {
                let mut harness = open(width, height);
                rig::set_theme(&harness.ctx, dark);
                harness.get_by_label("Eczema").click();
                harness.run();
                rig::check_width(&harness);
                rig::keep_picture(&mut harness, "first-run", dark);
            }
        }
    }
}
