//! The system's requests to end (a logout, a terminal that closes, Ctrl C): they reach the window as a wish to close it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::Context;

/// Whether the system asked the program to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals(Arc<AtomicBool>);

impl Signals {
    /// Listens from now on and wakes the window when the system asks. Where that cannot be had, the system ends the program
    /// as it ends any other.
    pub(super) fn listen(ctx: &Context) -> Self {
        let signals = Self::default();
        #[cfg(unix)]
        if let Err(error) = unix::listen(signals.clone(), ctx.clone()) {
            log::warn!("requests to end are not heard: {error}");
        }
        #[cfg(not(unix))]
        let _ = ctx;
        signals
    }

    /// Whether one has come.
    pub(super) fn has_come(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// How the program ended, told to whoever started the window.
#[derive(Debug, Clone, Default)]
pub(super) struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Something was lost because nobody could be asked.
    pub(super) fn note_loss(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether something was lost.
    pub(super) fn has_lost(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

#[cfg(unix)]
mod unix {
    use std::io::Read;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::Duration;

    use egui::Context;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::low_level::pipe;

    use super::Signals;

    /// A window that has not ended by then never will: its display may be gone, and frames with it.
    const LONGEST: Duration = Duration::from_secs(4);

    pub(super) fn listen(signals: Signals, ctx: Context) -> std::io::Result<()> {
        let (mut reader, writer) = std::io::pipe()?;
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            pipe::register(signal, writer.try_clone()?)?;
        }
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                let mut byte = [0];
                // The handlers keep the other end for as long as the program lives.
                if reader.read_exact(&mut byte).is_err() {
                    return;
                }
                signals.0.store(true, Ordering::Release);
                ctx.request_repaint();
                thread::sleep(LONGEST);
                log::warn!("the window does not end by itself");
                std::process::exit(1);
            })?;
        Ok(())
    }
}
