//! What a plan makes of streams, mappings and journals.
