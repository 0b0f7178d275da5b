//! A series as a column of a fit: scaled and moved so that sums of squares keep their digits.

/// A column of its own for every day of the range, scaled and moved so that sums of squares keep their digits.
///
/// Neither the scale nor, beside the level column, the shift changes a test; both are undone where it is reported.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// `(value − shift) / scale` on the rows, 0 elsewhere.
    pub(super) values: Vec<f64>,
    /// The mean over the rows.
    pub(super) shift: f64,
    /// The largest distance from the mean; 1 if there is none.
    pub(super) scale: f64,
    /// Whether all values on the rows are the same.
    pub(super) is_constant: bool,
}

impl Column {
    pub(super) fn on_rows(series: &[f64], rows: &[usize]) -> Self {
        let largest = rows
            .iter()
            .fold(0.0_f64, |most, &day| most.max(series[day].abs()));
        // Values near the end of what a number can hold would overflow in the sum.
        let unit = if largest > 0.0 { largest } else { 1.0 };
        let mean =
            rows.iter().map(|&day| series[day] / unit).sum::<f64>() / rows.len().max(1) as f64;
        let mut values = vec![0.0; series.len()];
        for &day in rows {
            values[day] = series[day] / unit - mean;
        }
        let widest = values
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        let is_constant = widest <= 1e-12;
        if is_constant {
            values.fill(0.0);
        } else {
            values.iter_mut().for_each(|value| *value /= widest);
        }
        Self {
            values,
            shift: mean * unit,
            scale: if is_constant { unit } else { widest * unit },
            is_constant,
        }
    }

    /// The shift in units of the scale.
    pub(super) fn relative_shift(&self) -> f64 {
        self.shift / self.scale
    }
}
