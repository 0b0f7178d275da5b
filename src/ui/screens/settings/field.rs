//! The fields of the settings that hold one text each: what stands in them and the change that typing asks for.

use egui::Id;

use super::uid;
use crate::domain::{
    Cell, Edit, Item, ItemId, Kind, LevelWord, ListId, RatingScale, Span, SpanKind, Tracker,
    TrackerId, check_name, setting_key,
};
use crate::ui::screens::form::typed_number;
use crate::ui::view::View;
use crate::ui::words::refusal;

/// A field and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    TrackerName(TrackerId),
    TrackerSection(TrackerId),
    Step(TrackerId),
    Ceiling(TrackerId),
    Question(TrackerId),
    /// The word of a level, counted from the lowest.
    LevelWord(TrackerId, usize),
    ListName(ListId),
    ItemName(ItemId),
    Serving(ItemId),
    PerTap(ItemId),
    Brand(ItemId),
    DayStart,
}

/// A change and its name; none where nothing changes. The error is a sentence.
pub(super) type Change = Result<Option<(Edit, String)>, String>;

impl Field {
    /// Its identity on the screen.
    pub(super) fn id(self) -> Id {
        Id::unique(("settings: field", self))
    }

    /// The place in the journal that it changes.
    pub(super) fn cell(self) -> Cell {
        match self {
            Self::TrackerName(id)
            | Self::TrackerSection(id)
            | Self::Step(id)
            | Self::Ceiling(id)
            | Self::Question(id)
            | Self::LevelWord(id, _) => Cell::Tracker(id),
            Self::ListName(id) => Cell::List(id),
            Self::ItemName(id) | Self::Serving(id) | Self::PerTap(id) | Self::Brand(id) => {
                Cell::Item(id)
            }
            Self::DayStart => Cell::Setting(setting_key::DAY_START.to_owned()),
        }
    }

    /// What the journal holds.
    pub(super) fn text(self, view: &View<'_>) -> String {
        let journal = view.journal;
        let tracker = |id| journal.tracker(id);
        let item = |id| journal.item(id);
        let number = |number: f64| view.words().rounded(number, 6).replace('−', "-");
        match self {
            Self::TrackerName(id) => tracker(id).map(|one| one.name.clone()),
            Self::TrackerSection(id) => tracker(id).map(|one| one.section.clone()),
            Self::Step(id) => tracker(id).and_then(|one| match &one.kind {
                Kind::Amount(amount) => Some(number(amount.step)),
                Kind::Scale(_) | Kind::YesNo => None,
            }),
            Self::Ceiling(id) => tracker(id).and_then(|one| match &one.kind {
                Kind::Amount(amount) => Some(number(amount.ceiling)),
                Kind::Scale(_) | Kind::YesNo => None,
            }),
            Self::Question(id) => scale(view, id).map(|scale| scale.question.clone()),
            Self::LevelWord(id, level) => {
                scale(view, id).and_then(|scale| words_by_level(scale).into_iter().nth(level))
            }
            Self::ListName(id) => journal.list(id).map(|list| list.name.clone()),
            Self::ItemName(id) => item(id).map(|item| item.name.clone()),
            Self::Serving(id) => item(id).map(|item| item.serving.clone()),
            Self::PerTap(id) => item(id).map(|item| number(item.per_tap)),
            Self::Brand(id) => item(id).map(|item| item.brand.clone()),
            Self::DayStart => {
                let minutes = journal.settings().day_start_minutes();
                Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
            }
        }
        .unwrap_or_default()
    }

    /// The change that `text` asks for.
    pub(super) fn change(self, text: &str, view: &View<'_>) -> Change {
        let text = text.trim();
        if text == self.text(view) {
            return Ok(None);
        }
        match self {
            Self::TrackerName(id) => tracker_change(view, id, |tracker| {
                let label = format!("{} renamed", tracker.name);
                text.clone_into(&mut tracker.name);
                Ok(label)
            }),
            Self::TrackerSection(id) => tracker_change(view, id, |tracker| {
                text.clone_into(&mut tracker.section);
                Ok(format!("section of {}", tracker.name))
            }),
            Self::Step(id) => tracker_change(view, id, |tracker| {
                let label = format!("step of {}", tracker.name);
                if let Kind::Amount(amount) = &mut tracker.kind {
                    amount.step = above_zero(text)?;
                }
                Ok(label)
            }),
            Self::Ceiling(id) => tracker_change(view, id, |tracker| {
                let label = format!("highest amount of {}", tracker.name);
                if let Kind::Amount(amount) = &mut tracker.kind {
                    amount.ceiling = above_zero(text)?;
                }
                Ok(label)
            }),
            Self::Question(id) => wording_change(view, id, |scale| {
                text.clone_into(&mut scale.question);
            }),
            Self::LevelWord(id, level) => {
                let word = text.to_owned();
                wording_change(view, id, |scale| set_word(scale, level, word))
            }
            Self::ListName(id) => list_change(text, view, id),
            Self::ItemName(id) => item_change(view, id, |item| {
                let label = format!("{} renamed", item.name);
                text.clone_into(&mut item.name);
                Ok(label)
            }),
            Self::Serving(id) => item_change(view, id, |item| {
                text.clone_into(&mut item.serving);
                Ok(format!("serving of {}", item.name))
            }),
            Self::PerTap(id) => item_change(view, id, |item| {
                item.per_tap = above_zero(text)?;
                Ok(format!("one tap of {}", item.name))
            }),
            Self::Brand(id) => item_change(view, id, |item| {
                text.clone_into(&mut item.brand);
                Ok(format!("brand of {}", item.name))
            }),
            Self::DayStart => day_start_change(text),
        }
    }
}

