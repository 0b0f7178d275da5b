//! The target of one stream: a menu of all there can be, and the fields that belong to a tracker.

use egui::{Id, Ui, vec2};

use super::Ready;
use crate::domain::{
    DecimalMark, Direction, Journal, Kind, RatingScale, Role, StarterCatalogue, format_exact,
    format_rounded,
};
use crate::import::{
    NewKind, NewTracker, Outlook, Shape, Stream, Target, TrackerTarget, guess, tag_of,
};
use crate::ui::screens::form::{fields_ui, labelled_ui, menu_ui, refusal_ui, typed_number};
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::TextField;
use crate::words::listed;

const ROLES: [(Role, &str); 3] = [
    (Role::Habit, "Something I do"),
    (Role::Symptom, "Something I feel"),
    (Role::Context, "Something that happens to me"),
];

const DIRECTIONS: [(Direction, &str); 3] = [
    (Direction::LowerIsBetter, "Lower is better"),
    (Direction::HigherIsBetter, "Higher is better"),
    (Direction::Neither, "Neither is better"),
];

/// What is typed into a row.
#[derive(Debug, Default)]
pub(super) struct TargetRow {
    name: Option<String>,
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
        name: format!("{} (new)", starter.name),
        has_list: starter.list.is_some(),
    }));
    choices
}

impl TargetRow {
    /// Paints the menu and the fields; the target that was newly chosen.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        (stream, outlook): (&Stream, &Outlook),
        ready: &Ready,
        choices: &[Choice],
        view: &View<'_>,
    ) -> Option<Target> {
        let target = ready.mapping.streams.get(&stream.key)?;
        let mut new = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            let chosen = menu(ui, stream, target, ready, choices, view);
            if chosen.is_some() {
                *self = Self::default();
            }
            new = chosen;
            match target {
                Target::Tracker(by) => {
                    let changed = self.fields_ui(ui, (stream, outlook), by, choices);
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
            new = new.or_else(|| {
                self.words_ui(ui, (stream, outlook), by)
                    .map(Target::Tracker)
            });
        }
        new
    }

    fn tag_ui(&mut self, ui: &mut Ui, stream: &Stream, tag: &str) -> Option<Target> {
        let text = self.tag.get_or_insert_with(|| tag.to_owned());
        let name = format!("Tag for {}", stream.name);
        ui.label(body("#"));
        let changed = ui.add(TextField::new(text, &name).width(150.0)).changed();
        let is_tag = crate::domain::tags(&format!("#{text}")) == [text.as_str()];
        (changed && is_tag).then(|| Target::Tag { tag: text.clone() })
    }

    fn fields_ui(
        &mut self,
        ui: &mut Ui,
        (stream, outlook): (&Stream, &Outlook),
        by: &TrackerTarget,
        choices: &[Choice],
    ) -> Option<TrackerTarget> {
        let mut new = by.clone();
        let choice = choices.iter().find(|choice| choice.uid == by.tracker);
        if let (None, Some(made)) = (choice, &mut new.new) {
            self.new_tracker_ui(ui, stream, made);
        }
        if by.item.is_some() || choice.is_some_and(|choice| choice.has_list) {
            let text = self
                .item
                .get_or_insert_with(|| by.item.clone().unwrap_or_default());
            let name = format!("Part of the tracker for {}", stream.name);
            let field = TextField::new(text, &name).hint("which part, if any");
            if ui.add(field.width(150.0)).changed() {
                let item = text.trim();
                new.item = (!item.is_empty()).then(|| item.to_owned());
                new.item_key = None;
            }
        }
        // A yes stays a yes; there is nothing to multiply.
        let is_amount = matches!(outlook.kind, Some(Kind::Amount(_)));
        let is_countable =
            stream.shape != Shape::Words && (is_amount || stream.shape != Shape::YesNo);
        // Where the measure is known and the same, a factor of 1 would only be in the way.
        let is_same = by.factor == 1.0
            && (!stream.unit.is_empty() || matches!(stream.shape, Shape::Scale { .. }));
        if is_countable && !(is_same && self.factor.is_none()) {
            let text = self
                .factor
                .get_or_insert_with(|| format_rounded(by.factor, 4, DecimalMark::Point));
            let name = format!("Multiply {} by", stream.name);
            ui.label(body("×"));
            let field = ui.add(TextField::new(text, &name).width(80.0));
            let changed = field.changed();
            field.on_hover_text("Each value of the file is multiplied by this");
            if by.offset != 0.0 {
                let sign = if by.offset < 0.0 { "−" } else { "+" };
                let offset = format_rounded(by.offset.abs(), 4, DecimalMark::Point);
                ui.label(body(format!("{sign} {offset}")));
            }
            let number = typed_number(text).filter(|number| *number > 0.0);
            if let (true, Some(number)) = (changed, number) {
                new.factor = number;
            }
        }
        (new != *by).then_some(new)
    }

    /// Name, role and better end of a tracker that will be made.
    fn new_tracker_ui(&mut self, ui: &mut Ui, stream: &Stream, made: &mut NewTracker) {
        let text = self.name.get_or_insert_with(|| made.name.clone());
        let name = format!("Name of the new tracker for {}", stream.name);
        let changed = ui.add(TextField::new(text, &name).width(150.0)).changed();
        if changed && !text.trim().is_empty() {
            text.trim().clone_into(&mut made.name);
        }
        let name = format!("What {} is", stream.name);
        let id = Id::unique(("import: role", &stream.key));
        choose_ui(ui, id, &name, &ROLES, &mut made.role);
        if let NewKind::Scale { better, .. } = &mut made.kind {
            let name = format!("Which end of {} is better", stream.name);
            let id = Id::unique(("import: better", &stream.key));
            choose_ui(ui, id, &name, &DIRECTIONS, better);
        }
    }

    /// A number for each word, such as a mood.
    fn words_ui(
        &mut self,
        ui: &mut Ui,
        (stream, outlook): (&Stream, &Outlook),
        by: &TrackerTarget,
    ) -> Option<TrackerTarget> {
        let mut new = by.clone();
        if let Some(Kind::Scale(scale)) = &outlook.kind {
            ui.label(secondary(levels(scale)));
        }
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
        if let Some(sentence) = words_refusal(stream, &new, outlook) {
            refusal_ui(ui, &sentence);
        }
        (new != *by).then_some(new)
    }
}

