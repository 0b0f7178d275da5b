//! Drawings painted in the window: a few meshes a panel, kept until anything about the panel changes.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::tessellator::Path;
use egui::epaint::{PathStroke, TextShape, Vertex, WHITE_UV};
use egui::{
    Color32, ColorImage, Context, FontId, Mesh, Painter, Pos2, Rect, Shape, TextureHandle,
    TextureId, TextureOptions, Vec2, pos2,
};

use crate::ui::charts::drawing::{Align, Dot, Drawing, Face, Ink, Item, Stroke, Text};
use crate::ui::charts::thin::Reach;
use crate::ui::charts::time_axis::TimeWindow;
use crate::ui::charts::value_axis::ValueAxis;
use crate::ui::theme::{Family, Tokens, mask};

use super::tracks::TrackKey;

/// What a kept panel was painted for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PaintKey {
    pub(super) window: TimeWindow,
    pub(super) rect: Rect,
    pub(super) plot: (f32, f32),
    pub(super) is_dark: bool,
    pub(super) pixels_per_point: f32,
    pub(super) has_rule: bool,
    pub(super) readings: u64,
}

/// A painted panel with the axes its crosshair needs.
pub(super) struct Painted {
    key: PaintKey,
    pub(super) axes: Vec<ValueAxis>,
    shapes: Shapes,
}

/// What a drawing is painted with: its texts stand above its meshes.
#[derive(Default)]
struct Shapes {
    meshes: Vec<Shape>,
    texts: Vec<Shape>,
}

impl Shapes {
    /// Meshes within `rect` and texts are clipped apart: so they don't end up in one growing mesh, which would be
    /// copied again and again while it grows.
    fn paint(&self, painter: &Painter, rect: Rect) {
        let within = painter.clip_rect().intersect(rect);
        painter
            .with_clip_rect(within)
            .extend(self.meshes.iter().cloned());
        painter.extend(self.texts.iter().cloned());
    }
}

/// The panels that were painted, and the texture of the marks of days.
#[derive(Default)]
pub(super) struct PanelPainter {
    marks: Option<(f32, TextureHandle)>,
    panels: HashMap<(TrackKey, Option<TrackKey>), Painted>,
    /// Meshes of panels that were painted anew: their room is used again, for a frame asks for megabytes of it.
    spare: Vec<Mesh>,
}

impl PanelPainter {
    /// Forgets all panels, as the journal changed.
    pub(super) fn forget(&mut self) {
        self.panels.clear();
        self.spare.clear();
    }

