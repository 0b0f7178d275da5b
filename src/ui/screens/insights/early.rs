//! What can be said before there is enough to compare: the last seven days, how far each symptom is, what never varies.

use std::collections::BTreeSet;

use egui::{Align, Align2, Label, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, Journal, Kind, Tracker, day_values};
use crate::phrases::Speaker;
use crate::stats::{Gap, Insights, Subject};
use crate::ui::action::{Action, Actions};
use crate::ui::screens::Screen;
use crate::ui::theme::{Family, SECONDARY, body, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::{Words, capitalised, count};

const WEEK_DAYS: i64 = 7;

/// One tracker's last seven finished days, in words.
#[derive(Debug, PartialEq, Eq)]
struct WeekLine {
    name: String,
    words: String,
}

/// The last seven finished days; nothing is compared.
pub(super) fn week_ui(ui: &mut Ui, view: &View<'_>) {
    let lines = week(view.journal, view.today, view.words());
    if lines.is_empty() {
        return;
    }
    Card::new("Your last 7 days").show(ui, |ui| {
        let columns = if ui.available_width() >= 680.0 { 2 } else { 1 };
        let rows = lines.len().div_ceil(columns);
        ui.columns(columns, |columns| {
            for (column, lines) in columns.iter_mut().zip(lines.chunks(rows)) {
                // The columns themselves would stretch the lines of a text.
                column.with_layout(Layout::top_down(Align::Min), |column| {
                    column.spacing_mut().item_spacing.y = 4.0;
                    for line in lines {
                        let text = format!("{} – {}", line.name, line.words);
                        column.add(Label::new(body(text)).wrap());
                    }
                });
            }
        });
        ui.label(secondary(
            "The running day is not in it. A mean is over the logged days.",
        ));
    });
}

fn week(journal: &Journal, today: Day, words: Words) -> Vec<WeekLine> {
    let (first, last) = (
        today - chrono::Duration::days(WEEK_DAYS),
        today - chrono::Duration::days(1),
    );
    let line = |tracker: &Tracker| {
        let values = day_values(journal, tracker, first, last);
        let numbers: Vec<f64> = values
            .iter()
            .filter_map(|(_, value)| value.number())
            .collect();
        let skipped = values
            .iter()
            .filter(|(_, value)| value.is_logged() && value.number().is_none())
            .count();
        if numbers.is_empty() && skipped == 0 {
            return None;
        }
        Some(WeekLine {
            name: tracker.name.clone(),
            words: week_words(&tracker.kind, &numbers, skipped, words),
        })
    };
    journal
        .trackers()
        .into_iter()
        .filter(|tracker| tracker.archived_from.is_none())
        .filter_map(line)
        .collect()
}

fn week_words(kind: &Kind, numbers: &[f64], skipped: usize, words: Words) -> String {
    let days = count(numbers.len(), "logged day", "logged days");
    let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
    let mut text = match kind {
        _ if numbers.is_empty() => String::new(),
        Kind::YesNo => {
            let yes = numbers.iter().filter(|number| **number != 0.0).count();
            format!("yes on {yes} of {days}")
        }
        Kind::Amount(amount) => {
            format!(
                "{} a day on average, {days}",
                words.mean_amount(mean, &amount.unit)
            )
        }
        Kind::Scale(_) => format!("{} on average, {days}", words.rounded(mean, 1)),
    };
    if skipped > 0 {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&format!("skipped on {}", count(skipped, "day", "days")));
    }
    text
}

/// How far each symptom is from being compared.
#[derive(Debug, PartialEq, Eq)]
struct ProgressLine {
    subject: Subject,
    days: usize,
    needed: usize,
}

/// How many days each symptom has of those it needs; nothing where all have enough.
pub(super) fn progress_ui(ui: &mut Ui, view: &View<'_>, insights: &Insights) {
    let lines = progress(insights);
    if lines.is_empty() {
        return;
    }
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    Card::new("On the way to an answer").show(ui, |ui| {
        let names: Vec<String> = lines
            .iter()
            .map(|line| capitalised(&speaker.name(line.subject)))
            .collect();
        let widest = names.iter().map(|name| name_width(ui, name)).fold(0.0, f32::max);
        for (line, name) in lines.iter().zip(&names) {
            let text = format!("{} of the {} days needed", line.days, line.needed);
            let share = line.days as f32 / line.needed as f32;
            bar_ui(ui, (name, widest), &text, share);
        }
        let note = "A symptom is compared from then on, with every habit that was logged on enough of the same days.";
        ui.add(Label::new(secondary(note)).wrap());
    });
}

