//! Opens the journal beside the window's own start, and watches its file for other writers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::domain::StarterCatalogue;
use crate::files::link_to_nothing;
use crate::guide::Guide;
use crate::storage::{Access, OpenError, Session, Watch};

/// How often the file is asked whether another program wrote.
const POLL_INTERVAL: Duration = Duration::from_millis(400);

/// A journal on its way from the disk.
#[derive(Debug)]
pub struct Opening {
    answer: Receiver<Result<Session, OpenError>>,
}

impl Opening {
    /// Starts to open the journal at `place` on a thread of its own.
    pub fn start(place: PathBuf) -> Self {
        let (sender, answer) = mpsc::channel();
        thread::spawn(move || {
            // Nobody listens any more when the window was closed meanwhile; then there is nothing to tell.
            let _ = sender.send(open(&place));
        });
        Self { answer }
    }

    /// The journal once it is there.
    pub fn poll(&self) -> Option<Result<Session, OpenError>> {
        self.answer.try_recv().ok()
    }
}

/// Opens the journal for a window. A missing one is not made: the first page asks what it is to hold.
fn open(place: &Path) -> Result<Session, OpenError> {
    // Read here once, so that the first frame with a day in it need not.
    StarterCatalogue::embedded();
    Guide::embedded();
    match (place.try_exists(), link_to_nothing(place)) {
        // A disk that is away is no first start.
        (Ok(false), Some(to)) => Err(OpenError::LinkToNothing { to }),
        (Ok(false), None) => Err(OpenError::Missing),
        (Ok(true) | Err(_), _) => Session::open(place, Access::Window),
    }
}

/// Wakes the window when another program wrote to the journal. Ends when it is dropped.
#[derive(Debug)]
pub struct Watcher {
    written: Arc<AtomicBool>,
    /// The thread ends when this is gone.
    alive: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Starts to watch the journal at `place`.
    pub fn start(place: &Path, ctx: egui::Context) -> Self {
        let written = Arc::new(AtomicBool::new(false));
        let (alive, ended) = mpsc::channel();
        let place = place.to_owned();
        let seen = Arc::clone(&written);
        let thread = thread::spawn(move || {
            let tell = || {
                written.store(true, Ordering::Relaxed);
                ctx.request_repaint();
            };
            let mut watch: Option<Watch> = None;
            loop {
                match &mut watch {
                    // A journal that cannot be read for a moment is tried again; a commit says what is wrong.
                    None => {
                        watch = Watch::open(&place).ok();
                        // What was written before the watch began is not seen by it.
                        if watch.is_some() {
                            tell();
                        }
                    }
                    Some(open) => match open.poll() {
                        Ok(true) => tell(),
                        Ok(false) => {}
                        Err(fault) => {
                            log::debug!("watching the journal: {fault}");
                            watch = None;
                            tell();
                        }
                    },
                }
                if ended.recv_timeout(POLL_INTERVAL) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        Self {
            written: seen,
            alive: Some(alive),
            thread: Some(thread),
        }
    }

    /// Ends the watching, and has closed the file when this returns.
    pub fn stop(mut self) {
        self.alive = None;
        // A thread that panicked has closed its file as well.
        let _ = self.thread.take().map(JoinHandle::join);
    }

    /// Whether another program wrote since this was last asked.
    pub fn take(&self) -> bool {
        self.written.swap(false, Ordering::Relaxed)
    }
}