/// What keeps days of a stream of words from being taken.
fn words_refusal(stream: &Stream, by: &TrackerTarget, outlook: &Outlook) -> Option<String> {
    let quoted = |words: Vec<&String>| {
        let words: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        listed(&words)
    };
    let open = stream
        .words
        .iter()
        .filter(|word| !by.words.contains_key(*word));
    let open: Vec<&String> = open.collect();
    if !open.is_empty() {
        return Some(format!(
            "No number yet for {}: their days are left out.",
            quoted(open)
        ));
    }
    let kind = outlook.kind.as_ref()?;
    let is_outside = |word: &&String| {
        by.words
            .get(*word)
            .is_some_and(|it| kind.check(*it).is_err())
    };
    let outside: Vec<&String> = stream.words.iter().filter(is_outside).collect();
    let (lowest, highest) = kind.bounds();
    let number = |number: f64| format_exact(number, DecimalMark::Point);
    (!outside.is_empty()).then(|| {
        let range = format!("{} to {}", number(lowest), number(highest));
        format!(
            "A whole number from {range} is needed for {}.",
            quoted(outside)
        )
    })
}

/// A menu of a few choices.
fn choose_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    choices: &[(T, &str)],
    chosen: &mut T,
) {
    let text = choices.iter().find(|(choice, _)| choice == chosen);
    let text = text.map_or("", |(_, text)| *text);
    menu_ui(ui, id, name, text, |ui| {
        for (choice, text) in choices {
            if ui.selectable_label(choice == chosen, *text).clicked() {
                *chosen = *choice;
            }
        }
    });
}

