//! Charts: axes, series, thinning and the drawing of a panel, as plain values; the Trends screen paints them and says
//! which trackers are shown.

pub mod advice;
pub mod drawing;
pub mod panel;
pub mod series;
pub mod summary;
pub mod svg;
pub mod thin;
pub mod time_axis;
pub mod value_axis;
