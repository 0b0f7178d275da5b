//! How easy the Guide and the sentences of Insights are to read, measured by Flesch's reading ease.
//!
//! 206.835 − 1.015 · words a sentence − 84.6 · syllables a word (Flesch 1948, J Appl Psychol 32:221). A newspaper has about
//! 60; below 40 a text is hard. Medical and proper names are what they are and are not counted.

use biota::domain::{Day, Journal, StarterCatalogue};
use biota::guide::Guide;
use biota::phrases::Speaker;
use biota::stats::{
    Class, Fellow, Gap, Interval, Outlook, Pair, Reverse, Subject, WINDOWS, WindowResult,
    WindowTest,
};
use biota::ui::words::Words;

use crate::scenario::{TODAY, day};

/// The least a set of texts may have on average, and a single sentence.
const AVERAGE: f64 = 60.0;
const LEAST: f64 = 40.0;

/// Names of illnesses, medicines, bacteria, foods, people and bodies, which nobody can make shorter.
const NAMES: [&str; 77] = [
    "acne",
    "eczema",
    "psoriasis",
    "rosacea",
    "probiotic",
    "probiotics",
    "prebiotic",
    "prebiotics",
    "ceramides",
    "butyrate",
    "serotonin",
    "antimicrobial",
    "peptides",
    "tetracycline",
    "quinolones",
    "ciclosporin",
    "methotrexate",
    "isotretinoin",
    "acitretin",
    "metronidazole",
    "jak",
    "inhibitors",
    "maoi",
    "parkinson's",
    "histamine",
    "kombucha",
    "kōso",
    "kefir",
    "kimchi",
    "sauerkraut",
    "tempeh",
    "glutamine",
    "inulin",
    "magnesium",
    "potassium",
    "biotin",
    "cortisol",
    "jerusalem",
    "artichoke",
    "chicory",
    "rhamnosus",
    "paracasei",
    "longum",
    "lactis",
    "casei",
    "cect",
    "gg",
    "l",
    "b",
    "spirulina",
    "navarro",
    "lópez",
    "feíto",
    "rodríguez",
    "efsa",
    "who",
    "aasm",
    "srs",
    "cmo",
    "nice",
    "fda",
    "nhs",
    "mhra",
    "epa",
    "dha",
    "cfu",
    "ibs",
    "sibo",
    "cbt",
    "b244",
    "fb",
    "b12",
    "b6",
    "mg",
    "kcal",
    "biota",
    "insights",
];

#[test]
fn the_guide_reads_like_a_newspaper() {
    check("the guide", &guide_texts());
}

#[test]
fn insights_read_like_a_newspaper() {
    check("insights", &insight_texts());
}

#[test]
fn the_ease_of_known_sentences() {
    for (sentence, words, syllables) in [
        ("The cat sat on the mat.", 6, 6),
        ("People made useful tables.", 4, 8),
        ("Itch was 2 points higher, 156 days.", 7, 8),
        // Names are not counted.
        ("Eczema and L. rhamnosus GG eased.", 2, 2),
    ] {
        let said = sentences(sentence);
        assert_eq!(said.len(), 1, "{said:?}");
        let counted = counted_words(&said[0]);
        assert_eq!(counted.len(), words, "{counted:?}");
        let sum: usize = counted.iter().map(|word| syllables_of(word)).sum();
        assert_eq!(sum, syllables, "{counted:?}");
    }
    assert!(ease("The cat sat on the mat.").unwrap() > 100.0);
    let hard = "Heterogeneous methodological considerations necessitate particularly circumspect interpretation.";
    assert!(ease(hard).unwrap() < 0.0);
}

fn check(what: &str, texts: &[String]) {
    let mut sum = 0.0;
    let mut count = 0.0;
    let mut hard = Vec::new();
    for sentence in texts.iter().flat_map(|text| sentences(text)) {
        let Some(ease) = ease(&sentence) else {
            continue;
        };
        sum += ease;
        count += 1.0;
        if ease < LEAST {
            hard.push(format!("{ease:.1}: {sentence}"));
        }
    }
    assert!(count > 50.0, "{what} has {count} sentences");
    let average = sum / count;
    assert!(average >= AVERAGE, "{what}: {average:.1}");
    assert!(
        hard.is_empty(),
        "{what}, hard to read:\n{}",
        hard.join("\n")
    );
}

