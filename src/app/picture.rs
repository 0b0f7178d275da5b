//! Charts as files: SVG as the chart gives it, PNG from what the window shows.

use std::path::Path;

use egui::{ColorImage, Context, Rect, ScreenshotCallback, ViewportCommand, pos2};

use crate::ui::action::PictureRequest;

use super::Desk;
use super::jobs::JobEnd;

/// Writes a picture: SVG at once, PNG from a screenshot of the window.
pub fn save(ctx: &Context, desk: &mut Desk, request: PictureRequest) {
    let own = desk.session.path().map(Path::to_owned);
    if let Some(svg) = request.svg {
        desk.jobs.write(ctx, own, request.path, svg.into_bytes());
        return;
    }
    let [left, top, right, bottom] = request.area;
    let area = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
    let pixels_per_point = ctx.pixels_per_point();
    let tell = desk.jobs.announce(ctx);
    let callback = ScreenshotCallback::new(move |image| {
        // Packing the picture takes its time, and this is the window's own thread.
        std::thread::spawn(move || {
            let part = image.region(&area, Some(pixels_per_point));
            tell(match png(&part) {
                Some(bytes) => JobEnd::of_write(request.path, own.as_deref(), &bytes),
                None => {
                    JobEnd::NotWritten(request.path, "the picture could not be made".to_owned())
                }
            });
        });
    });
    ctx.send_viewport_cmd(ViewportCommand::Screenshot(callback));
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
