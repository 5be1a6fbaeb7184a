"""Long work in the background, and how far it has come."""
