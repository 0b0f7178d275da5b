//! The icon glyphs of the bundled Phosphor face; what an icon means on a screen is left to the screen.

use egui::{FontId, RichText};

use crate::ui::theme::Family;

/// An icon as text of its own, `size` points high; give the control that holds it an accessible name.
pub fn icon(name: Icon, size: f32) -> RichText {
    RichText::new(name).font(icon_font(size))
}

/// An icon that is painted and not read out, for one beside words that say the same.
pub fn icon_ui(ui: &mut egui::Ui, name: Icon, size: f32, color: egui::Color32) {
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_owned(), icon_font(size), color);
    let (rect, _) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
    ui.painter().galley(rect.min, galley, color);
}

/// The font that draws the icons.
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, Family::Icons.font_family())
}

/// A glyph of the icon face.
pub type Icon = &'static str;

/// Today.
pub const TODAY: Icon = "\u{e472}";
/// Calendar.
pub const CALENDAR: Icon = "\u{e7b4}";
/// One date.
pub const CALENDAR_BLANK: Icon = "\u{e10a}";
/// Trends.
pub const TRENDS: Icon = "\u{e154}";
/// Insights.
pub const INSIGHTS: Icon = "\u{e2dc}";
/// Guide.
pub const GUIDE: Icon = "\u{e0e6}";
/// Settings.
pub const SETTINGS: Icon = "\u{e270}";
/// Add.
pub const PLUS: Icon = "\u{e3d4}";
/// Take one off.
pub const MINUS: Icon = "\u{e32a}";
/// Done, confirmed.
pub const CHECK: Icon = "\u{e182}";
/// All is well.
pub const CHECK_CIRCLE: Icon = "\u{e184}";
/// Close, clear.
pub const X: Icon = "\u{e4f6}";
/// Back one.
pub const CARET_LEFT: Icon = "\u{e138}";
/// On one.
pub const CARET_RIGHT: Icon = "\u{e13a}";
/// Fold.
pub const CARET_UP: Icon = "\u{e13c}";
/// Unfold, opens a menu.
pub const CARET_DOWN: Icon = "\u{e136}";
/// Undo.
pub const UNDO: Icon = "\u{e038}";
/// Redo.
pub const REDO: Icon = "\u{e036}";
/// Search.
pub const SEARCH: Icon = "\u{e30c}";
/// Import.
pub const DOWNLOAD: Icon = "\u{e20c}";
/// Export.
pub const UPLOAD: Icon = "\u{e4c0}";
/// Share a file.
pub const EXPORT: Icon = "\u{eaf0}";
/// A picture.
pub const IMAGE: Icon = "\u{e2ca}";
/// Delete.
pub const TRASH: Icon = "\u{e4a6}";
/// Archive.
pub const ARCHIVE: Icon = "\u{e00c}";
/// Edit, rename.
pub const PENCIL: Icon = "\u{e3b4}";
/// More.
pub const DOTS_THREE: Icon = "\u{e1fe}";
/// Caution.
pub const WARNING: Icon = "\u{e4e0}";
/// Something failed.
pub const WARNING_CIRCLE: Icon = "\u{e4e2}";
/// Explanation.
pub const INFO: Icon = "\u{e2ce}";
/// When to get help.
pub const FIRST_AID: Icon = "\u{e56e}";
/// Treatment.
pub const FIRST_AID_KIT: Icon = "\u{e570}";
/// Body.
pub const HEART: Icon = "\u{e2a8}";
/// Water.
pub const DROP: Icon = "\u{e210}";
/// Sleep, dark theme.
pub const MOON: Icon = "\u{e330}";
/// Help.
pub const QUESTION: Icon = "\u{e3e8}";
/// Shortcuts.
pub const KEYBOARD: Icon = "\u{e2d8}";
/// A place on disk.
pub const FOLDER_OPEN: Icon = "\u{e256}";
/// Backup.
pub const FLOPPY: Icon = "\u{e248}";
/// The journal file.
pub const DATABASE: Icon = "\u{e1de}";
/// Copy.
pub const COPY: Icon = "\u{e1ca}";
/// Show.
pub const EYE: Icon = "\u{e220}";
/// Hide.
pub const EYE_SLASH: Icon = "\u{e224}";
/// Marker.
pub const FLAG: Icon = "\u{e244}";
/// Skin.
pub const BANDAIDS: Icon = "\u{e0b2}";
/// Pause.
pub const PAUSE: Icon = "\u{e39e}";
/// Tag.
pub const TAG: Icon = "\u{e478}";
/// Move by dragging.
pub const DRAG: Icon = "\u{eae2}";
/// Move up.
pub const ARROW_UP: Icon = "\u{e08e}";
/// Move down.
pub const ARROW_DOWN: Icon = "\u{e03e}";
/// To the left.
pub const ARROW_LEFT: Icon = "\u{e058}";
/// To the right, opens.
pub const ARROW_RIGHT: Icon = "\u{e06c}";
/// Opens outside.
pub const ARROW_SQUARE_OUT: Icon = "\u{e5de}";
/// Command palette.
pub const COMMAND: Icon = "\u{e1c4}";
/// Filters.
pub const SLIDERS: Icon = "\u{e434}";
/// Note.
pub const NOTE: Icon = "\u{e348}";
/// Plants.
pub const LEAF: Icon = "\u{e2da}";
/// Food.
pub const BOWL: Icon = "\u{eaa4}";
/// Movement.
pub const BARBELL: Icon = "\u{e0b6}";
/// Supplement.
pub const PILL: Icon = "\u{e700}";
/// Mind.
pub const SMILEY: Icon = "\u{e436}";
/// About me.
pub const USER: Icon = "\u{e4c2}";
/// None today, skipped.
pub const PROHIBIT: Icon = "\u{e3de}";
/// Time of day.
pub const CLOCK: Icon = "\u{e19a}";
/// Menu.
pub const LIST: Icon = "\u{e2f0}";
/// List layout.
pub const ROWS: Icon = "\u{e5a2}";
/// Stacked charts.
pub const STACK: Icon = "\u{e466}";
/// Linked.
pub const LINK: Icon = "\u{e2e2}";
/// Safety.
pub const SHIELD_CHECK: Icon = "\u{e40c}";
/// Get help.
pub const LIFEBUOY: Icon = "\u{e63a}";
/// Something new.
pub const SPARKLE: Icon = "\u{e6a2}";
/// Appearance.
pub const PALETTE: Icon = "\u{e6c8}";
/// A file.
pub const FILE_TEXT: Icon = "\u{e23a}";
/// A CSV file.
pub const FILE_CSV: Icon = "\u{eb1c}";
/// Not confirmed.
pub const CIRCLE_DASHED: Icon = "\u{e602}";
/// Reminder.
pub const BELL: Icon = "\u{e0d0}";
/// Locked.
pub const LOCK: Icon = "\u{e308}";

