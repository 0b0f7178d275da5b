//! Charts as files: SVG as the chart gives it, PNG from pixels that are painted and packed on a thread of their own.

use std::path::Path;

use egui::{ColorImage, Context};

use crate::ui::action::{Picture, PictureRequest};

use super::Desk;
use super::jobs::JobEnd;

/// Writes a picture.
pub fn save(ctx: &Context, desk: &mut Desk, request: PictureRequest) {
    let own = desk.session.path().map(Path::to_owned);
    let path = request.path;
    let bitmap = match request.picture {
        Picture::Svg(text) => {
            desk.jobs.write(ctx, own, path, text.into_bytes());
            return;
        }
        Picture::Png(bitmap) => bitmap,
    };
    let tell = desk.jobs.announce(ctx);
    std::thread::spawn(move || {
        tell(match png(&bitmap.paint()) {
            Some(bytes) => JobEnd::of_write(path, own.as_deref(), &bytes),
            None => JobEnd::NotWritten(path, "the picture could not be made".to_owned()),
        });
    });
}

fn png(image: &ColorImage) -> Option<Vec<u8>> {
    use image::ImageEncoder as _;
    let [width, height] = image.size;
    let mut bytes = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(
            image.as_raw(),
            u32::try_from(width).ok()?,
            u32::try_from(height).ok()?,
            image::ExtendedColorType::Rgba8,
        )
        .ok()?;
    Some(bytes)
}
