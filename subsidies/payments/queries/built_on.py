"""What somebody did since a unit confirmed people, so that its word cannot be taken back any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.applications.models import Decision
from subsidies.payments.models import Hold, PaymentLine, Recovery
from subsidies.payments.workflow import LineStatus
from subsidies.verification.models import Transfer
from talent.bulk.keys import among


def built_on(people: Collection[UUID], *, since: dt.datetime) -> dict[UUID, str]:
    """By person, in words, what was done since (five queries for any number); of several, what weighs most.

    A line that the bank has not answered counts whenever it was drawn: it may have been drawn while the unit confirmed.
    """
    asked = among(people)
    moves = Transfer.objects.in_force().filter(person__in=asked, stated_at__gte=since)
    decided = Decision.objects.filter(application__person__in=asked, decided_at__gte=since)
    lifted = Hold.objects.filter(person__in=asked, lifted_at__gte=since, lifted_by__isnull=False)
    recoveries = Recovery.objects.filter(person__in=asked, drafted_at__gte=since)
    drawn = Q(status=LineStatus.UNANSWERED) | Q(batch__drawn_up_at__gte=since)
    lines = PaymentLine.objects.exclude(status=LineStatus.CANCELLED).filter(drawn, instalment__award__person__in=asked)
    found = {person: _("此后已登记调动") for person in moves.values_list("person", flat=True)}
    for person, number in decided.values_list("application__person", "application__number"):
        found[person] = _("此后人才办已对申请 %(number)s 作出决定") % {"number": number}
    for person in lifted.values_list("person", flat=True):
        found[person] = _("此后人才办已解除暂停发放")
    for person, number in recoveries.values_list("person", "number"):
        found[person] = _("此后已开始追回 %(number)s") % {"number": number}
    for person in lines.values_list("instalment__award__person", flat=True):
        found[person] = _("补贴已列入发放批次")
    return found
