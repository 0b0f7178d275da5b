//! The days behind a pair, grouped by how much of the habit there was, so that a person can check by eye.

use std::rc::Rc;
use std::sync::{Arc, Weak};

use egui::epaint::CircleShape;
use egui::{Align2, Id, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Line, PlotPoint};

use crate::domain::{Journal, Kind};
use crate::stats::{DayBehind, Pair, Subject, WINDOWS, Window};
use crate::ui::charts::plot::{Tick, chart, drawn, labels_below, marks};
use crate::ui::findings::Report;
use crate::ui::screens::form::choice_ui;
use crate::ui::theme::{Family, SECONDARY, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::paint;
use crate::ui::words::{Words, count};

use super::drawing::child;

/// Up to so many different values each have a group of their own.
const MOST_LEVELS: usize = 6;
/// More values are put into so many groups of about as many days.
const GROUPS: usize = 4;
const ROW_HEIGHT: f32 = 30.0;
const AXIS_HEIGHT: f32 = 18.0;
/// Radius of the dot of all days of a group.
const LARGEST_DOT: f32 = 9.0;

/// What is shown of a pair's days.
#[derive(Debug, Default)]
pub(super) struct DaysView {
    /// The window, if one was chosen; else the one of the sentence.
    window: Option<usize>,
    /// The groups that are shown, with the run and the window they are of.
    groups: Option<(Weak<Report>, usize, Rc<Vec<Group>>)>,
}

impl DaysView {
    fn groups(&mut self, report: &Arc<Report>, pair: &Pair, window: usize) -> Rc<Vec<Group>> {
        let of = Arc::downgrade(report);
        if let Some((seen, at, groups)) = &self.groups
            && seen.ptr_eq(&of)
            && *at == window
        {
            return Rc::clone(groups);
        }
        let days = report.insights.days_behind(pair, WINDOWS[window]);
        let found = Rc::new(groups(&days));
        self.groups = Some((of, window, Rc::clone(&found)));
        found
    }
}

/// Days with about as much of the habit.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    /// Least and most of the habit.
    habit: (f64, f64),
    /// The symptom on these days.
    symptom: Vec<f64>,
}

impl Group {
    fn mean(&self) -> f64 {
        self.symptom.iter().sum::<f64>() / self.symptom.len() as f64
    }
}

/// Paints the days of `pair` below its card.
pub(super) fn days_ui(
    ui: &mut Ui,
    view: &View<'_>,
    report: &Arc<Report>,
    pair: &Pair,
    state: &mut DaysView,
) {
    ui.separator();
    let own = if pair.class.is_found() {
        pair.best.unwrap_or_default()
    } else {
        0
    };
    let at = state.window.unwrap_or(own);
    let names: Vec<(usize, &str)> = WINDOW_NAMES.iter().copied().enumerate().collect();
    let id = Id::unique(("insights: days", pair.habit, pair.symptom));
    if let Some(chosen) = choice_ui(ui, id, "When the habit was", &names, at) {
        state.window = Some(chosen);
    }
    let groups = state.groups(report, pair, at);
    if groups.is_empty() {
        ui.label(secondary("No day has both logged."));
        return;
    }
    let width = ui.available_width();
    let (label_width, days_width) = if width < 520.0 {
        (120.0, 62.0)
    } else {
        (190.0, 80.0)
    };
    let days_right = label_width + days_width;
    // The rows lie as close as those of the plot beside them.
    let spacing = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
    let top = ui.cursor().top();
    for group in groups.iter() {
        row_ui(ui, view, pair, group, WINDOWS[at], days_right, id);
    }
    let left = ui.min_rect().left() + days_right + 12.0;
    let room = Rect::from_min_max(
        pos2(left, top),
        pos2(
            ui.min_rect().left() + width - 86.0,
            ui.min_rect().bottom() + AXIS_HEIGHT,
        ),
    );
    values_ui(
        ui,
        view.journal,
        pair.symptom,
        &groups,
        room,
        id.with("values"),
    );
    ui.spacing_mut().item_spacing.y = spacing;
    ui.add_space(AXIS_HEIGHT);
    let note = "Plain means of the days as they were logged: drifts, weekdays and what carries over from day to day are \
                still in them, so they may tell another story than the sentence above.";
    ui.label(secondary(note));
}

