"""Pages of rosters and of the list of employers."""
