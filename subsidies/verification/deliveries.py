"""Which summaries of a unit were sent to the office, and which may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidies.verification.models import SentSummary
from subsidies.verification.workflow import WITH_THE_OFFICE, SummaryStatus
from talent.employers.models import Employer
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
