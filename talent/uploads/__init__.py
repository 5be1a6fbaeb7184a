"""Evidence that people upload: looked at by content, rewritten without anything active, kept out of public reach."""
