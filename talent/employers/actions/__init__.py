"""What is done to employers and their rosters."""

from talent.employers.actions.arriving import end_rows_elsewhere, restore_rows_elsewhere
from talent.employers.actions.changes import move_base, noted, rename, take_off_list
from talent.employers.actions.employers import add_employer, change_employer
from talent.employers.actions.headings import checked_meanings, explain_heading, explain_headings, forget_heading
from talent.employers.actions.roster_copies import annotated_copy, sweep_roster_files
from talent.employers.actions.roster_jobs import (
    answer_headings,
    request_commit,
    request_parts,
    request_preview,
    run_commit,
    run_preview,
)
from talent.employers.actions.roster_locks import lock_standing, lock_units
from talent.employers.actions.rosters import HeadingsNotKnown, commit, discard, preview, read
from talent.employers.actions.taking_back import lock_to_take_back, mark_taken_back

__all__ = [
    "HeadingsNotKnown",
    "add_employer",
    "annotated_copy",
    "answer_headings",
    "change_employer",
    "checked_meanings",
    "commit",
    "discard",
    "end_rows_elsewhere",
    "explain_heading",
    "explain_headings",
    "forget_heading",
    "lock_standing",
    "lock_to_take_back",
    "lock_units",
    "mark_taken_back",
    "move_base",
    "noted",
    "preview",
    "read",
    "rename",
    "request_commit",
    "request_parts",
    "request_preview",
    "restore_rows_elsewhere",
    "run_commit",
    "run_preview",
    "sweep_roster_files",
    "take_off_list",
]
