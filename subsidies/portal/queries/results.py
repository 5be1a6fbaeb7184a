"""What was decided on a case, benefit by benefit, in a line each; and until when one may apply again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from subsidies.applications.findings import explain_all
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Decision
from subsidies.applications.workflow import ApplicationStatus
from subsidies.policy.findings import Reason, Result

KINDS = {Outcome.GRANTED: "success", Outcome.REFUSED: "danger"}


@dataclass(frozen=True, slots=True)
class BenefitResult:
    """The result for one benefit; ``reason`` is the main one of a refusal, ``kind`` that of a status tag."""

    title: str
    outcome: str
    kind: str
    amount_yuan: int | None
    reason: str
    awaits_notice: bool


def results_of(application: Application) -> list[BenefitResult]:
    """The final decisions of a case; none before the recheck."""
    ended = application.status == ApplicationStatus.CLOSED
    final = (
        application.decisions.select_related("award").filter(decided_at__isnull=False).exclude(outcome=Outcome.PENDING)
    )
    order = list(Benefit)
    return [_result(each, ended=ended) for each in sorted(final, key=lambda one: order.index(Benefit(one.benefit)))]


def all_refused(results: Sequence[BenefitResult]) -> bool:
    """Whether something was decided and nothing granted."""
    return bool(results) and all(result.kind == "danger" for result in results)


def last_day_to_apply(application: Application) -> dt.date | None:
    """The last day for an application as the rules reckoned it at the last submission; None where they did not."""
    submission = application.submissions.last()
    answer = submission.assessment.get("living") if submission else None
    for finding in answer["findings"] if answer else ():
        if finding["reason"] == Reason.APPLIED_IN_TIME and finding["required"]:
            return dt.date.fromisoformat(str(finding["required"]))
    return None


def _result(decision: Decision, *, ended: bool) -> BenefitResult:
    granted = decision.outcome == Outcome.GRANTED
    award = getattr(decision, "award", None)
    revoked = award is not None and award.revoked_at is not None
    return BenefitResult(
        title=decision.get_benefit_display(),
        outcome=_("已撤销") if revoked else _("同意") if granted else _("不予通过"),
        kind="warning" if revoked else KINDS[Outcome(decision.outcome)],
        amount_yuan=decision.amount_yuan if granted else None,
        reason="" if granted else _main_reason(decision),
        awaits_notice=granted and not ended,
    )


def _main_reason(decision: Decision) -> str:
    """The first condition that is not met, with the fact; else what the office wrote."""
    findings = explain_all(decision.assessment["findings"]) if decision.assessment else []
    unmet = [finding for finding in findings if finding.result == Result.UNMET]
    if unmet:
        return _("%(title)s：%(fact)s（要求：%(required)s）") % {
            "title": unmet[0].label,
            "fact": unmet[0].fact,
            "required": unmet[0].required,
        }
    return decision.reason
