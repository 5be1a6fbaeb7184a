"""Log lines without personal numbers."""

import logging
import sys

from talent.audit.log_format import RedactingFormatter


def test_a_traceback_that_quotes_a_phone_is_blanked_out():
    try:
        raise ValueError("13800138000")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "card %s", ("6222021234567890123",), sys.exc_info())
    lines = RedactingFormatter("%(message)s").format(record).splitlines()
    assert (lines[0], lines[-1]) == ("card ［已隐去］", "ValueError: ［已隐去］")
