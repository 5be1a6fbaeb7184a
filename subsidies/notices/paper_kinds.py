"""The papers of a notice, as the room for papers knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.notices.kinds import COURSE_STATEMENT
from subsidies.notices.models import PublicNotice
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind


def _notices(user: User) -> QuerySet[Any, Any]:
    """A statement is for the file, not for the public, who sees the notice itself."""
    readers = user.has_role(Role.REVIEWER, Role.AUDITOR)
    return (PublicNotice.objects.all() if readers else PublicNotice.objects.none()).values("pk")


_OFFICE = frozenset({Role.REVIEWER.value})
STATEMENTS = (PaperKind(COURSE_STATEMENT, _("公示情况说明"), _notices, draw_sheets, _OFFICE),)
