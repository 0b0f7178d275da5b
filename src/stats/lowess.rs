//! Locally weighted regression as R's `lowess` does it, without its interpolation between distant points
//! (Cleveland 1979, JASA 74:829; `clowess` of R's stats package with `delta = 0`).

/// Neighbours are at least this share of all points …
const SMALLEST_SHARE: f64 = 0.2;
/// … and about this many.
const NEIGHBOURS: f64 = 30.0;
const ROBUSTNESS_PASSES: usize = 3;

/// The smooth value at each point for the span that charts use: `f = min(1, max(0.2, 30/n))`.
///
/// `points` are ordered by their first number, which none share.
pub fn smooth(points: &[(f64, f64)]) -> Vec<f64> {
    let share = (NEIGHBOURS / points.len().max(1) as f64).clamp(SMALLEST_SHARE, 1.0);
    lowess(points, share)
}

/// The smooth value at each point when the nearest `share` of all points are its neighbours.
pub fn lowess(points: &[(f64, f64)], share: f64) -> Vec<f64> {
    let count = points.len();
    if count < 2 {
        return points.iter().map(|point| point.1).collect();
    }
    let neighbours = ((share * count as f64 + 1e-7) as usize).clamp(2, count);
    let mut trust: Option<Vec<f64>> = None;
    let mut smooth = Vec::new();
    for pass in 0..=ROBUSTNESS_PASSES {
        smooth = local_lines(points, neighbours, trust.as_deref());
        if pass == ROBUSTNESS_PASSES {
            break;
        }
        let distances: Vec<f64> = points
            .iter()
            .zip(&smooth)
            .map(|(point, smooth)| (point.1 - smooth).abs())
            .collect();
        let mean = distances.iter().sum::<f64>() / count as f64;
        let six_medians = 6.0 * median(&distances);
        if six_medians < 1e-7 * mean {
            break;
        }
        trust = Some(
            distances
                .iter()
                .map(|distance| bisquare(*distance, six_medians))
                .collect(),
        );
    }
    smooth
}

/// The value at each point of a line through its neighbours, weighted by nearness and `trust`.
fn local_lines(points: &[(f64, f64)], neighbours: usize, trust: Option<&[f64]>) -> Vec<f64> {
    let mut left = 0;
    let line_at = |(at, &(x, y)): (usize, &(f64, f64))| {
        while left + neighbours < points.len()
            && x - points[left].0 > points[left + neighbours].0 - x
        {
            left += 1;
        }
        local_line(points, at, left, left + neighbours - 1, trust).unwrap_or(y)
    };
    points.iter().enumerate().map(line_at).collect()
}

fn local_line(
    points: &[(f64, f64)],
    at: usize,
    left: usize,
    right: usize,
    trust: Option<&[f64]>,
) -> Option<f64> {
    let range = points[points.len() - 1].0 - points[0].0;
    let x = points[at].0;
    let reach = (x - points[left].0).max(points[right].0 - x);
    // Points as far as the farthest neighbour on the other side weigh something too, so that it may go on to the right.
    let mut weights = Vec::with_capacity(right - left + 1);
    for (place, &(other, _)) in points.iter().enumerate().skip(left) {
        let distance = (other - x).abs();
        if distance > 0.999 * reach {
            if other > x {
                break;
            }
            weights.push(0.0);
            continue;
        }
        let near = if distance > 0.001 * reach {
            (1.0 - (distance / reach).powi(3)).powi(3)
        } else {
            1.0
        };
        weights.push(near * trust.map_or(1.0, |trust| trust[place]));
    }
    let used = &points[left..left + weights.len()];
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return None;
    }
    weights.iter_mut().for_each(|weight| *weight /= total);
    if reach > 0.0 {
        let centre: f64 = weights
            .iter()
            .zip(used)
            .map(|(weight, point)| weight * point.0)
            .sum();
        let spread: f64 = weights
            .iter()
            .zip(used)
            .map(|(weight, point)| weight * (point.0 - centre).powi(2))
            .sum();
        // Neighbours all but in one place carry no slope.
        if spread.sqrt() > 0.001 * range {
            let lean = (x - centre) / spread;
            for (weight, point) in weights.iter_mut().zip(used) {
                *weight *= lean * (point.0 - centre) + 1.0;
            }
        }
    }
    Some(
        weights
            .iter()
            .zip(used)
            .map(|(weight, point)| weight * point.1)
            .sum(),
    )
}

fn bisquare(distance: f64, end: f64) -> f64 {
    if distance <= 0.001 * end {
        1.0
    } else if distance <= 0.999 * end {
        (1.0 - (distance / end).powi(2)).powi(2)
    } else {
        0.0
    }
}

fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        0.5 * (sorted[middle - 1] + sorted[middle])
    } else {
        sorted[middle]
    }
}
