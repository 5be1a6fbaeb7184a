"""Answers that come back from departments."""
