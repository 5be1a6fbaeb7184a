"""Files made of public notices."""
