//! What the made-up person writes down of their days: trackers, entries with gaps, zeros and skips, notes, spans, aims.

use chrono::Duration;
use fastrand::Rng;

use super::course::{CYCLE_DAYS, Course, CourseDay, GAP, HOLIDAY, SHAMPOO, TREATMENT, is_within};
use crate::domain::{
    Aim, Beginning, Bound, Concern, Day, Edit, Entry, EntryKey, ItemId, Journal, LifeStage, Period,
    Span, SpanKind, StarterCatalogue, Target, TrackerId, setting_key,
};

/// Followed beside the usual set and the symptoms of eczema.
const EXTRAS: [&str; 4] = ["plants", "movement", "calm", "processed_food"];
/// Chance that a day is left out altogether.
const DAY_LEFT_OUT: f64 = 0.03;
/// Chance that one value of a logged day is left out.
const VALUE_LEFT_OUT: f64 = 0.04;
/// Chance that movement or calm is skipped.
const SKIPPED: f64 = 0.02;
/// Chance that a day has a note.
const NOTED: f64 = 0.11;
/// Chance that itch is told apart by zone.
const ZONES_TOLD: f64 = 0.22;
/// The day of the journal on which the aim for fermented food changes.
const FERMENTED_AIM_CHANGE: u32 = 110;
/// The day of the journal on which the aim for water changes.
const WATER_AIM_CHANGE: u32 = 128;

const NOTES: [&str; 14] = [
    "Long day at the desk. #work",
    "Woke up twice, scratched in the night.",
    "New kefir from the market, quite sour. #kefir",
    "Hot shower, skin felt tight afterwards. #shower",
    "Birthday cake at the office. #party",
    "Cold wind all day. #weather",
    "Wool jumper. Arms itchy until the evening. #clothes",
    "Quiet Sunday, long walk.",
    "Made kimchi for the first time! #kimchi",
    "Deadline moved to Friday. #work #stress",
    "Slept with the window open.",
    "Dinner out, lots of wine sauce. #restaurant",
    "Hands dry after cleaning the kitchen. #hands",
    "Train delayed, home late. #travel",
];

/// Writes a course down. The day after its last one has the entries of a morning.
pub(super) fn record(course: &Course, random: &mut Rng) -> Journal {
    let Some((first, last)) = course.days.first().zip(course.days.last()) else {
        return Journal::default();
    };
    let mut diary = Diary::begin(first.day);
    for (number, day) in (0..).zip(&course.days) {
        diary.spans_from(number, day.day);
        diary.aims_from(number, day.day);
        if is_within(number, GAP) || random.f64() < DAY_LEFT_OUT {
            continue;
        }
        if is_within(number, HOLIDAY) {
            diary.holiday(day, random);
        } else {
            diary.habits(day, random);
            diary.skin(day, random);
        }
        if random.f64() < NOTED {
            let note = NOTES[random.usize(..NOTES.len())];
            diary.note(day.day, note);
        }
    }
    diary.morning(last.day + Duration::days(1));
    diary.journal
}

struct Diary {
    journal: Journal,
}

impl Diary {
    fn begin(first: Day) -> Self {
        let mut diary = Self {
            journal: Journal::default(),
        };
        diary.put(StarterCatalogue::embedded().begin(&Beginning {
            day: first,
            concerns: vec![Concern::Eczema],
            life_stage: LifeStage::Adult,
            extras: EXTRAS.map(str::to_owned).to_vec(),
        }));
        diary.put(Edit::set(setting_key::DEMO, "yes"));
        diary
    }

    fn put(&mut self, edit: Edit) {
        let applied = self.journal.apply(edit);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }

    fn tracker(&self, key: &str) -> Option<TrackerId> {
        let tracker = self.journal.tracker_by_uid(key);
        debug_assert!(tracker.is_some(), "{key}");
        tracker.map(|tracker| tracker.id)
    }

    fn item(&self, key: &str) -> Option<ItemId> {
        let item = self.journal.items().find(|item| item.uid == key);
        debug_assert!(item.is_some(), "{key}");
        item.map(|item| item.id)
    }

    fn own(&mut self, tracker: &str, day: Day, entry: Entry) {
        if let Some(id) = self.tracker(tracker) {
            self.put(Edit::log(EntryKey::own(id, day), entry));
        }
    }

    fn part(&mut self, tracker: &str, item: &str, day: Day, number: f64) {
        if let Some((id, item)) = self.tracker(tracker).zip(self.item(item)) {
            let key = EntryKey::item(id, item, day);
            self.put(Edit::log(key, Entry::typed(number)));
        }
    }

    /// The parts of an amount, or "none today" where there are none.
    fn parts(&mut self, tracker: &str, day: Day, parts: &[(&str, f64)]) {
        if parts.iter().all(|(_, number)| *number == 0.0) {
            self.own(tracker, day, Entry::typed(0.0));
        }
        for (item, number) in parts.iter().filter(|(_, number)| *number > 0.0) {
            self.part(tracker, item, day, *number);
        }
    }

