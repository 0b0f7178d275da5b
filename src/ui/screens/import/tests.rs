//! The page by its accessible names: what was read, what goes where, conflicts, taking back.
