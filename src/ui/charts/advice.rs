//! What a tracker is measured against on its chart: the person's aims as they changed, else the guide's figures, each
//! with its source; advice without a figure as words alone.

use crate::domain::{Bound, Day, Journal, LifeStage, Period, Role, Target, Tracker};
use crate::guide::{Guide, Recommendation};
use crate::ui::words::Words;

use super::time_axis::number_of;

/// The recommendation behind a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Advice {
    /// Where what is recommended lies, earliest first; empty where no figure is given.
    pub bands: Vec<Band>,
    /// What is written into the chart, with its source; empty where nothing is advised.
    pub text: String,
    /// Whether articles advise it, so that a strip shows on which days there was any.
    pub is_advised: bool,
}

/// A recommended range over a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// First day; none from the beginning.
    pub first: Option<i32>,
    /// Last day; none while it goes on.
    pub last: Option<i32>,
    /// How much.
    pub target: Target,
}

impl Advice {
    /// What `tracker` is measured against. Figures for adults are left out for those they do not hold for.
    pub fn of(journal: &Journal, tracker: &Tracker, today: Day, words: Words) -> Self {
        let advised = advised_text(tracker);
        let of_aims = aim_bands(journal, tracker);
        let own_text = journal
            .aim_on(tracker.id, today)
            .and_then(|aim| Some((aim.target?, aim.source.as_str())))
            .map(|(target, source)| aim_text(tracker, &advised, source, &target, words));
        let (bands, text) = match own_text {
            Some(text) => (of_aims, Some(text)),
            None if !of_aims.is_empty() => (of_aims, None),
            None => guide_bands(journal, tracker),
        };
        Self {
            bands,
            is_advised: !advised.is_empty(),
            text: text.unwrap_or(advised),
        }
    }

    /// Whether the line to compare with is the sum of a week.
    pub fn is_weekly(&self) -> bool {
        self.bands
            .last()
            .is_some_and(|band| band.target.period == Period::Week)
    }

    /// The most that a band asks for or allows.
    pub fn highest(&self) -> f64 {
        let amount = |band: &Band| band.target.amount;
        self.bands.iter().map(amount).fold(0.0, f64::max)
    }

    /// The same without the articles' numbers, as it is written into a chart: "EFSA 2010, at least 2 L a day", "limit,
    /// UK CMO 2016, at most 14 UK units a week", "articles: include; no amount given".
    pub fn short_text(&self) -> String {
        let plain = |part: &str| {
            let rest = part
                .strip_prefix("article")
                .and_then(|rest| rest.split_once(": "));
            rest.map_or(part, |(_, rest)| rest).to_owned()
        };
        let parts: Vec<String> = self.text.split(" · ").map(plain).collect();
        match (
            self.bands.last().map(|band| band.target.bound),
            parts.last(),
        ) {
            (_, None) => String::new(),
            (Some(Bound::AtMost), Some(figure)) => format!("limit, {figure}"),
            (Some(Bound::AtLeast), Some(figure)) => figure.clone(),
            (None, _) if self.text.is_empty() => String::new(),
            (None, _) => format!("articles: {}", parts.join(" · ")),
        }
    }

    /// The target in force on a day.
    pub fn target_on(&self, day: i32) -> Option<Target> {
        let holds = |band: &&Band| {
            band.first.is_none_or(|first| first <= day) && band.last.is_none_or(|last| day <= last)
        };
        self.bands.iter().find(holds).map(|band| band.target)
    }
}

/// The person's aims, each until the next one; aims counted otherwise than the newest are left out, since the line
/// they would be compared with is another.
fn aim_bands(journal: &Journal, tracker: &Tracker) -> Vec<Band> {
    let aims = journal.aims_of(tracker.id);
    let period = aims
        .iter()
        .rev()
        .find_map(|aim| aim.target)
        .map(|target| target.period);
    let band = |(at, aim): (usize, &&crate::domain::Aim)| {
        Some(Band {
            first: Some(number_of(aim.from)),
            last: aims.get(at + 1).map(|next| number_of(next.from) - 1),
            target: aim.target.filter(|target| Some(target.period) == period)?,
        })
    };
    aims.iter().enumerate().filter_map(band).collect()
}

