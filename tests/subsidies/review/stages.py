"""Cases at the talent office's desk, brought there by the desk's own actions."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from typing import Any

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application
from subsidies.review import actions, case_actions, rechecking
from subsidies.review.models import RecheckList, Review
from talent.accounts.models import User
from talent.profiles.models import Person
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person

_accounts, _certificates, _days = itertools.count(1), itertools.count(1), itertools.count(1)
AGREE = {Benefit.LIVING: Proposal(Outcome.GRANTED)}
REFUSE = {Benefit.LIVING: Proposal(Outcome.REFUSED, "材料不实")}


YOUNG_ENOUGH_DAYS = 3_000
"""Within the age at which the policy asks to be hired, however many people a process has made."""


def somebody(office: Office, **fields: Any) -> Person:
    """A person who may apply and shares nothing with anybody: neither account nor certificate nor birthday."""
    if "identity_number" not in fields:
        fields.setdefault("born_on", dt.date(2000, 5, 1) - dt.timedelta(days=next(_days) % YOUNG_ENOUGH_DAYS))
    person = ready_person(office.employer, **fields)
    person.degrees.update(degree_certificate_number=f"10183420260{next(_certificates):05d}")
    account = person.bank_accounts.get()
    account.account_number = f"6222{next(_accounts):015d}"
    account.save()
    return person


def proposed(
    office: Office, person: Person | None = None, *, by: User | None = None, refuse: bool = False, note: str = ""
) -> Review:
    """A case that awaits the second person."""
    application = office.at("awaiting_review", person or somebody(office))
    wanted = REFUSE if refuse else AGREE
    return actions.propose(application, wanted, by=by or office.reviewer, submission=latest(application), note=note)


def sent_back(office: Office) -> Application:
    """A case that the second person sent back."""
    review = proposed(office)
    actions.send_back(review.application, by=office.rechecker, submission=review.submission, note="金额请再核对")
    return fresh(review.application)


def returned(office: Office, *items: tuple[str, str]) -> Application:
    """A case that its applicant corrects."""
    application = office.at("awaiting_review", somebody(office))
    wanted = list(items) or [("contract", "第 3 页缺失")]
    actions.return_for_correction(application, wanted, by=office.reviewer, submission=latest(application))
    return fresh(application)


def drawn_up(*reviews: Review, by: User) -> RecheckList:
    """A list for bulk recheck."""
    return rechecking.draw_up([(each.application_id, each.pk) for each in reviews], pk=uuid.uuid4(), by=by).drawn


def open_sample(drawn: RecheckList, *, by: User) -> None:
    """Open what the list's sample asks to be opened."""
    for item in drawn.items.filter(sampled=True).select_related("review__application"):
        case_actions.record_opened(fresh(item.review.application), by=by)
