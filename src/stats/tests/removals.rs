//! What goes into the series and what is left out of them: roles, items, copied values, pauses, treatments, ranges.

use super::*;
use crate::domain::{
    Culture, Item, ItemId, List, ListContent, ListId, Origin, Span, SpanId, SpanKind, Value,
};

const DAYS: usize = 120;

fn diary() -> Diary {
    Diary::new()
        .habit("sweets", amount(), &rated(1, DAYS, 0.2, 4.0))
        .with(
            "stress",
            Role::Context,
            "Mind",
            scale(),
            &rated(2, DAYS, 0.5, 4.0),
        )
        .with(
            "bloating",
            Role::Symptom,
            "Gut",
            scale(),
            &rated(3, DAYS, 0.5, 4.0),
        )
        .symptom("itch", scale(), &rated(4, DAYS, 0.6, 4.0))
}

fn span(diary: &Diary, id: i64, kind: SpanKind, start: usize, end: Option<usize>) -> Edit {
    Edit::put_span(Span {
        id: SpanId(id),
        uid: format!("span {id}"),
        kind,
        label: format!("Span {id}"),
        dose: String::new(),
        start: diary.day(start),
        end: end.map(|end| diary.day(end)),
    })
}

fn with_span(diary: Diary, id: i64, kind: SpanKind, start: usize, end: Option<usize>) -> Diary {
    let edit = span(&diary, id, kind, start, end);
    diary.edit(edit)
}