/// The tracker changed by `alter`, which names the change.
fn tracker_change(
    view: &View<'_>,
    id: TrackerId,
    alter: impl FnOnce(&mut Tracker) -> Result<String, String>,
) -> Change {
    let Some(mut tracker) = view.journal.tracker(id).cloned() else {
        return Ok(None);
    };
    let label = alter(&mut tracker)?;
    Ok(Some((Edit::put_tracker(tracker), label)))
}

fn item_change(
    view: &View<'_>,
    id: ItemId,
    alter: impl FnOnce(&mut Item) -> Result<String, String>,
) -> Change {
    let Some(mut item) = view.journal.item(id).cloned() else {
        return Ok(None);
    };
    let label = alter(&mut item)?;
    Ok(Some((Edit::put_item(item), label)))
}

fn list_change(text: &str, view: &View<'_>, id: ListId) -> Change {
    let Some(mut list) = view.journal.list(id).cloned() else {
        return Ok(None);
    };
    let label = format!("{} renamed", list.name);
    text.clone_into(&mut list.name);
    Ok(Some((Edit::put_list(list), label)))
}

/// A changed wording of a scale, and a marker on the day from which it holds.
pub(super) fn wording_change(
    view: &View<'_>,
    id: TrackerId,
    alter: impl FnOnce(&mut RatingScale),
) -> Change {
    let Some(mut tracker) = view.journal.tracker(id).cloned() else {
        return Ok(None);
    };
    let old = tracker.kind.clone();
    if let Kind::Scale(scale) = &mut tracker.kind {
        alter(scale);
    }
    if tracker.kind == old {
        return Ok(None);
    }
    let label = format!("wording of {}", tracker.name);
    let marker = marker(view, &tracker);
    let edits = std::iter::once(Edit::put_tracker(tracker)).chain(marker);
    Ok(Some((Edit::Batch(edits.collect()), label)))
}

/// One marker a day and tracker is enough, and none where nothing is logged whose meaning could have changed.
fn marker(view: &View<'_>, tracker: &Tracker) -> Option<Edit> {
    view.journal.entries_of(tracker.id).next()?;
    let mut label = format!("Wording of {} changed", tracker.name);
    if check_name(&label).is_err() {
        label = "Wording of a scale changed".to_owned();
    }
    let stands = view.journal.spans().into_iter().any(|span| {
        span.kind == SpanKind::Marker && span.start == view.today && span.label == label
    });
    (!stands).then(|| {
        Edit::put_span(Span {
            id: view.journal.next_span_id(),
            uid: uid(view, 0),
            kind: SpanKind::Marker,
            label,
            dose: String::new(),
            start: view.today,
            end: Some(view.today),
        })
    })
}

fn scale<'a>(view: &View<'a>, id: TrackerId) -> Option<&'a RatingScale> {
    match &view.journal.tracker(id)?.kind {
        Kind::Scale(scale) => Some(scale),
        Kind::Amount(_) | Kind::YesNo => None,
    }
}

fn words_by_level(scale: &RatingScale) -> Vec<String> {
    scale
        .levels()
        .map(|level| scale.word(level).to_owned())
        .collect()
}

/// Gives one level a word of its own and leaves all others as they are; an empty word takes that of the level below.
fn set_word(scale: &mut RatingScale, level: usize, word: String) {
    let mut words = words_by_level(scale);
    let below = level
        .checked_sub(1)
        .and_then(|below| words.get(below))
        .cloned();
    if let Some(place) = words.get_mut(level) {
        *place = if word.is_empty() {
            below.unwrap_or_default()
        } else {
            word
        };
    }
    scale.words = level_words(scale.levels(), &words);
}

/// Words of levels without repetitions.
pub(super) fn level_words(levels: impl Iterator<Item = f64>, words: &[String]) -> Vec<LevelWord> {
    let mut found: Vec<LevelWord> = Vec::new();
    for (from, word) in levels.zip(words) {
        if found.last().is_none_or(|last| last.word != *word) {
            found.push(LevelWord {
                from,
                word: word.clone(),
            });
        }
    }
    found
}

fn above_zero(text: &str) -> Result<f64, String> {
    match typed_number(text) {
        Some(number) if number > 0.0 => Ok(number),
        _ => Err("A number above 0 is needed.".to_owned()),
    }
}

fn day_start_change(text: &str) -> Change {
    let (hours, minutes) = text.split_once([':', '.', 'h']).unwrap_or((text, "0"));
    let read = |part: &str| part.trim().parse::<u32>().ok();
    match (read(hours), read(minutes)) {
        (Some(hours), Some(minutes)) if hours < 12 && minutes < 60 => {
            let value = (hours * 60 + minutes).to_string();
            let edit = Edit::set(setting_key::DAY_START, value);
            Ok(Some((
                edit,
                format!("day starts at {hours:02}:{minutes:02}"),
            )))
        }
        _ => Err("A time from 00:00 to 11:59 is needed.".to_owned()),
    }
}

/// Why a name would not stand, in a sentence.
pub(super) fn name_refusal(name: &str, view: &View<'_>) -> Option<String> {
    let fault = check_name(name.trim()).err()?;
    Some(refusal(
        &crate::domain::Rejected::Name(fault),
        view.words(),
        "",
    ))
}
