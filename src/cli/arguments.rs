//! The commands and options as clap reads them, with their help; what they do stands in a file each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::demo::{MOST_DAYS, USUAL_DAYS, USUAL_SEED};

/// A journal that shows what goes along with better days for your skin.
///
/// Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(
    name = "biota",
    version,
    disable_help_subcommand = true,
    after_help = "\
Examples
  biota                          open the window
  biota demo                     look at a made-up journal first
  biota log water +250           note a glass of water
  biota show --on yesterday      read a day
  biota export --days days.csv   take everything to a spreadsheet
  biota import daylio.csv        bring years from another diary
  biota move --from mon --to sun what was logged on the wrong day
  biota backup                   copy the journal, whole and checked
  biota insights                 read what goes along with what

The journal is one file on this computer. Biota keeps a diary; it gives no diagnosis and no medical advice."
)]
pub(super) struct Arguments {
    /// The journal to use instead of the one in the usual place (also BIOTA_JOURNAL)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) journal: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Demo(DemoArguments),
    Log(LogArguments),
    Show(ShowArguments),
    /// List the trackers or add one
    #[command(subcommand)]
    Tracker(TrackerCommand),
    Move(MoveArguments),
    Future(FutureArguments),
    Export(ExportArguments),
    Import(ImportArguments),
    Insights(InsightsArguments),
    Backup(BackupArguments),
    Restore(RestoreArguments),
    Check(CheckArguments),
}

/// Open the window on a made-up journal, or write it to a file
///
/// Your own journal is not touched. The same seed, number of days and last day make the same journal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota demo
  biota demo --days 730 --seed 7 --out demo.biota
  biota --journal demo.biota show --on yesterday")]
