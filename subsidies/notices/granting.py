"""Granting what stood on a notice: each case by itself, and why not where it is held."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.crosschecks.queries import unsettled_in
from subsidies.notices.models import PublicNotice
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def grant_each(notice: PublicNotice, applications: Sequence[Application]) -> int:
    """Grant these cases, each by itself; how many were granted.

    Held is one on which a department's answer stands unsettled. All are locked before that is asked, as where answers
    are entered: an answer is either there when its case is granted, and holds it, or comes too late.
    """
    keys = [application.pk for application in applications]
    list(Application.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))
    unsettled = unsettled_in(keys)
    return sum(_grant(notice, application, unsettled=application.pk in unsettled) for application in applications)


def _grant(notice: PublicNotice, application: Application, *, unsettled: bool) -> bool:
    """Grant one case by itself, or note on its lines why not."""
    reason = _("部门答复与填写不同，尚未核实，请打开申请办理。") if unsettled else _why_not_granted(application)
    changed = notice.entries.filter(application=application).exclude(held_reason=reason).update(held_reason=reason)
    if changed and reason:
        audit.record("notice.case_held", application, by=None, reason=reason, detail={"number": application.number})
    return not reason


def _why_not_granted(application: Application) -> str:
    """Empty where it was granted."""
    try:
        with transaction.atomic():
            cases.grant(application, on=clock.today())
    except ActionRefused as refusal:
        return str(refusal)
    except IntegrityError:
        return _("申请人已有同一事项、同一学位层次的授予，不能重复授予，请核查。")
    return ""
