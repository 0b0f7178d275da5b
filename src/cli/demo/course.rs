//! What happens to the made-up person day by day, before anything of it is written down.

use chrono::{Datelike, Duration, Weekday};
use fastrand::Rng;

use crate::domain::Day;

/// Servings of fermented food that count for the mean of three days.
const FERMENTED_USUAL: f64 = 1.3;
/// Points of dryness for a serving more in the mean of days one to three before.
const DRYNESS_PER_FERMENTED: f64 = -1.2;
/// Hours of sleep at which itch is neither higher nor lower.
const SLEEP_USUAL_HOURS: f64 = 7.0;
/// Points of itch for an hour of sleep more the night before the last.
const ITCH_PER_SLEEP_HOUR: f64 = -0.9;
/// How much of a symptom is still there on the next day.
const CARRY_OVER: f64 = 0.7;
/// Days that run before the first one, so that habits and symptoms have a past.
const LEAD_IN_DAYS: u32 = 14;

/// Days after which treatment, gap, shampoo and holiday come round again.
pub(super) const CYCLE_DAYS: u32 = 214;
/// First day and number of days of the treatment in a cycle.
pub(super) const TREATMENT: (u32, u32) = (60, 14);
/// First day and number of days of the gap.
pub(super) const GAP: (u32, u32) = (95, 10);
/// The day of the new shampoo.
pub(super) const SHAMPOO: u32 = 118;
/// First day and number of days of the holiday.
pub(super) const HOLIDAY: (u32, u32) = (140, 9);

/// The days in their order.
pub(super) struct Course {
    pub(super) days: Vec<CourseDay>,
}

