//! A span as it is typed: text of fields, read into a span or a sentence beside each field that cannot be read.

use crate::domain::{Day, Span, SpanId, SpanKind};
use crate::ui::words::Words;

/// The most characters of a label or a dose.
const LABEL_CHARACTERS: usize = 120;

/// The fields of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpanDraft {
    /// The span that is changed; none for a new one.
    pub(super) id: Option<SpanId>,
    pub(super) kind: SpanKind,
    pub(super) label: String,
    pub(super) dose: String,
    pub(super) start: String,
    pub(super) end: String,
}

/// Why fields cannot be read, a sentence each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub(super) label: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
}

impl SpanDraft {
    /// A new span that starts on `day`.
    pub(super) fn new(day: Day, words: Words) -> Self {
        Self {
            id: None,
            kind: SpanKind::Treatment,
            label: String::new(),
            dose: String::new(),
            start: words.day(day),
            end: String::new(),
        }
    }

    /// The fields of a span there is.
    pub(super) fn of(span: &Span, words: Words) -> Self {
        Self {
            id: Some(span.id),
            kind: span.kind,
            label: span.label.clone(),
            dose: span.dose.clone(),
            start: words.day(span.start),
            end: span.end.map_or_else(String::new, |end| words.day(end)),
        }
    }

    /// The span that is meant, under the given number and uid.
    pub(super) fn read(
        &self,
        id: SpanId,
        uid: &str,
        today: Day,
        words: Words,
    ) -> Result<Span, Faults> {
        let mut faults = Faults::default();
        let label = self.label.trim();
        if label.is_empty() {
            faults.label = Some("Say what it was.".to_owned());
        } else if label.chars().count() > LABEL_CHARACTERS {
            faults.label = Some(format!("Up to {LABEL_CHARACTERS} characters."));
        }
        let start = day_that_came(&self.start, today, words);
        let end = match self.kind {
            SpanKind::Marker => start.clone().map(Some),
            _ if self.end.trim().is_empty() => Ok(None),
            _ => day_that_came(&self.end, today, words)
                .map(Some)
                .map_err(|sentence| format!("{sentence} Leave it empty if it has not ended.")),
        };
        if let Err(sentence) = &start {
            faults.start = Some(sentence.clone());
        }
        if let (Err(sentence), true) = (&end, self.kind != SpanKind::Marker) {
            faults.end = Some(sentence.clone());
        }
        if let (Ok(start), Ok(Some(end))) = (&start, &end)
            && end < start
        {
            faults.end = Some("The last day is before the first.".to_owned());
        }
        match (start, end) {
            (Ok(start), Ok(end)) if faults == Faults::default() => Ok(Span {
                id,
                uid: uid.to_owned(),
                kind: self.kind,
                label: label.to_owned(),
                dose: if self.kind == SpanKind::Treatment {
                    let dose = self.dose.trim();
                    dose.chars().take(LABEL_CHARACTERS).collect()
                } else {
                    String::new()
                },
                start,
                end,
            }),
            _ => Err(faults),
        }
    }
}

fn day_that_came(text: &str, today: Day, words: Words) -> Result<Day, String> {
    let day = words.typed_day(text, today)?;
    if day > today {
        Err("That day is still to come.".to_owned())
    } else if day < crate::domain::EARLIEST_DAY {
        Err("Biota keeps days from 1900 on.".to_owned())
    } else {
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample::day;
    use super::*;
    use crate::domain::Settings;

    fn draft(kind: SpanKind, start: &str, end: &str) -> SpanDraft {
        SpanDraft {
            id: None,
            kind,
            label: " Hydrocortisone ".to_owned(),
            dose: "1 %".to_owned(),
            start: start.to_owned(),
            end: end.to_owned(),
        }
    }

    fn read(draft: &SpanDraft) -> Result<Span, Faults> {
        let words = Words::of(&Settings::default());
        draft.read(SpanId(1), "uid", day("2026-11-21"), words)
    }

    #[test]
    fn fields_become_a_span() {
        let span = read(&draft(SpanKind::Treatment, "1 Nov", "yesterday")).unwrap();
        assert_eq!(
            (span.label.as_str(), span.dose.as_str()),
            ("Hydrocortisone", "1 %")
        );
        assert_eq!(span.start, day("2026-11-01"));
        assert_eq!(span.end, Some(day("2026-11-20")));
        let open = read(&draft(SpanKind::Pause, "2026-11-01", "")).unwrap();
        assert_eq!((open.end, open.dose.as_str()), (None, ""));
        let marker = read(&draft(SpanKind::Marker, "1.11.2026", "left over")).unwrap();
        assert_eq!(marker.end, Some(marker.start));
    }

    #[test]
    fn each_fault_stands_beside_its_field() {
        let faults = read(&draft(SpanKind::Pause, "soon", "22.11.2026")).unwrap_err();
        assert!(faults.start.unwrap().contains("is not a date."));
        assert_eq!(
            faults.end.as_deref(),
            Some("That day is still to come. Leave it empty if it has not ended.")
        );
        let turned = read(&draft(SpanKind::Pause, "2026-11-10", "2026-11-09")).unwrap_err();
        assert_eq!(
            turned.end.as_deref(),
            Some("The last day is before the first.")
        );
        let mut nameless = draft(SpanKind::Pause, "2026-11-10", "");
        nameless.label = " ".to_owned();
        assert_eq!(
            read(&nameless).unwrap_err().label.as_deref(),
            Some("Say what it was.")
        );
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let span = read(&draft(SpanKind::Treatment, "1 Nov", "5 Nov")).unwrap();
        let again = SpanDraft::of(&span, Words::of(&Settings::default()));
        assert_eq!(read(&again).unwrap(), span);
    }
}
