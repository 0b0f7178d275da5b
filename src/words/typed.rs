//! Values as people type them, in the unit that is shown to them.

use crate::domain::{Kind, Quantity, QuantityFault, parse_quantity};

use super::{Words, quantity_refusal};

impl Words {
    /// The value to record for what was typed over `before`, or the sentence that says why not.
    ///
    /// Text is read in the shown unit, so "8" is eight ounces where volumes are shown in ounces.
    ///
    /// # Errors
    /// A sentence to stand beside the field.
    pub fn typed(self, text: &str, before: Option<f64>, kind: &Kind) -> Result<f64, String> {
        let factor = self.stored_per_shown(kind.unit());
        let shown = in_shown_unit(kind, factor, self.shown_unit(kind.unit()));
        let to_sentence = |fault: QuantityFault| quantity_refusal(&fault, self, kind);
        let text = as_typed(text, kind.unit());
        let quantity = parse_quantity(&text, &shown).map_err(to_sentence)?;
        if litres_meant(quantity, &shown) {
            let number = match quantity {
                Quantity::Set(number) | Quantity::Add(number) => number,
            };
            return Err(format!(
                "That would be a few drops. Write {} for millilitres, or {} L.",
                self.number((number * 1_000.0).round()),
                self.number(number)
            ));
        }
        let stored = match quantity {
            Quantity::Set(number) => Quantity::Set(rounded(number * factor)),
            Quantity::Add(number) => Quantity::Add(rounded(number * factor)),
        };
        stored.resolve(before, kind).map_err(to_sentence)
    }
}

/// What [`Words::amount`] writes, as one would type it: "1.75 L" as 1750, "6 h 45" as 6:45.
fn as_typed(text: &str, unit: &str) -> String {
    let text = text.trim();
    let litres = text
        .strip_suffix(['L', 'l'])
        .filter(|rest| unit == "ml" && !rest.ends_with('m'));
    if let Some(number) = litres.and_then(|rest| rest.trim().replace(',', ".").parse::<f64>().ok())
    {
        return (number * 1_000.0).to_string();
    }
    let minutes = text.strip_suffix(" min").filter(|_| unit == "h");
    if let Some(number) = minutes.and_then(|rest| rest.parse::<f64>().ok()) {
        return (number / 60.0).to_string();
    }
    match text.split_once(['h', 'H']) {
        Some((hours, minutes)) if unit == "h" && !minutes.trim().is_empty() => {
            format!("{}:{}", hours.trim(), minutes.trim())
        }
        _ => text.to_owned(),
    }
}

/// "1.75" where millilitres are asked for means litres to most people and a few drops to none: neither is guessed.
fn litres_meant(quantity: Quantity, kind: &Kind) -> bool {
    let (Quantity::Set(number), Kind::Amount(amount)) = (quantity, kind) else {
        return false;
    };
    let is_coarse = amount.unit == "ml" && amount.step >= 50.0;
    is_coarse && number < 10.0 && number.fract() != 0.0
}

fn in_shown_unit(kind: &Kind, factor: f64, unit: &str) -> Kind {
    let mut shown = kind.clone();
    if let Kind::Amount(amount) = &mut shown {
        amount.unit = unit.to_owned();
        amount.ceiling /= factor;
    }
    shown
}

fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AmountScale, Settings, setting_key};

    fn water() -> Kind {
        Kind::Amount(AmountScale {
            unit: "ml".to_owned(),
            step: 250.0,
            ceiling: 20_000.0,
        })
    }

    #[test]
    fn text_is_read_in_the_shown_unit() {
        let metric = Words::of(&Settings::default());
        assert_eq!(metric.typed("1750", None, &water()), Ok(1750.0));
        assert_eq!(metric.typed("+250", Some(1500.0), &water()), Ok(1750.0));
        let ounces = (setting_key::VOLUME_UNIT.to_owned(), "us_ounces".to_owned());
        let us = Words::of(&Settings::from_pairs([ounces]));
        assert_eq!(us.typed("8", None, &water()), Ok(236.588_237));
    }

    #[test]
    fn litres_without_their_unit_are_neither_guessed_nor_kept_as_drops() {
        let metric = Words::of(&Settings::default());
        for text in ["1.75", "1,75", "0.5"] {
            let refusal = metric.typed(text, None, &water()).unwrap_err();
            assert!(refusal.contains("for millilitres, or "), "{refusal}");
        }
        assert_eq!(metric.typed("1.75 L", None, &water()), Ok(1750.0));
        assert_eq!(metric.typed("5", None, &water()), Ok(5.0));
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let metric = Words::of(&Settings::default());
        let sleep = Kind::Amount(AmountScale {
            unit: "h".to_owned(),
            step: 0.25,
            ceiling: 24.0,
        });
        for text in ["6h45", "6 h 45", "6:45", "6.75", "6,75 h"] {
            assert_eq!(metric.typed(text, None, &sleep), Ok(6.75), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let metric = Words::of(&Settings::default());
        let sleep = Kind::Amount(AmountScale {
            unit: "h".to_owned(),
            step: 0.25,
            ceiling: 24.0,
        });
        for (number, kind) in [
            (1750.0, water()),
            (500.0, water()),
            (6.75, sleep.clone()),
            (0.25, sleep.clone()),
            (7.0, sleep),
        ] {
            let text = metric.recorded(&kind, number);
            assert_eq!(metric.typed(&text, None, &kind), Ok(number), "{text}");
        }
    }

    #[test]
    fn refusals_are_sentences_that_name_the_range() {
        let metric = Words::of(&Settings::default());
        assert_eq!(
            metric.typed("10000000", None, &water()),
            Err("Only 0 to 20 L can be logged here.".to_owned())
        );
        assert_eq!(
            metric.typed("-5", None, &water()),
            Err("A value is 0 or more.".to_owned())
        );
        assert_eq!(
            metric.typed("much", None, &water()),
            Err("That is not a number.".to_owned())
        );
    }
}
