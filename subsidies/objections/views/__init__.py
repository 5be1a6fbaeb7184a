"""Pages on objections: for the public who object, and for the office that answers."""
