"""Reference data that profiles choose from."""
