"""From the public notice to the award; called by the notices feature only."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.issuing import issue_decision
from subsidies.applications.actions.moving import check, locked, move
from subsidies.applications.actions.telling import tell
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Award, Decision, LivingTotal
from subsidies.budget.actions import reserve
from subsidies.budget.kinds import Programme
from subsidies.policy.facts import DegreeLevel
from subsidies.policy.versions import living_versions
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def mark_published(application: Application, *, by: User, ends_on: dt.date | None = None) -> None:
    """The case stands on a public notice, until ``ends_on`` where that is known."""
    application = locked(application, by=by)
    move(application, "publish", by=by, detail={"ends_on": ends_on})
    tell(application, "published", ends_on=ends_on)


@transaction.atomic
def grant(application: Application, *, on: dt.date) -> list[Award]:
    """Award every benefit that was decided so, and close the case; the portal itself does it when the notice ends.

    Raises:
        ActionRefused: an award would go beyond what the person may have in all; nothing is granted then.
        BudgetExceeded: no budget line of the year has so much available.
    """
    application = locked(application, by=None)
    check(application, "grant", by=None)
    decisions = application.decisions.filter(outcome=Outcome.GRANTED, award=None).order_by("benefit")
    awards = [_award(application, decision, on=on) for decision in decisions]
    move(
        application,
        "grant",
        by=None,
        detail={"awards": {award.benefit: award.amount_yuan for award in awards}, "granted_on": on},
    )
    issue_decision(application, by=None)
    living_yuan = next((award.amount_yuan for award in awards if award.benefit == Benefit.LIVING), None)
    tell(application, "granted", benefits=[award.benefit for award in awards], living_yuan=living_yuan, on=on)
    return awards


def _award(application: Application, decision: Decision, *, on: dt.date) -> Award:
    award = Award(
        decision=decision,
        person_id=application.person_id,
        benefit=decision.benefit,
        degree=decision.degree,
        amount_yuan=decision.amount_yuan,
        policy_version=decision.policy_version,
        granted_on=on,
    )
    if decision.benefit == Benefit.LIVING:
        _count_in(application, decision)
        words, yuan = application.number, decision.amount_yuan or 0
        award.budget_line = reserve(Programme.LIVING, yuan, on=on, subject=award, words=words)
    award.save(force_insert=True)
    return award


def _count_in(application: Application, decision: Decision) -> None:
    """Add an award to the person's total, under its lock: never above the policy's total for the highest degree."""
    LivingTotal.objects.get_or_create(person_id=application.person_id)
    total = LivingTotal.objects.select_for_update().get(person_id=application.person_id)
    total.ceiling_yuan = max(total.ceiling_yuan, policy_total(decision.policy_version, decision.degree))
    total.granted_yuan += decision.amount_yuan or 0
    if total.granted_yuan > total.ceiling_yuan:
        raise ActionRefused(
            _("%(number)s 的金额与此前已授予的合计超过该学位的补贴总额，不能授予，请核查。")
            % {"number": application.number}
        )
    total.save(update_fields=["ceiling_yuan", "granted_yuan"])


def policy_total(policy_version: str, degree: str) -> int:
    """The total of a policy version for a degree.

    Raises:
        ActionRefused: there is no such version.
    """
    for version in living_versions():
        if version.version == policy_version:
            return version.total_yuan.value[DegreeLevel(degree)]
    raise ActionRefused(_("找不到政策版本 %(version)s，不能办理。") % {"version": policy_version})
