"""Everything that happens later or without a click."""
