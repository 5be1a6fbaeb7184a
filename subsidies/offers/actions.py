"""All that can be done to an invitation; the only code that writes its status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.offers import queries
from subsidies.offers.models import Offer
from subsidies.offers.prospects import candidates
from subsidies.offers.workflow import OFFER, OPEN, OfferStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.audit.bulk import record_with_details
from talent.bulk.inserting import insert_columns
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.models import RosterEntry
from talent.encryption.columns import blind_indexes, seal_texts
from talent.notifications import outbox
from talent.papers.codes import new_code
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

SEND, REMIND = "subsidies.offers.tasks.send_invitation", "subsidies.offers.tasks.send_reminder"
REMIND_AFTER = dt.timedelta(days=14)
"""How long an invitation waits before the one reminder."""


@transaction.atomic
def invite(entries: Collection[UUID], *, by: User) -> int:
    """Invite people of one's units by their roster rows; returns how many were invited now.

    Who has applied, was invited or does not qualify meanwhile is passed over, so a double click invites nobody twice.
    What is done takes the same number of statements for one and for a thousand.
    """
    if not by.has_role(Role.HR_OFFICER):
        raise ActionRefused(_("邀请由用人单位人事办理。"))
    natural_person_of(by)
    found = [each.entry for each in candidates(by, only=entries)]
    rows = list(RosterEntry.objects.filter(pk__in=among(found)).order_by("pk"))
    if not rows:
        return 0
    written = _written(rows, by=by)
    details = {pk: {"employer": employer} for pk, employer, _phone in written}
    record_with_details("offer.invited", Offer, details, by=by, to_status=OFFER.initial)
    outbox.enqueue_each(SEND, [{"offer_id": pk} for pk, _employer, phone in written if phone])
    return len(written)


def _written(rows: list[RosterEntry], *, by: User) -> list[tuple[UUID, UUID, bool]]:
    """Insert an invitation for each row; (key, employer, has a phone) of each that no other officer's forestalled."""
    keys, codes = [uuid4() for _row in rows], [new_code() for _row in rows]
    columns: dict[str, Sequence[Any]] = {
        "id": keys,
        "employer_id": [row.employer_id for row in rows],
        "name": [row.name for row in rows],
        "identity_number": seal_texts(Offer, "identity_number", keys, [row.identity_number for row in rows]),
        "identity_index": [row.identity_index for row in rows],
        "code": seal_texts(Offer, "code", keys, codes),
        "code_index": blind_indexes(codes, "offer_code"),
    }
    like = Offer(invited_by=by, invited_at=clock.now())
    names = [field.attname for field in Offer._meta.concrete_fields if field.attname not in columns]
    insert_columns(Offer, columns, same={name: getattr(like, name) for name in names}, ignore_conflicts=True)
    made = set(Offer.objects.filter(pk__in=among(keys)).values_list("pk", flat=True))
    phones = [bool(row.phone_index) for row in rows]
    return [(key, row.employer_id, phone) for key, row, phone in zip(keys, rows, phones, strict=True) if key in made]


@transaction.atomic
def open_offer(offer: Offer, *, by: User, code: str = "") -> Offer:
    """The person looks at what their unit states of them.

    Raises:
        ActionRefused: it is not theirs, or it waits no more.
    """
    offer = _own(offer, by=by, code=code)
    if offer.status == OfferStatus.OPENED:
        return offer
    offer.opened_by = by
    return _move(offer, "open", by=by, fields=["opened_by"])


@transaction.atomic
def decline(offer: Offer, *, by: User, code: str = "") -> Offer:
    """The person does not want to apply: no reminder follows. They may apply all the same later."""
    offer = _own(offer, by=by, code=code)
    return offer if offer.status == OfferStatus.DECLINED else _move(offer, "decline", by=by)


@transaction.atomic
def decline_by_code(code: str) -> None:
    """The same for somebody who holds the link and has no account; a code that is none changes nothing."""
    offer = Offer.objects.select_for_update().filter(code_index=queries.index_of(code)).first()
    if offer is not None and offer.status in OPEN:
        _move(offer, "decline", by=None)


@transaction.atomic
def withdraw(offer: Offer, *, by: User) -> Offer:
    """The unit takes an invitation back, sent to the wrong person for instance; the link leads nowhere then.

    Raises:
        ActionRefused: it is not one of the officer's units', or its person has answered.
    """
    natural_person_of(by)
    found = Offer.objects.select_for_update(of=("self",)).visible_to(by).filter(pk=offer.pk).first()
    if found is None:
        raise ActionRefused(_("没有找到这份邀请，或者您无权办理。"))
    return found if found.status == OfferStatus.WITHDRAWN else _move(found, "withdraw", by=by)


@transaction.atomic
def note_applied(person: Person, *, by: User | None) -> None:
    """The person has handed in an application: their invitation is settled, whether or not they had opened it."""
    waiting = Offer.objects.select_for_update().about(person.identity_index)
    for offer in waiting.filter(status__in=(*OPEN, OfferStatus.DECLINED)):
        _move(offer, "apply", by=by)


@transaction.atomic
def settle() -> int:
    """Withdraw those of people who left the unit, settle those of people who applied; returns how many."""
    applied = list(Offer.objects.select_for_update().followed())
    outdated = list(Offer.objects.select_for_update().outdated().exclude(pk__in=[offer.pk for offer in applied]))
    for offer in applied:
        _move(offer, "apply", by=None)
    for offer in outdated:
        _move(offer, "withdraw", by=None, reason=_("花名册不再列为在职。"))
    return len(applied) + len(outdated)


@transaction.atomic
def remind() -> int:
    """Remind, once, whoever has not opened an invitation that was sent two weeks ago; returns how many."""
    waiting = Offer.objects.select_for_update().never_opened_since(clock.now() - REMIND_AFTER)
    keys = list(waiting.values_list("pk", flat=True))
    Offer.objects.filter(pk__in=among(keys)).update(reminded_at=clock.now())
    record_with_details("offer.reminded", Offer, {key: {} for key in keys}, by=None)
    outbox.enqueue_each(REMIND, [{"offer_id": key} for key in keys])
    return len(keys)


@transaction.atomic
def note_sheets(offers: Collection[Offer], *, by: User) -> None:
    """Log that the printed sheets of these invitations were taken: they carry the links."""
    record_with_details("offer.sheets_downloaded", Offer, {offer.pk: {} for offer in offers}, by=by)


def _own(offer: Offer, *, by: User, code: str) -> Offer:
    """The invitation, locked, of the person behind the account, who has proved that it is theirs."""
    found = Offer.objects.select_for_update().filter(pk=offer.pk, identity_index__isnull=False).first()
    person = Person.objects.filter(user=by).first()
    own = found is not None and person is not None and found.identity_index == person.identity_index
    if found is None or not own or not queries.is_theirs(found, by, code=code):
        raise ActionRefused(_("没有找到这份邀请，可能单位已经收回。"))
    return found


def _move(offer: Offer, action: str, *, by: User | None, reason: str = "", fields: Collection[str] = ()) -> Offer:
    source, target = offer.status, OFFER.target(action, offer.status)
    offer.status = target
    offer.settled_at = None if target in OPEN else clock.now()
    offer.save(update_fields=["status", "settled_at", *fields])
    audit.record(f"offer.{action}", offer, by=by, from_status=source, to_status=target, reason=reason)
    return offer
