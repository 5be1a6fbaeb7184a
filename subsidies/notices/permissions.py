"""Who may act on a public notice."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.models import Application
from subsidies.notices.models import PublicNotice
from subsidies.notices.queries import unsettled_on
from subsidies.notices.workflow import PUBLIC_NOTICE
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, kept_out_of, natural_person_of
from talent.workflow.refusals import ActionRefused

MOST_NAMED = 10
NOT_AS_READ = gettext_lazy("名单、公示日期或会议纪要与您看到的不同，请按现在的内容重新核对后再发布。")


def actions_on(notice: PublicNotice, user: User) -> set[str]:
    """The actions of the table that ``user`` may take now."""
    roles = {str(role) for role in user.roles}
    return {row.action for role in roles for row in PUBLIC_NOTICE.actions_from(notice.status, role)}


def refuse_others(user: User) -> None:
    """Only reviewers, and only where it is known which human being acts.

    Raises:
        ActionRefused: somebody else.
    """
    if not user.has_role(Role.REVIEWER):
        raise ActionRefused(_("只有人才办审核人员可以办理公示。"))
    natural_person_of(user)


def refuse_unpublishable(notice: PublicNotice, applications: Iterable[Application], *, by: User) -> None:
    """What stands in the way of showing a draft to the public.

    Raises:
        ActionRefused: it is no draft, its list was not approved or has changed since, a department's answer on a case
            is still to be looked into, or a case is the officer's own.
    """
    refuse_others(by)
    PUBLIC_NOTICE.target("publish", notice.status)
    if not notice.is_approved:
        raise ActionRefused(_("还没有登记名单审定的会议纪要文号和日期，不能发布。"))
    if notice.entries.filter(live=False).exists():
        raise ActionRefused(_("名单中有申请已退回重新审核，这份名单不能发布，请作废后重新拟定。"))
    _refuse_unsettled(notice)
    refuse_own_cases(by, applications)


def _refuse_unsettled(notice: PublicNotice) -> None:
    cases = unsettled_on(notice)["unsettled"]
    if not cases:
        return
    named = _("、").join(f"{case.number} {case.person.name}" for case in cases[:MOST_NAMED])
    words = _(
        "名单中有 %(count)s 件申请的部门答复与填写不同，尚未核实，不能发布：%(cases)s。"
        "请打开申请登记核实情况，或退回初审；也可以作废这份名单，去掉这些申请后重新拟定。"
    )
    raise ActionRefused(words % {"count": len(cases), "cases": named})


def refuse_own_cases(user: User, applications: Iterable[Application]) -> None:
    """Nobody handles a notice on which they stand themselves, or somebody for whom they filed.

    Raises:
        DutiesNotSeparated: with the number of the case.
    """
    natural_person_of(user)
    listed = list(applications)
    kept_out = kept_out_of(user, [application.person.identity_index for application in listed])
    for application in listed:
        if application.person.identity_index in kept_out:
            words = _("名单中的 %(number)s 是您本人的申请或由您代办的申请，按回避规定须由同事办理。")
            raise DutiesNotSeparated(words % {"number": application.number})
