"""What is done to employers and their rosters."""

from talent.employers.actions.employers import add_employer, change_employer
from talent.employers.actions.roster_copies import annotated_copy, sweep_roster_files
from talent.employers.actions.rosters import commit, discard, preview, read

__all__ = [
    "add_employer",
    "annotated_copy",
    "change_employer",
    "commit",
    "discard",
    "preview",
    "read",
    "sweep_roster_files",
]