    fn number(&mut self, tracker: &str, day: Day, number: f64, random: &mut Rng) {
        if random.f64() >= VALUE_LEFT_OUT {
            self.own(tracker, day, Entry::typed(number));
        }
    }

    fn habits(&mut self, today: &CourseDay, random: &mut Rng) {
        let day = today.day;
        let is_kept = |random: &mut Rng| random.f64() >= VALUE_LEFT_OUT;
        if is_kept(random) {
            self.parts("fermented_food", day, &today.fermented);
        }
        if is_kept(random) {
            let parts = [("vegetables", today.vegetables), ("fruit", today.fruit)];
            self.parts("plants", day, &parts);
        }
        if is_kept(random) {
            if random.f64() < 0.35 {
                let parts = [("plain_water", today.water_ml), ("tea", today.tea_ml)];
                self.parts("water", day, &parts);
            } else {
                self.own("water", day, Entry::typed(today.water_ml + today.tea_ml));
            }
        }
        for (tracker, parts) in [("movement", &today.movement), ("calm", &today.calm)] {
            if random.f64() < SKIPPED {
                self.own(tracker, day, Entry::skipped());
            } else if is_kept(random) {
                self.parts(tracker, day, parts);
            }
        }
        self.number("sleep", day, today.sleep_hours, random);
        self.number("stress", day, today.stress, random);
        self.number("sugar", day, today.sugar, random);
        self.number("processed_food", day, today.processed_food, random);
    }

    fn skin(&mut self, today: &CourseDay, random: &mut Rng) {
        let day = today.day;
        for (tracker, value) in [
            ("itch", today.itch),
            ("dryness", today.dryness),
            ("redness", today.redness),
            ("skin_overall", today.skin_overall),
        ] {
            self.number(tracker, day, value, random);
        }
        // Zones are never worse than the whole, so that the day counts as what was rated.
        if today.itch >= 2.0 && random.f64() < ZONES_TOLD {
            self.part("itch", "elbows", day, today.itch - 1.0);
            self.part("itch", "hands", day, (today.itch - 2.0).max(0.0));
            self.own("itch", day, Entry::typed(today.itch));
        }
    }

    /// On holiday the person logs every other day, and little.
    fn holiday(&mut self, today: &CourseDay, random: &mut Rng) {
        if random.bool() {
            self.own("sleep", today.day, Entry::typed(today.sleep_hours));
            self.own("itch", today.day, Entry::typed(today.itch));
            self.own("movement", today.day, Entry::skipped());
        }
    }

    fn morning(&mut self, day: Day) {
        self.own("sleep", day, Entry::typed(7.25));
        self.part("fermented_food", "kefir", day, 1.0);
        self.own("water", day, Entry::typed(500.0));
    }

    fn note(&mut self, day: Day, text: &str) {
        self.put(Edit::Note {
            day,
            text: Some(text.to_owned()),
        });
    }

    fn spans_from(&mut self, number: u32, day: Day) {
        let span = match number % CYCLE_DAYS {
            at if at == TREATMENT.0 => {
                let dose = "1 % cream, thinly, once a day";
                (SpanKind::Treatment, "Hydrocortisone", dose, TREATMENT.1)
            }
            at if at == HOLIDAY.0 => (SpanKind::Pause, "Holiday", "", HOLIDAY.1),
            SHAMPOO => (SpanKind::Marker, "New shampoo", "", 1),
            _ => return,
        };
        let (kind, label, dose, days) = span;
        self.put(Edit::put_span(Span {
            id: self.journal.next_span_id(),
            uid: format!("demo_span_{number}"),
            kind,
            label: label.to_owned(),
            dose: dose.to_owned(),
            start: day,
            end: Some(day + Duration::days(i64::from(days) - 1)),
        }));
    }

    fn aims_from(&mut self, number: u32, day: Day) {
        match number {
            0 => self.aim("fermented_food", day, 1.0, "own"),
            FERMENTED_AIM_CHANGE => self.aim("fermented_food", day, 2.0, "own"),
            WATER_AIM_CHANGE => self.aim("water", day, 2_000.0, "EFSA 2010"),
            _ => {}
        }
    }

    fn aim(&mut self, tracker: &str, from: Day, amount: f64, source: &str) {
        let Some(id) = self.tracker(tracker) else {
            return;
        };
        self.put(Edit::put_aim(Aim {
            id: self.journal.next_aim_id(),
            uid: format!("demo_aim_{tracker}_{amount}"),
            tracker: id,
            from,
            target: Some(Target {
                bound: Bound::AtLeast,
                amount,
                period: Period::Day,
            }),
            source: source.to_owned(),
        }));
    }
}
