"""What came of an objection when the case is with its unit again: what the applicant says, and what they changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from subsidies.applications.models import Application, Submission
from subsidies.verification.kinds import VerificationOutcome
from subsidies.verification.matching import Comparison, compare
from subsidies.verification.models import DisputeMessage, Verification
from talent.accounts.models import User
from talent.employers.models import Employer


@dataclass(slots=True)
class Reply:
    """The last objection of a case, what both sides have said since the first, and what was claimed before."""

    dispute: Verification | None = None
    messages: list[DisputeMessage] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    """What the disputed submission said of each fact, where another one has taken its place."""
    answer: DisputeMessage | None = None
    """What was handed in together with the latest submission."""

    def beside(self, facts: list[Comparison]) -> list[Comparison]:
        """The facts, each with what was claimed before where that was something else."""
        return [
            replace(fact, before=before)
            if (before := self.before.get(fact.key, fact.claimed)) != fact.claimed
            else fact
            for fact in facts
        ]


def replies_of(
    cases: Collection[Application], latest: Mapping[UUID, Submission], *, seen_by: User
) -> dict[UUID, Reply]:
    """The objections and what was said about them, by case (four queries for any number).

    What another unit objected to before the person came here is not this unit's to read.
    """
    served = {str(key): key for key in Employer.objects.served_by(seen_by).values_list("pk", flat=True)}
    if not served:  # the office reads claims as well, and answers for no unit
        return {}
    disputes = Verification.objects.filter(
        submission__application__in=cases, outcome=VerificationOutcome.DISPUTED
    ).order_by("submission__sequence")
    found: dict[UUID, Reply] = {}
    for dispute in disputes.select_related("submission").defer("submission__facts", "submission__assessment"):
        employment = dispute.submission.entered.get("employment") or {}
        if employment.get("employer_id") in served:
            found[dispute.submission.application_id] = Reply(dispute, before=_before(dispute, latest))
    messages = DisputeMessage.objects.filter(application__in=cases, employer__in=served.values())
    for message in messages.select_related("written_by").order_by("written_at"):
        reply = found.setdefault(message.application_id, Reply())
        reply.messages.append(message)
        submission = latest.get(message.application_id)
        if submission is not None and message.submission_id == submission.pk:
            reply.answer = message
    return found


def _before(dispute: Verification, latest: Mapping[UUID, Submission]) -> dict[str, str]:
    submission = dispute.submission
    if submission.pk == latest[submission.application_id].pk:
        return {}
    return {fact.key: fact.claimed for fact in compare(submission.entered, None)}
