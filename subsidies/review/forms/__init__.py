"""Forms of the talent office's desk."""