/// Every icon, in the order of this file.
pub const ALL: [Icon; 77] = [
    TODAY,
    CALENDAR,
    CALENDAR_BLANK,
    TRENDS,
    INSIGHTS,
    GUIDE,
    SETTINGS,
    PLUS,
    MINUS,
    CHECK,
    CHECK_CIRCLE,
    X,
    CARET_LEFT,
    CARET_RIGHT,
    CARET_UP,
    CARET_DOWN,
    UNDO,
    REDO,
    SEARCH,
    DOWNLOAD,
    UPLOAD,
    EXPORT,
    IMAGE,
    TRASH,
    ARCHIVE,
    PENCIL,
    DOTS_THREE,
    WARNING,
    WARNING_CIRCLE,
    INFO,
    FIRST_AID,
    FIRST_AID_KIT,
    HEART,
    DROP,
    MOON,
    QUESTION,
    KEYBOARD,
    FOLDER_OPEN,
    FLOPPY,
    DATABASE,
    COPY,
    EYE,
    EYE_SLASH,
    FLAG,
    BANDAIDS,
    PAUSE,
    TAG,
    DRAG,
    ARROW_UP,
    ARROW_DOWN,
    ARROW_LEFT,
    ARROW_RIGHT,
    ARROW_SQUARE_OUT,
    COMMAND,
    SLIDERS,
    NOTE,
    LEAF,
    BOWL,
    BARBELL,
    PILL,
    SMILEY,
    USER,
    PROHIBIT,
    CLOCK,
    LIST,
    ROWS,
    STACK,
    LINK,
    SHIELD_CHECK,
    LIFEBUOY,
    SPARKLE,
    PALETTE,
    FILE_TEXT,
    FILE_CSV,
    CIRCLE_DASHED,
    BELL,
    LOCK,
];
