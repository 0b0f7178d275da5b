//! What an import comes to, for programs.

use serde::Serialize;
use serde_json::Value as Json;

use super::page::Outcome;
use crate::import::{LeftOut, Problem};

#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    source: &'a str,
    title: &'a str,
    dry_run: bool,
    first_day: Option<String>,
    last_day: Option<String>,
    added: usize,
    updated: usize,
    known: usize,
    replaced: usize,
    kept: usize,
    left_out: usize,
    notes: usize,
    new_trackers: &'a [String],
    new_items: &'a [String],
    streams: Vec<StreamReport<'a>>,
    problem_count: usize,
    problems: Vec<ProblemReport<'a>>,
    remarks: &'a [String],
    mapping: Json,
}

#[derive(Serialize)]
struct StreamReport<'a> {
    key: &'a str,
    name: &'a str,
    group: &'a str,
    unit: &'a str,
    days: usize,
    /// Why nothing becomes of it; none where something does, or that was chosen.
    left_out: Option<&'a str>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    line: u32,
    part: &'a str,
    text: &'a str,
}

/// The report; its `mapping` is what `--mapping` takes.
pub(super) fn text(outcome: &Outcome<'_>, file: &str) -> String {
    let (foreign, plan) = (outcome.foreign, outcome.plan);
    let counts = &plan.counts;
    let streams = foreign.streams.iter().zip(&plan.outlooks);
    let report = Report {
        file,
        source: &foreign.source,
        title: &foreign.title,
        dry_run: outcome.is_dry,
        first_day: counts.days.map(|(first, _)| first.to_string()),
        last_day: counts.days.map(|(_, last)| last.to_string()),
        added: counts.added,
        updated: counts.updated,
        known: counts.known,
        replaced: counts.replaced,
        kept: plan.kept(),
        left_out: counts.left_out,
        notes: counts.notes,
        new_trackers: &counts.trackers,
        new_items: &counts.items,
        streams: streams
            .map(|(stream, outlook)| StreamReport {
                key: &stream.key,
                name: &stream.name,
                group: &stream.group,
                unit: &stream.unit,
                days: outlook.days,
                left_out: match &outlook.left_out {
                    Some(LeftOut::Because(reason)) => Some(reason),
                    Some(LeftOut::Chosen) | None => None,
                },
            })
            .collect(),
        problem_count: plan.problems.count,
        problems: plan.problems.first.iter().map(problem).collect(),
        remarks: &foreign.remarks,
        mapping: serde_json::to_value(outcome.mapping).unwrap_or(Json::Null),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn problem(problem: &Problem) -> ProblemReport<'_> {
    ProblemReport {
        line: problem.line,
        part: &problem.part,
        text: &problem.text,
    }
}
