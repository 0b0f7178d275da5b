//! The target of one stream: a menu of all there can be, and the fields that belong to a tracker.

use egui::{Id, Ui};

use super::Ready;
use crate::domain::{
    DecimalMark, Direction, Journal, Kind, Role, StarterCatalogue, format_exact, format_rounded,
};
use crate::import::{NewKind, NewTracker, Shape, Stream, Target, TrackerTarget, guess};
use crate::ui::screens::form::{fields_ui, labelled_ui, menu_ui, typed_number};
use crate::ui::view::View;
use crate::ui::widgets::TextField;

/// What is typed into a row.
#[derive(Debug, Default)]
pub(super) struct TargetRow {
    item: Option<String>,
    factor: Option<String>,
    tag: Option<String>,
    words: std::collections::BTreeMap<String, String>,
}

/// A tracker that can be chosen.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    uid: String,
    name: String,
    has_list: bool,
}

/// The trackers of the journal, then those of the guide that are not on.
pub(super) fn choices(journal: &Journal) -> Vec<Choice> {
    let mut choices: Vec<Choice> = journal
        .active_trackers()
        .into_iter()
        .map(|tracker| Choice {
            uid: tracker.uid.clone(),
            name: tracker.name.clone(),
            has_list: tracker.list.is_some(),
        })
        .collect();
    let starters = StarterCatalogue::embedded().off_in(journal);
    choices.extend(starters.map(|starter| Choice {
        uid: starter.key.clone(),
        name: format!("{} (not on yet)", starter.name),
        has_list: starter.list.is_some(),
    }));
    choices
}

impl TargetRow {
    /// Paints the menu and the fields; the target that was newly chosen.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        stream: &Stream,
        ready: &Ready,
        choices: &[Choice],
        view: &View<'_>,
    ) -> Option<Target> {
        let target = ready.mapping.streams.get(&stream.key)?;
        let mut new = None;
        fields_ui(ui, |ui| {
            labelled_ui(ui, "Goes to", 220.0, |ui| {
                let chosen = menu(ui, stream, target, ready, choices, view);
                if chosen.is_some() {
                    *self = Self::default();
                }
                new = chosen;
            });
            match target {
                Target::Tracker(by) => {
                    let changed = self.fields_ui(ui, stream, by, choices);
                    new = new.take().or(changed.map(Target::Tracker));
                }
                Target::Tag { tag } => {
                    let changed = self.tag_ui(ui, stream, tag);
                    new = new.take().or(changed);
                }
                Target::LeaveOut | Target::Note => {}
            }
        });
        if let Target::Tracker(by) = target
            && stream.shape == Shape::Words
        {
            new = new.or_else(|| self.words_ui(ui, stream, by).map(Target::Tracker));
        }
        new
    }

    fn tag_ui(&mut self, ui: &mut Ui, stream: &Stream, tag: &str) -> Option<Target> {
        let text = self.tag.get_or_insert_with(|| tag.to_owned());
        let name = format!("Tag for {}", stream.name);
        let changed = labelled_ui(ui, "Tag", 160.0, |ui| {
            ui.add(TextField::new(text, &name).width(150.0)).changed()
        });
        let is_tag = crate::domain::tags(&format!("#{text}")) == [text.as_str()];
        (changed && is_tag).then(|| Target::Tag { tag: text.clone() })
    }

    fn fields_ui(
        &mut self,
        ui: &mut Ui,
        stream: &Stream,
        by: &TrackerTarget,
        choices: &[Choice],
    ) -> Option<TrackerTarget> {
        let mut new = by.clone();
        let has_list = choices
            .iter()
            .any(|choice| choice.uid == by.tracker && choice.has_list);
        if has_list || by.item.is_some() {
            let text = self
                .item
                .get_or_insert_with(|| by.item.clone().unwrap_or_default());
            let name = format!("Item for {}", stream.name);
            let changed = labelled_ui(ui, "Item (may be empty)", 160.0, |ui| {
                ui.add(TextField::new(text, &name).width(150.0)).changed()
            });
            if changed {
                let item = text.trim();
                new.item = (!item.is_empty()).then(|| item.to_owned());
                new.item_key = None;
            }
        }
        if stream.shape != Shape::Words {
            let text = self
                .factor
                .get_or_insert_with(|| format_rounded(by.factor, 4, DecimalMark::Point));
            let name = format!("Times for {}", stream.name);
            let changed = labelled_ui(ui, "Times", 100.0, |ui| {
                ui.add(TextField::new(text, &name).width(90.0)).changed()
            });
            let number = typed_number(text).filter(|number| *number > 0.0);
            if let (true, Some(number)) = (changed, number) {
                new.factor = number;
            }
        }
        (new != *by).then_some(new)
    }

    /// A number for each word, such as a mood.
    fn words_ui(
        &mut self,
        ui: &mut Ui,
        stream: &Stream,
        by: &TrackerTarget,
    ) -> Option<TrackerTarget> {
        let mut new = by.clone();
        fields_ui(ui, |ui| {
            for word in &stream.words {
                let text = self.words.entry(word.clone()).or_insert_with(|| {
                    let number = by.words.get(word);
                    number.map_or_else(String::new, |number| {
                        format_exact(*number, DecimalMark::Point)
                    })
                });
                let name = format!("Number for {word}");
                let changed = labelled_ui(ui, word, 96.0, |ui| {
                    ui.add(TextField::new(text, &name).width(86.0)).changed()
                });
                match typed_number(text) {
                    Some(number) if changed => {
                        new.words.insert(word.clone(), number);
                    }
                    None if changed => {
                        new.words.remove(word);
                    }
                    _ => {}
                }
            }
        });
        (new != *by).then_some(new)
    }
}

