"""The letters of a case, and those that it lacks."""

from __future__ import annotations

from typing import Any

from subsidies.applications.kinds import Letter
from subsidies.applications.models import Application
from subsidies.applications.workflow import WITH_THE_OFFICE, ApplicationStatus
from talent.accounts.models import User
from talent.papers.queries import papers_section


def letters_of(application: Application, *, user: User) -> dict[str, Any]:
    """What ``papers/section.html`` shows of a case; a letter that is missing is one of a case from before letters."""
    expected = [Letter.RECEIPT] if application.submitted_at else []
    expected += [Letter.DECISION] if application.status == ApplicationStatus.CLOSED else []
    expected += [Letter.APPROVAL_FORM] if application.status in WITH_THE_OFFICE else []
    return papers_section(application.pk, user=user, expected=[letter.value for letter in expected])
