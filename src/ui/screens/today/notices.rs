//! What stands above the cards: spans of the day, copied values that wait, days left open.

use egui::{Frame, Margin, Ui};

use crate::domain::{Day, Edit, Journal, Span, SpanKind, day_values, days_between, routine};
use crate::ui::action::{Action, Actions};
use crate::ui::command::Command;
use crate::ui::icons::{self, Icon, icon};
use crate::ui::theme::{CARD_RADIUS, GAP, body, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Button;
use crate::ui::words::count;

/// Longer gaps are a holiday from logging; nobody wants to fill those in.
const LONGEST_GAP_DAYS: i64 = 60;

/// Paints the notices of the day, each only where it applies.
pub(super) fn notices_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let spans: Vec<_> = view
        .journal
        .spans()
        .into_iter()
        .filter(|span| span.covers(view.day))
        .collect();
    for span in spans {
        span_ui(ui, view, span, actions);
    }
    let waiting = routine::unconfirmed(view.journal, view.day);
    if waiting > 0 {
        let text = format!(
            "{} your OK. Press Enter on a row, or confirm all.",
            if waiting == 1 {
                "1 value copied from yesterday needs".to_owned()
            } else {
                format!("{waiting} values copied from yesterday need")
            }
        );
        notice_ui(ui, icons::CIRCLE_DASHED, &text, |ui| {
            if ui.add(Button::quiet("Confirm all")).clicked() {
                actions.push(Action::Run(Command::ConfirmCopies));
            }
        });
    }
    if view.day == view.today
        && let Some((first, last)) = open_gap(view.journal, view.today)
    {
        gap_ui(ui, view, (first, last), actions);
    }
}

fn span_ui(ui: &mut Ui, view: &View<'_>, span: &Span, actions: &mut Actions) {
    let (mark, kind) = match span.kind {
        SpanKind::Treatment => (icons::PILL, "treatment"),
        SpanKind::Pause => (
            icons::PAUSE,
            "pause: this day counts neither for nor against an aim",
        ),
        SpanKind::Marker => (icons::FLAG, "marker"),
    };
    let dose = if span.dose.is_empty() {
        String::new()
    } else {
        format!(", {}", span.dose)
    };
    let day_number = (view.day - span.start).num_days() + 1;
    let place = match (span.kind, span.end) {
        (SpanKind::Marker, _) => String::new(),
        (_, Some(end)) => format!(
            " · day {day_number} of {}",
            (end - span.start).num_days() + 1
        ),
        (_, None) => format!(" · day {day_number}"),
    };
    notice_ui(
        ui,
        mark,
        &format!("{}{dose} · {kind}{place}", span.label),
        |ui| {
            if span.end.is_none() && ui.add(Button::quiet("Ends today")).clicked() {
                let ended = Span {
                    end: Some(view.day),
                    ..span.clone()
                };
                actions.commit_with_toast(Edit::put_span(ended), format!("{} ended", span.label));
            }
            if ui
                .add(Button::quiet("Open"))
                .on_hover_text("Change it in the calendar")
                .clicked()
            {
                actions.push(Action::Run(Command::GoCalendar));
            }
        },
    );
}

/// The days without any entry between the last logged day and today, if one may want to fill them in.
fn open_gap(journal: &Journal, today: Day) -> Option<(Day, Day)> {
    let yesterday = today.pred_opt()?;
    let last_logged = journal
        .trackers()
        .into_iter()
        .filter_map(|tracker| {
            day_values(
                journal,
                tracker,
                today - chrono::Duration::days(LONGEST_GAP_DAYS + 1),
                yesterday,
            )
            .last()
            .map(|(day, _)| *day)
        })
        .max()?;
    let first = last_logged.succ_opt()?;
    let left = journal
        .settings()
        .remembered("today.gap_left")
        .and_then(|day| day.parse().ok());
    let is_left = left.is_some_and(|left: Day| left >= yesterday);
    let paused = days_between(first, yesterday).all(|day| journal.is_paused(day));
    (first <= yesterday && !is_left && !paused).then_some((first, yesterday))
}

fn gap_ui(ui: &mut Ui, view: &View<'_>, (first, last): (Day, Day), actions: &mut Actions) {
    let days = (last - first).num_days() + 1;
    let which = match days {
        1 => format!(
            "Nothing logged on {}",
            view.words().weekday_and_day(first, view.today)
        ),
        2..=6 => format!(
            "Nothing logged {}–{}",
            first.format("%a"),
            last.format("%a")
        ),
        _ => {
            let count = count(usize::try_from(days).unwrap_or_default(), "day", "days");
            format!(
                "Nothing logged for {count}, from {}",
                view.words().short_day(first)
            )
        }
    };
    notice_ui(ui, icons::CALENDAR_BLANK, &which, |ui| {
        if ui.add(Button::quiet("Fill in")).clicked() {
            actions.push(Action::OpenDay(first));
        }
        if ui
            .add(Button::quiet("Pause"))
            .on_hover_text("Mark them as a pause, such as a holiday or an illness")
            .clicked()
        {
            let pause = Span {
                id: view.journal.next_span_id(),
                uid: view.spare_uid.to_owned(),
                kind: SpanKind::Pause,
                label: "Pause".to_owned(),
                dose: String::new(),
                start: first,
                end: Some(last),
            };
            actions.commit_with_toast(
                Edit::put_span(pause),
                format!("pause {}", view.words().range(first, last, view.today)),
            );
        }
        if ui
            .add(Button::quiet("Leave"))
            .on_hover_text("Leave them open and don't ask again")
            .clicked()
        {
            actions.remember("today.gap_left", last.to_string());
        }
    });
}

fn notice_ui(ui: &mut Ui, mark: Icon, text: &str, buttons: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke((1.0, t.border))
        .corner_radius(CARD_RADIUS)
        .inner_margin(Margin::symmetric(14, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(icon(mark, 17.0).color(t.muted));
            ui.label(body(text));
            buttons(ui);
        });
    });
    ui.add_space(GAP - ui.spacing().item_spacing.y);
}
