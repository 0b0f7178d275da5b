//! Takes painted shapes apart into lines, areas, circles and text, for whatever writes them down.

use egui::epaint::{
    BandShape, ClippedShape, ColorMode, EllipseShape, PathShape, QuadraticBezierShape, RectShape,
    TextShape,
};
use egui::{Color32, FontId, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// What a form of picture has to write. Places are in points from the top left; every colour may be see-through.
pub trait Sink {
    /// What follows is seen within `area` alone.
    fn clip(&mut self, area: Rect);
    /// Rectangles of one look, with round corners if `radius` is not 0.
    fn rects(&mut self, rects: &[Rect], radius: f32, fill: Color32, stroke: Stroke);
    /// A circle whose line lies in the middle of its edge.
    fn circle(&mut self, center: Pos2, radius: f32, fill: Color32, stroke: Stroke);
    /// A line through points, back to the first if it is closed.
    fn path(&mut self, points: &[Pos2], is_closed: bool, fill: Color32, stroke: Stroke);
    /// Text of one look on one line.
    fn text(&mut self, run: &TextRun);
}

/// Text of one look on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Where its base line begins.
    pub at: Pos2,
    /// How wide it is.
    pub width: f32,
    /// The words.
    pub text: String,
    /// Face and size.
    pub font: FontId,
    /// Colour.
    pub color: Color32,
    /// How far it is turned about its beginning, clockwise, in radians.
    pub angle: f32,
}

/// Writes shapes in painting order.
pub fn walk(shapes: &[ClippedShape], sink: &mut dyn Sink) {
    for clipped in shapes {
        if is_empty(&clipped.shape) || !clipped.clip_rect.is_positive() {
            continue;
        }
        sink.clip(clipped.clip_rect);
        shape(&clipped.shape, sink);
    }
}

fn is_empty(shape: &Shape) -> bool {
    match shape {
        Shape::Noop => true,
        Shape::Vec(parts) => parts.iter().all(is_empty),
        _ => false,
    }
}

fn shape(shape: &Shape, sink: &mut dyn Sink) {
    match shape {
        Shape::Noop | Shape::Callback(_) => {}
        Shape::Vec(parts) => parts.iter().for_each(|part| self::shape(part, sink)),
        Shape::Circle(circle) => {
            let radius = circle.radius + circle.stroke.width / 2.0;
            sink.circle(circle.center, radius, circle.fill, circle.stroke);
        }
        Shape::Ellipse(ellipse) => ellipse_path(ellipse, sink),
        Shape::LineSegment { points, stroke } => {
            sink.path(points, false, Color32::TRANSPARENT, *stroke);
        }
        Shape::Path(path) => line(path, sink),
        Shape::Band(band) => outline(band, sink),
        Shape::Rect(rect) => rectangle(rect, sink),
        Shape::Text(text) => text_rows(text, sink),
        Shape::Mesh(mesh) => areas(mesh, sink),
        Shape::QuadraticBezier(curve) => bend(&curve.flatten(None), curve, sink),
        Shape::CubicBezier(curve) => {
            let stroke = Stroke::new(curve.stroke.width, solid(&curve.stroke.color));
            sink.path(&curve.flatten(None), curve.closed, curve.fill, stroke);
        }
    }
}

fn solid(color: &ColorMode) -> Color32 {
    match color {
        ColorMode::Solid(color) => *color,
        ColorMode::UV(color) => color(Rect::ZERO, Pos2::ZERO),
    }
}

fn bend(points: &[Pos2], curve: &QuadraticBezierShape, sink: &mut dyn Sink) {
    let stroke = Stroke::new(curve.stroke.width, solid(&curve.stroke.color));
    sink.path(points, curve.closed, curve.fill, stroke);
}

fn line(path: &PathShape, sink: &mut dyn Sink) {
    let stroke = Stroke::new(path.stroke.width, solid(&path.stroke.color));
    sink.path(&path.points, path.closed, path.fill, stroke);
}

fn outline(band: &BandShape, sink: &mut dyn Sink) {
    let upper = band.points.iter().map(|point| pos2(point.x, point.y.min));
    let lower = band
        .points
        .iter()
        .rev()
        .map(|point| pos2(point.x, point.y.max));
    let points: Vec<Pos2> = upper.chain(lower).collect();
    sink.path(&points, true, band.fill, band.stroke);
}

