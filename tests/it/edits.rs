//! Laws of edits: memory, disk and a model stay equal whatever is done.
