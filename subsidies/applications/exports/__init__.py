"""What applicants are handed: letters."""
