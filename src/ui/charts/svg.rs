//! Drawings as SVG text, for a picture one can keep: the same layout as in the window, with every word as text.

use std::fmt::Write as _;

use egui::{Color32, Pos2, Rect, pos2};

use crate::ui::theme::Tokens;

use super::drawing::{
    Align, DISC_RADIUS, DOT_RADIUS, Dot, Drawing, Face, Hue, Ink, Item, Stroke, Text,
};
use super::thin::Reach;

/// A picture as a whole.
pub struct Sheet<'a> {
    /// The part of the window that it shows, in points.
    pub area: Rect,
    /// What it is called, for those who can't see it.
    pub title: &'a str,
    /// What it says, for those who can't see it.
    pub description: &'a str,
    /// The panels, the time axis and the words around them.
    pub drawings: &'a [Drawing],
    /// Its colours.
    pub tokens: &'a Tokens,
}

impl Sheet<'_> {
    /// The SVG text.
    pub fn to_svg(&self) -> String {
        let size = self.area.size();
        let mut svg = String::new();
        // Writing to a string can't fail, so the results are dropped here and below.
        let _ = writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}" font-family="Inter, Figtree, 'Segoe UI', Helvetica, Arial, sans-serif">"#,
            number(size.x),
            number(size.y)
        );
        let _ = writeln!(svg, "<title>{}</title>", escaped(self.title));
        let _ = writeln!(svg, "<desc>{}</desc>", escaped(self.description));
        let ground = Ink::full(Hue::Surface).hue.color(self.tokens);
        let _ = writeln!(
            svg,
            r#"<rect width="100%" height="100%" fill="{}"/>"#,
            hex(ground)
        );
        for drawing in self.drawings {
            svg.push_str("<g>\n");
            for item in &drawing.items {
                self.write_item(&mut svg, item);
            }
            svg.push_str("</g>\n");
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn write_item(&self, svg: &mut String, item: &Item) {
        match item {
            Item::Fills(rects, ink) => self.write_fills(svg, rects, *ink),
            Item::Path(points, stroke) => self.write_path(svg, points, *stroke),
            Item::Reaches(reaches, width, ink) => self.write_reaches(svg, reaches, *width, *ink),
            Item::Dots(centers, dot, ink) => self.write_dots(svg, centers, *dot, *ink),
            Item::Text(text) => self.write_text(svg, text),
        }
    }

    fn write_fills(&self, svg: &mut String, rects: &[Rect], ink: Ink) {
        let _ = write!(svg, r#"<path {} d=""#, self.paint("fill", ink));
        for rect in rects {
            let at = self.place(rect.min);
            let _ = write!(
                svg,
                "M{at}h{}v{}h{}z",
                number(rect.width()),
                number(rect.height()),
                number(-rect.width())
            );
        }
        svg.push_str("\"/>\n");
    }

    fn write_path(&self, svg: &mut String, points: &[Pos2], stroke: Stroke) {
        let places: Vec<String> = points.iter().map(|point| self.place(*point)).collect();
        let dashes = if stroke.dashed {
            r#" stroke-dasharray="5 3""#
        } else {
            ""
        };
        let _ = writeln!(
            svg,
            r#"<polyline fill="none" {} stroke-width="{}" stroke-linejoin="round"{dashes} points="{}"/>"#,
            self.paint("stroke", stroke.ink),
            number(stroke.width),
            places.join(" ")
        );
    }

    fn write_reaches(&self, svg: &mut String, reaches: &[Reach], width: f32, ink: Ink) {
        let above = reaches
            .iter()
            .map(|reach| pos2(reach.x, reach.top - width / 2.0));
        let below = reaches
            .iter()
            .rev()
            .map(|reach| pos2(reach.x, reach.bottom + width / 2.0));
        let places: Vec<String> = above.chain(below).map(|point| self.place(point)).collect();
        let _ = writeln!(
            svg,
            r#"<polygon {} points="{}"/>"#,
            self.paint("fill", ink),
            places.join(" ")
        );
    }

    fn write_dots(&self, svg: &mut String, centers: &[Pos2], dot: Dot, ink: Ink) {
        let color = hex(ink.hue.color(self.tokens));
        let (fill, dashes) = match dot {
            Dot::Disc => (1.0, ""),
            Dot::Ring => (0.15, ""),
            Dot::Square | Dot::Hollow => (0.0, ""),
            Dot::Broken => (0.0, r#" stroke-dasharray="1.8 1.3""#),
        };
        let _ = writeln!(
            svg,
            r#"<g fill="{color}" fill-opacity="{fill}" stroke="{color}"{dashes}>"#
        );
        for center in centers {
            let at = *center - self.area.min.to_vec2();
            let radius = if dot == Dot::Disc {
                DISC_RADIUS
            } else {
                DOT_RADIUS
            } - 0.5;
            let _ = if dot == Dot::Square {
                let side = 2.0 * radius;
                writeln!(
                    svg,
                    r#"<rect x="{}" y="{}" width="{}" height="{}"/>"#,
                    number(at.x - radius),
                    number(at.y - radius),
                    number(side),
                    number(side)
                )
            } else {
                writeln!(
                    svg,
                    r#"<circle cx="{}" cy="{}" r="{}"/>"#,
                    number(at.x),
                    number(at.y),
                    number(radius)
                )
            };
        }
        svg.push_str("</g>\n");
    }

    fn write_text(&self, svg: &mut String, text: &Text) {
        let at = text.at - self.area.min.to_vec2();
        let anchor = match text.align {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        };
        let weight = if text.face.is_heavy() {
            r#" font-weight="600""#
        } else {
            ""
        };
        let figures = if text.face == Face::Axis {
            r#" style="font-variant-numeric:tabular-nums""#
        } else {
            ""
        };
        let _ = writeln!(
            svg,
            r#"<text x="{}" y="{}" font-size="{}" text-anchor="{anchor}" dominant-baseline="central"{weight}{figures} {}>{}</text>"#,
            number(at.x),
            number(at.y),
            number(text.face.size()),
            self.paint("fill", text.ink),
            escaped(&text.words)
        );
    }

    fn paint(&self, property: &str, ink: Ink) -> String {
        let color = hex(ink.hue.color(self.tokens));
        if ink.strength >= 1.0 {
            format!(r#"{property}="{color}""#)
        } else {
            format!(
                r#"{property}="{color}" {property}-opacity="{}""#,
                number(ink.strength)
            )
        }
    }

    fn place(&self, point: Pos2) -> String {
        let at = point - self.area.min.to_vec2();
        format!("{},{}", number(at.x), number(at.y))
    }
}

fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    (if text == "-0" { "0" } else { text }).to_owned()
}

fn hex(color: Color32) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r(), color.g(), color.b())
}

