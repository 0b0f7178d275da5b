//! What charts draw and `egui_plot` has no item for, one idea a file.

mod bands;
mod columns;
mod marks;
mod strip;

use std::sync::Arc;

use egui::{Color32, Mesh, Rect, Shape};

pub use bands::{band_at, bands};
pub use columns::columns;
pub use marks::{MARK_RADIUS, Mark, mark, marks};
pub use strip::strip;

/// Rectangles of one colour as one shape.
fn filled(rects: impl Iterator<Item = Rect>, color: Color32) -> Shape {
    let mut mesh = Mesh::default();
    for rect in rects {
        mesh.add_colored_rect(rect, color);
    }
    if mesh.is_empty() {
        Shape::Noop
    } else {
        Shape::Mesh(Arc::new(mesh))
    }
}
