//! What a screen asks for. The app does it after painting.

use std::path::PathBuf;

use crate::domain::{Concern, Day, DecimalMark, Edit, LifeStage, TrackerId};
use crate::import::TableLayout;

use super::charts::picture::Bitmap;
use super::command::Command;
use super::findings::TrendsAsked;
use super::screens::Screen;

/// Collects what is asked for during one frame.
#[derive(Debug, Default)]
pub struct Actions(Vec<Action>);

impl Actions {
    /// Asks for `action`.
    pub fn push(&mut self, action: Action) {
        self.0.push(action);
    }

    /// Asks for a change under the name that undo shows, e.g. "water 500 ml". Empty batches ask for nothing.
    pub fn commit(&mut self, edit: Edit, label: impl Into<String>) {
        if !edit.is_empty() {
            self.0.push(Action::Commit {
                edit,
                label: label.into(),
                toast: false,
            });
        }
    }

    /// Like [`Self::commit`], and says so in a toast that offers undo: for changes whose result is not where one looks.
    pub fn commit_with_toast(&mut self, edit: Edit, label: impl Into<String>) {
        if !edit.is_empty() {
            self.0.push(Action::Commit {
                edit,
                label: label.into(),
                toast: true,
            });
        }
    }

    /// Like [`Self::commit`], for one of several changes of one stretch of typing, which are one step of undo together.
    pub fn commit_in_stretch(&mut self, edit: Edit, label: impl Into<String>, stretch: u64) {
        if !edit.is_empty() {
            self.0.push(Action::CommitInStretch {
                edit,
                label: label.into(),
                stretch,
            });
        }
    }

    /// Keeps a screen's choice, e.g. the range of Trends; not part of undo.
    pub fn remember(&mut self, name: &str, value: impl Into<String>) {
        self.0.push(Action::Remember {
            name: name.to_owned(),
            value: value.into(),
        });
    }

    /// Says something that needs no answer.
    pub fn say(&mut self, text: impl Into<String>) {
        self.0.push(Action::Say(text.into()));
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was asked for, in order.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0)
    }
}

/// One thing a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Change the journal.
    Commit {
        /// The change.
        edit: Edit,
        /// Its name for undo.
        label: String,
        /// Whether a toast tells of it and offers undo.
        toast: bool,
    },
    /// Change the journal by what is being typed.
    CommitInStretch {
        /// The change.
        edit: Edit,
        /// Its name for undo.
        label: String,
        /// The stretch of typing; its changes are one step of undo.
        stretch: u64,
    },
    /// Try to save again what could not be saved.
    SaveAgain,
    /// Try to save again, and close the window if all is saved then.
    SaveAndClose,
    /// Keep the window open after all.
    StayOpen,
    /// Close the window and lose what is not saved.
    CloseAnyway,
    /// Put text on the clipboard.
    Copy(String),
    /// Keep a screen's choice.
    Remember {
        /// Its name, without prefix.
        name: String,
        /// Its value.
        value: String,
    },
    /// Do what the command says.
    Run(Command),
    /// Show a screen.
    Go(Screen),
    /// Open a day on Today.
    OpenDay(Day),
    /// Open Today with the row of a tracker focused.
    FocusTracker(TrackerId),
    /// Show Trends with these trackers in sight.
    ShowTrend(TrackerId),
    /// Show one recommendation in the Guide.
    ShowRecommendation(String),
    /// Show the top of the Guide: when to get help.
    ShowHelp,
    /// Stop comparing days; what was found before stays.
    StopInsights,
    /// Compare days after all.
    CompareAgain,
    /// Work out where trackers are heading; the answer comes back among the findings.
    ReadTrends(TrendsAsked),
    /// Show a toast.
    Say(String),
    /// Write a file.
    Export(ExportRequest),
    /// Ask for a file or folder with the system's own dialog; the screen that shows gets the answer.
    ChooseFile(FileQuestion),
    /// Open the page on which files are imported.
    ShowImport,
    /// Read a file and work out what importing it would change.
    ReadImport(ImportRequest),
    /// Work out anew what importing would change, by the answers on the page.
    PlanImport,
    /// Import what is shown.
    RunImport,
    /// Take an import back, by its uid.
    TakeImportBack(String),
    /// Write the answers of the page to a file.
    SaveMapping(PathBuf, String),
    /// Take answers from a file.
    LoadMapping(PathBuf),
    /// Write a picture of a chart.
    SavePicture(PictureRequest),
    /// Copy the journal now.
    BackUp,
    /// Find out what a backup or an archive holds; the settings get the answer.
    LookInto(PathBuf),
    /// Ask whether a backup or an archive is to take the journal's place.
    RestoreWhole(PathBuf),
    /// Put a backup or an archive in the journal's place.
    Restore(PathBuf),
    /// Save what can be read of a damaged journal into a new one.
    SaveReadable,
    /// Write the journal again where its file was deleted.
    PutBack,
    /// Close the journal and open what stands at its place now.
    Reopen,
    /// Start a new journal with what the first page asked.
    StartJournal(Setup),
    /// Open the made-up journal in a window of its own.
    OpenDemo,
    /// Try again to open the journal.
    Retry,
    /// Close the window.
    Quit,
}

