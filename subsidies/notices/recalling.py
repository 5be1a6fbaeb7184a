"""A case that was decided goes back to review because a department answered otherwise meanwhile."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.crosschecks.actions import establish_unsettled
from subsidies.crosschecks.queries import unsettled_in
from subsidies.notices import actions, permissions
from subsidies.notices.models import NoticeEntry, PublicNotice
from talent.accounts.models import User
from talent.audit.sensitive import looks_personal
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def recall(application: Application, *, by: User, reason: str) -> None:
    """Take a case off its notice and review it again; what the department answered becomes fact.

    The notice is locked before the case, as where it ends: so the case is recalled, or was granted before.

    Raises:
        ActionRefused: no reason is given, no answer stands unsettled, the case has moved on, or it is the officer's
            own.
    """
    permissions.refuse_others(by)
    if not reason.strip():
        raise ActionRefused(_("退回初审请说明原因。"))
    if looks_personal(reason):
        raise ActionRefused(_("原因里像是写了身份证号码、银行账号或手机号码，请删去。"))
    standing = NoticeEntry.objects.live().filter(application=application).values("notice")
    notices = PublicNotice.objects.select_for_update().filter(pk__in=standing).order_by("drawn_up_at", "number")
    list(notices.values_list("pk"))
    cases.mark_recalled(application, by=by, reason=reason.strip())
    if not unsettled_in([application.pk]):
        raise ActionRefused(_("这件申请没有尚未核实的部门答复，请刷新页面后再看。"))
    actions.take_off(application)
    establish_unsettled(application, by=by)