/// The places of the days that are not logged.
fn missing(series: &Series) -> Vec<usize> {
    let values = series.values.iter().enumerate();
    values
        .filter(|(_, value)| value.is_nan())
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn gut_symptoms_stand_on_both_sides_but_never_against_themselves() {
    let diary = diary();
    let pairs = diary.examine().pairs;
    let name = |subject: Subject| diary.journal.tracker(subject.tracker).unwrap().uid.clone();
    let names: Vec<(String, String)> = pairs
        .iter()
        .map(|pair| (name(pair.habit), name(pair.symptom)))
        .collect();
    let expected = [
        ("sweets", "bloating"),
        ("stress", "bloating"),
        ("sweets", "itch"),
        ("stress", "itch"),
        ("bloating", "itch"),
    ];
    assert_eq!(
        names,
        expected.map(|(one, other)| (one.to_owned(), other.to_owned()))
    );
}

#[test]
fn copied_values_are_left_out_of_habits_until_confirmed() {
    let diary = diary();
    let (sweets, at) = (diary.id("sweets"), 40);
    let copied = Entry {
        value: Value::Recorded(3.0),
        origin: Origin::Copied,
    };
    let key = EntryKey::own(sweets, diary.day(at));
    let diary = diary.edit(Edit::log(key, copied));
    let study = diary.study(&Options::default());
    assert_eq!(study.left_out.copied_values, 1);
    assert_eq!(missing(study.habit(Subject::whole(sweets)).unwrap()), [at]);
    let leave_out = LeaveOut {
        copied: false,
        ..LeaveOut::default()
    };
    let study = diary.study(&Options {
        leave_out,
        ..Options::default()
    });
    assert_eq!(study.left_out.copied_values, 1);
    assert_eq!(study.habit(Subject::whole(sweets)).unwrap().values[at], 3.0);
}

#[test]
fn pauses_and_short_treatments_are_left_out() {
    let diary = with_span(diary(), 1, SpanKind::Pause, 10, Some(12));
    let diary = with_span(diary, 2, SpanKind::Treatment, 50, Some(77));
    let diary = with_span(diary, 3, SpanKind::Treatment, 80, Some(108));
    let study = diary.study(&Options::default());
    assert_eq!(study.left_out.pauses, [(SpanId(1), 3)]);
    assert_eq!(study.left_out.short_treatments, [(SpanId(2), 28)]);
    assert_eq!(study.adjusted_treatments, [SpanId(3)]);
    assert_eq!(
        missing(study.habit(diary.subject("sweets")).unwrap()),
        [10, 11, 12]
    );
    assert_eq!(
        missing(study.habit(diary.subject("bloating")).unwrap()),
        [10, 11, 12]
    );
    let mut outcome = vec![10, 11, 12];
    outcome.extend(50..78);
    assert_eq!(
        missing(study.symptom(diary.subject("bloating")).unwrap()),
        outcome
    );
    assert_eq!(study.range.days(), DAYS);

    let leave_out = LeaveOut {
        copied: true,
        pauses: false,
        short_treatments: false,
    };
    let study = diary.study(&Options {
        leave_out,
        ..Options::default()
    });
    assert!(missing(study.symptom(diary.subject("itch")).unwrap()).is_empty());
    assert_eq!(study.left_out.short_treatments, [(SpanId(2), 28)]);
    assert_eq!(study.adjusted_treatments, [SpanId(3)]);
}

#[test]
fn a_treatment_that_goes_on_is_adjusted_for() {
    let diary = with_span(diary(), 1, SpanKind::Treatment, 110, None);
    // Planned to end on the running day: not over yet.
    let diary = with_span(diary, 2, SpanKind::Treatment, 100, Some(DAYS));
    let study = diary.study(&Options::default());
    assert!(study.left_out.short_treatments.is_empty());
    assert_eq!(study.adjusted_treatments, [SpanId(2), SpanId(1)]);
    assert!(missing(study.symptom(diary.subject("itch")).unwrap()).is_empty());
}

#[test]
fn a_tracker_that_is_adjusted_for_is_not_tested() {
    let mut stress = rated(2, DAYS, 0.5, 4.0);
    stress[30] = NAN;
    let diary = Diary::new()
        .habit("sweets", amount(), &rated(1, DAYS, 0.2, 4.0))
        .with("stress", Role::Context, "Mind", scale(), &stress)
        .symptom("itch", scale(), &rated(4, DAYS, 0.6, 4.0));
    let options = Options {
        adjusters: vec![diary.id("stress")],
        ..Options::default()
    };
    let insights = diary.examine_with(&options);
    assert_eq!(insights.pairs.len(), 1);
    let fit = insights.outcomes[0].fit.as_ref().unwrap();
    assert_eq!((fit.days, fit.columns), (DAYS - 1, 1 + 6 + 4 + 1));
    let plain = diary.examine();
    assert_eq!(plain.outcomes[0].fit.as_ref().unwrap().days, DAYS);
    check_finite(&insights);
}

#[test]
fn ranges_end_with_the_last_recorded_day() {
    let mut itch = rated(4, 800, 0.6, 4.0);
    itch[..20].fill(NAN);
    itch[795..].fill(NAN);
    let diary = Diary::new().symptom("itch", scale(), &itch);
    let range = |choice| {
        let range = DayRange::choose(&diary.journal, choice, diary.today()).unwrap();
        let place = |day: Day| (day - diary.first).num_days();
        (place(range.first), place(range.last))
    };
    assert_eq!(range(RangeChoice::default()), (430, 794));
    assert_eq!(range(RangeChoice::LastDays(183)), (612, 794));
    assert_eq!(range(RangeChoice::LastDays(2000)), (20, 794));
    assert_eq!(range(RangeChoice::All), (20, 794));
    let between = |from: Option<usize>, to: Option<usize>| RangeChoice::Between {
        from: from.map(|at| diary.day(at)),
        to: to.map(|at| diary.day(at)),
    };
    // Chosen ends may be unlogged, but the running day is out.
    assert_eq!(range(between(Some(5), Some(798))), (5, 798));
    assert_eq!(range(between(Some(5), Some(900))), (5, 799));
    assert_eq!(range(between(None, Some(500))), (136, 500));
    assert_eq!(range(between(Some(700), None)), (700, 794));
    let none = DayRange::choose(&diary.journal, between(Some(500), Some(400)), diary.today());
    assert_eq!(none, None);
    let early = RangeChoice::Between {
        from: Some(day("1900-01-01")),
        to: None,
    };
    let longest = DayRange::choose(&diary.journal, early, diary.today()).unwrap();
    assert_eq!(longest.days() as i64, LONGEST_RANGE_DAYS);
    // Skipped is not recorded.
    let skip = Edit::log(
        EntryKey::own(diary.id("itch"), diary.day(797)),
        Entry::skipped(),
    );
    let diary = Diary { days: 800, ..diary }.edit(skip);
    let range = DayRange::choose(&diary.journal, RangeChoice::All, diary.today()).unwrap();
    assert_eq!(range.last, diary.day(794));
}

#[test]
fn the_running_day_is_out() {
    let diary = diary();
    let range = |today: Day| DayRange::choose(&diary.journal, RangeChoice::All, today).unwrap();
    assert_eq!(range(diary.today()).days(), DAYS);
    assert_eq!(range(diary.day(DAYS - 1)).days(), DAYS - 1);
}

#[test]
fn an_item_is_looked_at_where_it_is_asked_for() {
    let diary = diary();
    let (food, kefir) = (ListId(1), ItemId(1));
    let sweets = Tracker {
        list: Some(food),
        ..diary.journal.tracker(diary.id("sweets")).unwrap().clone()
    };
    let list = List {
        id: food,
        uid: "foods".to_owned(),
        name: "Foods".to_owned(),
        content: ListContent::Food,
    };
    let item = Item {
        id: kefir,
        uid: "kefir".to_owned(),
        list: food,
        name: "Kefir".to_owned(),
        position: 0,
        archived: false,
        serving: String::new(),
        culture: Culture::Live,
        brand: String::new(),
        per_tap: 1.0,
        labels: Vec::new(),
    };
    let mut edits = vec![
        Edit::put_list(list),
        Edit::put_item(item),
        Edit::put_tracker(sweets),
    ];
    for at in (0..DAYS).step_by(3) {
        let key = EntryKey::item(diary.id("sweets"), kefir, diary.day(at));
        edits.push(Edit::log(key, Entry::typed(2.0)));
    }
    let diary = diary.edit(Edit::Batch(edits));
    let options = Options {
        items: vec![(diary.id("sweets"), kefir)],
        ..Options::default()
    };
    let plain = diary.examine();
    let insights = diary.examine_with(&options);
    assert_eq!(insights.pairs.len(), plain.pairs.len() + 2);
    let alone = Subject {
        tracker: diary.id("sweets"),
        item: Some(kefir),
    };
    // An item without an entry on a day whose tracker has one is 0 there.
    let series = insights.study.habit(alone).unwrap();
    assert_eq!(series.values[..4], [2.0, 0.0, 0.0, 2.0]);
    let pair = insights.pair(alone, diary.subject("itch")).unwrap();
    assert!(pair.is_eligible() && insights.pairs_examined > plain.pairs_examined);
    // A fellow of its own tracker is none.
    for pair in &insights.pairs {
        let own = |fellow: &Fellow| fellow.habit.tracker == pair.habit.tracker;
        assert!(!insights.fellows(pair).iter().any(own));
    }
}

#[test]
fn skin_that_changes_the_habit_is_seen_and_fellows_are_named() {
    let days = 300;
    let sweets = rated(21, days, 0.2, 4.0);
    let cocoa: Vec<f64> = sweets
        .iter()
        .zip(rated(22, days, 0.2, 1.0))
        .map(|(x, more)| x + more)
        .collect();
    let own = course(23, days, 0.5);
    let at = |day: usize| if day == 0 { 4.0 } else { sweets[day - 1] };
    let itch: Vec<f64> = (0..days)
        .map(|day| (0.8 * at(day) + 1.5 * own[day]).round().clamp(0.0, 10.0))
        .collect();
    // Bathing follows yesterday's itch.
    let baths: Vec<f64> = (0..days)
        .map(|day| {
            if day > 0 && itch[day - 1] > 4.0 {
                1.0
            } else {
                0.0
            }
        })
        .collect();
    let diary = Diary::new()
        .habit("sweets", amount(), &sweets)
        .habit("cocoa", amount(), &cocoa)
        .habit("baths", Kind::YesNo, &baths)
        .symptom("itch", scale(), &itch);
    let insights = diary.examine();
    let of = |name: &str| {
        insights
            .pair(diary.subject(name), diary.subject("itch"))
            .unwrap()
    };
    let never = AtomicBool::new(false);
    let pair = of("sweets");
    assert_eq!(pair.class, Class::Linked);
    assert!(!insights.reverse(pair, &never).unwrap().is_found);
    let fellows = insights.fellows(pair);
    assert_eq!(fellows[0].habit, diary.subject("cocoa"));
    assert!(fellows[0].is_more);
    let curve = insights.delay_curve(pair);
    assert_eq!(curve.len(), 15);
    let peak = (0..15).max_by(|one, other| {
        let height = |at: &usize| curve[*at].test().unwrap().t.abs();
        height(one).total_cmp(&height(other))
    });
    assert_eq!(peak, Some(1));
    let behind = insights.days_behind(pair, Window::single(1));
    assert_eq!(behind.len(), days - 1);
    assert_eq!(
        (behind[0].day, behind[0].habit, behind[0].symptom),
        (diary.day(1), sweets[0], itch[1])
    );
    // The reverse direction is looked for where a link is claimed, and only there.
    for pair in &insights.pairs {
        assert_eq!(
            insights.reverse(pair, &never).is_some(),
            pair.class.is_found(),
            "{pair:?}"
        );
    }
    let reverse = Diary::new()
        .habit("itch as habit", amount(), &itch)
        .symptom(
            "baths as outcome",
            scale(),
            &baths
                .iter()
                .zip(&own)
                .map(|(bath, own)| (3.0 + 3.0 * bath + own).round().clamp(0.0, 10.0))
                .collect::<Vec<_>>(),
        )
        .examine();
    assert_eq!(reverse.pairs[0].class, Class::Linked);
}

#[test]
fn before_and_after_a_marker() {
    let mut values = rated(31, 100, 0.4, 6.0);
    values[50..]
        .iter_mut()
        .for_each(|value| *value = (*value - 3.0).max(0.0));
    let diary = Diary::new().symptom("itch", scale(), &values);
    let diary = with_span(diary, 1, SpanKind::Marker, 50, Some(50));
    let diary = with_span(diary, 2, SpanKind::Marker, 95, Some(95));
    let of = |id: i64, diary: &Diary| {
        let range = DayRange::choose(&diary.journal, RangeChoice::All, diary.today()).unwrap();
        let series = TrendSeries::of(&diary.journal, diary.subject("itch"), range);
        let mut found = series.before_and_after().into_iter();
        found
            .find(|(marker, _)| *marker == SpanId(id))
            .map(|(_, found)| found)
    };
    let found = of(1, &diary).unwrap();
    assert_eq!((found.days_before, found.days_after), (50, 45));
    assert!((found.after - found.before + 3.0).abs() < 1.0, "{found:?}");
    assert!(found.interval.high < 0.0);
    // Fewer than 14 logged days after the second one.
    assert_eq!(of(2, &diary), None);
    let diary = with_span(diary, 3, SpanKind::Pause, 20, Some(40));
    assert_eq!(of(3, &diary), None);
}