/// What one day was like.
pub(super) struct CourseDay {
    pub(super) day: Day,
    /// Servings by key of the food.
    pub(super) fermented: Vec<(&'static str, f64)>,
    pub(super) vegetables: f64,
    pub(super) fruit: f64,
    pub(super) water_ml: f64,
    pub(super) tea_ml: f64,
    pub(super) sleep_hours: f64,
    pub(super) stress: f64,
    pub(super) sugar: f64,
    pub(super) processed_food: f64,
    /// Minutes by key of the activity.
    pub(super) movement: Vec<(&'static str, f64)>,
    /// Minutes by key of the activity.
    pub(super) calm: Vec<(&'static str, f64)>,
    pub(super) itch: f64,
    pub(super) dryness: f64,
    pub(super) redness: f64,
    pub(super) skin_overall: f64,
}

impl CourseDay {
    fn fermented_servings(&self) -> f64 {
        self.fermented.iter().map(|(_, servings)| servings).sum()
    }
}

impl Course {
    /// Runs `days` days up to `last_day`.
    pub(super) fn run(last_day: Day, days: u32, random: &mut Rng) -> Self {
        let first = last_day - Duration::days(i64::from(days) - 1);
        let mut person = Person::new();
        let mut past: Vec<CourseDay> = Vec::new();
        for number in 0..days + LEAD_IN_DAYS {
            let day = first + Duration::days(i64::from(number) - i64::from(LEAD_IN_DAYS));
            let treated = number
                .checked_sub(LEAD_IN_DAYS)
                .is_some_and(|number| is_within(number, TREATMENT));
            let today = person.live(day, treated, &past, random);
            past.push(today);
        }
        past.drain(..LEAD_IN_DAYS as usize);
        Self { days: past }
    }
}

/// Whether day `number` of the journal falls into a stretch of its cycle.
pub(super) fn is_within(number: u32, (start, length): (u32, u32)) -> bool {
    (start..start + length).contains(&(number % CYCLE_DAYS))
}

/// What carries over from one day to the next.
struct Person {
    appetite: CarryOver,
    thirst: CarryOver,
    sleep: CarryOver,
    stress: CarryOver,
    sweet_tooth: CarryOver,
    greens: CarryOver,
    itch: CarryOver,
    dryness: CarryOver,
    redness: CarryOver,
}

impl Person {
    fn new() -> Self {
        let of = CarryOver::new;
        Self {
            appetite: of(0.5, 1.0),
            thirst: of(0.4, 300.0),
            sleep: of(0.3, 0.8),
            stress: of(CARRY_OVER, 1.4),
            sweet_tooth: of(0.3, 0.9),
            greens: of(0.4, 1.3),
            itch: of(CARRY_OVER, 1.1),
            dryness: of(CARRY_OVER, 1.1),
            redness: of(CARRY_OVER, 1.2),
        }
    }

    fn live(&mut self, day: Day, treated: bool, past: &[CourseDay], random: &mut Rng) -> CourseDay {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let at_weekend = if weekend { 1.0 } else { 0.0 };
        let treatment = if treated { 1.0 } else { 0.0 };
        let itch = 4.2 + sleep_link(past) - 1.5 * treatment + self.itch.next(random);
        let dryness = 4.6 + fermented_link(past) + self.dryness.next(random);
        let redness = 3.4 - treatment + self.redness.next(random);
        let overall = 0.4 * itch + 0.4 * dryness + 0.2 * redness;
        let mut rating = |value: f64| (value + 0.5 * normal(random)).round().clamp(0.0, 10.0);
        let (itch, dryness) = (rating(itch), rating(dryness));
        let (redness, skin_overall) = (rating(redness), rating(overall));
        let greens = (4.6 + self.greens.next(random)).round().clamp(0.0, 10.0);
        let fruit = (greens * (0.25 + 0.3 * random.f64())).round();
        let sleep = 7.0 + 0.5 * at_weekend + self.sleep.next(random) + 0.3 * normal(random);
        let stress = 4.6 - 1.6 * at_weekend + self.stress.next(random);
        let sugar = 1.3 + 0.8 * at_weekend + self.sweet_tooth.next(random);
        let processed_food = 0.8 + 0.5 * at_weekend + 0.8 * normal(random);
        CourseDay {
            day,
            fermented: fermented(self.appetite.next(random), weekend, random),
            vegetables: greens - fruit,
            fruit,
            water_ml: to_step(
                1_450.0 - 150.0 * at_weekend + self.thirst.next(random),
                250.0,
            )
            .max(250.0),
            tea_ml: 250.0 * f64::from(random.u8(0..3)),
            sleep_hours: to_step(sleep, 0.25).clamp(3.0, 11.0),
            stress: stress.round().clamp(0.0, 10.0),
            sugar: sugar.round().max(0.0),
            processed_food: processed_food.round().max(0.0),
            movement: movement(day.weekday(), random),
            calm: calm(weekend, random),
            itch,
            dryness,
            redness,
            skin_overall,
        }
    }
}

/// Points that fermented food of the days one to three before puts on dryness.
fn fermented_link(past: &[CourseDay]) -> f64 {
    let Some(before) = past.len().checked_sub(3).map(|start| &past[start..]) else {
        return 0.0;
    };
    let servings: f64 = before.iter().map(CourseDay::fermented_servings).sum();
    DRYNESS_PER_FERMENTED * (servings / 3.0 - FERMENTED_USUAL)
}

/// Points that the sleep logged on the day before puts on itch.
fn sleep_link(past: &[CourseDay]) -> f64 {
    past.last().map_or(0.0, |yesterday| {
        ITCH_PER_SLEEP_HOUR * (yesterday.sleep_hours - SLEEP_USUAL_HOURS)
    })
}

fn fermented(appetite: f64, weekend: bool, random: &mut Rng) -> Vec<(&'static str, f64)> {
    let kimchi = if weekend { 0.4 } else { 0.2 };
    let foods = [
        ("yogurt", 0.40),
        ("kefir", 0.35),
        ("kimchi", kimchi),
        ("sauerkraut", 0.12),
        ("koso", 0.06),
    ];
    let mut eaten = Vec::new();
    for (food, chance) in foods {
        if random.f64() < chance * (1.0 + 0.6 * appetite) {
            let servings = if random.f64() < 0.15 { 2.0 } else { 1.0 };
            eaten.push((food, servings));
        }
    }
    eaten
}

fn movement(weekday: Weekday, random: &mut Rng) -> Vec<(&'static str, f64)> {
    let mut done = Vec::new();
    if random.f64() < 0.45 {
        done.push(("walk", 10.0 * f64::from(random.u8(2..6))));
    }
    let training = match weekday {
        Weekday::Tue | Weekday::Thu => Some("jog"),
        Weekday::Sat => Some("swim"),
        _ => None,
    };
    if let Some(sport) = training.filter(|_| random.f64() < 0.7) {
        done.push((sport, 5.0 * f64::from(random.u8(5..10))));
    }
    done
}

fn calm(weekend: bool, random: &mut Rng) -> Vec<(&'static str, f64)> {
    let mut done = Vec::new();
    if random.f64() < 0.35 {
        done.push(("meditation", 5.0 * f64::from(random.u8(1..5))));
    }
    if random.f64() < if weekend { 0.4 } else { 0.15 } {
        done.push(("yoga", 20.0));
    }
    done
}

/// A first-order autoregressive series around 0.
struct CarryOver {
    phi: f64,
    deviation: f64,
    state: f64,
}

impl CarryOver {
    /// A series with this standard deviation.
    fn new(phi: f64, deviation: f64) -> Self {
        Self {
            phi,
            deviation,
            state: 0.0,
        }
    }

    fn next(&mut self, random: &mut Rng) -> f64 {
        let fresh = (1.0 - self.phi * self.phi).sqrt() * self.deviation;
        self.state = self.phi * self.state + fresh * normal(random);
        self.state
    }
}

/// Nearly normal with mean 0 and deviation 1: twelve uniform numbers less six. Unlike logarithms and sines these sums
/// come out the same on every machine.
pub(super) fn normal(random: &mut Rng) -> f64 {
    (0..12).map(|_| random.f64()).sum::<f64>() - 6.0
}

fn to_step(value: f64, step: f64) -> f64 {
    (value / step).round() * step
}
