"""Check a written sentence against the passages that it cites: no model, no state, no clock."""
