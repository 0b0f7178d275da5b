//! The native window: its size, icon, renderer, and what is said when it cannot come up.

use std::path::PathBuf;

use eframe::NativeOptions;
use egui::{IconData, ViewportBuilder};

use crate::cli::has_display;

use super::opening::Opening;
use super::signals::{Ending, Signals};
use super::{Biota, Clock};

/// What a window starts with.
pub struct Launch {
    pub(super) place: PathBuf,
    pub(super) opening: Opening,
    pub(super) clock: Clock,
    pub(super) follow_system: bool,
    pub(super) usual_backups: Option<PathBuf>,
}

impl Launch {
    /// A window on the journal at `place`, which is read from now on while the window comes up.
    pub fn at(place: PathBuf) -> Self {
        let opening = Opening::start(place.clone());
        Self {
            place,
            opening,
            clock: Clock::System,
            follow_system: true,
            usual_backups: None,
        }
    }

    /// With backups, in `folder` unless the journal names another one. Without this none are made.
    pub fn with_backups(mut self, folder: Option<PathBuf>) -> Self {
        self.usual_backups = folder;
        self
    }

    /// With a clock of the caller's, and without asking the desktop for anything.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self.follow_system = false;
        self
    }
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// Neither Wayland nor X11 answers.
    #[error("no display")]
    NoDisplay,
    /// The display has no OpenGL, or not enough of it.
    #[error("no OpenGL: {0}")]
    NoOpenGl(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

/// How a window ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With everything saved, or as the person wanted it.
    Well,
    /// The system asked the program to end, and something could not be saved.
    WithLoss,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Says why the window did not come up.
pub fn run(launch: Launch) -> Result<Ended, WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let ending = Ending::default();
    let told = ending.clone();
    eframe::run_native(
        "biota",
        options(),
        Box::new(|creation| {
            let mut biota = Biota::new(&creation.egui_ctx, launch);
            biota.signals = Signals::listen(&creation.egui_ctx);
            biota.ending = told;
            Ok(Box::new(biota))
        }),
    )
    .map_err(|error| window_error(&error))?;
    Ok(if ending.has_lost() {
        Ended::WithLoss
    } else {
        Ended::Well
    })
}

fn options() -> NativeOptions {
    NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("io.github.biota.Biota")
            .with_title("Biota")
            .with_icon(icon())
            .with_inner_size([1280.0, 860.0])
            .with_min_inner_size([420.0, 400.0]),
        renderer: renderer(),
        centered: true,
        ..NativeOptions::default()
    }
}

/// Test builds have both renderers compiled in, so the one that is meant is named.
fn renderer() -> eframe::Renderer {
    #[cfg(feature = "glow")]
    return eframe::Renderer::Glow;
    #[cfg(not(feature = "glow"))]
    return eframe::Renderer::Wgpu;
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/biota-256.png"))
        .unwrap_or_default()
}

fn window_error(error: &eframe::Error) -> WindowError {
    let text = error.to_string();
    match error {
        #[cfg(feature = "glow")]
        eframe::Error::Glutin(_)
        | eframe::Error::NoGlutinConfigs(..)
        | eframe::Error::OpenGL(_) => WindowError::NoOpenGl(text),
        eframe::Error::WinitEventLoop(_) => WindowError::NoDisplay,
        _ => WindowError::Other(text),
    }
}
