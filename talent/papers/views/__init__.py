"""Pages of issued papers."""
