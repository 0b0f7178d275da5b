//! Everything a menu, the palette or a key can do, with its words and its shortcut, in one place.

use egui::{Key, KeyboardShortcut, Modifiers};

/// A command of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by its help")]
pub enum Command {
    GoToday,
    GoCalendar,
    GoTrends,
    GoInsights,
    GoGuide,
    GoSettings,
    PreviousDay,
    NextDay,
    RunningDay,
    ChooseDay,
    SameAsYesterday,
    RestOfSkinClear,
    ConfirmCopies,
    Undo,
    Redo,
    Palette,
    Shortcuts,
    ExportCsv,
    ImportFile,
    SearchNotes,
    NewTracker,
    NewSpan,
    WhenToGetHelp,
    ToggleTheme,
    TextLarger,
    TextSmaller,
    TextUsual,
    OpenDemo,
    Quit,
}

/// A key that starts a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Keys held together.
    Keys(KeyboardShortcut),
    /// A character as text, so that it is found on every keyboard layout. Rests while a text field has focus.
    Text(char),
}

impl Command {
    /// All of them, in the order the palette and the sheet show them.
    pub const ALL: [Self; 29] = [
        Self::GoToday,
        Self::GoCalendar,
        Self::GoTrends,
        Self::GoInsights,
        Self::GoGuide,
        Self::GoSettings,
        Self::PreviousDay,
        Self::NextDay,
        Self::RunningDay,
        Self::ChooseDay,
        Self::SameAsYesterday,
        Self::RestOfSkinClear,
        Self::ConfirmCopies,
        Self::Undo,
        Self::Redo,
        Self::Palette,
        Self::Shortcuts,
        Self::ExportCsv,
        Self::ImportFile,
        Self::SearchNotes,
        Self::NewTracker,
        Self::NewSpan,
        Self::WhenToGetHelp,
        Self::ToggleTheme,
        Self::TextLarger,
        Self::TextSmaller,
        Self::TextUsual,
        Self::OpenDemo,
        Self::Quit,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::GoToday => "Today",
            Self::GoCalendar => "Calendar",
            Self::GoTrends => "Trends",
            Self::GoInsights => "Insights",
            Self::GoGuide => "Guide",
            Self::GoSettings => "Settings",
            Self::PreviousDay => "Day before",
            Self::NextDay => "Day after",
            Self::RunningDay => "Back to today",
            Self::ChooseDay => "Choose a day…",
            Self::SameAsYesterday => "Same as yesterday",
            Self::RestOfSkinClear => "Rest of skin clear",
            Self::ConfirmCopies => "Confirm copied values",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Palette => "Find a command…",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::ExportCsv => "Export…",
            Self::ImportFile => "Import a file…",
            Self::SearchNotes => "Search notes…",
            Self::NewTracker => "New tracker…",
            Self::NewSpan => "New treatment, pause or marker…",
            Self::WhenToGetHelp => "When to get help",
            Self::ToggleTheme => "Switch between light and dark",
            Self::TextLarger => "Larger text",
            Self::TextSmaller => "Smaller text",
            Self::TextUsual => "Usual text size",
            Self::OpenDemo => "Try the demo journal",
            Self::Quit => "Quit",
        }
    }

    /// Other words by which people look for it.
    pub fn also_called(self) -> &'static [&'static str] {
        match self {
            Self::ImportFile => &[
                "daylio",
                "bearable",
                "loop",
                "apple health",
                "flaredown",
                "csv",
                "bring",
                "migrate",
                "open a file",
                "load",
            ],
            Self::ExportCsv => &["csv", "save", "archive", "spreadsheet", "excel", "doctor"],
            Self::GoSettings => &["preferences", "options", "backup", "restore"],
            Self::NewSpan => &["medicine", "antibiotics", "holiday", "illness"],
            Self::ToggleTheme => &["dark mode", "night"],
            Self::TextLarger => &["zoom", "font"],
            _ => &[],
        }
    }

    /// What it does, in a sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::GoToday => "Log a day",
            Self::GoCalendar => "See the year, fill in a month, search notes",
            Self::GoTrends => "See your days as charts",
            Self::GoInsights => "See what goes along with better or worse days",
            Self::GoGuide => "What the articles recommend and what research says",
            Self::GoSettings => "Trackers, appearance, where the journal is kept",
            Self::PreviousDay => "Open the day before the one you see",
            Self::NextDay => "Open the day after the one you see",
            Self::RunningDay => "Open the day that is running",
            Self::ChooseDay => "Pick a day from the month",
            Self::SameAsYesterday => "Copy what you typed yesterday, to be confirmed",
            Self::RestOfSkinClear => "Log the lowest value for every skin tracker still open",
            Self::ConfirmCopies => "Confirm every copied value of this day",
            Self::Undo => "Take back the last change",
            Self::Redo => "Bring back what was undone",
            Self::Palette => "Find any command, day or tracker by name",
            Self::Shortcuts => "See every key that does something",
            Self::ExportCsv => "Write your journal to a file",
            Self::ImportFile => "Bring days from another program",
            Self::SearchNotes => "Find words and tags in your notes",
            Self::NewTracker => "Track something else",
            Self::NewSpan => "Mark days of a treatment, a holiday or a change",
            Self::WhenToGetHelp => "Signs that need a doctor",
            Self::ToggleTheme => "Change how Biota looks",
            Self::TextLarger => "Make everything larger",
            Self::TextSmaller => "Make everything smaller",
            Self::TextUsual => "Make everything its usual size",
            Self::OpenDemo => "Seven months of made-up data, apart from your own",
            Self::Quit => "Close Biota",
        }
    }

    /// The key that starts it, if it has one.
    pub fn shortcut(self) -> Option<Shortcut> {
        let keys = |modifiers, key| Some(Shortcut::Keys(KeyboardShortcut::new(modifiers, key)));
        let command = Modifiers::COMMAND;
        match self {
            Self::GoToday => keys(command, Key::Num1),
            Self::GoCalendar => keys(command, Key::Num2),
            Self::GoTrends => keys(command, Key::Num3),
            Self::GoInsights => keys(command, Key::Num4),
            Self::GoGuide => keys(command, Key::Num5),
            Self::GoSettings => keys(command, Key::Comma),
            Self::PreviousDay => keys(Modifiers::ALT, Key::ArrowLeft),
            Self::NextDay => keys(Modifiers::ALT, Key::ArrowRight),
            Self::RunningDay => keys(Modifiers::ALT, Key::Home),
            Self::ChooseDay => keys(command, Key::G),
            Self::SameAsYesterday => Some(Shortcut::Text('y')),
            Self::RestOfSkinClear => Some(Shortcut::Text('c')),
            Self::ConfirmCopies => keys(command | Modifiers::SHIFT, Key::Y),
            Self::Undo => keys(command, Key::Z),
            Self::Redo => keys(command | Modifiers::SHIFT, Key::Z),
            Self::Palette => keys(command, Key::K),
            Self::Shortcuts => Some(Shortcut::Text('?')),
            Self::ExportCsv => keys(command, Key::E),
            Self::ImportFile => keys(command, Key::I),
            Self::SearchNotes => keys(command, Key::F),
            Self::NewTracker => keys(command, Key::T),
            Self::NewSpan => keys(command, Key::M),
            Self::WhenToGetHelp => keys(Modifiers::NONE, Key::F1),
            Self::TextLarger => keys(command, Key::Plus),
            Self::TextSmaller => keys(command, Key::Minus),
            Self::TextUsual => keys(command, Key::Num0),
            Self::Quit => keys(command, Key::Q),
            Self::ToggleTheme | Self::OpenDemo => None,
        }
    }

    /// The shortcut as it is written for people.
    pub fn shortcut_text(self, ctx: &egui::Context) -> Option<String> {
        self.shortcut().map(|shortcut| match shortcut {
            Shortcut::Keys(keys) => ctx.format_shortcut(&keys),
            Shortcut::Text(character) => character.to_uppercase().to_string(),
        })
    }

    /// Whether it takes the control from the screen that may be typed into. Every command is named here, so that none is
    /// forgotten.
    pub fn leads_away(self) -> bool {
        match self {
            Self::GoToday
            | Self::GoCalendar
            | Self::GoTrends
            | Self::GoInsights
            | Self::GoGuide
            | Self::GoSettings
            | Self::PreviousDay
            | Self::NextDay
            | Self::RunningDay
            | Self::ChooseDay
            | Self::ExportCsv
            | Self::ImportFile
            | Self::SearchNotes
            | Self::NewTracker
            | Self::NewSpan
            | Self::WhenToGetHelp => true,
            Self::SameAsYesterday
            | Self::RestOfSkinClear
            | Self::ConfirmCopies
            | Self::Undo
            | Self::Redo
            | Self::Palette
            | Self::Shortcuts
            | Self::ToggleTheme
            | Self::TextLarger
            | Self::TextSmaller
            | Self::TextUsual
            | Self::OpenDemo
            | Self::Quit => false,
        }
    }

    /// Whether it works on the day that is open, so that its key rests on other screens.
    pub fn is_of_today(self) -> bool {
        matches!(
            self,
            Self::SameAsYesterday | Self::RestOfSkinClear | Self::ConfirmCopies
        )
    }
}

