"""Numbers of cases: a day that people can sort by, and an end that nobody can guess."""

from __future__ import annotations

import datetime as dt
import secrets

PREFIX = "SQ"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which are misread over the phone."""
_RANDOM_LENGTH = 8


def new_number(on: dt.date, prefix: str = PREFIX) -> str:
    """A new number such as ``SQ20261123K7M2Q9XD``: prefix, day, eight random characters (40 bits)."""
    return f"{prefix}{on:%Y%m%d}" + "".join(secrets.choice(CROCKFORD) for _ in range(_RANDOM_LENGTH))
