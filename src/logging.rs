//! The log on standard error: off unless `RUST_LOG` asks for it, Biota's own lines alone, none with content.

use env_logger::Logger;
use log::{Log, Metadata, Record};

/// Lets through what Biota itself says, whatever is asked for: libraries below it log every key that is pressed.
struct OwnLines<L>(L);

impl<L: Log> Log for OwnLines<L> {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_own(metadata.target()) && self.0.enabled(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if is_own(record.target()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

/// Whether a line is of this program's own code; "biota_x" would be another crate.
fn is_own(target: &str) -> bool {
    target == "biota" || target.starts_with("biota::")
}

/// Starts the log as `RUST_LOG` has it.
pub fn start() {
    let logger: Logger = env_logger::Builder::new()
        .filter_level(log::LevelFilter::Off)
        .parse_default_env()
        .build();
    log::set_max_level(logger.filter());
    // A second start keeps the first log.
    let _ = log::set_boxed_logger(Box::new(OwnLines(logger)));
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use log::Level;

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<String>>>);

    impl Log for Lines {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &Record<'_>) {
            self.0.lock().unwrap().push(record.args().to_string());
        }

        fn flush(&self) {}
    }

    #[test]
    fn nothing_but_biotas_own_lines_is_logged() {
        let lines = Lines::default();
        let log = OwnLines(lines.clone());
        for (target, text) in [
            ("egui_winit", "logical Character(\"s\")"),
            ("winit::platform_impl", "key s"),
            ("zbus", "secret"),
            ("biota_other", "secret"),
            ("", "secret"),
            ("biota", "own"),
            ("biota::app::desk", "own too"),
        ] {
            for level in Level::iter() {
                let metadata = Metadata::builder().target(target).level(level).build();
                assert_eq!(
                    log.enabled(&metadata),
                    target.starts_with("biota") && target != "biota_other"
                );
                log.log(
                    &Record::builder()
                        .metadata(metadata)
                        .args(format_args!("{text}"))
                        .build(),
                );
            }
        }
        let own = ["own", "own too"]
            .map(|text| vec![text.to_owned(); 5])
            .concat();
        assert_eq!(*lines.0.lock().unwrap(), own);
    }
}