/// The six windows as one chooses them.
const WINDOW_NAMES: [&str; 6] = [
    "Same day",
    "Day before",
    "Two days before",
    "1 to 3 days before",
    "1 to 7 days before",
    "8 to 14 days before",
];

fn row_ui(
    ui: &mut Ui,
    view: &View<'_>,
    pair: &Pair,
    group: &Group,
    window: Window,
    days_right: f32,
    id: Id,
) {
    let (t, words) = (tokens(ui), view.words());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let label = level(view.journal, pair.habit, group.habit, window, words);
    let days = count(group.symptom.len(), "day", "days");
    let mean = words.rounded(group.mean(), 1);
    let response = ui.interact(rect, id.with(label.as_str()), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Label, true, format!("{label}: {days}, mean {mean}"))
    });
    let text = |right: f32, align: Align2, text: &str, family: Family, color| {
        let galley = paint::line(ui, text, family.at(SECONDARY), color);
        paint::text_in(ui, rect.with_max_x(right), align, galley);
    };
    text(
        rect.right(),
        Align2::LEFT_CENTER,
        &label,
        Family::Medium,
        t.text,
    );
    let end = rect.left() + days_right - 12.0;
    text(end, Align2::RIGHT_CENTER, &days, Family::Tabular, t.muted);
    let mean = format!("mean {mean}");
    text(
        rect.right(),
        Align2::RIGHT_CENTER,
        &mean,
        Family::Tabular,
        t.text,
    );
}

/// The symptom's values in each row as dots on its own scale, larger where there are more of them, and their mean as a
/// stroke.
fn values_ui(
    ui: &mut Ui,
    journal: &Journal,
    symptom: Subject,
    groups: &[Group],
    rect: Rect,
    id: Id,
) {
    let t = tokens(ui);
    let Some(tracker) = journal.tracker(symptom.tracker) else {
        return;
    };
    let (low, mut high) = tracker.kind.bounds();
    if let Kind::Amount(_) = tracker.kind {
        let values = groups.iter().flat_map(|group| &group.symptom);
        high = values.copied().fold(1.0, f64::max);
    }
    let ticks = [low, (low + high) / 2.0, high].map(|at| Tick {
        at,
        text: format!("{at}"),
    });
    let side = (high - low) * f64::from(LARGEST_DOT / (rect.width() - 2.0 * LARGEST_DOT).max(1.0));
    let rows = groups.len() as f64;
    let chart = chart(id, rect.size(), t)
        .show_axes([true, false])
        .custom_x_axes(vec![labels_below(&ticks, AXIS_HEIGHT, t.muted)])
        .x_grid_spacer(|input| marks(&ticks, &[], &input));
    chart.show(&mut child(ui, rect), |plot| {
        plot.set_plot_bounds_x(low - side..=high + side);
        plot.set_plot_bounds_y(0.5 - rows..=0.5);
        for (row, group) in (0_u32..).zip(groups) {
            let y = -f64::from(row);
            let line = |points: [[f64; 2]; 2], width, color| {
                Line::new("", points.to_vec()).width(width).color(color)
            };
            plot.line(line([[low, y], [high, y]], 1.0, t.border));
            plot.add(drawn(move |at, shapes| {
                let mut sorted = group.symptom.clone();
                sorted.sort_by(f64::total_cmp);
                let color = t.symptom().mark;
                shapes.extend(sorted.chunk_by(|one, other| one == other).map(|same| {
                    let share = same.len() as f32 / sorted.len() as f32;
                    Shape::Circle(CircleShape {
                        center: at.position_from_point(&PlotPoint::new(same[0], y)),
                        radius: 2.0 + (LARGEST_DOT - 2.0) * share.sqrt(),
                        fill: color.gamma_multiply(0.25),
                        stroke: Stroke::new(1.0, color),
                    })
                }));
            }));
            let mean = group.mean();
            plot.line(line([[mean, y - 0.34], [mean, y + 0.34]], 2.0, t.text));
        }
    });
}