/// The commands whose keys were pressed in this frame. Keys with most modifiers come first, for egui matches Cmd-Z on
/// Cmd-Shift-Z; text shortcuts rest while `text_has_focus`.
pub fn pressed(ctx: &egui::Context, text_has_focus: bool) -> Vec<Command> {
    let mut by_modifiers = Command::ALL.to_vec();
    by_modifiers.sort_by_key(|command| std::cmp::Reverse(modifier_count(*command)));
    let mut found = Vec::new();
    // What is typed into a text field is taken back there, letter by letter.
    let is_texts_own = |command: Command| {
        matches!(command, Command::Undo | Command::Redo) && ctx.text_edit_focused()
    };
    by_modifiers.retain(|command| !is_texts_own(*command));
    ctx.input_mut(|input| {
        for command in by_modifiers {
            match command.shortcut() {
                Some(Shortcut::Keys(keys)) if input.consume_shortcut(&keys) => found.push(command),
                Some(Shortcut::Text(character))
                    if !(text_has_focus || character.is_alphabetic() && input.modifiers.any()) =>
                {
                    let matches = |event: &egui::Event| {
                        matches!(event, egui::Event::Text(text)
                            if text.chars().flat_map(char::to_lowercase).eq([character]))
                    };
                    if input.events.iter().any(matches) {
                        input.events.retain(|event| !matches(event));
                        found.push(command);
                    }
                }
                _ => {}
            }
        }
    });
    found
}

fn modifier_count(command: Command) -> u32 {
    match command.shortcut() {
        Some(Shortcut::Keys(keys)) => {
            let modifiers = keys.modifiers;
            [
                modifiers.alt,
                modifiers.ctrl,
                modifiers.shift,
                modifiers.command,
                modifiers.mac_cmd,
            ]
            .into_iter()
            .map(u32::from)
            .sum()
        }
        Some(Shortcut::Text(_)) | None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        for (index, one) in Command::ALL.into_iter().enumerate() {
            for other in Command::ALL.into_iter().skip(index + 1) {
                let clash = one.shortcut().is_some() && one.shortcut() == other.shortcut();
                assert!(!clash, "{one:?} and {other:?} share a key");
            }
        }
    }

    #[test]
    fn every_command_stands_once_in_the_list_and_has_words() {
        for command in Command::ALL {
            assert_eq!(
                Command::ALL
                    .iter()
                    .filter(|other| **other == command)
                    .count(),
                1
            );
            assert!(!command.label().is_empty() && !command.help().ends_with('.'));
        }
    }
}
