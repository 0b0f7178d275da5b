//! The parts of an archive and the columns of each, in their order.

pub(super) const TRACKERS: &str = "trackers.csv";
pub(super) const LISTS: &str = "lists.csv";
pub(super) const ITEMS: &str = "items.csv";
pub(super) const AIMS: &str = "aims.csv";
pub(super) const ENTRIES: &str = "entries.csv";
pub(super) const NOTES: &str = "notes.csv";
pub(super) const SPANS: &str = "spans.csv";
pub(super) const TOMBSTONES: &str = "tombstones.csv";
pub(super) const SETTINGS: &str = "settings.json";
pub(super) const MANIFEST: &str = "manifest.json";

/// Every part but the manifest, in the order it is written.
pub(super) const PARTS: [&str; 9] = [
    TRACKERS, LISTS, ITEMS, AIMS, ENTRIES, NOTES, SPANS, TOMBSTONES, SETTINGS,
];

/// The header of a part that is a table; none of others.
pub(super) fn header(part: &str) -> &'static [&'static str] {
    match part {
        TRACKERS => &[
            "number",
            "key",
            "name",
            "role",
            "kind",
            "unit",
            "step",
            "ceiling",
            "lowest",
            "highest",
            "direction",
            "question",
            "words",
            "list_key",
            "section",
            "position",
            "colour",
            "daily_from",
            "archived_from",
            "copyable",
            "changed_at",
        ],
        LISTS => &["number", "key", "name", "content", "changed_at"],
        ITEMS => &[
            "number",
            "key",
            "list_key",
            "name",
            "position",
            "archived",
            "serving",
            "culture",
            "brand",
            "per_tap",
            "labels",
            "changed_at",
        ],
        AIMS => &[
            "number",
            "key",
            "tracker_key",
            "from",
            "bound",
            "amount",
            "period",
            "source",
            "changed_at",
        ],
        ENTRIES => &super::super::entries::COLUMNS,
        NOTES => &["date", "note", "changed_at"],
        SPANS => &[
            "number",
            "key",
            "kind",
            "label",
            "dose",
            "start",
            "end",
            "changed_at",
        ],
        TOMBSTONES => &["table", "key", "item_key", "date", "deleted_at"],
        _ => &[],
    }
}
