"""What the talent office's desk shows."""