/// Flesch's reading ease of one sentence; none if it has names and numbers alone.
fn ease(sentence: &str) -> Option<f64> {
    let words = counted_words(sentence);
    if !words.iter().any(|word| word.contains(char::is_alphabetic)) {
        return None;
    }
    let syllables: usize = words.iter().map(|word| syllables_of(word)).sum();
    let count = words.len() as f64;
    Some(206.835 - 1.015 * count - 84.6 * syllables as f64 / count)
}

/// The sentences of a text; a single letter before a point is an abbreviation.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut sentence = String::new();
    for word in text.split_whitespace() {
        sentence.push_str(word);
        sentence.push(' ');
        let bare = word.trim_end_matches(['”', ')', '"']);
        let is_abbreviation = bare.chars().count() == 2;
        if bare.ends_with(['.', '!', '?']) && !is_abbreviation {
            found.push(std::mem::take(&mut sentence).trim_end().to_owned());
        }
    }
    if !sentence.trim().is_empty() {
        found.push(sentence.trim_end().to_owned());
    }
    found
}

/// The words of a sentence but for names; a number is a word of one syllable.
fn counted_words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/' | '-' | '−'))
        .map(|word| {
            let is_part = |c: char| c.is_alphanumeric();
            let start = word.find(is_part).unwrap_or(word.len());
            let end = word.rfind(is_part).map_or(start, |at| {
                at + word[at..].chars().next().map_or(0, char::len_utf8)
            });
            word[start..end].to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .filter(|word| {
            let name = word.trim_end_matches("'s").trim_end_matches("’s");
            !NAMES.contains(&word.as_str()) && !NAMES.contains(&name)
        })
        .collect()
}

/// Groups of vowels, without a silent e at the end.
fn syllables_of(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: char| "aeiouyāōéíóà".contains(c);
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| is_vowel(**letter) && (*at == 0 || !is_vowel(letters[at - 1])))
        .count();
    let ends = |end: &str| letters.iter().collect::<String>().ends_with(end);
    let before = |back: usize| {
        let at = letters.len().checked_sub(back)?;
        letters.get(at).copied()
    };
    let consonant_le = |back: usize| before(back).is_some_and(|c| !is_vowel(c));
    let is_silent = if ends("le") {
        !consonant_le(3)
    } else if ends("e") {
        true
    } else if ends("ed") {
        !ends("ted") && !ends("ded")
    } else if ends("les") {
        !consonant_le(4)
    } else if ends("es") {
        let hissing = ["ses", "xes", "zes", "ches", "shes", "ces", "ges"];
        !hissing.iter().any(|end| ends(end))
    } else {
        false
    };
    let silent = usize::from(is_silent && groups > 1);
    groups.saturating_sub(silent).max(1)
}

/// Every sentence of the guide that is not a title or a citation.
fn guide_texts() -> Vec<String> {
    let guide = Guide::embedded();
    let mut texts = vec![
        guide.disclaimer.clone(),
        guide.prescribed.clone(),
        guide.publishers.clone(),
        guide.adult_figures.clone(),
        guide.help.basis.clone(),
        guide.introduction.lead.clone(),
        guide.introduction.closing.clone(),
    ];
    texts.extend(guide.introduction.ways.iter().cloned());
    for level in &guide.help.levels {
        texts.push(level.title.clone());
        texts.extend(level.signs.iter().cloned());
    }
    for card in &guide.recommendations {
        texts.extend([
            card.in_short.clone(),
            card.advice.clone(),
            card.claim.clone(),
            card.research.clone(),
        ]);
        texts.extend(card.caution.iter().chain(&card.sourced_figure).cloned());
        texts.extend(card.safety.iter().cloned());
        texts.extend(
            card.grades
                .iter()
                .filter_map(|grade| grade.research.clone()),
        );
    }
    texts
}

