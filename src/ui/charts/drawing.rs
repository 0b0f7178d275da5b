//! What a chart consists of, as plain values in points: the window paints it, the SVG writes it. Colours are named
//! here and made by the theme.

use egui::{Color32, Pos2, Rect};

use crate::ui::theme::Tokens;

use super::thin::Reach;

/// Everything on one panel, in painting order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// The parts, lowest first.
    pub items: Vec<Item>,
}

/// One part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Filled rectangles of one colour.
    Fills(Vec<Rect>, Ink),
    /// A line through points.
    Path(Vec<Pos2>, Stroke),
    /// A line of years, as far as it reaches on every pixel column, this wide at the least.
    Reaches(Vec<Reach>, f32, Ink),
    /// Marks of days.
    Dots(Vec<Pos2>, Dot, Ink),
    /// One line of text.
    Text(Text),
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width in points.
    pub width: f32,
    /// Colour.
    pub ink: Ink,
    /// Whether it is broken into dashes.
    pub dashed: bool,
}

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// Which colour.
    pub hue: Hue,
    /// How much of it, 0 to 1.
    pub strength: f32,
}

impl Ink {
    /// The full colour.
    pub fn full(hue: Hue) -> Self {
        Self { hue, strength: 1.0 }
    }

    /// A part of the colour.
    pub fn part(hue: Hue, strength: f32) -> Self {
        Self { hue, strength }
    }
}

/// The colours that charts use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Marks of a palette entry.
    Mark(u8),
    /// Words of a palette entry.
    Words(u8),
    /// Text.
    Text,
    /// Secondary text, axes.
    Muted,
    /// Hairlines.
    Border,
    /// The card.
    Surface,
    /// Treatments and markers.
    Span,
}

impl Hue {
    /// The colour in a theme.
    pub fn color(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Mark(index) => tokens.tone(usize::from(index)).mark,
            Self::Words(index) => tokens.tone(usize::from(index)).text,
            Self::Text => tokens.text,
            Self::Muted => tokens.muted,
            Self::Border => tokens.border,
            Self::Surface => tokens.surface,
            Self::Span => tokens.context().mark,
        }
    }
}

/// How the mark of a day looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dot {
    /// A ring with a light fill: a recorded day.
    Ring,
    /// A ring alone: the running day.
    Hollow,
    /// A broken ring: copied, not confirmed.
    Broken,
    /// A square ring: the second tracker of an overlay.
    Square,
    /// A disc: the name's dot.
    Disc,
}

/// Radius of the mark of a day, in points, its line included.
pub const DOT_RADIUS: f32 = 2.75;
/// Radius of the dot beside a name.
pub const DISC_RADIUS: f32 = 4.5;

impl Dot {
    /// Its radius in points.
    pub fn radius(self) -> f32 {
        if self == Self::Disc {
            DISC_RADIUS
        } else {
            DOT_RADIUS
        }
    }
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where it hangs: vertically its middle, horizontally as `align` says.
    pub at: Pos2,
    /// Which end of it is at `at`.
    pub align: Align,
    /// The words.
    pub words: String,
    /// Its face.
    pub face: Face,
    /// Its colour.
    pub ink: Ink,
}

/// Which end of a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// The faces that charts use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The name of a tracker: 14, heavy.
    Name,
    /// The mean: 17, heavy.
    Figure,
    /// Unit and what the mean is of: 12.
    Small,
    /// Axes, sources: 11, figures of one width.
    Axis,
    /// Words on scales: 11.
    Word,
}

impl Face {
    /// Size in points.
    pub fn size(self) -> f32 {
        match self {
            Self::Name => 14.0,
            Self::Figure => 17.0,
            Self::Small => 12.0,
            Self::Axis | Self::Word => 11.0,
        }
    }

    /// Whether it is heavy.
    pub fn is_heavy(self) -> bool {
        matches!(self, Self::Name | Self::Figure)
    }
}

/// How wide a text would be.
pub type Measure<'a> = &'a dyn Fn(&str, Face) -> f32;

/// The text, cut with "…" where it would be wider than `width`.
pub fn elided(text: &str, face: Face, width: f32, measure: Measure<'_>) -> String {
    if measure(text, face) <= width {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut = |count: usize| format!("{}…", text[..ends[count]].trim_end());
    let fits = ends
        .partition_point(|end| measure(&format!("{}…", text[..*end].trim_end()), face) <= width);
    cut(fits.saturating_sub(1))
}

/// The text on at most `rows` lines, the last one cut with "…" where it would be too long.
pub fn wrapped(
    text: &str,
    face: Face,
    width: f32,
    rows: usize,
    measure: Measure<'_>,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = word.to_owned();
        let is_last = lines.len() + 1 >= rows;
        while let Some(next) = words.peek() {
            let longer = format!("{line} {next}");
            if !is_last && measure(&longer, face) > width {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(elided(&line, face, width, measure));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five_a_letter(text: &str, _: Face) -> f32 {
        text.chars().count() as f32 * 5.0
    }

    #[test]
    fn long_names_take_two_lines_and_then_end_in_dots() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(wrapped(text, Face::Name, 60.0, 2, &five_a_letter), expected);
        };
        check("Itch", &["Itch"]);
        check("Fermented food", &["Fermented", "food"]);
        check(
            "Redness or colour change of the skin",
            &["Redness or", "colour chan…"],
        );
        check("Schlafqualitätsbewertung", &["Schlafquali…"]);
        check("キムチキムチキムチキムチ", &["キムチキムチキムチキムチ"]);
    }

    #[test]
    fn text_that_fits_stays_whole() {
        assert_eq!(elided("abc", Face::Axis, 15.0, &five_a_letter), "abc");
        assert_eq!(elided("abcd", Face::Axis, 15.0, &five_a_letter), "ab…");
        assert_eq!(elided("abcd", Face::Axis, 0.0, &five_a_letter), "…");
    }
}
