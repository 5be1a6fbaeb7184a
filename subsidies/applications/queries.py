"""The letters of a case, and those that it lacks."""

from __future__ import annotations

from typing import Any

from subsidies.applications.kinds import Letter
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers.queries import papers_in


def letters_of(application: Application, *, user: User) -> dict[str, Any]:
    """``letters`` that the user may read, and ``missing_letters``: those of a case from before they were issued."""
    rows = papers_in(application.pk, user=user)
    issued = {row.paper.kind for row in rows}
    expected = [Letter.RECEIPT] if application.submitted_at else []
    expected += [Letter.DECISION] if application.status == ApplicationStatus.CLOSED else []
    may_ask = user.has_role(Role.APPLICANT, Role.REVIEWER)
    return {"letters": rows, "missing_letters": [letter for letter in expected if may_ask and letter not in issued]}