/// "Which number does each word stand for? From 1 to 5, 5 is best."
fn levels(scale: &RatingScale) -> String {
    let number = |number: f64| format_exact(number, DecimalMark::Point);
    let (lowest, highest) = (number(scale.lowest), number(scale.highest));
    let best = match scale.direction {
        Direction::HigherIsBetter => format!(", {highest} is best"),
        Direction::LowerIsBetter => format!(", {lowest} is best"),
        Direction::Neither => String::new(),
    };
    format!("Which number does each word stand for? From {lowest} to {highest}{best}.")
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
        // What a choice comes to is worked out when it is made.
        let mut offer = |ui: &mut Ui, words: &str, is_chosen: bool, make: &dyn Fn() -> Target| {
            if ui.selectable_label(is_chosen, words).clicked() && !is_chosen {
                chosen = Some(make());
            }
        };
        let is_left_out = *target == Target::LeaveOut;
        offer(ui, "Leave out", is_left_out, &|| Target::LeaveOut);
        let is_note = *target == Target::Note;
        offer(ui, "Note of the day", is_note, &|| Target::Note);
        if stream.shape != Shape::Text {
            let is_tag = matches!(target, Target::Tag { .. });
            offer(ui, "Tag in the note", is_tag, &|| tag_for(stream));
            let is_listed = |uid: &str| choices.iter().any(|choice| choice.uid == uid);
            let is_new = matches!(target, Target::Tracker(by) if by.new.is_some() && !is_listed(&by.tracker));
            let own = || Target::Tracker(own_target(stream, ready, view.journal));
            offer(ui, "A new tracker", is_new, &own);
            for choice in choices {
                let is_chosen = matches!(target, Target::Tracker(by) if by.tracker == choice.uid);
                let by = || Target::Tracker(conversion(stream, &choice.uid, ready, view.journal));
                offer(ui, &choice.name, is_chosen, &by);
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

/// A tag that says what the stream is.
pub(super) fn tag_for(stream: &Stream) -> Target {
    let tag = tag_of(&stream.name).unwrap_or_else(|| "imported".to_owned());
    Target::Tag { tag }
}

/// A tracker of the stream's own.
fn own_target(stream: &Stream, ready: &Ready, journal: &Journal) -> TrackerTarget {
    let uid = format!("{}.{}", ready.foreign.source, stream.key);
    let others = (2..).map(|number| format!("{uid} {number}"));
    let is_free = |uid: &String| journal.tracker_by_uid(uid).is_none();
    let free = std::iter::once(uid.clone()).chain(others).find(is_free);
    let mut target = TrackerTarget::of(free.unwrap_or(uid));
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
    let mut target = TrackerTarget::of(uid);
    let catalogue = StarterCatalogue::embedded();
    let kind_of = |uid: &str| {
        let there = journal.tracker_by_uid(uid).map(|it| it.kind.clone());
        there.or_else(|| catalogue.kind_of(catalogue.tracker(uid)?))
    };
    match (kind_of(uid), stream.shape) {
        (Some(Kind::Amount(amount)), Shape::Amount) if !stream.unit.is_empty() => {
            target.factor = crate::import::unit_factor(&stream.unit, &amount.unit).unwrap_or(1.0);
        }
        (Some(Kind::Scale(scale)), Shape::Scale { lowest, highest }) => {
            target.rescale((lowest, highest), &scale);
        }
        // The order of the words is known; their numbers go along with the levels.
        (Some(Kind::Scale(scale)), Shape::Words) => {
            let proposed = guess(&ready.foreign, journal);
            if let Some(Target::Tracker(by)) = proposed.streams.get(&stream.key) {
                target.words.clone_from(&by.words);
                let new = by.new.as_ref().map(|new| new.kind.kind());
                if let Some(Kind::Scale(from)) = kind_of(&by.tracker).or(new) {
                    target.rescale((from.lowest, from.highest), &scale);
                    // Words have numbers of their own.
                    (target.factor, target.offset) = (1.0, 0.0);
                }
            }
        }
        _ => {}
    }
    target
}
