//! The screen with findings and without.
