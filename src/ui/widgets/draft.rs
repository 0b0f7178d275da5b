//! What a person is typing into a control before it counts; how it is read is left to the control.

use std::time::Duration;

use egui::{Context, Id, Ui};

/// A pause in typing after which a draft counts, in seconds.
const PAUSE_SECONDS: f64 = 0.5;

/// Text typed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// The text as it was when it last counted; the same text does not count again.
    pub(super) counted: Option<String>,
    /// Why the text can't be read, in a sentence for people.
    pub(super) error: Option<String>,
    /// What the control is called.
    pub(super) name: String,
    changed_at_seconds: f64,
}

/// Text that stays in its control because it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedDraft {
    /// What the control is called.
    pub name: String,
    /// What was typed.
    pub text: String,
    /// Why it cannot be read.
    pub sentence: String,
}

#[derive(Clone, Debug, Default)]
struct Refused(Vec<(Id, RefusedDraft)>);

fn refused_id() -> Id {
    Id::unique("refused drafts")
}

/// What was typed and cannot be read, in all controls.
pub fn refused_drafts(context: &Context) -> Vec<RefusedDraft> {
    let refused = context.data(|data| data.get_temp::<Refused>(refused_id()));
    let all = refused.unwrap_or_default().0.into_iter();
    all.map(|(_, draft)| draft).collect()
}

/// Whether plain-key shortcuts must rest: a text field or a number being typed has the focus.
pub fn is_typing(context: &Context) -> bool {
    let focused = context.memory(egui::Memory::focused);
    focused.is_some_and(|id| Draft::load(context, id).is_some()) || context.text_edit_focused()
}

impl Draft {
    pub(super) fn load(context: &Context, id: Id) -> Option<Self> {
        context.data(|data| data.get_temp(id))
    }

    pub(super) fn store(self, context: &Context, id: Id) {
        context.data_mut(|data| {
            let refused = data.get_temp_mut_or_default::<Refused>(refused_id());
            refused.0.retain(|(other, _)| *other != id);
            if let Some(sentence) = &self.error {
                let draft = RefusedDraft {
                    name: self.name.clone(),
                    text: self.text.clone(),
                    sentence: sentence.clone(),
                };
                refused.0.push((id, draft));
            }
            data.insert_temp(id, self);
        });
    }

    pub(super) fn drop(context: &Context, id: Id) {
        context.data_mut(|data| {
            let refused = data.get_temp_mut_or_default::<Refused>(refused_id());
            refused.0.retain(|(other, _)| *other != id);
            data.remove::<Self>(id);
        });
    }

    /// To be called after every change of the text.
    pub(super) fn touch(&mut self, ui: &Ui) {
        self.changed_at_seconds = ui.input(|input| input.time);
        self.error = None;
    }

    /// Whether the text differs from what last counted.
    pub(super) fn is_fresh(&self) -> bool {
        self.counted.as_ref() != Some(&self.text)
    }

    /// Whether typing paused long enough for the text to count; asks for a frame when it will have.
    pub(super) fn is_due(&self, ui: &Ui) -> bool {
        if !self.is_fresh() {
            return false;
        }
        let left = PAUSE_SECONDS - (ui.input(|input| input.time) - self.changed_at_seconds);
        if left > 0.0 {
            ui.ctx()
                .request_repaint_after(Duration::from_secs_f64(left));
        }
        left <= 0.0
    }
}

/// A plain number with comma or point, as a count is typed; not negative.
pub(super) fn read_decimal(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_take_comma_and_point() {
        for (text, number) in [
            ("1", Some(1.0)),
            ("0", Some(0.0)),
            ("1,5", Some(1.5)),
            (".5", Some(0.5)),
            ("2.", Some(2.0)),
            (" 3 ", Some(3.0)),
            ("", None),
            ("-1", None),
            ("1.2.3", None),
            ("inf", None),
            ("nan", None),
        ] {
            assert_eq!(read_decimal(text), number, "{text:?}");
        }
    }
}
