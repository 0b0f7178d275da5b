//! Which targets are proposed for which names and units.
