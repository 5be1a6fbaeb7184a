"""Log lines without personal numbers, whatever a library puts into them."""

import logging

from talent.audit.sensitive import redact


class RedactingFormatter(logging.Formatter):
    """For ``LOGGING``: blanks out what looks personal, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return redact(super().format(record))
