//! Charts: axes, series, thinning, what is drawn on a panel and pictures of it; screens say which trackers are shown and
//! which days.

pub mod advice;
pub mod items;
pub mod panel;
pub mod picture;
pub mod plot;
pub mod series;
pub mod summary;
pub mod thin;
pub mod time_axis;
pub mod value_axis;

#[cfg(test)]
mod tests;
