//! Correction for the number of pairs that were examined.

/// Benjamini–Hochberg: `q(i) = min over j ≥ i of m·p(j)/j`, in the order of `p` (1995, JRSS-B 57:289).
pub fn false_discovery_rates(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&one, &other| p[one].total_cmp(&p[other]));
    let mut rates = vec![1.0; p.len()];
    let mut lowest = 1.0_f64;
    for (rank, &at) in order.iter().enumerate().rev() {
        lowest = lowest.min(p[at] * p.len() as f64 / (rank + 1) as f64);
        rates[at] = lowest;
    }
    rates
}