/// The five signs of XML; control characters, which XML can't hold, become spaces.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            character if character.is_control() => safe.push(' '),
            character => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[test]
    fn a_picture_holds_every_part_and_safe_words() {
        let drawing = Drawing {
            items: vec![
                Item::Fills(
                    vec![Rect::from_min_max(pos2(10.0, 20.0), pos2(30.0, 25.5))],
                    Ink::part(Hue::Mark(0), 0.1),
                ),
                Item::Path(
                    vec![pos2(10.0, 20.0), pos2(11.0, 22.0)],
                    Stroke {
                        width: 2.0,
                        ink: Ink::full(Hue::Mark(1)),
                        dashed: true,
                    },
                ),
                Item::Dots(vec![pos2(15.0, 25.0)], Dot::Ring, Ink::full(Hue::Mark(0))),
                Item::Text(Text {
                    at: pos2(12.0, 24.0),
                    align: Align::End,
                    words: "R&D <\"itch\">\u{0}".to_owned(),
                    face: Face::Axis,
                    ink: Ink::full(Hue::Muted),
                }),
            ],
        };
        let svg = Sheet {
            area: Rect::from_min_max(pos2(10.0, 20.0), pos2(110.0, 70.0)),
            title: "Trends",
            description: "Itch & more",
            drawings: &[drawing],
            tokens: &LIGHT,
        }
        .to_svg();
        for part in [
            r#"viewBox="0 0 100 50""#,
            "<desc>Itch &amp; more</desc>",
            r##"<path fill="#2f8f6b" fill-opacity="0.1" d="M0,0h20v5.5h-20z"/>"##,
            r#"stroke-dasharray="5 3" points="0,0 1,2"/>"#,
            r#"<circle cx="5" cy="5" r="2.25"/>"#,
            "R&amp;D &lt;&quot;itch&quot;&gt; </text>",
        ] {
            assert!(svg.contains(part), "{part} is not in\n{svg}");
        }
        assert!(svg.trim_end().ends_with("</svg>"));
    }
}
