"""Notices that somebody objects to, brought there by the office's own actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from subsidies.applications.models import Application
from subsidies.notices import actions as notices
from subsidies.notices.models import PublicNotice
from subsidies.objections import actions
from subsidies.objections.models import Objection
from subsidies.review import actions as review
from talent.accounts.models import User
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.review.stages import proposed, somebody

TEXT = "此人 2024 年已在外地领取同类补贴，可向当地人社局核实。"
NEXT_DAY = dt.date(2026, 12, 1)
"""The day after the last one of a notice of Monday, 23 November 2026."""


def decided(office: Office, **person: Any) -> Application:
    """A case that two people of the office have decided, with their names on it."""
    proposal = proposed(office, somebody(office, **person))
    review.confirm(proposal.application, by=office.rechecker, submission=proposal.submission)
    return fresh(proposal.application)


def running(office: Office, *applications: Application) -> PublicNotice:
    """A notice that runs, with these cases or a new one."""
    cases = applications or (decided(office),)
    return notices.publish(drawn(office, *cases), by=office.reviewer)


def objected(notice: PublicNotice, line: int | None = 1, **said: Any) -> Objection:
    """An objection to a line of the notice, named unless told."""
    words = {"pk": uuid.uuid4(), "text": TEXT, "name": "李群众", "contact": "13900139000"} | said
    return actions.receive(notice, line=line, **words)


def examined(notice: PublicNotice, *, by: User, **said: Any) -> Objection:
    """An objection that the office examines."""
    return actions.accept(objected(notice, **said), by=by)


def end(notice: PublicNotice) -> PublicNotice:
    """The notice ends on the day after its last."""
    with on(NEXT_DAY):
        return notices.end(notice)


def line_of(notice: PublicNotice, application: Application) -> int:
    return notice.entries.get(application=application).sequence
