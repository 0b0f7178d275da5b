//! Student's t distribution: upper tail and its inverse.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The chance that a t-distributed number is above `t`.
pub(super) fn upper_tail(free_days: usize, t: f64) -> f64 {
    let student = distribution(free_days).filter(|_| t.is_finite());
    student.map_or(f64::NAN, |student| student.sf(t))
}

/// Above which a t-distributed number lies with chance `tail`.
pub(super) fn upper_quantile(free_days: usize, tail: f64) -> f64 {
    distribution(free_days).map_or(f64::NAN, |student| student.inverse_cdf(1.0 - tail))
}

fn distribution(free_days: usize) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, free_days as f64).ok()
}
