"""A roster in words and figures, for those who read no pages: counts by kind, and where each problem lies."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from talent.audit.sensitive import redact
from talent.employers.arrivals import units_as_read
from talent.employers.imports.roster import RosterReading
from talent.employers.lasting import with_what_lasts
from talent.employers.models import Employer, Roster
from talent.employers.queries import compared_as_read

SHOWN = ("sheet", "cell", "value", "message", "fix")


@dataclass(frozen=True, slots=True)
class Report:
    """What a roster says. ``status``: ``read`` where nothing is kept, ``refused``, or the status of what is kept.

    ``counts``: people who are new, changed, unchanged and missing since last time; rows that are wrong, and rows that
    say the same as one above; people whom another unit of the group has, who are among the new, changed or unchanged
    ones: ``moved`` names row and unit of each. ``passed_over``: sheets, rows and headings that were not read,
    columns that the file lacks, rows of people who left or work elsewhere by earlier rosters, rows that are hidden in
    the file, and units below with the number of their rows. ``by``: e-mail of who uploads and commits; empty where
    nothing is kept. Numbers in cells that look personal are blanked out.
    """

    status: str = "refused"
    refused: str = ""
    roster: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    moved: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    passed_over: dict[str, list[Any]] = field(default_factory=dict)
    by: str = ""

    def but_refused(self, why: str) -> Report:
        """The same of a file that was not taken."""
        return replace(self, status="refused", refused=why)

    def but_kept(self, roster: Roster) -> Report:
        """The same of a file that is kept as this roster."""
        counts = {kind: getattr(roster, f"{name}_count") for kind, name in KINDS.items()}
        return replace(self, status=roster.status, roster=str(roster.pk), counts=counts)

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``json``."""
        return asdict(self)


KINDS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "wrong": "bad",
    "duplicates": "duplicate",
    "missing": "absent",
    "moved": "moved",
}


def report_of(employer: Employer, reading: RosterReading) -> Report:
    """Of a file that was read and is not kept."""
    lines = with_what_lasts(employer, reading.lines, reading.remarks["lasting"])
    moved = units_as_read(employer, lines)
    found = compared_as_read(employer, lines, moved=len(moved), unsaid=reading.remarks["unsaid"])
    found |= {"bad_count": reading.bad_rows, "duplicate_count": reading.duplicate_rows}
    problems = [{name: redact(problem[name]) for name in SHOWN} for problem in reading.problems]
    remarks = reading.remarks
    passed_over: dict[str, list[Any]] = {
        "other_sheets": remarks["other_sheets"],
        "hidden_rows": list(remarks["hidden"]),
        "ignored_rows": [number for number, _reason in remarks["ignored"]],
        "unread_headings": remarks["unread_headings"],
        "lacking_columns": remarks["lacking"],
        "rows_as_said_before": [new.row_number for new, old in zip(lines, reading.lines, strict=True) if new != old],
        "units_below": _named(remarks["below"]),
    }
    return Report(
        status="read",
        counts={kind: found[f"{name}_count"] for kind, name in KINDS.items()},
        moved=[{"row": row, "from": unit} for row, unit in moved.items()],
        problems=problems,
        passed_over={name: listed for name, listed in passed_over.items() if listed},
    )


def _named(below: dict[str, int]) -> list[str]:
    names = {str(pk): name for pk, name in Employer.objects.filter(pk__in=below).values_list("pk", "name")}
    return [f"{names[key]} {rows}" for key, rows in below.items()]
