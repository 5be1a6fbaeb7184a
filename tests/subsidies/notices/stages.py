"""Notices at each stage, by the office's own actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import time_machine

from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Decision, LivingTotal
from subsidies.notices import actions
from subsidies.notices.models import PublicNotice
from talent.accounts.models import User
from talent.calendars import clock
from tests.subsidies.applications.conftest import NOON
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import somebody

WORDING = {
    "title": "2026年11月人才补贴拟发放名单公示",
    "minutes_number": "长汽开人才会纪〔2026〕11号",
    "minutes_on": dt.date(2026, 11, 23),
    "objections_to": "人才办，电话 0431-81500000",
}


def approved(office: Office, **person: Any) -> Application:
    """A case that awaits a notice."""
    return office.at("awaiting_notice", somebody(office, **person))


def also_granted(application: Application, benefit: Benefit) -> Decision:
    """Another benefit of the same case, decided like the first."""
    living = application.decisions.get(benefit=Benefit.LIVING)
    return Decision.objects.create(
        application=application,
        benefit=benefit,
        proposed=Outcome.GRANTED,
        outcome=Outcome.GRANTED,
        submission=living.submission,
        assessment=living.assessment,
        degree=living.degree,
        policy_version=living.policy_version,
        decided_at=living.decided_at,
    )


def drawn(office: Office, *applications: Application, by: User | None = None, **wording: Any) -> PublicNotice:
    """A draft with these cases, or with a new one, approved by a meeting today."""
    cases = applications or (approved(office),)
    options = {"pk": uuid.uuid4()} | WORDING | {"minutes_on": clock.today()} | wording
    return actions.draw_up(cases, by=by or office.reviewer, **options)


def published(office: Office, *applications: Application, **wording: Any) -> PublicNotice:
    return actions.publish(drawn(office, *applications, **wording), by=office.reviewer)


def on(day: dt.date) -> Any:
    """That day at noon, as a context."""
    return time_machine.travel(NOON.replace(year=day.year, month=day.month, day=day.day), tick=False)


def exhaust(application: Application) -> None:
    """Let the person have been granted everything elsewhere meanwhile, so that the case cannot be granted."""
    LivingTotal.objects.update_or_create(
        person=application.person, defaults={"granted_yuan": 30_000, "ceiling_yuan": 30_000}
    )
