//! Small multiples over one time axis: which trackers, which days, and what pointer and keys do with them. What a
//! panel looks like is left to `ui::charts`.

mod advice;
mod header;
mod picture;
mod readings;
mod stack;
mod text_view;
mod tracks;

use std::path::Path;
use std::rc::Rc;

use egui::{Frame, Margin, Pos2, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::domain::TrackerId;
use crate::stats::{DayRange, Subject};
use crate::ui::action::{Action, Actions};
use crate::ui::charts::time_axis::{TimeWindow, day_of_number, number_of};
use crate::ui::findings::TrendsAsked;
use crate::ui::icons;
use crate::ui::screens::Screen;
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::EmptyState;

use advice::HowOften;
use picture::PictureDialog;
use readings::Readings;
use tracks::{Track, Tracks, in_tracker_order, keys_from_text, keys_text, usual_keys};

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct TrendsScreen {
    is_loaded: bool,
    range: Range,
    /// The days in sight after panning or zooming; none while a range is chosen.
    custom: Option<TimeWindow>,
    /// What was chosen to be shown; none while it is the usual.
    chosen: Option<Vec<Subject>>,
    overlay: Vec<Subject>,
    /// What stays at the top while the others scroll.
    pinned: Vec<Subject>,
    /// The one panel that is larger than the others.
    large: Option<Subject>,
    as_text: bool,
    /// Whether the advice stands beside the charts; none while that is left to the room there is.
    shows_advice: Option<bool>,
    /// The tracker the advice is on: the last one that was pointed at or had the focus.
    advised: Option<Subject>,
    how_often: HowOften,
    /// The tracker whose band and advice light up together; for this frame, and found in it for the next.
    lit: Option<Subject>,
    next_lit: Option<Subject>,
    /// The day that keys stand on.
    cursor: Option<i32>,
    /// The day under the pointer.
    hovered: Option<i32>,
    /// A key moved the day since the pointer moved.
    keys_lead: bool,
    /// The days that are being selected, from where it began.
    selecting: Option<(f64, f64)>,
    /// A tracker that is to be scrolled to.
    reveal: Option<Subject>,
    tracks: Tracks,
    readings: Readings,
    /// Where a panel's menu was opened.
    menu_at: Pos2,
    picture: Option<PictureDialog>,
    /// A picture is being painted, of these tracks alone if there are any.
    is_picture: bool,
    only: Option<(Subject, Option<Subject>)>,
}

impl TrendsScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        self.load_choices(view);
        self.tracks.refresh(view);
        // A low window scrolls the page, or there would be no room for a single chart.
        if ui.available_height() < LOWEST_PAGE {
            ScrollArea::vertical()
                .id_salt("trends page")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let size = vec2(ui.available_width(), LOWEST_PAGE);
                    let room = Rect::from_min_size(ui.cursor().min, size);
                    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                        self.page_ui(ui, view, actions);
                    });
                });
        } else {
            self.page_ui(ui, view, actions);
        }
        self.picture_ui(ui, view, actions);
    }

    fn page_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let margin = Margin::symmetric(26, 20);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            if self.tracks.first_logged().is_none() {
                header::title_ui(ui, "");
                empty_ui(ui, actions);
                return;
            }
            self.header_ui(ui, view, actions);
            ui.add_space(4.0);
            let shown = self.shown(view);
            self.keep_readings_up(ui, view, actions);
            if shown.is_empty() {
                EmptyState::new(icons::TRENDS, "No tracker is chosen")
                    .detail("Choose under Trackers what you want to see here.")
                    .show(ui);
            } else if self.as_text {
                self.text_view_ui(ui, view, &shown, actions);
            } else {
                self.charts_ui(ui, view, &shown, actions);
            }
        });
    }

    /// The charts, and the advice at their right or, where the window is narrow, below them.
    fn charts_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        shown: &[Rc<Track>],
        actions: &mut Actions,
    ) {
        let room = ui.available_rect_before_wrap();
        let is_wide = room.width() >= WITH_COLUMN;
        if !self.shows_advice(room.width()) {
            self.stack_ui(ui, view, shown, actions);
            return;
        }
        let (charts, advice) = if is_wide {
            let (left, right) = room.split_left_right_at_x(room.right() - COLUMN_WIDTH);
            (left.with_max_x(left.right() - theme::GAP), right)
        } else {
            let height = ROW_HEIGHT.min(room.height() / 3.0);
            let (above, below) = room.split_top_bottom_at_y(room.bottom() - height);
            (above.with_max_y(above.bottom() - theme::GRID), below)
        };
        let within = |rect: Rect, salt: &str| UiBuilder::new().id_salt(salt).max_rect(rect);
        ui.scope_builder(within(charts, "charts"), |ui| {
            self.stack_ui(ui, view, shown, actions);
        });
        ui.scope_builder(within(advice, "advice"), |ui| {
            self.advice_ui(ui, view, shown, actions);
        });
        let lit = self.next_lit.take();
        if std::mem::replace(&mut self.lit, lit) != lit {
            ui.ctx().request_repaint();
        }
    }

    /// Whether the advice stands beside the charts on a page of this width: as it was chosen, else where there is room.
    fn shows_advice(&self, page_width: f32) -> bool {
        self.shows_advice.unwrap_or(page_width >= WITH_COLUMN)
    }

    /// Brings a tracker in sight, adding it to those shown if it is not among them.
    pub fn show_tracker(&mut self, tracker: TrackerId, view: &View<'_>) {
        self.load_choices(view);
        let key = Subject::whole(tracker);
        let mut keys = self.shown_keys(view);
        if !keys.contains(&key) {
            keys.push(key);
            in_tracker_order(&mut keys, view.journal);
            self.chosen = Some(keys);
        }
        self.as_text = false;
        self.reveal = Some(key);
    }

    /// Takes the place that the system's file dialog gave for a picture.
    pub fn file_chosen(&mut self, path: impl AsRef<Path>) {
        if let Some(picture) = &mut self.picture {
            picture.set_path(path.as_ref());
        }
    }

    fn load_choices(&mut self, view: &View<'_>) {
        if std::mem::replace(&mut self.is_loaded, true) {
            return;
        }
        let journal = view.journal;
        let remembered = |name: &str| journal.settings().remembered(name);
        self.range = remembered(RANGE)
            .and_then(Range::from_key)
            .unwrap_or_default();
        self.chosen = remembered(SHOWN)
            .filter(|text| *text != USUAL)
            .map(|text| keys_from_text(text, journal));
        self.overlay =
            remembered(OVERLAY).map_or_else(Vec::new, |text| keys_from_text(text, journal));
        self.pinned =
            remembered(PINNED).map_or_else(Vec::new, |text| keys_from_text(text, journal));
        self.shows_advice = remembered(ADVICE).map(|text| text == "yes");
        self.as_text = remembered(AS_TEXT) == Some("yes");
        self.readings.is_smooth = remembered(SMOOTH) == Some("yes");
    }

    fn shown_keys(&self, view: &View<'_>) -> Vec<Subject> {
        self.chosen
            .clone()
            .unwrap_or_else(|| usual_keys(view.journal))
    }

    /// What is shown, in the order of the trackers.
    fn shown(&mut self, view: &View<'_>) -> Vec<Rc<Track>> {
        let mut keys = match self.only {
            None => self.shown_keys(view),
            Some((key, None)) => vec![key],
            Some((_, Some(_))) => Vec::new(),
        };
        in_tracker_order(&mut keys, view.journal);
        keys.into_iter()
            .filter_map(|key| self.tracks.track(key, view))
            .collect()
    }

    fn choose(&mut self, keys: Option<Vec<Subject>>, view: &View<'_>, actions: &mut Actions) {
        let text = keys
            .as_ref()
            .map_or_else(|| USUAL.to_owned(), |keys| keys_text(keys, view.journal));
        actions.remember(SHOWN, text);
        self.chosen = keys;
    }

    fn set_range(&mut self, range: Range, actions: &mut Actions) {
        actions.remember(RANGE, range.key());
        self.range = range;
        self.custom = None;
    }

    /// From the first logged day to the running one, a month at the least.
    fn limits(&self, view: &View<'_>) -> TimeWindow {
        let today = number_of(view.today);
        let first = self.tracks.first_logged().unwrap_or(today).min(today - 29);
        TimeWindow {
            start: f64::from(first),
            end: f64::from(today + 1),
        }
    }

    /// Has trends worked out for the days in sight, once they stand still.
    fn keep_readings_up(&mut self, ui: &Ui, view: &View<'_>, actions: &mut Actions) {
        let window = self.window(view);
        let last = window.last().min(number_of(view.today) - 1);
        let keys = self
            .shown_keys(view)
            .into_iter()
            .chain(self.overlay.clone());
        let wanted = (window.first() <= last).then(|| TrendsAsked {
            range: DayRange {
                first: day_of_number(window.first()),
                last: day_of_number(last),
            },
            subjects: keys.collect(),
        });
        if let Some(asked) = self.readings.keep_up(ui, view, wanted) {
            actions.push(Action::ReadTrends(asked));
        }
    }

    /// The days in sight.
    fn window(&self, view: &View<'_>) -> TimeWindow {
        let limits = self.limits(view);
        let of_range = || match self.range.days() {
            Some(days) => TimeWindow {
                start: limits.end - f64::from(days),
                end: limits.end,
            },
            None => limits,
        };
        let window = self.custom.unwrap_or_else(of_range);
        // A range longer than the journal shows all of it.
        TimeWindow {
            start: window.start.max(limits.start),
            end: window.end.min(limits.end),
        }
        .within(limits)
    }

    fn set_window(&mut self, window: TimeWindow, view: &View<'_>) {
        let held = window.within(self.limits(view));
        if held != self.window(view) {
            self.custom = Some(held);
        }
    }
}

