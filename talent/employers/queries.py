"""What a roster changes, and what its page shows."""

from __future__ import annotations

from talent.calendars import clock
from talent.employers.models import Roster, RosterEntry

STATED = ("name", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months", "left_on")
COUNTS = ("new_count", "changed_count", "unchanged_count", "absent_count")


def compared_with_those_in_force(roster: Roster) -> dict[str, int]:
    """How many people are new, stated differently or as before, and how many who are employed it does not list.

    Compared with what the employer's rosters in force say (two queries for any size).
    """
    in_force = RosterEntry.objects.in_force().filter(employer=roster.employer_id).exclude(roster=roster)
    known = {index: stated for index, *stated in in_force.values_list("identity_index", *STATED)}
    listed = {index: stated for index, *stated in roster.entries.values_list("identity_index", *STATED)}
    both = known.keys() & listed.keys()
    unchanged = sum(known[index] == listed[index] for index in both)
    left_on, today = STATED.index("left_on"), clock.today()
    employed = [index for index, stated in known.items() if stated[left_on] is None or stated[left_on] > today]
    return {
        "new_count": len(listed) - len(both),
        "changed_count": len(both) - unchanged,
        "unchanged_count": unchanged,
        "absent_count": sum(index not in listed for index in employed),
    }


def same_file_before(roster: Roster) -> Roster | None:
    """The latest committed roster of the employer that came from the very same file."""
    same = Roster.objects.committed().filter(employer=roster.employer_id, sha256=roster.sha256).exclude(pk=roster.pk)
    return same.defer("problems", "remarks").order_by("-committed_at").first()
