//! Shapes as SVG, with every word as text.

use std::fmt::Write as _;

use egui::{Color32, FontFamily, Pos2, Rect, Stroke};

use super::Painting;
use super::walk::{Sink, TextRun, walk};
use crate::ui::theme::Family;

/// What a picture is called and what it says, for those who can't see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its name.
    pub title: String,
    /// What it shows.
    pub description: String,
}

/// The SVG text of a painting.
pub fn svg(painting: &Painting, words: &Words) -> String {
    let mut sink = Svg {
        body: String::new(),
        clips: Vec::new(),
        is_open: false,
    };
    walk(painting.shapes(), &mut sink);
    sink.close();
    let size = painting.size();
    let (width, height) = (number(size.x), number(size.y));
    let mut text = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="Inter, Figtree, 'Segoe UI', Helvetica, Arial, sans-serif">"#
    );
    // Writing to a string can't fail, so the results are dropped here and below.
    let _ = write!(
        text,
        "\n<title>{}</title>\n<desc>{}</desc>\n<defs>\n",
        escaped(&words.title),
        escaped(&words.description)
    );
    for (at, clip) in sink.clips.iter().enumerate() {
        let _ = writeln!(
            text,
            r#"<clipPath id="c{at}"><rect {}/></clipPath>"#,
            place(*clip)
        );
    }
    text + "</defs>\n" + &sink.body + "</svg>\n"
}

struct Svg {
    body: String,
    /// The areas that something is clipped to; the last group is within the last one that was asked for.
    clips: Vec<Rect>,
    is_open: bool,
}

impl Svg {
    fn close(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.body.push_str("</g>\n");
        }
    }
}