/// What is said of pairs of every class, in every stretch of days, with every note.
fn insight_texts() -> Vec<String> {
    let habits = [
        "sugar",
        "water",
        "sleep",
        "stress",
        "period",
        "face_mask",
        "fermented_food",
    ];
    let symptoms = ["itch", "new_spots", "dryness"];
    let mut journal = Journal::default();
    for key in habits.iter().chain(&symptoms) {
        let edit = StarterCatalogue::embedded()
            .switch_on(&journal, key, today())
            .unwrap();
        journal.apply(edit).unwrap();
    }
    let words = Words::of(journal.settings());
    let speaker = Speaker {
        journal: &journal,
        style: &words,
    };
    let subject = |key: &str| Subject::whole(journal.tracker_by_uid(key).unwrap().id);
    let reverse = Reverse {
        p_corrected: 0.01,
        is_found: true,
    };
    let fellows = [Fellow {
        habit: subject("sleep"),
        is_more: false,
    }];
    let mut texts = Vec::new();
    for habit in habits {
        for symptom in symptoms {
            for pair in pairs(subject(habit), subject(symptom)) {
                let (reverse, fellows) = if pair.class.is_found() {
                    (Some(reverse), &fellows[..])
                } else {
                    (None, &[][..])
                };
                let card = speaker.card(&pair, reverse, fellows);
                texts.push(card.sentence.text());
                texts.extend(card.notes);
            }
        }
    }
    texts.push(biota::phrases::method().to_owned());
    texts
}

fn today() -> Day {
    day(TODAY)
}

/// A pair of every class; found ones in every stretch of days, open ones with every outlook, and every gap.
fn pairs(habit: Subject, symptom: Subject) -> Vec<Pair> {
    let window = |beta: f64, half_width: f64| {
        WindowResult::Tested(WindowTest {
            days: 156,
            free_days: 140,
            beta,
            se: half_width / 2.6,
            t: 2.6 * beta / half_width,
            p: 0.01,
            interval: Interval {
                low: beta - half_width,
                high: beta + half_width,
            },
        })
    };
    let pair = |class: Class| Pair {
        habit,
        symptom,
        class,
        gap: None,
        windows: vec![window(0.1, 0.2); WINDOWS.len()],
        best: Some(0),
        p_corrected: Some(0.01),
        q: Some(0.02),
        swing: Some(3.0),
        smallest_difference: 1.0,
        outlook: None,
    };
    let mut all = vec![pair(Class::NothingBig)];
    for class in [Class::Linked, Class::Hint] {
        for best in 0..WINDOWS.len() {
            let mut found = pair(class);
            found.best = Some(best);
            found.windows[best] = window(0.63, 0.27);
            all.push(found);
        }
    }
    for outlook in [
        Outlook::MoreDays { days: 225 },
        Outlook::TooManyDays { days: 2000 },
        Outlook::ReachesPast,
    ] {
        let mut open = pair(Class::CannotTell);
        open.windows[1] = window(-0.1, 0.4);
        open.outlook = Some(outlook);
        all.push(open);
    }
    for gap in [
        Gap::ShortSpan {
            days: 18,
            needed: 42,
        },
        Gap::FewSymptomDays {
            days: 18,
            needed: 39,
        },
        Gap::FewDays {
            days: 18,
            needed: 40,
        },
        Gap::YesNoSymptom,
        Gap::FewSymptomValues {
            values: 2,
            needed: 3,
        },
        Gap::SteadySymptom {
            value: 0.0,
            days: 60,
            of_days: 65,
        },
        Gap::SymptomInStepWithTime,
        Gap::SteadyHabit {
            value: 1.0,
            days: 0,
            needed: 10,
        },
        Gap::SteadyHabit {
            value: 1.0,
            days: 4,
            needed: 10,
        },
        Gap::FewChanges {
            changes: 1,
            needed: 4,
        },
        Gap::FewChanges {
            changes: 3,
            needed: 4,
        },
        Gap::HabitInStepWithTime,
    ] {
        let mut missing = pair(Class::NotEnough);
        missing.gap = Some(gap);
        all.push(missing);
    }
    all
}
