//! Ways through year, spans and notes.
