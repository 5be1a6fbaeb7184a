"""Very many rows into a table at once."""
