"""Files that officers download."""
