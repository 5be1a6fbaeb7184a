"""Issuing the statement on the course of a notice (公示情况说明)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.notices.exports.course_statement import course_statement
from subsidies.notices.models import PublicNotice
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.models import User
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused

COURSE_STATEMENT = "course_statement"


@transaction.atomic
def issue_statement(notice: PublicNotice, *, by: User, objections: int, handling: str = "") -> IssuedPaper:
    """The statement on a notice that has ended; another one where it says something else.

    Raises:
        ActionRefused: the notice has not ended.
    """
    if notice.status != NoticeStatus.ENDED:
        raise ActionRefused(_("公示期满后才能出具公示情况说明。"))
    sheet = course_statement(notice, objections=objections, handling=handling)
    return papers.issue(
        kind=COURSE_STATEMENT,
        number=f"{notice.number}-SM",
        about=notice.pk,
        holder=notice.title[:100],
        content=sheet.as_content(),
        by=by,
        renew=True,
    )
