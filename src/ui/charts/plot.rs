//! The one place that gives a chart its axes: an `egui_plot` that only draws, with the labels of the look.
//!
//! What is in sight, pointer and keys are left to the screens; what is drawn between the axes to `items`.

use std::ops::RangeInclusive;

use egui::{Color32, FontId, Id, Rangef, Sense, Shape, Ui, Vec2};
use egui_plot::{
    Axis, AxisHints, GridInput, GridMark, HPlacement, Placement, Plot, PlotBounds, PlotGeometry,
    PlotItem, PlotItemBase, PlotTransform,
};

use crate::ui::theme::{AXIS, Family, Tokens};

/// Between marks of the grid that have a line there are at least so many points, between others fewer.
const LINE_SPACING: f32 = 40.0;

/// A label of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands, in the units of the axis.
    pub at: f64,
    /// What is written.
    pub text: String,
}

/// A plot of this size without axes or grid. It takes no input of its own and shows the bounds it is given in the same
/// frame.
pub fn chart<'a>(id: Id, size: Vec2, t: &Tokens) -> Plot<'a> {
    Plot::new(id)
        .id(id)
        .width(size.x)
        .height(size.y)
        .sense(Sense::hover())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .auto_bounds(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .show_axes(false)
        .show_grid(false)
        .grid_spacing(Rangef::new(LINE_SPACING, LINE_SPACING + 1.0))
        .grid_color(t.border)
}

/// Labels at the left or right of a plot, `width` points wide.
pub fn value_labels(ticks: &[Tick], width: f32, at_right: bool, color: Color32) -> AxisHints<'_> {
    labels(Axis::Y, ticks, width, color).placement(if at_right {
        HPlacement::Right
    } else {
        HPlacement::Left
    })
}

/// Labels below a plot, `height` points high.
pub fn labels_below(ticks: &[Tick], height: f32, color: Color32) -> AxisHints<'_> {
    labels(Axis::X, ticks, height, color).placement(Placement::LeftBottom)
}

fn labels(axis: Axis, ticks: &[Tick], thickness: f32, color: Color32) -> AxisHints<'_> {
    let text = |mark: GridMark, _: &RangeInclusive<f64>| {
        let found = ticks.iter().find(|tick| tick.at == mark.value);
        found.map_or_else(String::new, |tick| tick.text.clone())
    };
    AxisHints::new(axis)
        .min_thickness(thickness)
        .label_spacing(Rangef::new(0.0, 1.0))
        .tick_label_color(color)
        .tick_label_font(label_font())
        .formatter(text)
}

/// The face of labels.
pub fn label_font() -> FontId {
    Family::Tabular.at(AXIS)
}

/// Where labels stand: those of `lined` have a line of the grid, those of `bare` none.
pub fn marks(lined: &[Tick], bare: &[Tick], input: &GridInput) -> Vec<GridMark> {
    // egui_plot tells how far apart marks of a kind are by their step.
    let mark = |step: f64| {
        move |tick: &Tick| GridMark {
            value: tick.at,
            step_size: input.base_step_size * step,
        }
    };
    let is_new = |tick: &&Tick| lined.iter().all(|other| other.at != tick.at);
    let bare = bare.iter().filter(is_new).map(mark(0.75));
    lined.iter().map(mark(20.0)).chain(bare).collect()
}

/// Something on a plot that a plain function draws.
pub fn drawn<'a>(draw: impl Fn(&PlotTransform, &mut Vec<Shape>) + 'a) -> impl PlotItem + 'a {
    Drawn {
        base: PlotItemBase::new(String::new()),
        draw,
    }
}

struct Drawn<F> {
    base: PlotItemBase,
    draw: F,
}

impl<F: Fn(&PlotTransform, &mut Vec<Shape>)> PlotItem for Drawn<F> {
    fn shapes(&self, _: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        (self.draw)(transform, shapes);
    }

    fn initialize(&mut self, _: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
