"""The closed lists of notices."""

COURSE_STATEMENT = "course_statement"
"""The kind of paper that states the course of a notice."""
