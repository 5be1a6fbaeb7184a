"""Pages of the talent office's desk."""
