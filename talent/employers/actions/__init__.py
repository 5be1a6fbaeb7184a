"""What is done to employers and their rosters."""

from talent.employers.actions.employers import add_employer, change_employer
from talent.employers.actions.rosters import commit, discard, preview, read

__all__ = ["add_employer", "change_employer", "commit", "discard", "preview", "read"]