impl Action {
    /// Whether it takes the control from the screen that may be typed into, so that what is typed there is kept first.
    /// Every action is named here, so that none is forgotten.
    pub fn leads_away(&self) -> bool {
        match self {
            Self::Go(_)
            | Self::OpenDay(_)
            | Self::FocusTracker(_)
            | Self::ShowTrend(_)
            | Self::ShowRecommendation(_)
            | Self::ShowHelp
            | Self::ShowImport
            | Self::RestoreWhole(_)
            | Self::Restore(_)
            | Self::PutBack
            | Self::Reopen
            | Self::RunImport
            | Self::TakeImportBack(_)
            | Self::BackUp
            | Self::Export(_) => true,
            Self::Run(command) => command.leads_away(),
            Self::Commit { .. }
            | Self::CommitInStretch { .. }
            | Self::SaveAgain
            | Self::SaveAndClose
            | Self::StayOpen
            | Self::CloseAnyway
            | Self::Copy(_)
            | Self::Remember { .. }
            | Self::StopInsights
            | Self::CompareAgain
            | Self::ReadTrends(_)
            | Self::Say(_)
            | Self::ChooseFile(_)
            | Self::ReadImport(_)
            | Self::PlanImport
            | Self::SaveMapping(..)
            | Self::LoadMapping(_)
            | Self::SavePicture(_)
            | Self::LookInto(_)
            | Self::SaveReadable
            | Self::StartJournal(_)
            | Self::OpenDemo
            | Self::Retry
            // The window closes only after a frame in which drafts were kept.
            | Self::Quit => false,
        }
    }
}

/// Which form of the journal is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// The form.
    pub form: ExportForm,
    /// The file.
    pub path: PathBuf,
    /// Whether it is made ready for a spreadsheet program.
    pub spreadsheet: bool,
    /// First day, or the first there is.
    pub from: Option<Day>,
    /// Last day, or the last there is.
    pub to: Option<Day>,
}

/// The forms in which a journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// One row an entry.
    Entries,
    /// One row a day.
    Days,
    /// Everything, to restore from or to take elsewhere.
    Archive,
}

/// What the system's file dialog is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileQuestion {
    /// The window's title.
    pub title: String,
    /// A name to start from, for a new file.
    pub file_name: String,
    /// What is to be chosen.
    pub sought: Sought,
}

/// What the system's file dialog is to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// A place for a new file with this ending, without dot.
    NewFile(&'static str),
    /// The folder for backups.
    BackupFolder,
    /// A backup or an archive.
    Restorable,
    /// A file of another program.
    Importable,
}

/// Which file is read for an import, and how if it is a plain table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// How a table is read; guessed where none is given.
    pub table: Option<TableLayout>,
    /// Which mark stands before decimals.
    pub decimals: DecimalsWish,
}

impl ImportRequest {
    /// A file as it is, or as the last one of its kind was read.
    pub fn of(path: PathBuf) -> Self {
        Self {
            path,
            table: None,
            decimals: DecimalsWish::AsBefore,
        }
    }
}

/// Which mark stands before decimals in a file, where the file itself does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalsWish {
    /// As it was answered for this file, or for the last one of its kind.
    #[default]
    AsBefore,
    /// As is answered now; none leaves it open.
    Answered(Option<DecimalMark>),
}

/// A chart as a file.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureRequest {
    /// The file; its ending says PNG or SVG.
    pub path: PathBuf,
    /// The picture.
    pub picture: Picture,
}

/// A picture, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// SVG text.
    Svg(String),
    /// What becomes the pixels of a PNG.
    Png(Bitmap),
}

/// What the first page asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// What troubles the skin.
    pub concerns: Vec<Concern>,
    /// Whether adult figures apply.
    pub life_stage: LifeStage,
    /// Keys of starter trackers beyond the usual set.
    pub extra_trackers: Vec<String>,
}