    /// Paints a panel, drawing it anew only if something about it changed; gives its axes.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        of: (TrackKey, Option<TrackKey>),
        key: PaintKey,
        tokens: &Tokens,
        draw: impl FnOnce() -> (Drawing, Vec<ValueAxis>),
    ) -> &[ValueAxis] {
        if self
            .panels
            .get(&of)
            .is_none_or(|painted| painted.key != key)
        {
            if let Some(old) = self.panels.remove(&of) {
                self.take_back(old.shapes.meshes);
            }
            let (drawing, axes) = draw();
            let shapes = self.shapes(painter, &drawing, tokens);
            self.panels.insert(of, Painted { key, axes, shapes });
        }
        let Some(painted) = self.panels.get(&of) else {
            return &[];
        };
        painted.shapes.paint(painter, key.rect.expand(1.0));
        &painted.axes
    }

    /// Paints a drawing that is not kept.
    pub(super) fn paint_once(&mut self, painter: &Painter, drawing: &Drawing, tokens: &Tokens) {
        self.shapes(painter, drawing, tokens)
            .paint(painter, painter.clip_rect());
    }

    fn take_back(&mut self, shapes: Vec<Shape>) {
        for shape in shapes {
            // A mesh that is still being painted can't be had, and need not.
            if let Shape::Mesh(mesh) = shape
                && let Ok(mut mesh) = Arc::try_unwrap(mesh)
            {
                mesh.clear();
                self.spare.push(mesh);
            }
        }
    }

    fn shapes(&mut self, painter: &Painter, drawing: &Drawing, tokens: &Tokens) -> Shapes {
        let pixels_per_point = painter.pixels_per_point();
        let marks = self.marks(painter.ctx(), pixels_per_point);
        let mut shapes = Shapes::default();
        let mut mesh = self.spare.pop().unwrap_or_default();
        for item in &drawing.items {
            let texture = match item {
                Item::Dots(..) => marks,
                Item::Fills(..) | Item::Path(..) | Item::Reaches(..) => TextureId::default(),
                Item::Text(text) => {
                    shapes.texts.push(text_shape(painter, text, tokens));
                    continue;
                }
            };
            if mesh.texture_id != texture {
                flush(&mut mesh, &mut shapes.meshes, &mut self.spare);
                mesh.texture_id = texture;
            }
            match item {
                Item::Fills(rects, ink) => {
                    add_fills(&mut mesh, rects, color(*ink, tokens), pixels_per_point);
                }
                Item::Path(points, stroke) => {
                    add_path(&mut mesh, points, *stroke, tokens, pixels_per_point);
                }
                Item::Reaches(reaches, width, ink) => {
                    add_reaches(
                        &mut mesh,
                        reaches,
                        *width,
                        color(*ink, tokens),
                        1.0 / pixels_per_point,
                    );
                }
                Item::Dots(centers, dot, ink) => {
                    add_dots(&mut mesh, centers, *dot, color(*ink, tokens));
                }
                Item::Text(_) => {}
            }
        }
        flush(&mut mesh, &mut shapes.meshes, &mut self.spare);
        self.spare.push(mesh);
        shapes
    }

    fn marks(&mut self, context: &Context, pixels_per_point: f32) -> TextureId {
        match &self.marks {
            Some((made_for, handle)) if *made_for == pixels_per_point => handle.id(),
            _ => {
                let image = marks_image(pixels_per_point);
                let handle = context.load_texture("marks of days", image, TextureOptions::LINEAR);
                let id = handle.id();
                self.marks = Some((pixels_per_point, handle));
                self.panels.clear();
                id
            }
        }
    }
}

/// How wide a text is in the window.
pub(super) fn measure(painter: &Painter) -> impl Fn(&str, Face) -> f32 + '_ {
    |text, face| {
        let galley = painter.layout_no_wrap(text.to_owned(), font(face), Color32::TRANSPARENT);
        galley.size().x
    }
}

/// The colour of an ink in a theme.
pub(super) fn color(ink: Ink, tokens: &Tokens) -> Color32 {
    ink.hue.color(tokens).gamma_multiply(ink.strength)
}

fn font(face: Face) -> FontId {
    let family = match face {
        Face::Name | Face::Figure => Family::SemiBold,
        Face::Small | Face::Word => Family::Regular,
        Face::Axis => Family::Tabular,
    };
    family.at(face.size())
}

fn flush(mesh: &mut Mesh, shapes: &mut Vec<Shape>, spare: &mut Vec<Mesh>) {
    if !mesh.is_empty() {
        let next = spare.pop().unwrap_or_default();
        shapes.push(Shape::Mesh(Arc::new(std::mem::replace(mesh, next))));
    }
}

fn text_shape(painter: &Painter, text: &Text, tokens: &Tokens) -> Shape {
    let ink = color(text.ink, tokens);
    let galley = painter.layout_no_wrap(text.words.clone(), font(text.face), ink);
    let size = galley.size();
    let x = match text.align {
        Align::Start => text.at.x,
        Align::Middle => text.at.x - size.x / 2.0,
        Align::End => text.at.x - size.x,
    };
    let place = {
        let snap = |points: f32| {
            (points * painter.pixels_per_point()).round() / painter.pixels_per_point()
        };
        pos2(snap(x), snap(text.at.y - size.y / 2.0))
    };
    Shape::Text(TextShape::new(place, galley, ink))
}

