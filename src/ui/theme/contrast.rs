//! Contrast as WCAG counts it, and the proof that every pair of tokens holds it.

use egui::Color32;

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).
pub fn contrast(first: Color32, second: Color32) -> f32 {
    let (first, second) = (luminance(first), luminance(second));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let linear = |channel: u8| {
        let value = f32::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{DARK, LIGHT, Tokens};

    const THEMES: [(&str, &Tokens); 2] = [("light", &LIGHT), ("dark", &DARK)];

    #[track_caller]
    fn check(what: &str, first: Color32, second: Color32, at_least: f32) {
        let got = contrast(first, second);
        assert!(got >= at_least, "{what}: {got:.2} is under {at_least}");
    }

    #[test]
    fn contrast_of_black_and_white_is_21() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::WHITE, Color32::WHITE) - 1.0).abs() < 0.01);
    }

    #[test]
    fn text_is_legible_on_every_ground() {
        for (theme, t) in THEMES {
            let grounds = [
                ("background", t.background),
                ("rail", t.rail),
                ("surface", t.surface),
                ("hover", t.hover),
                ("pressed", t.pressed),
            ];
            let texts = [
                ("text", t.text),
                ("muted", t.muted),
                ("accent", t.accent),
                ("caution text", t.caution_text),
                ("danger text", t.danger_text),
            ];
            for (ground_name, ground) in grounds {
                for (text_name, text) in texts {
                    check(
                        &format!("{theme}: {text_name} on {ground_name}"),
                        text,
                        ground,
                        4.5,
                    );
                }
            }
            check(&format!("{theme}: button"), t.on_accent, t.accent, 4.5);
            check(
                &format!("{theme}: button, hovered"),
                t.on_accent,
                t.accent_hover,
                4.5,
            );
            check(&format!("{theme}: selected text"), t.text, t.selection, 4.5);
            check(
                &format!("{theme}: digit of a cell that is off"),
                t.muted,
                t.cell_off,
                4.5,
            );
            for (index, tone) in t.palette.iter().enumerate() {
                for ground in [tone.tint, t.surface, t.background] {
                    check(
                        &format!("{theme}: text of tone {index}"),
                        tone.text,
                        ground,
                        4.5,
                    );
                }
            }
        }
    }

    #[test]
    fn every_step_of_a_ramp_carries_its_text() {
        for (theme, t) in THEMES {
            for (name, ramp) in [
                ("severity", &t.severity),
                ("higher is better", &t.higher_is_better),
                ("neutral", &t.neutral),
            ] {
                for step in 0_u8..=10 {
                    let fraction = f32::from(step) / 10.0;
                    let what = format!("{theme}: {name} step {step}");
                    check(&what, ramp.text(fraction), ramp.fill(fraction), 4.5);
                }
            }
        }
    }

    #[test]
    fn marks_stand_out_from_the_surface() {
        for (theme, t) in THEMES {
            for (index, tone) in t.palette.iter().enumerate() {
                for ground in [t.surface, t.background] {
                    check(
                        &format!("{theme}: mark of tone {index}"),
                        tone.mark,
                        ground,
                        3.0,
                    );
                }
            }
            check(
                &format!("{theme}: cell border"),
                t.cell_border,
                t.surface,
                3.0,
            );
            check(&format!("{theme}: caution"), t.caution, t.surface, 3.0);
            check(
                &format!("{theme}: focus ring on a card"),
                t.accent,
                t.surface,
                3.0,
            );
            check(
                &format!("{theme}: focus ring beside a card"),
                t.accent,
                t.background,
                3.0,
            );
        }
    }

    #[test]
    fn a_ramp_takes_any_number() {
        for fraction in [f32::NAN, f32::NEG_INFINITY, -1.0, 0.0] {
            assert_eq!(LIGHT.severity.fill(fraction), LIGHT.severity.fills[0]);
        }
        assert_eq!(LIGHT.severity.fill(7.0), LIGHT.severity.fills[10]);
    }
}
