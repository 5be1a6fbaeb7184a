"""Who may act on a public notice."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.notices.models import PublicNotice
from subsidies.notices.workflow import PUBLIC_NOTICE
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, natural_person_of
from talent.workflow.refusals import ActionRefused


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


def refuse_own_cases(user: User, applications: Iterable[Application]) -> None:
    """Nobody handles a notice on which they stand themselves.

    Raises:
        DutiesNotSeparated: with the number of the case.
    """
    own = natural_person_of(user).identity_index
    for application in applications:
        if application.person.identity_index == own:
            raise DutiesNotSeparated(
                _("名单中的 %(number)s 是您本人的申请，按回避规定须由同事办理。") % {"number": application.number}
            )
