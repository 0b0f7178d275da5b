//! Filling in a month by keyboard and clipboard.