pub(super) struct DemoArguments {
    /// How many whole days, up to yesterday
    #[arg(long, value_name = "N", default_value_t = USUAL_DAYS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_DAYS)))]
    pub(super) days: u32,
    /// Another number makes another journal
    #[arg(long, value_name = "N", default_value_t = USUAL_SEED)]
    pub(super) seed: u64,
    /// Write the journal to this file and end, without a window
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

/// Log one value
///
/// TRACKER is a name or a key, in any case; TRACKER/ITEM is a part of it. If there is no journal yet, one is made with
/// the usual set. A tracker of the guide that is not on yet is switched on.
///
/// A number sets the tracker's own value, whatever its items add to the day; +N adds to it. Numbers are in the
/// tracker's unit, with comma or point.
#[derive(Debug, Args)]
#[command(after_help = "\
Values
  500, 6.75, 6,75   a number          yes, no   for trackers of that kind
  +250              so much more      none      none that day, which is 0
  6:45              hours             skip      does not apply that day
                                      remove    not logged after all

Examples
  biota log water 500
  biota log water +250
  biota log \"fermented food/kefir\" 1 --on yesterday
  biota log sleep 6:45
  biota log itch skip
  biota log water remove --on 2031-05-01")]
pub(super) struct LogArguments {
    /// Which tracker, and of which item
    #[arg(value_name = "TRACKER[/ITEM]")]
    pub(super) tracker: String,
    /// What to log
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    pub(super) value: String,
    /// Which day: today, yesterday, mon to sun for the last one before today, or a date such as 2026-11-21
    #[arg(long, value_name = "DATE", default_value = "today")]
    pub(super) on: String,
}

/// Move all that is logged on one day to another
///
/// Entries and note are moved as they are. Nothing is overwritten: if the other day has a value of the same tracker, or
/// a note as well, it is refused and nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota move --from yesterday --to fri
  biota move --from 2031-05-01 --to 2026-11-21")]
pub(super) struct MoveArguments {
    /// The day it is on, which may lie in the future
    #[arg(long, value_name = "DATE")]
    pub(super) from: String,
    /// The day it belongs to
    #[arg(long, value_name = "DATE")]
    pub(super) to: String,
}

/// List days in the future, logged while the clock was wrong
///
/// biota show reads one of them, biota move takes it to the right day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota future
  biota show --on 2031-05-01
  biota move --from 2031-05-01 --to 2026-11-21
  biota future --remove 2031-05-01")]
pub(super) struct FutureArguments {
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
    /// Remove all that is logged on this day in the future
    #[arg(long, value_name = "DATE", conflicts_with = "json")]
    pub(super) remove: Option<String>,
}

/// Show a day
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota show
  biota show --on fri
  biota show --on 2026-11-21 --json")]
pub(super) struct ShowArguments {
    /// Which day: today, yesterday, mon to sun for the last one before today, or a date such as 2026-11-21
    #[arg(long, value_name = "DATE", default_value = "today")]
    pub(super) on: String,
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum TrackerCommand {
    /// Print all trackers as a table
    List,
    Add(TrackerAddArguments),
}

/// Add a tracker of your own
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota tracker add \"Cold showers\" --role habit --kind yes/no
  biota tracker add \"Green tea\" --role habit --kind amount --unit ml --section Gut
  biota tracker add Stinging --role symptom --kind scale")]
pub(super) struct TrackerAddArguments {
    /// What you call it
    pub(super) name: String,
    /// What it stands for
    #[arg(long, value_name = "ROLE")]
    pub(super) role: RoleChoice,
    /// How it is measured; a scale goes from 0 to 10
    #[arg(long, value_name = "KIND")]
    pub(super) kind: KindChoice,
    /// The unit of an amount, such as ml, h, min or servings
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Option<String>,
    /// The card it stands in on Today, such as Gut, Body, Mind or Skin
    #[arg(long, value_name = "SECTION")]
    pub(super) section: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RoleChoice {
    /// What I do
    Habit,
    /// What I feel: skin, gut
    Symptom,
    /// What happens to me: stress, period, travel
    Context,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum KindChoice {
    /// A number with a unit
    Amount,
    /// A rating from 0 to 10
    Scale,
    /// Done or not
    #[value(name = "yes/no", aliases = ["yesno", "yes-no"])]
    YesNo,
}

/// The mark before decimals.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DecimalsChoice {
    /// 6.75
    Point,
    /// 6,75
    Comma,
}

/// Write the journal to a file: its values as CSV, or everything as an archive
///
/// A file that is there is replaced as a whole, and stays as it was if anything goes wrong.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("form").required(true),
    after_help = "\
Examples
  biota export --entries entries.csv
  biota export --days days.csv --from 2026-01-01 --to yesterday
  biota export --days days.csv --spreadsheet
  biota export --entries - | head
  biota export --archive journal.zip"
)]
pub(super) struct ExportArguments {
    /// One row for each value, with its tracker, item, state and origin; - is standard output
    #[arg(long, value_name = "FILE", group = "form")]
    pub(super) entries: Option<PathBuf>,
    /// One row for each day, one column for each tracker; - is standard output
    #[arg(long, value_name = "FILE", group = "form")]
    pub(super) days: Option<PathBuf>,
    /// Everything but the undo history, to restore from or take elsewhere; - is standard output
    #[arg(long, value_name = "FILE", group = "form", conflicts_with_all = ["from", "to", "spreadsheet"])]
    pub(super) archive: Option<PathBuf>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// For Excel and LibreOffice: your decimal mark, and no text that would be taken for a formula
    #[arg(long)]
    pub(super) spreadsheet: bool,
}

/// Read a file of another program, or one that Biota wrote
///
/// The kind of file is found out from what is in it: Biota's own exports, Daylio (CSV and backup), Bearable, Loop Habit
/// Tracker (CSV and backup), Apple Health (export.xml or export.zip), Flaredown, or any table with a column of dates.
/// What was imported before is known and not added again. Your own values stay unless --take-theirs says otherwise.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota import daylio.csv --dry-run
  biota import daylio.csv --dry-run --save-mapping daylio.json
  biota import daylio.csv --mapping daylio.json
  biota import export.zip --json

Numbers such as 1.750, which can be read in two ways, are asked for: --decimals says what the mark in them is.
The exit code is 2 and nothing is imported if anything in the file cannot be read.")]
pub(super) struct ImportArguments {
    /// The file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    pub(super) dry_run: bool,
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
    /// What goes where, as --save-mapping or the window has saved it
    #[arg(long, value_name = "FILE")]
    pub(super) mapping: Option<PathBuf>,
    /// Which mark stands before decimals in the file, for numbers that can be read in two ways: with comma, 1.750 is 1750
    #[arg(long, value_name = "MARK", value_enum)]
    pub(super) decimals: Option<DecimalsChoice>,
    /// Write down what goes where, to be changed and given to --mapping
    #[arg(long, value_name = "FILE")]
    pub(super) save_mapping: Option<PathBuf>,
    /// Replace your own values where the file has others
    #[arg(long)]
    pub(super) take_theirs: bool,
    /// Go on without what cannot be read
    #[arg(long)]
    pub(super) leave_out_problems: bool,
}

/// Copy the journal, whole and checked, while it may be in use
///
/// Without DIR the copy goes to the folder where backups lie, which is chosen in Settings. Copies made by this command
/// are never removed by Biota.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota backup
  biota backup /media/stick")]
pub(super) struct BackupArguments {
    /// The folder for the copy; it has to be there
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

/// Look whether the journal file is sound, and say what it holds
///
/// Nothing is changed. The exit code is 1 if anything is off with the journal or its newest backup.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota check
  biota check --json
  biota --journal copy.biota check")]
pub(super) struct CheckArguments {
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
}

/// Put a backup or an archive in the journal's place
///
/// It shows what the file holds against what is there, and asks. The journal that was there is kept as a backup, so
/// that restoring it takes this back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota restore journal-2026-11-20.biota
  biota restore journal.zip --yes")]
pub(super) struct RestoreArguments {
    /// A backup, an archive, or any other journal file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Restore without asking
    #[arg(long)]
    pub(super) yes: bool,
}

/// Say what goes along with better or worse skin
///
/// Every habit is compared with every symptom, over the 365 days up to the last one with a recorded value. The running
/// day is left out, and so are copied values that nobody confirmed, pauses, and symptoms under a short treatment.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples
  biota insights
  biota insights --from 2026-01-01 --to yesterday
  biota insights --json

A link is not proof. Biota gives no medical advice.")]
pub(super) struct InsightsArguments {
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
    /// The first day; 365 days before the last one unless given
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// The last day; the last one with a recorded value unless given
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
}
