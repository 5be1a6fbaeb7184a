"""What the public may read of the people on a notice: an allow-list, copied when the notice is drawn up."""

from __future__ import annotations

from collections.abc import Iterable

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Decision
from subsidies.notices.models import NameDisplay, NoticeEntry, PublicNotice
from talent.identifiers.masking import masked_name

NEVER_LISTED = frozenset({Benefit.SCHOOLING})
"""Benefits that would tell the public of a child (design invariant 10)."""


def entries_of(notice: PublicNotice, granted: Iterable[tuple[Application, Decision]]) -> list[NoticeEntry]:
    """A line, not saved yet, for each granted decision; what is not public comes last, so that the list has no gaps."""
    pairs = sorted(granted, key=lambda pair: pair[1].benefit in NEVER_LISTED)
    return [
        NoticeEntry(
            notice=notice, application=case, decision=decision, sequence=sequence, **_shown(notice, case, decision)
        )
        for sequence, (case, decision) in enumerate(pairs, 1)
    ]


def _shown(notice: PublicNotice, case: Application, decision: Decision) -> dict[str, object]:
    """The allow-list: all that the public may read of one decision."""
    if decision.benefit in NEVER_LISTED:
        return {"listed": False}
    name = case.person.name
    return {
        "shown_name": name if notice.name_display == NameDisplay.FULL else masked_name(name),
        "employer_name": case.employer.name if case.employer else "",
        "degree": decision.degree,
        "benefit": decision.benefit,
        "amount_yuan": decision.amount_yuan,
    }
