//! Years of days on few points of the screen: days gathered into columns, lines that keep their lowest and highest.

use super::series::LinePoint;

/// Runs of `items` that lie within the same `days` days, each with the first of these days. They begin at whole
/// multiples of `days`: what pans moves and is not gathered anew.
pub fn bins<T>(
    items: &[T],
    days: i32,
    day: impl Fn(&T) -> i32,
) -> impl Iterator<Item = (i32, &[T])> {
    let mut rest = items;
    std::iter::from_fn(move || {
        let first = day(rest.first()?).div_euclid(days) * days;
        let end = rest.iter().position(|item| day(item) >= first + days);
        let (bin, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some((first, bin))
    })
}

/// A line thinned to its first, lowest, highest and last point within every `days` days, in their order.
pub fn thinned(line: &[LinePoint], days: i32) -> Vec<LinePoint> {
    let mut found = Vec::new();
    for (_, bin) in bins(line, days, |point| point.day) {
        if bin.len() <= 2 {
            found.extend_from_slice(bin);
            continue;
        }
        let (mut lowest, mut highest) = (0, 0);
        for (at, point) in bin.iter().enumerate() {
            if point.value < bin[lowest].value {
                lowest = at;
            }
            if point.value > bin[highest].value {
                highest = at;
            }
        }
        let mut kept = [0, lowest, highest, bin.len() - 1];
        kept.sort_unstable();
        let mut last = None;
        for at in kept {
            if last.replace(at) != Some(at) {
                found.push(bin[at]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_lose_no_day_and_do_not_move_with_the_first_one() {
        let days: Vec<i32> = (700_003..700_100).filter(|day| day % 5 != 0).collect();
        let of = |from: usize| -> Vec<(i32, Vec<i32>)> {
            bins(&days[from..], 7, |day| *day)
                .map(|(first, bin)| (first, bin.to_vec()))
                .collect()
        };
        let all = of(0);
        assert_eq!(
            all.iter().map(|(_, bin)| bin.len()).sum::<usize>(),
            days.len()
        );
        assert!(
            all.iter()
                .all(|(first, bin)| bin.iter().all(|day| (*first..first + 7).contains(day)))
        );
        // Whatever day comes first, the others are gathered as before.
        let later = of(20);
        assert_eq!(later[1..], all[all.len() - later.len() + 1..]);
        assert_eq!(bins(&days[..0], 7, |day| *day).count(), 0);
    }

    #[test]
    fn a_thinned_line_keeps_its_extremes_in_order() {
        let point = |day: i32| LinePoint {
            day,
            value: f64::from((day * 7) % 13),
            complete: true,
        };
        let line: Vec<LinePoint> = (0..100).map(point).collect();
        let found = thinned(&line, 10);
        assert!(found.len() <= 40);
        assert!(found.windows(2).all(|pair| pair[0].day < pair[1].day));
        assert_eq!((found.first(), found.last()), (line.first(), line.last()));
        for first in (0..100).step_by(10) {
            let extremes = |of: &[LinePoint]| {
                let within = of
                    .iter()
                    .filter(|point| (first..first + 10).contains(&point.day));
                within.fold((f64::MAX, f64::MIN), |(low, high), point| {
                    (low.min(point.value), high.max(point.value))
                })
            };
            assert_eq!(extremes(&found), extremes(&line));
        }
    }
}