fn progress(insights: &Insights) -> Vec<ProgressLine> {
    let line = |symptom: Subject, gap: Gap| match gap {
        Gap::FewSymptomDays { days, needed } | Gap::ShortSpan { days, needed } => {
            Some(ProgressLine {
                subject: symptom,
                days,
                needed,
            })
        }
        _ => None,
    };
    insights
        .outcomes
        .iter()
        .filter_map(|outcome| {
            let own = outcome.gap.and_then(|gap| line(outcome.symptom, gap));
            own.or_else(|| {
                // The symptom has enough; the longest of its pairs is what is waited for.
                let pairs = insights
                    .pairs
                    .iter()
                    .filter(|pair| pair.symptom == outcome.symptom);
                let mut lines: Vec<Option<ProgressLine>> = pairs
                    .map(|pair| pair.gap.and_then(|gap| line(pair.symptom, gap)))
                    .collect();
                if lines.iter().any(Option::is_none) {
                    return None;
                }
                lines.sort_by_key(|line| line.as_ref().map(|line| line.days));
                lines.pop().flatten()
            })
        })
        .collect()
}

fn name_width(ui: &Ui, name: &str) -> f32 {
    let font = Family::Medium.at(SECONDARY);
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_owned(), font, tokens(ui).text);
    galley.size().x
}

fn bar_ui(ui: &mut Ui, (name, name_width): (&str, f32), text: &str, share: f32) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {text}")));
    let say = |x: f32, align, text: &str, family: Family, color| {
        ui.painter().text(
            pos2(x, rect.center().y),
            align,
            text,
            family.at(SECONDARY),
            color,
        );
    };
    say(
        rect.left(),
        Align2::LEFT_CENTER,
        name,
        Family::Medium,
        t.text,
    );
    say(
        rect.right(),
        Align2::RIGHT_CENTER,
        text,
        Family::Tabular,
        t.muted,
    );
    let track = Rect::from_min_max(
        pos2(rect.left() + name_width + 18.0, rect.center().y - 3.0),
        pos2(rect.right() - 170.0, rect.center().y + 3.0),
    );
    if track.width() < 40.0 {
        return;
    }
    ui.painter().rect_filled(track, 3.0, t.track);
    let done = track.with_max_x(track.left() + track.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, 3.0, t.symptom().mark);
}

/// Habits that were the same on every day: no answer can come from them.
pub(super) fn steady_ui(ui: &mut Ui, view: &View<'_>, insights: &Insights, actions: &mut Actions) {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    for pair in &insights.pairs {
        if let Some(gap @ Gap::SteadyHabit { days: 0, .. }) = pair.gap
            && seen.insert((pair.habit.tracker, pair.habit.item))
        {
            let logged = insights.study.habit(pair.habit).map_or(0, |series| {
                series.values.iter().filter(|value| !value.is_nan()).count()
            });
            lines.push(format!(
                "{} It stands on {}. Stop logging it?",
                speaker.gap(pair, gap),
                count(logged, "day", "days")
            ));
        }
    }
    if lines.is_empty() {
        return;
    }
    Card::new("What never varies").show(ui, |ui| {
        for line in &lines {
            ui.add(Label::new(body(line.as_str())).wrap());
        }
        if ui
            .add(Button::quiet("Choose trackers in Settings"))
            .clicked()
        {
            actions.push(Action::Go(Screen::Settings));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screens::rig::{full_journal, today};

    #[test]
    fn a_week_is_said_in_words_without_the_running_day() {
        let journal = full_journal();
        let lines = week(&journal, today(), Words::of(journal.settings()));
        let of = |key: &str| {
            let name = &journal.tracker_by_uid(key).unwrap().name;
            let line = lines.iter().find(|line| line.name == *name).unwrap();
            line.words.clone()
        };
        assert!(of("itch").contains("on average, "), "{}", of("itch"));
        assert!(of("water").contains("a day on average"), "{}", of("water"));
        assert!(of("skincare").contains("yes on "), "{}", of("skincare"));
        assert!(
            lines
                .iter()
                .all(|line| !line.words.contains("7 logged days of 6"))
        );
        let empty = crate::ui::screens::rig::empty_journal();
        assert_eq!(week(&empty, today(), Words::of(empty.settings())), []);
    }

    #[test]
    fn a_skipped_week_is_said_as_skipped_and_not_as_zero() {
        let words = Words::of(full_journal().settings());
        assert_eq!(week_words(&Kind::YesNo, &[], 3, words), "skipped on 3 days");
        assert_eq!(
            week_words(&Kind::YesNo, &[0.0, 1.0], 1, words),
            "yes on 1 of 2 logged days, skipped on 1 day"
        );
    }
}
