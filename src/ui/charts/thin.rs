//! Years of days on few pixels: columns and lines that keep their lowest and highest on every pixel.

/// All days that fall on one pixel column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The pixel, counted from the left of the plot.
    pub pixel: i32,
    /// Lowest value on it.
    pub lowest: f64,
    /// Highest value on it.
    pub highest: f64,
    /// How many days it stands for.
    pub days: u32,
}

/// Gathers values with their place in pixels, left to right, into columns; none is dropped.
pub fn columns(values: impl Iterator<Item = (f32, f64)>, found: &mut Vec<Column>) {
    found.clear();
    for (x, value) in values {
        let pixel = x.floor() as i32;
        match found.last_mut() {
            Some(column) if column.pixel == pixel => {
                column.lowest = column.lowest.min(value);
                column.highest = column.highest.max(value);
                column.days += 1;
            }
            _ => found.push(Column {
                pixel,
                lowest: value,
                highest: value,
                days: 1,
            }),
        }
    }
}

/// Thins a line to its first, lowest, highest and last point on every pixel column, in their order.
pub fn thin_line(points: &[(f32, f32)], thinned: &mut Vec<(f32, f32)>) {
    thinned.clear();
    let pixel = |point: &(f32, f32)| point.0.floor();
    for run in points.chunk_by(|one, other| pixel(one) == pixel(other)) {
        if run.len() <= 2 {
            thinned.extend_from_slice(run);
            continue;
        }
        let by_value = |one: &&(f32, f32), other: &&(f32, f32)| one.1.total_cmp(&other.1);
        let ends = [
            run.first(),
            run.iter().min_by(by_value),
            run.iter().max_by(by_value),
            run.last(),
        ];
        let mut kept: Vec<(f32, f32)> = ends.into_iter().flatten().copied().collect();
        kept.sort_by(|one, other| one.0.total_cmp(&other.0));
        kept.dedup();
        thinned.extend(kept);
    }
}

/// How far a line reaches on one pixel column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// The middle of the column.
    pub x: f32,
    /// Its highest place, the smaller number.
    pub top: f32,
    /// Its lowest place.
    pub bottom: f32,
}

/// Gathers a line into how far it reaches on every pixel column it has a point on, the way from the column before
/// among it.
pub fn reaches(points: impl Iterator<Item = (f32, f32)>) -> Vec<Reach> {
    let mut found: Vec<Reach> = Vec::new();
    let mut last_y = None;
    for (x, y) in points {
        let middle = x.floor() + 0.5;
        match found.last_mut() {
            Some(reach) if reach.x == middle => {
                reach.top = reach.top.min(y);
                reach.bottom = reach.bottom.max(y);
            }
            _ => {
                let from = last_y.unwrap_or(y);
                found.push(Reach {
                    x: middle,
                    top: y.min(from),
                    bottom: y.max(from),
                });
            }
        }
        last_y = Some(y);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_lowest_and_highest_and_every_day() {
        let values = (0..3_650_i32).map(|day| (day as f32 * 0.2, f64::from((day * 37) % 11)));
        let mut found = Vec::new();
        columns(values.clone(), &mut found);
        assert_eq!(found.iter().map(|column| column.days).sum::<u32>(), 3_650);
        assert_eq!(found.len(), 730);
        for column in &found {
            let of_pixel: Vec<f64> = values
                .clone()
                .filter(|(x, _)| x.floor() as i32 == column.pixel)
                .map(|(_, value)| value)
                .collect();
            assert_eq!(
                column.lowest,
                of_pixel.iter().copied().fold(f64::MAX, f64::min)
            );
            assert_eq!(
                column.highest,
                of_pixel.iter().copied().fold(f64::MIN, f64::max)
            );
        }
    }

    #[test]
    fn an_empty_pixel_stays_empty() {
        let mut found = Vec::new();
        columns([(0.5, 1.0), (9.5, 2.0)].into_iter(), &mut found);
        assert_eq!(
            found.iter().map(|column| column.pixel).collect::<Vec<_>>(),
            [0, 9]
        );
    }

    #[test]
    fn a_thinned_line_keeps_its_extremes_in_order() {
        let points: Vec<(f32, f32)> = (0..100)
            .map(|index| (index as f32 * 0.1, ((index * 7) % 13) as f32))
            .collect();
        let mut thinned = Vec::new();
        thin_line(&points, &mut thinned);
        assert!(thinned.len() <= 40);
        assert!(thinned.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        assert_eq!(
            (thinned.first(), thinned.last()),
            (points.first(), points.last())
        );
        for pixel in 0..10 {
            let highest = |of: &[(f32, f32)]| {
                of.iter()
                    .filter(|point| point.0.floor() as i32 == pixel)
                    .map(|point| point.1)
                    .fold(f32::MIN, f32::max)
            };
            assert_eq!(highest(&thinned), highest(&points));
        }
    }

    #[test]
    fn a_line_reaches_over_every_point_and_from_pixel_to_pixel() {
        let points = [(0.1, 5.0), (0.9, 2.0), (1.2, 8.0), (1.8, 9.0), (4.0, 9.0)];
        let reach = |x: f32, top: f32, bottom: f32| Reach { x, top, bottom };
        assert_eq!(
            reaches(points.into_iter()),
            [
                reach(0.5, 2.0, 5.0),
                reach(1.5, 2.0, 9.0),
                reach(4.5, 9.0, 9.0)
            ]
        );
        assert_eq!(reaches(std::iter::empty()), []);
    }
}
