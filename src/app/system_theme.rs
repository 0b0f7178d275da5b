//! Whether the desktop is set to dark, asked of its settings portal over the local message bus and followed.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use egui::Context;

/// What the desktop said last.
#[derive(Debug)]
pub struct SystemTheme {
    answers: Receiver<Option<bool>>,
    is_dark: Option<bool>,
}

impl SystemTheme {
    /// Starts to ask and to listen; a desktop without portal never answers, and the setting decides.
    pub fn start(follow: bool, ctx: &Context) -> Self {
        let (sender, answers) = mpsc::channel();
        if follow {
            let ctx = ctx.clone();
            thread::spawn(move || {
                if let Err(error) = portal::listen(&sender, &ctx) {
                    log::debug!("no settings portal: {error}");
                }
            });
        }
        Self {
            answers,
            is_dark: None,
        }
    }

    /// Takes in what the desktop said since the last frame.
    pub fn take(&mut self) {
        while let Ok(answer) = self.answers.try_recv() {
            self.is_dark = answer;
        }
    }

    /// Whether the desktop is dark; none if it has no preference or does not say.
    pub fn is_dark(&self) -> Option<bool> {
        self.is_dark
    }
}

#[cfg(target_os = "linux")]
mod portal {
    use super::{Context, Sender};
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::{OwnedValue, Value};

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    /// Reads the colour scheme, then waits for changes of it for as long as the window is there.
    pub fn listen(sender: &Sender<Option<bool>>, ctx: &Context) -> zbus::Result<()> {
        let connection = Connection::session()?;
        let settings = Proxy::new(
            &connection,
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
        )?;
        let now: OwnedValue = settings.call("Read", &(NAMESPACE, KEY))?;
        tell(&now, sender, ctx);
        for signal in settings.receive_signal("SettingChanged")? {
            let body = signal.body();
            let (namespace, key, value): (&str, &str, Value<'_>) = body.deserialize()?;
            if (namespace, key) == (NAMESPACE, KEY)
                && let Ok(value) = value.try_to_owned()
                && !tell(&value, sender, ctx)
            {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Passes the answer on; false when the window is gone. 0 means no preference, 1 dark, 2 light.
    fn tell(value: &OwnedValue, sender: &Sender<Option<bool>>, ctx: &Context) -> bool {
        let scheme = match number(value) {
            Some(1) => Some(true),
            Some(2) => Some(false),
            _ => None,
        };
        let heard = sender.send(scheme).is_ok();
        ctx.request_repaint();
        heard
    }

    /// The portal wraps its numbers in one or two variants.
    fn number(value: &Value<'_>) -> Option<u32> {
        match value {
            Value::Value(inner) => number(inner),
            Value::U32(number) => Some(*number),
            _ => None,
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod portal {
    use super::{Context, Sender};

    /// Elsewhere winit itself knows the system's theme.
    pub fn listen(
        _sender: &Sender<Option<bool>>,
        _ctx: &Context,
    ) -> Result<(), std::convert::Infallible> {
        Ok(())
    }
}
