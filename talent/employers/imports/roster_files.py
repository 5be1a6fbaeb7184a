"""The files of rosters that are looked through: kept for the copy in which their problems are written."""

from __future__ import annotations

import datetime as dt

from talent.uploads.sealed_files import SealedFiles

ROSTER_FILES = SealedFiles(folder="rosters", purpose="employers.roster")
KEPT = dt.timedelta(days=7)
"""How long a file stays with a preview that nobody commits or gives up."""
