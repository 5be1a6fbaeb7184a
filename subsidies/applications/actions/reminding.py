"""Reminding applicants of what a case waits for: once for each time that it came to wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from subsidies.applications.actions.telling import key_of, tell_each
from subsidies.applications.models import Application
from subsidies.applications.querysets import ApplicationQuerySet
from talent.audit.bulk import record_with_details
from talent.bulk.keys import among
from talent.notifications.models import Message

Words = Callable[[Sequence[Application]], Mapping[UUID, dict[str, Any]]]
AT_ONCE = 500


def remind_each(waiting: ApplicationQuerySet, event: str, words: Words) -> int:
    """Tell the applicants of these cases ``event``; returns how many were told now. May run again.

    Each piece is a transaction of its own, with its cases locked: who has acted meanwhile is not reminded.

    Args:
        waiting: the cases, as long as their applicants have still to act.
        words: what each message is filled in with, by case; a case that is not in it is passed over.
    """
    cases = list(waiting.order_by("pk").only("pk", "status_changed_at"))
    pieces = (cases[start : start + AT_ONCE] for start in range(0, len(cases), AT_ONCE))
    return sum(_remind(waiting, piece, event, words) for piece in pieces)


def _remind(waiting: ApplicationQuerySet, cases: Sequence[Application], event: str, words: Words) -> int:
    keys = {key_of(case, event): case.pk for case in cases}
    told = Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    untold = keys.keys() - set(told)
    if not untold:
        return 0
    with transaction.atomic():
        rows = waiting.filter(pk__in=among(keys[key] for key in untold)).order_by("pk")
        locked = list(rows.select_for_update(of=("self",)).select_related("person__user", "employer"))
        of_each = words(locked)
        reminded = [case for case in locked if case.pk in of_each]
        tell_each(event, [(case, of_each[case.pk]) for case in reminded])
        details = {case.pk: {"number": case.number, "of": event} for case in reminded}
        return record_with_details("application.reminded", Application, details, by=None)
