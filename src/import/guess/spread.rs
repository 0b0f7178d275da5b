//! How the numbers of each stream are spread, without the few that are mistakes: one row must not change what becomes of all.

use crate::import::{Foreign, ForeignValue};

/// A number so many times as high as what is usual is a mistake, if it is one of few.
const FAR: f64 = 5.0;

/// The numbers of a stream as most of them are.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread {
    /// The lowest of them; infinite where there is none.
    pub(super) lowest: f64,
    /// The highest of them.
    pub(super) highest: f64,
    /// Whether all of them are whole.
    pub(super) is_whole: bool,
    /// All numbers, the lowest first.
    numbers: Vec<f64>,
    /// How often each word of the stream stands there.
    pub(super) words: Vec<usize>,
}

impl Spread {
    fn settle(&mut self) {
        self.numbers.sort_by(f64::total_cmp);
        let below = self.numbers.partition_point(|number| *number < 0.0);
        let is_negative = below * 2 > self.numbers.len();
        let usual = &self.numbers[if is_negative { 0 } else { below }..];
        let few = few_of(usual.len());
        let last = usual.len().saturating_sub(few + 1);
        let most = usual.get(last).copied().unwrap_or(f64::NEG_INFINITY);
        let is_far = |number: f64| number > FAR * most.max(1.0);
        let end = usual.partition_point(|number| !is_far(*number));
        let usual = &usual[..end];
        self.lowest = usual.first().copied().unwrap_or(f64::INFINITY);
        self.highest = usual.last().copied().unwrap_or(f64::NEG_INFINITY);
        self.is_whole = usual.iter().all(|number| number.fract() == 0.0);
    }

    /// Whether most numbers are less than nothing, so that they are no mistakes.
    pub(super) fn is_negative(&self) -> bool {
        self.lowest < 0.0
    }

    /// Whether all numbers, or all but a few, come to no more than `most` when multiplied.
    pub(super) fn is_within(&self, factor: f64, most: f64) -> bool {
        let above = self.numbers.len()
            - self
                .numbers
                .partition_point(|number| number * factor <= most);
        above <= few_of(self.numbers.len())
    }
}

/// How many of so many numbers may be mistakes, so that they say nothing of the others.
pub fn few_of(count: usize) -> usize {
    if count < 3 { 0 } else { (count / 10).max(1) }
}

/// The spread of every stream.
pub(super) fn spreads(foreign: &Foreign) -> Vec<Spread> {
    let mut spreads = vec![Spread::default(); foreign.streams.len()];
    for record in &foreign.records {
        let Some(spread) = spreads.get_mut(record.stream as usize) else {
            continue;
        };
        match record.value {
            ForeignValue::Number(number) => spread.numbers.push(number),
            ForeignValue::Word(word) => {
                let place = word as usize;
                if spread.words.len() <= place {
                    spread.words.resize(place + 1, 0);
                }
                spread.words[place] += 1;
            }
            ForeignValue::Skipped => {}
        }
    }
    for spread in &mut spreads {
        spread.settle();
    }
    spreads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(numbers: &[f64]) -> Spread {
        let mut spread = Spread {
            numbers: numbers.to_vec(),
            ..Spread::default()
        };
        spread.settle();
        spread
    }

    #[test]
    fn a_mistake_is_not_what_numbers_are_like() {
        for (numbers, lowest, highest) in [
            (&[1500.0, -5.0, 700.0][..], 700.0, 1500.0),
            (&[1500.0, 150_000.0, 700.0], 700.0, 1500.0),
            (&[7.0, 8.0, 75.0], 7.0, 8.0),
            (&[3.0, 60.0, 4.0], 3.0, 4.0),
            (&[0.0, 11.0], 0.0, 11.0),
            (&[60.0], 60.0, 60.0),
            (&[1.0, 2.0, 10.0], 1.0, 10.0),
            (&[-0.5, -0.25, 0.5], -0.5, 0.5),
            (&[-5.0], -5.0, -5.0),
        ] {
            let spread = spread(numbers);
            assert_eq!(
                (spread.lowest, spread.highest),
                (lowest, highest),
                "{numbers:?}"
            );
        }
        assert!(!spread(&[20.0, 30.0, 40.0]).is_within(1.0, 10.0));
        assert!(spread(&[2.0, 3.0, 40.0]).is_within(1.0, 10.0));
        assert!(spread(&[]).is_whole);
    }
}
