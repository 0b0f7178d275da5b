//! Years of days on few pixels: columns and lines that keep their lowest and highest on every pixel.

/// Which pixel of a plot each day lies on, where a pixel holds several days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayPixels {
    /// Where the middle of day 0 lies, in pixels from the left of the plot.
    pub origin: f64,
    /// Pixels from day to day.
    pub per_day: f64,
}

impl DayPixels {
    /// The pixel of a day.
    pub fn of(self, day: i32) -> i32 {
        floor(self.origin + f64::from(day) * self.per_day)
    }

    /// The first day that is past a pixel.
    fn past(self, pixel: i32) -> i32 {
        -floor((self.origin - 1.0 - f64::from(pixel)) / self.per_day)
    }

    /// Days in their order, gathered by pixel: `open` begins a pixel with its first day, `add` takes each further one
    /// in. Only the first day of a pixel is placed; with years in sight that is a fraction of them.
    pub fn gather<T, V>(
        self,
        days: impl Iterator<Item = (i32, V)>,
        found: &mut Vec<T>,
        open: impl Fn(i32, V) -> T,
        add: impl Fn(T, V) -> T,
    ) {
        found.clear();
        let mut days = days.peekable();
        while let Some((first, value)) = days.next() {
            let pixel = self.of(first);
            let past = self.past(pixel);
            let mut gathered = open(pixel, value);
            while let Some((_, value)) = days.next_if(|(day, _)| *day < past) {
                gathered = add(gathered, value);
            }
            found.push(gathered);
        }
    }
}

/// The whole number at or below. The processors Biota is built for need not have an instruction for it, and a call into
/// the C library for every pixel is felt with years in sight.
fn floor(x: f64) -> i32 {
    let whole = x as i32;
    whole - i32::from(f64::from(whole) > x)
}

/// All days that fall on one pixel column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The pixel, counted from the left of the plot.
    pub pixel: i32,
    /// Lowest value on it.
    pub lowest: f64,
    /// Highest value on it.
    pub highest: f64,
    /// The value of its latest day.
    pub last: f64,
    /// How many days it stands for.
    pub days: u32,
}

/// Gathers the values of days, earliest first, into columns; none is dropped.
pub fn columns(
    values: impl Iterator<Item = (i32, f64)>,
    pixels: DayPixels,
    found: &mut Vec<Column>,
) {
    let open = |pixel, value| Column {
        pixel,
        lowest: value,
        highest: value,
        last: value,
        days: 1,
    };
    // Not `min` and `max`: these look for NaN at every day.
    pixels.gather(values, found, open, |column, value| Column {
        lowest: if value < column.lowest {
            value
        } else {
            column.lowest
        },
        highest: if value > column.highest {
            value
        } else {
            column.highest
        },
        last: value,
        days: column.days + 1,
        ..column
    });
}

/// How far the line through columns reaches on each of them, the way from the column before among it: the pixel, its
/// lowest and its highest value.
pub fn line_reaches(columns: &[Column]) -> impl Iterator<Item = (i32, f64, f64)> {
    let before = columns.iter().map(|column| column.last);
    columns
        .iter()
        .zip(
            columns
                .first()
                .map(|first| first.lowest)
                .into_iter()
                .chain(before),
        )
        .map(|(column, from)| {
            (
                column.pixel,
                column.lowest.min(from),
                column.highest.max(from),
            )
        })
}

/// How far something reaches on one pixel column, in points of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// The middle of the column.
    pub x: f32,
    /// Its highest place, the smaller number.
    pub top: f32,
    /// Its lowest place.
    pub bottom: f32,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(values: &[(i32, f64)], per_day: f64) -> Vec<Column> {
        let pixels = DayPixels {
            origin: 0.5 * per_day,
            per_day,
        };
        let mut found = Vec::new();
        columns(values.iter().copied(), pixels, &mut found);
        found
    }

    #[test]
    fn columns_keep_lowest_and_highest_and_every_day() {
        for per_day in [0.2, 0.233, 0.7, 0.999] {
            let values: Vec<(i32, f64)> = (0..3_650)
                .map(|day| (day, f64::from((day * 37) % 11)))
                .collect();
            let found = gathered(&values, per_day);
            assert_eq!(found.iter().map(|column| column.days).sum::<u32>(), 3_650);
            assert!(found.windows(2).all(|pair| pair[0].pixel < pair[1].pixel));
            for column in &found {
                let of_pixel: Vec<f64> = values
                    .iter()
                    .filter(|(day, _)| {
                        ((f64::from(*day) + 0.5) * per_day).floor() as i32 == column.pixel
                    })
                    .map(|(_, value)| *value)
                    .collect();
                let lowest = of_pixel.iter().copied().fold(f64::MAX, f64::min);
                let highest = of_pixel.iter().copied().fold(f64::MIN, f64::max);
                assert_eq!((column.lowest, column.highest), (lowest, highest));
                assert_eq!(Some(&column.last), of_pixel.last());
            }
        }
    }

    #[test]
    fn an_empty_pixel_stays_empty() {
        let found = gathered(&[(0, 1.0), (45, 2.0)], 0.2);
        let pixels: Vec<i32> = found.iter().map(|column| column.pixel).collect();
        assert_eq!(pixels, [0, 9]);
    }

    #[test]
    fn a_line_reaches_over_every_point_and_from_pixel_to_pixel() {
        let line = [(0, 5.0), (1, 2.0), (2, 8.0), (3, 9.0), (8, 9.0)];
        let found = gathered(&line, 0.5);
        assert_eq!(
            line_reaches(&found).collect::<Vec<_>>(),
            [(0, 2.0, 5.0), (1, 2.0, 9.0), (4, 9.0, 9.0)]
        );
        assert_eq!(line_reaches(&[]).count(), 0);
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
}
