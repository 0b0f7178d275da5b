-- What the rows come to, so that a number that changed on the disk by itself, or by another program, is noticed when
-- the journal is read. One row, written with every change.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint INTEGER NOT NULL
) STRICT;