/// "no sugar", "1 to 2 servings", "with period".
fn level(
    journal: &Journal,
    habit: Subject,
    (low, high): (f64, f64),
    window: Window,
    words: Words,
) -> String {
    let Some(tracker) = journal.tracker(habit.tracker) else {
        return String::new();
    };
    let number = |number: f64| words.rounded(number, 1);
    match &tracker.kind {
        Kind::YesNo if window.length_days() == 1 => {
            (if high == 0.0 { "without" } else { "with" }).to_owned()
        }
        Kind::YesNo => format!(
            "on {} to {} % of days",
            number(100.0 * low),
            number(100.0 * high)
        ),
        Kind::Amount(amount) if low == high => words.amount(low, &amount.unit),
        Kind::Amount(amount) => {
            let (low, high) = (
                words.amount(low, &amount.unit),
                words.amount(high, &amount.unit),
            );
            // "1 to 2 L", but "4 h 15 to 6 h 30".
            let unit = high.rsplit(' ').next().unwrap_or_default();
            let low = low.strip_suffix(unit).map_or(low.as_str(), str::trim_end);
            format!("{low} to {high}")
        }
        Kind::Scale(_) if low == high => number(low),
        Kind::Scale(_) => format!("{} to {}", number(low), number(high)),
    }
}

/// Days by how much of the habit there was: every value its own group if they are few, else groups of about as many days.
fn groups(days: &[DayBehind]) -> Vec<Group> {
    let mut sorted = days.to_vec();
    sorted.sort_by(|one, other| one.habit.total_cmp(&other.habit));
    let levels: Vec<&[DayBehind]> = sorted
        .chunk_by(|one, other| one.habit == other.habit)
        .collect();
    let group = |days: &[DayBehind]| Group {
        habit: (days[0].habit, days[days.len() - 1].habit),
        symptom: days.iter().map(|day| day.symptom).collect(),
    };
    if levels.len() <= MOST_LEVELS {
        return levels.into_iter().map(group).collect();
    }
    let mut found: Vec<Vec<DayBehind>> = Vec::new();
    let mut taken = 0;
    for level in levels {
        // Days with the same amount stay together.
        let place = taken * GROUPS / sorted.len();
        taken += level.len();
        match found.get_mut(place) {
            Some(open) => open.extend(level),
            None => found.push(level.to_vec()),
        }
    }
    found.iter().map(|days| group(days)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    fn days(values: &[(f64, f64)]) -> Vec<DayBehind> {
        let first: Day = "2026-01-01".parse().unwrap();
        let day = |(at, (habit, symptom)): (usize, &(f64, f64))| DayBehind {
            day: first + chrono::Duration::days(at as i64),
            habit: *habit,
            symptom: *symptom,
        };
        values.iter().enumerate().map(day).collect()
    }

    #[test]
    fn few_values_have_a_group_each() {
        let found = groups(&days(&[(1.0, 4.0), (0.0, 2.0), (1.0, 6.0), (3.0, 9.0)]));
        let seen: Vec<((f64, f64), f64)> = found.iter().map(|it| (it.habit, it.mean())).collect();
        assert_eq!(
            seen,
            [((0.0, 0.0), 2.0), ((1.0, 1.0), 5.0), ((3.0, 3.0), 9.0)]
        );
        assert_eq!(groups(&[]), []);
    }

    #[test]
    fn many_values_are_put_into_groups_that_lose_no_day_and_split_no_value() {
        let values: Vec<(f64, f64)> = (0..101)
            .map(|at| (f64::from((at * 7) % 25), f64::from(at % 11)))
            .collect();
        let found = groups(&days(&values));
        assert_eq!(found.len(), GROUPS);
        assert_eq!(
            found.iter().map(|group| group.symptom.len()).sum::<usize>(),
            101
        );
        assert!(
            found
                .windows(2)
                .all(|pair| pair[0].habit.1 < pair[1].habit.0)
        );
        assert!(
            found
                .iter()
                .all(|group| (20..=33).contains(&group.symptom.len()))
        );
    }

    #[test]
    fn one_value_on_most_days_makes_fewer_groups_and_no_empty_one() {
        let mut values = vec![(5.0, 1.0); 90];
        values.extend((0..10).map(|at| (f64::from(at) * 1.3, 2.0)));
        let found = groups(&days(&values));
        assert!(!found.is_empty() && found.iter().all(|group| !group.symptom.is_empty()));
        assert_eq!(
            found.iter().map(|group| group.symptom.len()).sum::<usize>(),
            100
        );
    }
}
