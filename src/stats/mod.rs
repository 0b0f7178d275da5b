//! What goes along with what, and how sure: series from a journal, noise that carries over, tests for each pair of a habit
//! and a symptom, trends. Pure; makes no words.
//!
//! Skin today looks like skin yesterday, so neighbouring days are no separate proofs. The noise of each outcome is taken
//! for AR(1) plus white noise (Box & Jenkins 1970) and fitted by restricted maximum likelihood on time alone (`noise`);
//! days are then whitened by a Kalman filter and compared by generalised least squares (`gls`). Six stretches of days are
//! looked at for each pair (`window`, `pair`), all eligible pairs together are corrected for their number (`multiple`),
//! and one of five things is said of each (`verdict`).

mod baseline;
mod choices;
mod column;
mod details;
mod gls;
mod insights;
mod kernel;
mod lowess;
mod multiple;
mod noise;
mod options;
mod pair;
mod parallel;
mod student;
mod study;
mod trailing;
mod trend;
mod verdict;
mod window;

pub use baseline::Baseline;
pub use choices::{choice_name, items_of};
pub use details::{DayBehind, Fellow, Reverse};
pub use gls::{Noise, Workspace};
pub use insights::{Insights, Outcome, Pair};
pub use lowess::{lowess, smooth};
pub use multiple::false_discovery_rates;
pub use noise::{NoFit, NoiseFit, fit_noise};
pub use options::{DayRange, LONGEST_RANGE_DAYS, LeaveOut, Options, RangeChoice};
pub use pair::{Interval, Skip, WindowResult, WindowTest, corrected, test_windows};
pub use parallel::Watch;
pub use study::{LONGEST_SHORT_TREATMENT_DAYS, LeftOut, Series, Study, Subject};
pub use trailing::{FEWEST_TRAILING_DAYS, TRAILING_DAYS, TrailingWeek};
pub use trend::{BeforeAfter, Slope, Trend, TrendReading, TrendSeries};
pub use verdict::{Class, Gap, Outlook};
pub use window::{LAST_DELAY_DAYS, REVERSE_WINDOWS, SHORT_WINDOWS, WINDOWS, Window};

#[cfg(test)]
mod tests;