/// The page is never lower than this; a lower window scrolls it.
const LOWEST_PAGE: f32 = 400.0;
/// From this width on the advice has a column of its own, so wide; else a row so high.
const WITH_COLUMN: f32 = 900.0;
const COLUMN_WIDTH: f32 = 236.0;
const ROW_HEIGHT: f32 = 150.0;
const RANGE: &str = "trends.range";
const SHOWN: &str = "trends.trackers";
const OVERLAY: &str = "trends.overlay";
const PINNED: &str = "trends.pinned";
const ADVICE: &str = "trends.advice";
const AS_TEXT: &str = "trends.text";
const SMOOTH: &str = "trends.smooth";
/// What is remembered when the usual trackers are shown.
const USUAL: &str = "usual";

/// How much time is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Range {
    OneMonth,
    #[default]
    FourMonths,
    OneYear,
    All,
}

impl Range {
    const ALL: [Self; 4] = [Self::OneMonth, Self::FourMonths, Self::OneYear, Self::All];
    const WORDS: [&'static str; 4] = ["1 M", "4 M", "1 Y", "All"];

    fn key(self) -> &'static str {
        match self {
            Self::OneMonth => "1m",
            Self::FourMonths => "4m",
            Self::OneYear => "1y",
            Self::All => "all",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.key() == key)
    }

    fn days(self) -> Option<i32> {
        match self {
            Self::OneMonth => Some(30),
            Self::FourMonths => Some(120),
            Self::OneYear => Some(365),
            Self::All => None,
        }
    }
}

fn empty_ui(ui: &mut Ui, actions: &mut Actions) {
    let chosen = EmptyState::new(icons::TRENDS, "Nothing is logged yet")
        .detail("Your days stand here as charts from the first one on. After four days of a week there is a line through them.")
        .action("Log today")
        .show(ui);
    if chosen {
        actions.push(Action::Go(Screen::Today));
    }
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
