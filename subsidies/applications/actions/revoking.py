"""Taking back an award that should not have been granted; called by the payments feature only."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from subsidies.applications.actions.granting import policy_total
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award, LivingTotal
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def revoke(award: Award, *, by: User, reason: str) -> Award:
    """Let an award count no more. All of it leaves the person's total, so that a right award can follow.

    What of it was paid is owed back in full (the caller opens that), so the total never counts money twice: it is the
    sum of live awards, and its ceiling the policy's total for the highest degree among these.

    Raises:
        ActionRefused: it was revoked already.
    """
    award = Award.objects.select_for_update(of=("self",)).select_related("decision").get(pk=award.pk)
    if award.revoked_at is not None:
        raise ActionRefused(_("这项授予已经撤销，不用重复办理。"))
    award.revoked_at = clock.now()
    award.save(update_fields=["revoked_at"])
    if award.benefit == Benefit.LIVING:
        _count_out(award)
    detail = {"benefit": award.benefit, "amount_yuan": award.amount_yuan, "degree": award.degree}
    audit.record("award.revoked", award, by=by, reason=reason, detail=detail)
    return award


def _count_out(award: Award) -> None:
    """Reckon the person's total anew from the live awards, under its lock."""
    total = LivingTotal.objects.select_for_update().filter(person_id=award.person_id).first()
    if total is None:
        return
    live = Award.objects.live().filter(person_id=award.person_id, benefit=Benefit.LIVING)
    total.granted_yuan = live.aggregate(yuan=Sum("amount_yuan", default=0))["yuan"]
    totals = [policy_total(version, degree) for version, degree in live.values_list("policy_version", "degree")]
    total.ceiling_yuan = max(totals, default=0)
    total.save(update_fields=["granted_yuan", "ceiling_yuan"])
