//! Names under which other programs and people follow what the guide's trackers follow, in a few languages.

/// A tracker of the guide, and one of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) tracker: &'static str,
    pub(super) item: Option<&'static str>,
}

/// What a name means; none if it is not known.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let name = simple(name);
    SYNONYMS
        .iter()
        .find(|(_, _, names)| names.contains(&name.as_str()))
        .map(|(tracker, item, _)| Meaning {
            tracker,
            item: *item,
        })
}

/// Small letters, words parted by single blanks.
fn simple(name: &str) -> String {
    let small = name.to_lowercase().replace(['_', '-', '/', '.'], " ");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Row = (&'static str, Option<&'static str>, &'static [&'static str]);

const SYNONYMS: &[Row] = &[
    (
        "water",
        None,
        &[
            "water",
            "water intake",
            "drink water",
            "drank water",
            "hydration",
            "fluids",
            "fluid intake",
            "dietary water",
            "wasser",
            "wasser trinken",
            "trinken",
            "eau",
            "agua",
            "acqua",
            "вода",
            "水",
        ],
    ),
    (
        "sleep",
        None,
        &[
            "sleep",
            "sleep duration",
            "hours slept",
            "slept",
            "hours of sleep",
            "sleep hours",
            "time asleep",
            "asleep",
            "schlaf",
            "schlafdauer",
            "sommeil",
            "sueño",
            "sonno",
            "сон",
            "睡眠",
        ],
    ),
    (
        "sleep_quality",
        None,
        &[
            "sleep quality",
            "quality of sleep",
            "schlafqualität",
            "qualité du sommeil",
        ],
    ),
    (
        "stress",
        None,
        &[
            "stress",
            "stress level",
            "stressed",
            "anspannung",
            "estrés",
            "стресс",
            "ストレス",
        ],
    ),
    (
        "movement",
        None,
        &[
            "movement",
            "exercise",
            "workout",
            "exercise time",
            "exercise minutes",
            "apple exercise time",
            "active minutes",
            "sport",
            "training",
            "bewegung",
            "ejercicio",
            "exercice",
        ],
    ),
    (
        "movement",
        Some("Walk"),
        &["walk", "walking", "spazieren", "spaziergang", "marche"],
    ),
    (
        "movement",
        Some("Jog"),
        &["jog", "jogging", "run", "running", "laufen", "course"],
    ),
    (
        "movement",
        Some("Swim"),
        &["swim", "swimming", "schwimmen", "natation"],
    ),
    (
        "movement",
        Some("Cycle"),
        &["cycle", "cycling", "bike", "biking", "radfahren", "vélo"],
    ),
    (
        "calm",
        Some("Meditation"),
        &[
            "meditation",
            "meditate",
            "mindfulness",
            "mindful minutes",
            "mindful session",
            "méditation",
        ],
    ),
    (
        "calm",
        Some("Breathing"),
        &["breathing", "breathwork", "breathing exercise", "atemübung"],
    ),
    ("calm", Some("Yoga"), &["yoga"]),
    (
        "sugar",
        None,
        &[
            "sugar",
            "sweets",
            "sweet",
            "added sugar",
            "candy",
            "chocolate",
            "zucker",
            "süßes",
            "süßigkeiten",
            "sucre",
            "azúcar",
        ],
    ),
    (
        "processed_food",
        None,
        &[
            "processed food",
            "fast food",
            "junk food",
            "upf",
            "ultra processed food",
            "fertigessen",
        ],
    ),
    (
        "alcohol",
        None,
        &["alcohol", "drinking", "alkohol", "alcool"],
    ),
    (
        "fermented_food",
        None,
        &[
            "fermented food",
            "fermented foods",
            "ferments",
            "fermented",
            "fermentiertes",
        ],
    ),
    (
        "fermented_food",
        Some("Yogurt"),
        &["yogurt", "yoghurt", "joghurt", "yaourt"],
    ),
    ("fermented_food", Some("Kefir"), &["kefir", "кефир"]),
    (
        "fermented_food",
        Some("Kimchi"),
        &["kimchi", "김치", "キムチ"],
    ),
    (
        "fermented_food",
        Some("Sauerkraut"),
        &["sauerkraut", "choucroute"],
    ),
    ("fermented_food", Some("Tempeh"), &["tempeh"]),
    (
        "probiotic_supplement",
        None,
        &[
            "probiotic",
            "probiotics",
            "probiotic supplement",
            "probiotika",
        ],
    ),
    (
        "plants",
        None,
        &[
            "plants",
            "fruit and veg",
            "fruits and vegetables",
            "vegetables and fruit",
            "five a day",
            "5 a day",
            "obst und gemüse",
        ],
    ),
    (
        "plants",
        Some("Vegetables"),
        &["vegetables", "veggies", "vegetable", "gemüse", "légumes"],
    ),
    ("plants", Some("Fruit"), &["fruit", "fruits", "obst"]),
    (
        "prebiotic_food",
        None,
        &[
            "prebiotic",
            "prebiotics",
            "prebiotic food",
            "fiber",
            "fibre",
            "ballaststoffe",
        ],
    ),
    (
        "omega_3",
        None,
        &["omega 3", "omega3", "fish oil", "fischöl"],
    ),
    ("zinc", None, &["zinc", "zink"]),
    ("magnesium", None, &["magnesium"]),
    (
        "b_vitamins",
        None,
        &["b vitamins", "vitamin b", "b complex", "vitamin b complex"],
    ),
    (
        "period",
        None,
        &[
            "period",
            "menstruation",
            "menstrual flow",
            "periode",
            "règles",
        ],
    ),
    (
        "skincare",
        None,
        &["skincare", "skin care", "skincare routine", "hautpflege"],
    ),
    ("face_mask", None, &["face mask", "gesichtsmaske"]),
    (
        "itch",
        None,
        &[
            "itch",
            "itching",
            "itchiness",
            "itchy skin",
            "pruritus",
            "juckreiz",
            "démangeaisons",
            "picazón",
            "зуд",
            "かゆみ",
        ],
    ),
    (
        "dryness",
        None,
        &["dryness", "dry skin", "trockene haut", "peau sèche"],
    ),
    (
        "redness",
        None,
        &["redness", "flushing", "erythema", "rötung", "rougeurs"],
    ),
    (
        "burning",
        None,
        &["burning", "burning skin", "stinging", "brennen"],
    ),
    (
        "breakouts",
        None,
        &["breakouts", "acne", "pimples", "akne", "acné"],
    ),
    (
        "new_spots",
        None,
        &["new spots", "new pimples", "spots count"],
    ),
    ("oiliness", None, &["oiliness", "oily skin", "fettige haut"]),
    (
        "scaling",
        None,
        &["scaling", "flaking", "flaky skin", "schuppen"],
    ),
    (
        "tightness",
        None,
        &["tightness", "tight skin", "spannungsgefühl"],
    ),
    (
        "skin_overall",
        None,
        &[
            "skin",
            "skin overall",
            "overall skin",
            "skin condition",
            "eczema",
            "psoriasis",
            "rosacea",
            "haut",
            "ekzem",
            "neurodermitis",
        ],
    ),
    (
        "bloating",
        None,
        &["bloating", "bloated", "blähungen", "ballonnements"],
    ),
    (
        "stool_form",
        None,
        &[
            "stool form",
            "bristol",
            "bristol stool scale",
            "stool type",
            "bristol stool",
        ],
    ),
];
