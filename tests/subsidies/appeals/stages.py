"""Refusals that are appealed against, brought there by the office's own actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from subsidies.appeals import actions
from subsidies.appeals.models import Appeal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Decision
from subsidies.review import actions as review
from talent.accounts.models import User
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import also_granted
from tests.subsidies.objections.stages import decided, end, running
from tests.subsidies.review.stages import proposed, somebody

TEXT = "合同是原件扫描，并非材料不实，可到单位核对。"
WHY = "经向用人单位核对，合同原件与扫描件一致。"
LAST_DAY = dt.date(2026, 12, 14)
"""Fifteen working days after Monday, 23 November 2026."""


def refused(office: Office, **person: Any) -> Application:
    """A case that two people of the office have refused."""
    proposal = proposed(office, somebody(office, **person), refuse=True)
    review.confirm(proposal.application, by=office.rechecker, submission=proposal.submission)
    return fresh(proposal.application)


def partly_refused(office: Office) -> Application:
    """A case whose living subsidy was granted and whose housing was refused."""
    case = decided(office)
    housing: Decision = also_granted(case, Benefit.HOUSING)
    housing.proposed = housing.outcome = Outcome.REFUSED
    housing.save()
    Application.objects.filter(pk=case.pk).update(housing_requested=True)
    end(running(office, fresh(case)))
    return fresh(case)


def filed(application: Application, **said: Any) -> Appeal:
    return actions.file(application, by=application.person.user, **({"pk": uuid.uuid4(), "text": TEXT} | said))


def assigned(application: Application, *, to: User) -> Appeal:
    return actions.assign(filed(application), by=to, to=to)
