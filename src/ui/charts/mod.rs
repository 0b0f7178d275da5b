//! Charts: axes, thinning, the panel of one tracker; which trackers are shown is the Trends screen's.