fn aim_text(
    tracker: &Tracker,
    advised: &str,
    source: &str,
    target: &Target,
    words: Words,
) -> String {
    let target = words.target(target, tracker.kind.unit());
    if source.is_empty() || source == "own" {
        return format!("your own aim, {target}");
    }
    // "article 3: stay hydrated; no amount given" without what the aim says instead.
    match advised.split(';').next() {
        Some(advice) if !advice.is_empty() => format!("{advice} · {source}, {target}"),
        _ => format!("{source}, {target}"),
    }
}

/// What the articles advise on a tracker, in words, with their numbers.
fn advised_text(tracker: &Tracker) -> String {
    let all = Guide::embedded().recommendations_of(&tracker.uid);
    let is_main = |advice: &&&Recommendation| advice.main_tracker() == Some(tracker.uid.as_str());
    let texts = |advice: &&Recommendation| advice.strip_text.clone();
    let mains: Vec<String> = all.iter().filter(is_main).filter_map(texts).collect();
    if !mains.is_empty() || tracker.role != Role::Habit {
        return mains.join(" · ");
    }
    // A habit that is only a part of some advice: zinc, of what is said on the period.
    all.iter().find_map(texts).unwrap_or_default()
}

/// The figures of the guide, if they hold for this person and have the tracker's unit. Where a figure differs by
/// person, the lower one is drawn, for it holds for both, and the text names both.
fn guide_bands(journal: &Journal, tracker: &Tracker) -> (Vec<Band>, Option<String>) {
    let is_adult = journal.settings().life_stage() == LifeStage::Adult;
    let guide = Guide::embedded();
    let holds = |advice: &&Recommendation| is_adult || !advice.adults_only;
    let mut figures: Vec<_> = guide
        .recommendations
        .iter()
        .filter(holds)
        .flat_map(|advice| &advice.figures)
        .filter(|figure| figure.tracker == tracker.uid && figure.unit == tracker.kind.unit())
        .collect();
    figures.sort_by(|one, other| one.amount.total_cmp(&other.amount));
    let Some(lowest) = figures.first() else {
        return (Vec::new(), None);
    };
    let mut text = lowest.band_text.clone();
    if let Some(variant) = &lowest.variant {
        text.push_str(&format!(" ({variant})"));
    }
    for other in figures.iter().skip(1) {
        let variant = other.variant.as_deref().unwrap_or_default();
        text.push_str(&format!(" or {} {} ({variant})", other.amount, other.unit));
    }
    let target = Target {
        bound: lowest.bound,
        amount: lowest.amount,
        period: lowest.period,
    };
    let band = Band {
        first: None,
        last: None,
        target,
    };
    (vec![band], Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Aim, AimId, AmountScale, JournalParts, Kind, Settings, TrackerId, setting_key,
    };

    const TODAY: &str = "2026-11-21";

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn tracker(uid: &str, unit: &str) -> Tracker {
        Tracker {
            id: TrackerId(1),
            uid: uid.to_owned(),
            name: uid.to_owned(),
            role: Role::Habit,
            kind: Kind::Amount(AmountScale {
                unit: unit.to_owned(),
                step: 1.0,
                ceiling: 10_000.0,
            }),
            list: None,
            section: "Body".to_owned(),
            position: 1,
            colour: 0,
            daily_from: None,
            archived_from: None,
            copyable: true,
        }
    }

    fn advice(
        uid: &str,
        unit: &str,
        aims: &[(&str, Option<f64>, &str)],
        stage: LifeStage,
    ) -> Advice {
        let tracker = tracker(uid, unit);
        let aim = |(at, (from, amount, source)): (usize, &(&str, Option<f64>, &str))| Aim {
            id: AimId(at as i64),
            uid: format!("aim-{at}"),
            tracker: tracker.id,
            from: day(from),
            target: amount.map(|amount| Target {
                bound: Bound::AtLeast,
                amount,
                period: Period::Day,
            }),
            source: (*source).to_owned(),
        };
        let journal = Journal::from_parts(JournalParts {
            trackers: vec![tracker.clone()],
            aims: aims.iter().enumerate().map(aim).collect(),
            settings: vec![(setting_key::LIFE_STAGE.to_owned(), stage.key().to_owned())],
            ..JournalParts::default()
        });
        Advice::of(
            &journal,
            &tracker,
            day(TODAY),
            Words::of(&Settings::default()),
        )
    }

    #[test]
    fn aims_hold_from_their_day_on_and_name_their_source() {
        let aims = [
            ("2026-01-01", Some(1_500.0), "own"),
            ("2026-06-01", None, "own"),
            ("2026-09-01", Some(2_000.0), "EFSA 2010"),
        ];
        let found = advice("water", "ml", &aims, LifeStage::Adult);
        let amount = |text: &str| {
            found
                .target_on(number_of(day(text)))
                .map(|target| target.amount)
        };
        assert_eq!(amount("2025-12-31"), None);
        assert_eq!(amount("2026-05-31"), Some(1_500.0));
        assert_eq!(amount("2026-06-01"), None);
        assert_eq!(amount("2026-11-21"), Some(2_000.0));
        assert_eq!(
            found.text,
            "article 3: stay hydrated · EFSA 2010, at least 2 L a day"
        );
    }

    #[test]
    fn an_aim_of_ones_own_says_so() {
        let found = advice(
            "water",
            "ml",
            &[("2026-01-01", Some(1_500.0), "own")],
            LifeStage::Adult,
        );
        assert_eq!(found.text, "your own aim, at least 1.5 L a day");
        assert!(found.is_advised);
    }

    #[test]
    fn without_an_aim_the_guide_gives_the_figure() {
        let found = advice("water", "ml", &[], LifeStage::Adult);
        assert_eq!(
            found
                .target_on(number_of(day(TODAY)))
                .map(|target| target.amount),
            Some(1_600.0)
        );
        assert!(
            found.text.contains("EFSA 2010") && found.text.ends_with("(women) or 2000 ml (men)"),
            "{}",
            found.text
        );
        let movement = advice("movement", "min", &[], LifeStage::Adult);
        assert!(movement.is_weekly());
        assert!(
            advice("movement", "h", &[], LifeStage::Adult)
                .bands
                .is_empty(),
            "another unit"
        );
    }

    #[test]
    fn figures_for_adults_are_not_shown_to_others() {
        for stage in [LifeStage::Under18, LifeStage::PregnantOrBreastfeeding] {
            let found = advice("water", "ml", &[], stage);
            assert!(found.bands.is_empty());
            assert_eq!(found.text, "article 3: stay hydrated; no amount given");
        }
    }

    #[test]
    fn a_chart_says_the_figure_without_the_numbers_of_articles() {
        let short = |uid: &str, unit: &str| advice(uid, unit, &[], LifeStage::Adult).short_text();
        assert_eq!(short("sleep", "h"), "AASM/SRS 2015, at least 7 h");
        assert_eq!(
            short("alcohol", "UK units"),
            "limit, UK CMO 2016, at most 14 UK units a week"
        );
        assert_eq!(
            short("fermented_food", "servings"),
            "articles: include; no amount given"
        );
        assert_eq!(short("cold_showers", "times"), "");
        let own = [("2026-01-01", Some(1_500.0), "own")];
        let found = advice("water", "ml", &own, LifeStage::Adult);
        assert_eq!(found.short_text(), "your own aim, at least 1.5 L a day");
    }

    #[test]
    fn advice_without_a_figure_is_words_alone() {
        let found = advice("fermented_food", "servings", &[], LifeStage::Adult);
        assert_eq!(found.text, "articles 1 2 3 5: include; no amount given");
        assert!(found.bands.is_empty() && found.is_advised);
        let own = advice("cold_showers", "times", &[], LifeStage::Adult);
        assert_eq!(own, Advice::default());
    }
}
