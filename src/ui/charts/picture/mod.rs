//! Pictures of what the window draws: its shapes, painted once off the screen, written by a sink for each form.

mod bitmap;
mod offscreen;
mod svg;
mod walk;

pub use bitmap::Bitmap;
pub use offscreen::Painting;
pub use svg::{Words, svg};
pub use walk::{Sink, TextRun, walk};