/// The menu of targets.
fn menu(
    ui: &mut Ui,
    stream: &Stream,
    target: &Target,
    ready: &Ready,
    choices: &[Choice],
    view: &View<'_>,
) -> Option<Target> {
    let mut chosen = None;
    let name = format!("{} goes to", stream.name);
    let id = Id::unique(("import: target", &stream.key));
    menu_ui(ui, id, &name, &text(target, choices), |ui| {
        let mut offer = |ui: &mut Ui, words: &str, is_chosen: bool, target: Target| {
            if ui.selectable_label(is_chosen, words).clicked() && !is_chosen {
                chosen = Some(target);
            }
        };
        offer(
            ui,
            "Leave out",
            *target == Target::LeaveOut,
            Target::LeaveOut,
        );
        offer(ui, "Note of the day", *target == Target::Note, Target::Note);
        if stream.shape != Shape::Text {
            let tag = tag_of(&stream.name);
            let is_tag = matches!(target, Target::Tag { .. });
            offer(ui, "Tag in the note", is_tag, Target::Tag { tag });
            let own = own_target(stream, ready);
            let is_new = matches!(target, Target::Tracker(by) if by.tracker == own.tracker && by.new.is_some());
            offer(ui, "A new tracker", is_new, Target::Tracker(own));
            for choice in choices {
                let is_chosen = matches!(target, Target::Tracker(by) if by.tracker == choice.uid);
                let by = conversion(stream, &choice.uid, ready, view.journal);
                offer(ui, &choice.name, is_chosen, Target::Tracker(by));
            }
        }
    });
    chosen
}

fn text(target: &Target, choices: &[Choice]) -> String {
    match target {
        Target::LeaveOut => "Leave out".to_owned(),
        Target::Note => "Note of the day".to_owned(),
        Target::Tag { .. } => "Tag in the note".to_owned(),
        Target::Tracker(by) => {
            let choice = choices.iter().find(|choice| choice.uid == by.tracker);
            let new = by.new.as_ref().map(|new| format!("{} (new)", new.name));
            choice
                .map(|choice| choice.name.clone())
                .or(new)
                .unwrap_or_else(|| by.tracker.clone())
        }
    }
}

fn tag_of(name: &str) -> String {
    let letters = name.chars().map(|letter| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '_'
        }
    });
    let joined: String = letters.collect();
    let tag = joined.trim_matches('_').to_owned();
    if tag.is_empty() {
        "imported".to_owned()
    } else {
        tag
    }
}

/// A tracker of the stream's own.
fn own_target(stream: &Stream, ready: &Ready) -> TrackerTarget {
    let source = &ready.foreign.source;
    let mut target = TrackerTarget::of(format!("{source}.{}", stream.key));
    let kind = match stream.shape {
        Shape::Scale { lowest, highest } => NewKind::Scale {
            lowest,
            highest,
            better: Direction::LowerIsBetter,
        },
        Shape::Words => NewKind::Scale {
            lowest: 0.0,
            highest: 10.0,
            better: Direction::LowerIsBetter,
        },
        Shape::YesNo => NewKind::YesNo,
        Shape::Amount | Shape::Text => NewKind::Amount {
            unit: stream.unit.clone(),
        },
    };
    target.new = Some(NewTracker {
        name: stream.name.clone(),
        role: Role::Habit,
        kind,
        section: "Body".to_owned(),
    });
    target
}

/// A tracker with the conversion that its measure asks for.
fn conversion(stream: &Stream, uid: &str, ready: &Ready, journal: &Journal) -> TrackerTarget {
    // The guess for the stream alone, had it the tracker's name.
    if let Some(Target::Tracker(by)) = ready.mapping.streams.get(&stream.key)
        && by.tracker == uid
    {
        return by.clone();
    }
    let mut target = TrackerTarget::of(uid);
    let tracker = journal.tracker_by_uid(uid);
    let catalogue = StarterCatalogue::embedded();
    let kind = tracker
        .map(|tracker| tracker.kind.clone())
        .or_else(|| catalogue.kind_of(catalogue.tracker(uid)?));
    match (kind, stream.shape) {
        (Some(Kind::Amount(amount)), Shape::Amount) if !stream.unit.is_empty() => {
            target.factor = crate::import::unit_factor(&stream.unit, &amount.unit).unwrap_or(1.0);
        }
        (Some(Kind::Scale(scale)), Shape::Scale { lowest, highest }) => {
            target.factor = (scale.highest - scale.lowest) / (highest - lowest);
            target.offset = scale.lowest - lowest * target.factor;
        }
        _ => {}
    }
    if stream.shape == Shape::Words
        && let Some(Target::Tracker(by)) = guess(&ready.foreign, journal).streams.get(&stream.key)
    {
        target.words.clone_from(&by.words);
    }
    target
}
