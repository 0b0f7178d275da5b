//! Many independent pieces of work on all processors, with progress and an end on demand.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::gls::Workspace;

/// Who is told how far the work is, and who can end it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Told the share that is done, from 0 to 1, from any thread.
    pub progress: &'a (dyn Fn(f32) + Sync),
    /// Once set, the work ends without a result.
    pub cancelled: &'a AtomicBool,
}

impl Watch<'_> {
    /// Whether the work is wanted no more.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Counts the work that is done.
pub(super) struct Tally<'a> {
    pub(super) watch: Watch<'a>,
    pub(super) done: AtomicUsize,
    pub(super) total: usize,
}

impl Tally<'_> {
    fn add(&self, weight: usize) {
        let done = self.done.fetch_add(weight, Ordering::Relaxed) + weight;
        (self.watch.progress)(done as f32 / self.total.max(1) as f32);
    }
}

/// The results of `work` on 0, 1, … `count` − 1, in that order; each counts as `weight`. None if it was cancelled.
pub(super) fn in_parallel<T: Send>(
    count: usize,
    weight: usize,
    tally: &Tally,
    work: impl Fn(&mut Workspace, usize) -> T + Sync,
) -> Option<Vec<T>> {
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut workspace = Workspace::default();
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count || tally.watch.is_cancelled() {
                return results;
            }
            results.push((at, work(&mut workspace, at)));
            tally.add(weight);
        }
    };
    let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..processors.min(count))
            .map(|_| scope.spawn(take_turns))
            .collect();
        let mut results = take_turns();
        for other in others {
            match other.join() {
                Ok(more) => results.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        results
    });
    if tally.watch.is_cancelled() {
        return None;
    }
    results.sort_by_key(|(at, _)| *at);
    Some(results.into_iter().map(|(_, result)| result).collect())
}