/// Rectangles on whole pixels, so that hairlines are hairlines everywhere.
fn add_fills(mesh: &mut Mesh, rects: &[Rect], color: Color32, pixels_per_point: f32) {
    mesh.reserve_vertices(4 * rects.len());
    mesh.reserve_triangles(2 * rects.len());
    let snap = |points: f32| (points * pixels_per_point).round() / pixels_per_point;
    let length = |points: f32| (points * pixels_per_point).round().max(1.0) / pixels_per_point;
    for rect in rects {
        let min = pos2(snap(rect.min.x), snap(rect.min.y));
        let size = Vec2::new(length(rect.width()), length(rect.height()));
        mesh.add_colored_rect(Rect::from_min_size(min, size), color);
    }
}

fn add_path(
    mesh: &mut Mesh,
    points: &[Pos2],
    stroke: Stroke,
    tokens: &Tokens,
    pixels_per_point: f32,
) {
    let path_stroke = PathStroke::new(stroke.width, color(stroke.ink, tokens));
    let mut add = |points: &[Pos2]| {
        if points.len() >= 2 {
            let mut path = Path::default();
            path.add_open_points(points);
            path.stroke_open(1.0 / pixels_per_point, &path_stroke, mesh);
        }
    };
    if stroke.dashed {
        dashes(points, 5.0, 3.0).iter().for_each(|dash| add(dash));
    } else {
        add(points);
    }
}

/// A ribbon along the pixel columns: a line has soft edges and four corners a column, where a stroke of so many bends
/// would take twenty; a tint has two.
fn add_reaches(mesh: &mut Mesh, reaches: &[Reach], width: f32, color: Color32, soft: f32) {
    let (Some(first), Some(last)) = (reaches.first(), reaches.last()) else {
        return;
    };
    // It starts and ends at the edges of its pixels, so that a single column is seen too.
    let start = Reach {
        x: first.x - 0.5,
        ..*first
    };
    let end = Reach {
        x: last.x + 0.5,
        ..*last
    };
    let places = std::iter::once(&start).chain(reaches).chain([&end]);
    let half = width / 2.0;
    if color.is_opaque() {
        mesh.reserve_vertices(4 * (reaches.len() + 2));
        let (outer, inner) = (half + soft / 2.0, half - soft / 2.0);
        add_strip(mesh, places, |reach| {
            [
                (reach.top - outer, Color32::TRANSPARENT),
                (reach.top - inner, color),
                (reach.bottom + inner, color),
                (reach.bottom + outer, Color32::TRANSPARENT),
            ]
        });
    } else {
        mesh.reserve_vertices(2 * (reaches.len() + 2));
        add_strip(mesh, places, |reach| {
            [(reach.top - half, color), (reach.bottom + half, color)]
        });
    }
}

/// Corners at the same heights from place to place, joined by triangles.
fn add_strip<'a, const ROWS: usize>(
    mesh: &mut Mesh,
    places: impl Iterator<Item = &'a Reach>,
    corners: impl Fn(&Reach) -> [(f32, Color32); ROWS],
) {
    let (rows, first) = (ROWS as u32, mesh.vertices.len() as u32);
    for place in places {
        mesh.vertices
            .extend(corners(place).map(|(y, color)| Vertex {
                pos: pos2(place.x, y),
                uv: WHITE_UV,
                color,
            }));
    }
    let end = mesh.vertices.len() as u32;
    mesh.reserve_triangles(2 * (end - first) as usize);
    let mut base = first;
    while base + rows < end {
        for before in base..base + rows - 1 {
            let now = before + rows;
            mesh.indices
                .extend([before, before + 1, now, now, before + 1, now + 1]);
        }
        base += rows;
    }
}

/// A line taken apart into dashes that follow its bends.
fn dashes(points: &[Pos2], dash: f32, gap: f32) -> Vec<Vec<Pos2>> {
    let mut found = Vec::new();
    let Some(first) = points.first() else {
        return found;
    };
    let (mut is_dash, mut left, mut open) = (true, dash, vec![*first]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let way = (to - from).length();
            if way < left {
                left -= way;
                if is_dash {
                    open.push(to);
                }
                break;
            }
            from += (to - from) / way.max(f32::EPSILON) * left;
            if is_dash {
                open.push(from);
                found.push(std::mem::take(&mut open));
            } else {
                open = vec![from];
            }
            is_dash = !is_dash;
            left = if is_dash { dash } else { gap };
        }
    }
    if open.len() >= 2 {
        found.push(open);
    }
    found
}

