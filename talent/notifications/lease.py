"""For how long work belongs to who began it."""

from __future__ import annotations

import datetime as dt

LEASE = dt.timedelta(minutes=15)
"""What has been running for longer, unheard of, was interrupted; work must be done sooner."""
