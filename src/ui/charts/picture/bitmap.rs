//! Triangles as pixels, painted by the processor: a picture of what no window shows has no graphics card to ask.

use std::sync::Arc;

use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, ColorImage, Mesh, Pos2, Rect, Vec2, pos2};

/// A painting that is ready to become pixels, on any thread.
#[derive(Debug, Clone)]
pub struct Bitmap(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    primitives: Vec<ClippedPrimitive>,
    letters: ColorImage,
    size: [usize; 2],
    scale: f32,
}

impl PartialEq for Bitmap {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Bitmap {
    pub(super) fn new(
        primitives: Vec<ClippedPrimitive>,
        letters: ColorImage,
        size: Vec2,
        scale: f32,
    ) -> Self {
        let pixels = |points: f32| (points * scale).round().max(1.0) as usize;
        Self(Arc::new(Parts {
            primitives,
            letters,
            size: [pixels(size.x), pixels(size.y)],
            scale,
        }))
    }

    /// Paints the pixels.
    pub fn paint(&self) -> ColorImage {
        let mut image = ColorImage::filled(self.0.size, Color32::TRANSPARENT);
        for part in &self.0.primitives {
            if let Primitive::Mesh(mesh) = &part.primitive {
                self.paint_mesh(&mut image, mesh, part.clip_rect);
            }
        }
        image
    }

    fn paint_mesh(&self, image: &mut ColorImage, mesh: &Mesh, clip: Rect) {
        let [width, height] = self.0.size;
        let within = |points: f32, most: usize| {
            (points * self.0.scale).round().clamp(0.0, most as f32) as usize
        };
        let clip = Clip {
            left: within(clip.left(), width),
            right: within(clip.right(), width),
            top: within(clip.top(), height),
            bottom: within(clip.bottom(), height),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|at| &mesh.vertices[corners[at] as usize]);
            self.paint_triangle(image, &clip, [a, b, c]);
        }
    }

    fn paint_triangle(&self, image: &mut ColorImage, clip: &Clip, corners: [&Vertex; 3]) {
        let scale = self.0.scale;
        let [a, b, c] = corners.map(|corner| pos2(corner.pos.x * scale, corner.pos.y * scale));
        let area = cross(a, b, c);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        let (xs, ys) = ([a.x, b.x, c.x], [a.y, b.y, c.y]);
        let range = |of: [f32; 3], low: usize, high: usize| {
            let lowest = of
                .into_iter()
                .fold(f32::MAX, f32::min)
                .floor()
                .max(low as f32);
            let highest = of
                .into_iter()
                .fold(f32::MIN, f32::max)
                .ceil()
                .min(high as f32);
            lowest as usize..highest.max(lowest) as usize
        };
        // Each of two triangles that share an edge takes the pixels on one side of it.
        let owns = |from: Pos2, to: Pos2| {
            let way = (to - from) * area.signum();
            way.y < 0.0 || (way.y == 0.0 && way.x > 0.0)
        };
        let edges = [owns(b, c), owns(c, a), owns(a, b)];
        let is_plain = corners.iter().all(|corner| corner.uv == corners[0].uv);
        let is_flat = corners
            .iter()
            .all(|corner| corner.color == corners[0].color);
        let plain = is_plain.then(|| self.letter(corners[0].uv));
        let width = self.0.size[0];
        for y in range(ys, clip.top, clip.bottom) {
            for x in range(xs, clip.left, clip.right) {
                let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                let shares =
                    [cross(b, c, at), cross(c, a, at), cross(a, b, at)].map(|part| part / area);
                let is_in = shares
                    .iter()
                    .zip(edges)
                    .all(|(share, owned)| *share > 0.0 || (*share == 0.0 && owned));
                if !is_in {
                    continue;
                }
                let color = if is_flat {
                    corners[0].color.to_array().map(f32::from)
                } else {
                    blend(
                        corners.map(|corner| corner.color.to_array().map(f32::from)),
                        shares,
                    )
                };
                let texel = plain.unwrap_or_else(|| {
                    let uv = blend(corners.map(|corner| [corner.uv.x, corner.uv.y]), shares);
                    self.letter(pos2(uv[0], uv[1]))
                });
                put(&mut image.pixels[y * width + x], color, texel);
            }
        }
    }

