"""Addresses of the employer's desk, of its people, and of the summaries that the office receives."""
