-- The journal. Days are ISO dates, moments UTC, enumerations words that are checked when they are read.
-- changed_at and tombstone let the journals of two computers be merged one day.

PRAGMA application_id = 0x42494F54; -- BIOT

CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE item (
    id INTEGER PRIMARY KEY CHECK (id <> 0),
    uid TEXT NOT NULL UNIQUE,
    list_id INTEGER NOT NULL REFERENCES list (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    serving TEXT NOT NULL,
    culture TEXT NOT NULL,
    brand TEXT NOT NULL,
    per_tap REAL NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX item_by_list ON item (list_id);

-- What a product's label says from a day on.
CREATE TABLE label (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    start_day TEXT NOT NULL CHECK (start_day IS date(start_day, '+0 days')),
    strains TEXT NOT NULL,
    cfu_per_dose REAL NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (item_id, start_day)
) STRICT, WITHOUT ROWID;

-- unit, step and ceiling belong to amounts; lowest, highest, step, direction and question to scales.
CREATE TABLE tracker (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    step REAL,
    ceiling REAL,
    lowest REAL,
    highest REAL,
    direction TEXT,
    question TEXT,
    list_id INTEGER REFERENCES list (id),
    section TEXT NOT NULL,
    position INTEGER NOT NULL,
    colour INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 255),
    daily_from TEXT CHECK (daily_from IS date(daily_from, '+0 days')),
    archived_from TEXT CHECK (archived_from IS date(archived_from, '+0 days')),
    copyable INTEGER NOT NULL CHECK (copyable IN (0, 1)),
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX tracker_by_list ON tracker (list_id);

-- The words of a scale's levels, in their order.
CREATE TABLE level_word (
    tracker_id INTEGER NOT NULL REFERENCES tracker (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    from_level REAL NOT NULL,
    word TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (tracker_id, position)
) STRICT, WITHOUT ROWID;

-- No row means not logged. item_number is the item's id, or 0 for the tracker's own entry: a primary key takes no NULL.
CREATE TABLE entry (
    tracker_id INTEGER NOT NULL REFERENCES tracker (id),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    item_number INTEGER NOT NULL,
    item_id INTEGER GENERATED ALWAYS AS (nullif(item_number, 0)) VIRTUAL REFERENCES item (id),
    state TEXT NOT NULL,
    value REAL,
    origin TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (tracker_id, day, item_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_by_item ON entry (item_id) WHERE item_id IS NOT NULL;

CREATE TABLE note (
    day TEXT PRIMARY KEY NOT NULL CHECK (day IS date(day, '+0 days')),
    text TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE span (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    dose TEXT NOT NULL,
    start_day TEXT NOT NULL CHECK (start_day IS date(start_day, '+0 days')),
    end_day TEXT CHECK (end_day IS date(end_day, '+0 days')),
    changed_at TEXT NOT NULL
) STRICT;

-- bound, amount and period are all NULL where an aim says that from its day on there is none.
CREATE TABLE aim (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    tracker_id INTEGER NOT NULL REFERENCES tracker (id),
    start_day TEXT NOT NULL CHECK (start_day IS date(start_day, '+0 days')),
    bound TEXT,
    amount REAL,
    period TEXT,
    source TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX aim_by_tracker ON aim (tracker_id);

CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was deleted, by what stays the same across journals: key is a uid or a setting's key,
-- for an entry its tracker's uid; day is an entry's or a note's.
CREATE TABLE tombstone (
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    item_uid TEXT NOT NULL,
    day TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    PRIMARY KEY (table_name, key, item_uid, day)
) STRICT, WITHOUT ROWID;
