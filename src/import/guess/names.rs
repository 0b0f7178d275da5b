//! What a name of another program says beside the name: a unit, a role, a tag.

use crate::domain::Role;

/// A tag of the letters and digits of a name.
pub fn tag_of(name: &str) -> Option<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let tag = words.join("_");
    let is_tag = crate::domain::tags(&format!("#{tag}")) == [tag.as_str()];
    is_tag.then_some(tag)
}

/// The name without a unit in brackets at its end: "Water (oz)".
pub(super) fn plain_name(name: &str) -> String {
    let bare = split_unit(name).0.trim();
    let bare = if bare.is_empty() { name.trim() } else { bare };
    bare.to_owned()
}

pub(super) fn unit_in_name(name: &str) -> &str {
    split_unit(name).1
}

fn split_unit(name: &str) -> (&str, &str) {
    let name = name.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = name.strip_suffix(close)
            && let Some((bare, unit)) = inner.rsplit_once(open)
        {
            return (bare, unit.trim());
        }
    }
    // "glasses of water"
    match name.split_once(" of ") {
        Some((unit, bare)) if super::units::is_unit(unit) => (bare, unit),
        _ => (name, ""),
    }
}

/// What a new tracker stands for, by its category and name there.
pub(super) fn role_of(group: &str, name: &str) -> (Role, &'static str) {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_skin = has(&[
        "skin",
        "rash",
        "acne",
        "eczema",
        "itch",
        "psoriasis",
        "rosacea",
        "hives",
        "spots",
    ]);
    let is_gut = has(&["stomach", "bloat", "bowel", "nausea", "diarrh", "constipat"]);
    match group {
        "symptom" | "symptoms" | "condition" | "conditions" => {
            let section = match (is_skin, is_gut) {
                (true, _) => "Skin",
                (false, true) => "Gut",
                (false, false) => "Body",
            };
            (Role::Symptom, section)
        }
        "mood" | "energy" | "sleep quality" | "scales" => (Role::Context, "Mind"),
        "meds" | "meds/supplements" | "treatment" | "treatments" => (Role::Habit, "Care"),
        "bowel movements" => (Role::Context, "Gut"),
        "weather" | "health measurements" | "period" => (Role::Context, "Body"),
        _ if is_skin => (Role::Symptom, "Skin"),
        _ if is_gut => (Role::Symptom, "Gut"),
        _ if has(&["pain", "ache", "fatigue", "flare", "migraine"]) => (Role::Symptom, "Body"),
        _ if has(&["mood", "energy", "anxiety", "stimmung", "humeur"]) => (Role::Context, "Mind"),
        _ => (Role::Habit, "Body"),
    }
}
