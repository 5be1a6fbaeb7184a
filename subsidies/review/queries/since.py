"""What changed on a case between its being read and its being decided."""

from __future__ import annotations

from typing import NamedTuple

from django import forms

from subsidies.applications.models import Submission
from subsidies.applications.snapshots import Change, changes
from talent.profiles.models import Evidence


class SinceRead(NamedTuple):
    """The submission that was read beside the one that is there now, and the amount of then and of now."""

    read: Submission
    changes: list[Change]
    added: list[Evidence]
    removed: list[Evidence]
    amount_read: int | None
    amount_now: int | None

    @property
    def amount_differs(self) -> bool:
        return self.amount_read != self.amount_now

    @property
    def submitted_again(self) -> bool:
        return bool(self.changes or self.added or self.removed)


def since_read(
    read: Submission | None, latest: Submission, proposal: forms.Form | None, amount_now: int | None
) -> SinceRead | None:
    """The difference; None where what was read is what is there.

    Args:
        read: the submission that the form was about.
        proposal: the form that carried the amount that was read; without it amounts are not compared.
        amount_now: the amount that the page shows now, whole yuan.
    """
    if read is None:
        return None
    amount_read = proposal.cleaned_data.get("amount_yuan") if proposal else amount_now
    if read.pk == latest.pk and amount_read == amount_now:
        return None
    before, after = list(read.evidence.all()), list(latest.evidence.all())
    return SinceRead(
        read,
        changes(read.entered, latest.entered),
        [file for file in after if file not in before],
        [file for file in before if file not in after],
        amount_read,
        amount_now,
    )
