//! Screens painted off the screen: at any size and scale, all of them at once, with the look of the window.

use std::sync::Arc;

use egui::epaint::{ClippedShape, ImageData};
use egui::{ColorImage, Context, RawInput, Rect, TextureId, Theme, Ui, Vec2};

use super::Bitmap;
use crate::ui::theme;

/// What a screen drew.
pub struct Painting {
    context: Context,
    shapes: Vec<ClippedShape>,
    /// The letters, as an image that text is cut from.
    letters: ColorImage,
    size: Vec2,
    scale: f32,
}

impl Painting {
    /// Paints what `show` draws on a room of this size in points, at `scale` pixels a point.
    pub fn of(size: Vec2, scale: f32, is_dark: bool, mut show: impl FnMut(&mut Ui)) -> Self {
        let context = Context::default();
        theme::install(&context);
        context.add_font_provider(Arc::new(
            egui_system_font_provider::SystemFontProvider::new(),
        ));
        context.set_theme(if is_dark { Theme::Dark } else { Theme::Light });
        let mut painting = Self {
            context,
            shapes: Vec::new(),
            letters: ColorImage::default(),
            size,
            scale,
        };
        // Twice, for some of it settles in the second frame.
        for _ in 0..2 {
            painting.frame(&mut show);
        }
        painting
    }

    fn frame(&mut self, show: &mut impl FnMut(&mut Ui)) {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(input.viewport_id).or_default();
        viewport.native_pixels_per_point = Some(self.scale);
        let mut output = self.context.run_ui(input, show);
        for (id, delta) in std::mem::take(&mut output.textures_delta.set) {
            if id == TextureId::default() {
                delta.into_iter().for_each(|delta| self.take_letters(delta));
            }
        }
        output.textures_delta.clear();
        self.shapes = output.shapes;
    }

    fn take_letters(&mut self, delta: egui::epaint::ImageDelta) {
        let ImageData::Color(image) = delta.image;
        let Some([left, top]) = delta.pos else {
            self.letters = Arc::unwrap_or_clone(image);
            return;
        };
        let width = self.letters.size[0];
        for (row, pixels) in image.pixels.chunks(image.size[0].max(1)).enumerate() {
            let from = (top + row) * width + left;
            if let Some(part) = self.letters.pixels.get_mut(from..from + pixels.len()) {
                part.copy_from_slice(pixels);
            }
        }
    }

    /// Its shapes in painting order.
    pub fn shapes(&self) -> &[ClippedShape] {
        &self.shapes
    }

    /// Its size in points.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Cuts it off at this height.
    pub fn cut_at(mut self, height: f32) -> Self {
        self.size.y = self.size.y.min(height);
        self
    }

    /// The same as pixels.
    pub fn bitmap(self) -> Bitmap {
        let parts = self.context.tessellate(self.shapes, self.scale);
        Bitmap::new(parts, self.letters, self.size, self.scale)
    }
}
