"""Which summaries of a unit were sent to the office, and which may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from subsidies.verification.models import SentSummary
from subsidies.verification.summaries import days_of
from subsidies.verification.workflow import WITH_THE_OFFICE, SummaryStatus
from talent.employers.models import Employer
from talent.employers.querysets import EmployerQuerySet
from talent.papers.models import IssuedPaper

KINDS = {
    SummaryStatus.SENT: "info",
    SummaryStatus.RECEIVED: "success",
    SummaryStatus.TAKEN_BACK: "neutral",
    SummaryStatus.RETURNED: "warning",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A summary in force, the latest time that it was sent, and what its unit may do."""

    paper: IssuedPaper
    sent: SentSummary | None

    @property
    def kind(self) -> str:
        """The colour of the status."""
        return KINDS[SummaryStatus(self.sent.status)] if self.sent else ""

    @property
    def may_send(self) -> bool:
        return self.sent is None or self.sent.status not in WITH_THE_OFFICE

    @property
    def may_take_back(self) -> bool:
        return self.sent is not None and self.sent.status == SummaryStatus.SENT


def deliveries_of(employer: Employer, papers: Sequence[IssuedPaper]) -> list[Delivery]:
    """The unit's summaries, each with the latest time that it was sent (one query)."""
    found = SentSummary.objects.filter(employer=employer, paper__in=[paper.pk for paper in papers])
    latest = {sent.paper_id: sent for sent in found.order_by("sent_at", "pk")}
    return [Delivery(paper, latest.get(paper.pk)) for paper in papers]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A summary that the office has, and its days: some of them are those of another that is about to be sent."""

    sent: SentSummary
    first_on: dt.date
    last_on: dt.date


def overlapping(paper: IssuedPaper, *, served: EmployerQuerySet) -> list[Overlap]:
    """What was sent already of the same unit, or of one below or above it, and has days in common.

    Args:
        served: the officer's units: nothing is told of others.
    """
    below = set(Employer.objects.with_subsidiaries({paper.dossier}).values_list("pk", flat=True))
    there = SentSummary.objects.with_the_office().filter(employer__in=served).exclude(paper=paper.pk)
    there = there.select_related("paper", "employer").defer("paper__content", "paper__code")
    first, last = days_of(paper.number)
    found = [Overlap(sent, *days_of(sent.paper.number)) for sent in there.order_by("sent_at", "pk")]
    return [
        each
        for each in found
        if each.first_on <= last
        and first <= each.last_on
        and (each.sent.employer_id in below or paper.dossier in _below(each.sent.employer_id))
    ]


def _below(employer: UUID) -> set[UUID]:
    return set(Employer.objects.with_subsidiaries({employer}).values_list("pk", flat=True))
