//! Made-up diaries whose truth is known: ratings that carry over from day to day, with a weekday pattern, a slow wave and
//! gaps. What they are tested with stands in `scenarios`.

use std::f64::consts::TAU;

use fastrand::Rng;

/// Ratings go from 0 to 10 around 5.
const MIDDLE: f64 = 5.0;
/// So many points are a standard deviation of the carry-over.
const POINTS: f64 = 2.0;
/// Share of days that are not logged, in habit and symptom each.
const MISSING: f64 = 0.2;
/// Size of the weekday pattern and of the slow wave, in standard deviations of the carry-over.
const WEEKLY: f64 = 0.5;
const SLOW: f64 = 1.0;
/// The slow wave takes from so many to so many days.
const WAVE_DAYS: [f64; 2] = [90.0, 365.0];

/// Ratings of every day. `pull` is what is added to each before it is rounded, in points; nothing beyond its end.
pub fn lived(random: &mut Rng, days: usize, phi: f64, pull: &[f64]) -> Vec<f64> {
    let weekdays: [f64; 7] = std::array::from_fn(|_| WEEKLY * normal(random));
    let [shortest, longest] = WAVE_DAYS;
    let turn = TAU / (shortest + (longest - shortest) * random.f64());
    let phase = TAU * random.f64();
    let fresh = (1.0 - phi * phi).sqrt();
    let mut level = normal(random);
    (0..days)
        .map(|day| {
            let wave = SLOW * (turn * day as f64 + phase).sin();
            let rating = MIDDLE
                + POINTS * (level + weekdays[day % 7] + wave)
                + pull.get(day).unwrap_or(&0.0);
            level = phi * level + fresh * normal(random);
            rating.round().clamp(0.0, 10.0)
        })
        .collect()
}

/// What is logged of them: a fifth of the days is missing, NaN.
pub fn logged(random: &mut Rng, lived: &[f64]) -> Vec<f64> {
    let mut keep = |rating: &f64| {
        if random.f64() < MISSING {
            f64::NAN
        } else {
            *rating
        }
    };
    lived.iter().map(&mut keep).collect()
}

/// `difference` points on each day for every point that the habit was above the middle the day before.
pub fn pull_of(habit: &[f64], difference: f64) -> Vec<f64> {
    let before = std::iter::once(&MIDDLE).chain(habit);
    before
        .take(habit.len())
        .map(|rating| difference * (rating - MIDDLE))
        .collect()
}

/// A normal number (Box & Muller 1958).
fn normal(random: &mut Rng) -> f64 {
    (-2.0 * (1.0 - random.f64()).ln()).sqrt() * (TAU * random.f64()).cos()
}