fn ellipse_path(ellipse: &EllipseShape, sink: &mut dyn Sink) {
    let place = |step: u8| {
        let turn = f32::from(step) / 32.0 * std::f32::consts::TAU;
        ellipse.center + vec2(ellipse.radius.x * turn.cos(), ellipse.radius.y * turn.sin())
    };
    let points: Vec<Pos2> = (0..32).map(place).collect();
    sink.path(&points, true, ellipse.fill, ellipse.stroke);
}

fn rectangle(rect: &RectShape, sink: &mut dyn Sink) {
    // Shadows are soft edges and no part of a drawing.
    if rect.blur_width > 0.0 {
        return;
    }
    let middle = match rect.stroke_kind {
        StrokeKind::Inside => rect.rect.shrink(rect.stroke.width / 2.0),
        StrokeKind::Middle => rect.rect,
        StrokeKind::Outside => rect.rect.expand(rect.stroke.width / 2.0),
    };
    let radius = f32::from(rect.corner_radius.nw);
    let is_lined = !rect.stroke.is_empty();
    let area = if is_lined { middle } else { rect.rect };
    sink.rects(&[area], radius, rect.fill, rect.stroke);
}

/// A mesh of rectangles becomes rectangles again, another one triangles; what shows an image is left out.
fn areas(mesh: &Mesh, sink: &mut dyn Sink) {
    if mesh.texture_id != egui::TextureId::default() {
        return;
    }
    let is_quad = |corners: &[u32]| {
        let first = corners[0];
        corners == [first, first + 1, first + 2, first + 2, first + 1, first + 3]
    };
    let vertex = |index: u32| &mesh.vertices[index as usize];
    let quads: Vec<&[u32]> = mesh.indices.chunks_exact(6).collect();
    if mesh.indices.len().is_multiple_of(6) && quads.iter().all(|corners| is_quad(corners)) {
        let is_alike =
            |one: &&[u32], other: &&[u32]| vertex(one[0]).color == vertex(other[0]).color;
        for run in quads.chunk_by(is_alike) {
            let rect = |corners: &&[u32]| {
                Rect::from_two_pos(vertex(corners[0]).pos, vertex(corners[5]).pos)
            };
            let rects: Vec<Rect> = run.iter().map(rect).collect();
            sink.rects(&rects, 0.0, vertex(run[0][0]).color, Stroke::NONE);
        }
        return;
    }
    for corners in mesh.indices.chunks_exact(3) {
        let points = [0, 1, 2].map(|at| vertex(corners[at]).pos);
        sink.path(&points, true, vertex(corners[0]).color, Stroke::NONE);
    }
}

/// The rows of a text, each in runs of one look.
fn text_rows(text: &TextShape, sink: &mut dyn Sink) {
    let job = &text.galley.job;
    let turn = egui::emath::Rot2::from_angle(text.angle);
    let mut at_char = job.text.char_indices();
    for row in &text.galley.rows {
        let looks: Vec<usize> = row
            .glyphs
            .iter()
            .map(|_| {
                let byte = at_char.next().map_or(job.text.len(), |(byte, _)| byte);
                let holds = |section: &egui::text::LayoutSection| byte < section.byte_range.end.0;
                let last = job.sections.len().saturating_sub(1);
                job.sections.iter().position(holds).unwrap_or(last)
            })
            .collect();
        if row.ends_with_newline {
            at_char.next();
        }
        let mut from = 0;
        for run in looks.chunk_by(|one, other| one == other) {
            let glyphs = &row.glyphs[from..from + run.len()];
            from += run.len();
            let (Some(section), Some(first)) = (job.sections.get(run[0]), glyphs.first()) else {
                continue;
            };
            let words: String = glyphs.iter().map(|glyph| glyph.chr).collect();
            if words.trim().is_empty() {
                continue;
            }
            let own = match section.format.color {
                Color32::PLACEHOLDER => text.fallback_color,
                color => color,
            };
            let color = text.override_text_color.unwrap_or(own);
            let end = glyphs
                .last()
                .map_or(0.0, |last| last.pos.x + last.advance_width);
            let within = row.pos.to_vec2() + first.pos.to_vec2();
            sink.text(&TextRun {
                at: text.pos + turn * within,
                width: end - first.pos.x,
                text: words,
                font: section.format.font_id.clone(),
                color: color.gamma_multiply(text.opacity_factor),
                angle: text.angle,
            });
        }
    }
}