impl Sink for Svg {
    fn clip(&mut self, area: Rect) {
        if self.is_open && self.clips.last() == Some(&area) {
            return;
        }
        self.close();
        self.clips.push(area);
        let at = self.clips.len() - 1;
        let _ = writeln!(self.body, r##"<g clip-path="url(#c{at})">"##);
        self.is_open = true;
    }

    fn rects(&mut self, rects: &[Rect], radius: f32, fill: Color32, stroke: Stroke) {
        if let [rect] = rects {
            let round = if radius > 0.0 {
                format!(r#" rx="{}""#, number(radius))
            } else {
                String::new()
            };
            let look = look(fill, stroke);
            let _ = writeln!(self.body, "<rect {}{round}{look}/>", place(*rect));
            return;
        }
        let _ = write!(self.body, r#"<path{} d=""#, look(fill, stroke));
        for rect in rects {
            let (at, width) = (point(rect.min), rect.width());
            let (right, down) = (number(width), number(rect.height()));
            let _ = write!(self.body, "M{at}h{right}v{down}h{}z", number(-width));
        }
        self.body.push_str("\"/>\n");
    }

    fn circle(&mut self, center: Pos2, radius: f32, fill: Color32, stroke: Stroke) {
        let _ = writeln!(
            self.body,
            r#"<circle cx="{}" cy="{}" r="{}"{}/>"#,
            number(center.x),
            number(center.y),
            number(radius),
            look(fill, stroke)
        );
    }

    fn path(&mut self, points: &[Pos2], is_closed: bool, fill: Color32, stroke: Stroke) {
        let name = if is_closed { "polygon" } else { "polyline" };
        let places: Vec<String> = points.iter().map(|at| point(*at)).collect();
        let _ = writeln!(
            self.body,
            r#"<{name}{} stroke-linejoin="round" points="{}"/>"#,
            look(fill, stroke),
            places.join(" ")
        );
    }

    fn text(&mut self, run: &TextRun) {
        let of = |family: Family| run.font.family == family.font_family();
        let weight = match () {
            () if of(Family::SemiBold) => r#" font-weight="600""#,
            () if of(Family::Medium) => r#" font-weight="500""#,
            () if of(Family::Tabular) => r#" style="font-variant-numeric:tabular-nums""#,
            () if run.font.family == FontFamily::Monospace => r#" font-family="monospace""#,
            () => "",
        };
        let turn = if run.angle == 0.0 {
            String::new()
        } else {
            let degrees = number(run.angle.to_degrees());
            format!(r#" transform="rotate({degrees} {})""#, point(run.at))
        };
        // The width keeps words in their place where the face is not at hand.
        let _ = writeln!(
            self.body,
            r#"<text x="{}" y="{}" font-size="{}" textLength="{}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"{weight}{turn}{}>{}</text>"#,
            number(run.at.x),
            number(run.at.y),
            number(run.font.size),
            number(run.width),
            paint("fill", run.color),
            escaped(&run.text)
        );
    }
}

fn place(rect: Rect) -> String {
    format!(
        r#"x="{}" y="{}" width="{}" height="{}""#,
        number(rect.left()),
        number(rect.top()),
        number(rect.width()),
        number(rect.height())
    )
}

fn point(at: Pos2) -> String {
    format!("{},{}", number(at.x), number(at.y))
}

fn look(fill: Color32, stroke: Stroke) -> String {
    let mut text = if fill == Color32::TRANSPARENT {
        r#" fill="none""#.to_owned()
    } else {
        paint("fill", fill)
    };
    if !stroke.is_empty() {
        text.push_str(&paint("stroke", stroke.color));
        let _ = write!(text, r#" stroke-width="{}""#, number(stroke.width));
    }
    text
}

fn paint(property: &str, color: Color32) -> String {
    let [red, green, blue, alpha] = color.to_srgba_unmultiplied();
    let hex = format!(r##" {property}="#{red:02x}{green:02x}{blue:02x}""##);
    if alpha == 255 {
        return hex;
    }
    let share = number(f32::from(alpha) / 255.0);
    format!(r#"{hex} {property}-opacity="{share}""#)
}

fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    (if text == "-0" { "0" } else { text }).to_owned()
}

/// Text as XML holds it; control characters, which it can't, become spaces.
fn escaped(text: &str) -> String {
    let plain = text.replace(char::is_control, " ");
    quick_xml::escape::escape(plain.as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;
    use egui::{Mesh, Shape, pos2, vec2};

    #[test]
    fn a_picture_holds_every_part_and_safe_words() {
        let mark = LIGHT.habit().mark;
        let stroke = Stroke::new(2.0, mark);
        let painting = Painting::of(vec2(100.0, 50.0), 1.0, false, |ui| {
            let painter = ui.painter();
            let square = Rect::from_min_size(pos2(0.0, 0.0), vec2(20.0, 5.5));
            let mut mesh = Mesh::default();
            mesh.add_colored_rect(square, mark.gamma_multiply(0.1));
            mesh.add_colored_rect(square.translate(vec2(30.0, 0.0)), mark.gamma_multiply(0.1));
            painter.add(mesh);
            painter.add(Shape::line(vec![pos2(0.0, 0.0), pos2(1.0, 2.0)], stroke));
            let ring = egui::epaint::CircleShape {
                center: pos2(5.0, 5.0),
                radius: 1.75,
                fill: mark.gamma_multiply(0.15),
                stroke: Stroke::new(1.0, mark),
            };
            painter.add(ring);
            let words = "R&D <\"itch\">\u{7}".to_owned();
            let galley = painter.layout_no_wrap(words, Family::Tabular.at(11.0), mark);
            painter.galley(pos2(12.0, 24.0), galley, mark);
        });
        let words = Words {
            title: "Trends".to_owned(),
            description: "Itch & more".to_owned(),
        };
        let svg = svg(&painting, &words);
        for part in [
            r#"viewBox="0 0 100 50""#,
            "<desc>Itch &amp; more</desc>",
            r#"fill-opacity="0.1" d="M0,0h20v5.5h-20zM30,0h20v5.5h-20z"/>"#,
            r##"stroke="#2f8f6b" stroke-width="2" stroke-linejoin="round" points="0,0 1,2"/>"##,
            r#"<circle cx="5" cy="5" r="2.25""#,
            r#"style="font-variant-numeric:tabular-nums""#,
            ">R&amp;D &lt;&quot;itch&quot;&gt;",
        ] {
            assert!(svg.contains(part), "{part} is not in\n{svg}");
        }
        assert!(svg.trim_end().ends_with("</svg>"));
        let mut reader = quick_xml::Reader::from_str(&svg);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
}