    /// The letters' image at a place from 0 to 1, between its four nearest pixels.
    fn letter(&self, uv: Pos2) -> [f32; 4] {
        let [width, height] = self.0.letters.size;
        if width == 0 || height == 0 {
            return [1.0; 4];
        }
        let (x, y) = (uv.x * width as f32 - 0.5, uv.y * height as f32 - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let pixel = |dx: f32, dy: f32| {
            let column = (left + dx).clamp(0.0, width as f32 - 1.0) as usize;
            let row = (top + dy).clamp(0.0, height as f32 - 1.0) as usize;
            let color = self.0.letters.pixels[row * width + column].to_array();
            color.map(|part| f32::from(part) / 255.0)
        };
        let (right, down) = (x - left, y - top);
        let upper = [pixel(0.0, 0.0), pixel(1.0, 0.0)];
        let lower = [pixel(0.0, 1.0), pixel(1.0, 1.0)];
        std::array::from_fn(|at| {
            let above = upper[0][at] + (upper[1][at] - upper[0][at]) * right;
            let below = lower[0][at] + (lower[1][at] - lower[0][at]) * right;
            above + (below - above) * down
        })
    }
}

/// What is seen, in pixels.
struct Clip {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn blend<const N: usize>(of: [[f32; N]; 3], shares: [f32; 3]) -> [f32; N] {
    std::array::from_fn(|at| of[0][at] * shares[0] + of[1][at] * shares[1] + of[2][at] * shares[2])
}

/// Colours are multiplied with their opacity and mixed as they are stored, as the window does it.
fn put(pixel: &mut Color32, color: [f32; 4], texel: [f32; 4]) {
    let source: [f32; 4] = std::array::from_fn(|at| color[at] * texel[at]);
    let through = 1.0 - source[3] / 255.0;
    let below = pixel.to_array().map(f32::from);
    let [red, green, blue, alpha] =
        std::array::from_fn(|at| (source[at] + below[at] * through + 0.5).min(255.0) as u8);
    *pixel = crate::ui::theme::premultiplied(red, green, blue, alpha);
}

#[cfg(test)]
mod tests {
    use super::super::Painting;
    use crate::ui::theme::{Family, LIGHT};
    use egui::{Color32, Rect, pos2, vec2};

    #[test]
    fn what_is_painted_has_its_colours_on_every_pixel() {
        for scale in [1.0, 2.0] {
            let image = Painting::of(vec2(60.0, 40.0), scale, false, |ui| {
                let painter = ui.painter();
                painter.rect_filled(ui.max_rect().expand(20.0), 0.0, LIGHT.surface);
                let right = Rect::from_min_max(pos2(30.0, 0.0), pos2(60.0, 40.0));
                painter.rect_filled(right, 0.0, LIGHT.accent);
                let font = Family::SemiBold.at(14.0);
                painter.text(
                    pos2(4.0, 20.0),
                    egui::Align2::LEFT_CENTER,
                    "H",
                    font,
                    LIGHT.text,
                );
            })
            .bitmap()
            .paint();
            let pixels = |points: usize| (points as f32 * scale) as usize;
            assert_eq!(image.size, [pixels(60), pixels(40)]);
            let at = |x: usize, y: usize| image.pixels[pixels(y) * image.size[0] + pixels(x)];
            assert_eq!(at(2, 2), LIGHT.surface);
            assert_eq!(at(45, 20), LIGHT.accent);
            let is_ink = |color: &&Color32| color.r() < 0x60 && color.g() < 0x60;
            let ink = image.pixels.iter().filter(is_ink).count() as f32;
            // Some of the letter's 10 × 10 points, and no more than they hold.
            assert!(
                (8.0..120.0).contains(&(ink / scale / scale)),
                "{ink} at {scale}"
            );
            assert!(image.pixels.iter().all(|color| color.a() == 255));
        }
    }
}