/// The marks of days stand side by side in one texture, so that thousands of them are one mesh of quads.
const DOTS: [Dot; 5] = [Dot::Ring, Dot::Hollow, Dot::Broken, Dot::Square, Dot::Disc];
/// Half the side of a cell of that texture, in points.
const HALF_CELL: f32 = 5.5;

fn add_dots(mesh: &mut Mesh, centers: &[Pos2], dot: Dot, color: Color32) {
    let index = DOTS.iter().position(|one| *one == dot).unwrap_or_default() as f32;
    let half = dot.radius() + 1.0;
    let share = half / HALF_CELL / 2.0;
    let columns = DOTS.len() as f32;
    let uv = Rect::from_min_max(
        pos2((index + 0.5 - share) / columns, 0.5 - share),
        pos2((index + 0.5 + share) / columns, 0.5 + share),
    );
    mesh.reserve_vertices(4 * centers.len());
    mesh.reserve_triangles(2 * centers.len());
    for center in centers {
        let rect = Rect::from_center_size(*center, Vec2::splat(2.0 * half));
        mesh.add_rect_with_uv(rect, uv, color);
    }
}

/// Twice as fine as the screen, so that a mark between two pixels stays round.
fn marks_image(pixels_per_point: f32) -> ColorImage {
    let side = (2.0 * HALF_CELL * pixels_per_point * 2.0).ceil() as usize;
    let scale = side as f32 / (2.0 * HALF_CELL);
    let mut image = ColorImage::filled([side * DOTS.len(), side], Color32::TRANSPARENT);
    for (index, dot) in DOTS.iter().enumerate() {
        for y in 0..side {
            for x in 0..side {
                let at = |pixel: usize| (pixel as f32 + 0.5) / scale - HALF_CELL;
                let alpha = coverage(*dot, at(x), at(y), scale);
                image.pixels[y * side * DOTS.len() + index * side + x] = mask(alpha);
            }
        }
    }
    image
}

/// How much of the colour a mark has at a place from its middle.
fn coverage(dot: Dot, x: f32, y: f32, pixels: f32) -> f32 {
    let inside = |distance: f32, radius: f32| (0.5 + (radius - distance) * pixels).clamp(0.0, 1.0);
    let distance = x.hypot(y);
    let radius = dot.radius();
    let ring = |distance: f32| inside(distance, radius) - inside(distance, radius - 1.0);
    match dot {
        Dot::Disc => inside(distance, radius),
        Dot::Ring => ring(distance) + 0.15 * inside(distance, radius - 1.0),
        Dot::Hollow => ring(distance),
        Dot::Broken => ring(distance) * ((4.0 * y.atan2(x)).sin() * 3.0 + 1.6).clamp(0.0, 1.0),
        Dot::Square => ring(x.abs().max(y.abs()) + 0.25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_follow_a_line_and_leave_gaps() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0)];
        let found = dashes(&line, 5.0, 3.0);
        let lengths: Vec<f32> = found
            .iter()
            .map(|dash| {
                dash.windows(2)
                    .map(|pair| (pair[1] - pair[0]).length())
                    .sum()
            })
            .collect();
        assert_eq!(lengths, [5.0, 5.0, 4.0]);
        assert_eq!(found[1], [pos2(8.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 3.0)]);
    }

    #[test]
    fn marks_differ_in_shape_not_only_in_colour() {
        let at = |dot, x| coverage(dot, x, 0.0, 4.0);
        assert!(at(Dot::Ring, 0.0) > 0.1 && at(Dot::Ring, 0.0) < 0.2);
        assert_eq!(at(Dot::Hollow, 0.0), 0.0);
        assert_eq!(at(Dot::Disc, 0.0), 1.0);
        assert_eq!(at(Dot::Ring, 4.5), 0.0);
        assert!(at(Dot::Ring, 2.2) > 0.9);
        assert!(
            coverage(Dot::Square, 1.9, 1.9, 4.0) > 0.5 && coverage(Dot::Ring, 2.1, 2.1, 4.0) < 0.5
        );
    }
}
