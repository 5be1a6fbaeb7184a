"""What the office prints for signature and file."""
