"""Taking back that people are still employed, a moment after it was confirmed in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.holds import lock_unpaid
from subsidies.payments.queries.built_on import built_on
from subsidies.verification.actions.continuing import lock_people, unconfirm
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.accounts.separation import kept_out_of, natural_person_of
from talent.bulk.keys import among
from talent.calendars import clock
from talent.identifiers.masking import masked_identity
from talent.workflow.refusals import ActionRefused


@dataclass(slots=True)
class ConfirmationsBack:
    """How many confirmations were taken back now, how many count no more anyway, and (who, why) of the others."""

    done: int = 0
    already: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def refuse_late(given: Sequence[EmploymentConfirmation]) -> dt.datetime:
    """When these were confirmed. Raises ActionRefused where the time for taking them back is over."""
    instants = {each.confirmed_at for each in given if each.confirmed_at is not None}
    if len(instants) != 1 or clock.now() - min(instants) > Verification.UNDO_WITHIN:
        raise ActionRefused(_("已超过 10 分钟，不能撤销。已经离职的，请登记离职。"))
    return min(instants)


@transaction.atomic
def take_confirmations_back(given: Sequence[EmploymentConfirmation], *, by: User) -> ConfirmationsBack:
    """Take back what one click confirmed within the last ten minutes; on whom somebody has built since stays, named.

    The people are locked first, as whoever confirms them does, then what is to be paid to them, as drawing up does: a
    payment list comes before and keeps the confirmation, or comes after and finds none.

    Args:
        given: none where others have taken back all of them meanwhile.

    Raises:
        ActionRefused: the time for it is over.
    """
    natural_person_of(by)
    if not given:
        return ConfirmationsBack()
    since = refuse_late(given)
    people = {each.person_id for each in given}
    lock_people(people)
    lock_unpaid(people)
    asked = EmploymentConfirmation.objects.in_force().visible_to(by).filter(pk__in=among(each.pk for each in given))
    standing = list(asked.select_related("person").order_by("person__name", "pk"))
    reasons = built_on({each.person_id for each in standing}, since=since, told=by)
    own = kept_out_of(by, [each.person.identity_index for each in standing])
    for each in standing:
        if each.person.identity_index in own:
            reasons[each.person_id] = _("您本人或您代办过的人，请同事办理")
    kept = [each for each in standing if each.person_id in reasons]
    done = unconfirm([each for each in standing if each.person_id not in reasons], by=by)
    named = [
        (f"{each.person.name} {masked_identity(each.person.identity_number)}", reasons[each.person_id]) for each in kept
    ]
    return ConfirmationsBack(done, len(given) - len(standing), named)
