"""Who deals with a case: take the next one, hand one over, give one back. Nothing here decides or locks a case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import locked
from subsidies.applications.models import Application
from subsidies.review.models import Assignment
from subsidies.review.permissions import duties_on
from subsidies.review.queries.assigning import AT_OFFICE, assignment_of, colleagues, free_for
from subsidies.review.queries.case import finders_of
from subsidies.review.queries.queue import narrowed
from talent.accounts.models import NaturalPerson, User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications.kinds import Channel
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused


class NothingToTake(ActionRefused):
    """Every case that this officer may decide, of all or of those that a filter shows, has somebody."""

    def __init__(self, *, narrowed: bool) -> None:
        super().__init__(
            _("当前筛选范围内没有您可以领取的申请。改变筛选条件后可以再领取。")
            if narrowed
            else _("目前没有您可以领取的申请。")
        )


class AssignmentChanged(ActionRefused):
    """Somebody else took, handed over or decided the case since the page was read."""

    def __init__(self) -> None:
        super().__init__(_("这件申请的承办情况已有变动，请刷新页面后再看。"))


def take_next(*, by: User, pk: UUID, filters: Mapping[str, Any] | None = None) -> Assignment:
    """Take the most urgent case that nobody has and that this officer may decide.

    Args:
        filters: what the queue is narrowed by; whose cases it shows does not count, for nobody has the one sought.
        pk: the key that came with the form; where it was used before, that assignment is the answer.

    Raises:
        NothingToTake: there is none.
        DutiesNotSeparated: the account is bound to no natural person.
    """
    person = natural_person_of(by)
    try:
        with transaction.atomic():
            return _used(pk, by=by) or _take_first(person, filters or {}, by=by, pk=pk)
    except IntegrityError:
        # The same form was sent twice at once: the other one has taken a case under this key.
        if (taken := _used(pk, by=by)) is None:
            raise
        return taken


@transaction.atomic
def hand_over(application: Application, *, by: User, to: User, read: UUID | None, note: str = "") -> Assignment:
    """Give the case to a colleague or to oneself, also out of the hands of somebody who is away.

    Args:
        read: the assignment that the page showed, None where nobody had the case.

    Raises:
        ActionRefused: the case left the office, ``to`` may not decide it, or somebody else was quicker.
    """
    application = locked(application, by=by)
    if application.status not in AT_OFFICE:
        raise ActionRefused(_("这件申请已不在人才办办理环节，不能再分派。"))
    held = assignment_of(application)
    if held is not None and held.officer_id == to.pk:
        return held
    if (held.pk if held else None) != read:
        raise AssignmentChanged
    _refuse_who_may_not_decide(application, to)
    assignment = _assign(application, to, by=by, pk=uuid.uuid4(), note=note.strip())
    if to.pk != by.pk:
        _tell(assignment)
    return assignment


@transaction.atomic
def give_back(application: Application, *, by: User, note: str = "") -> None:
    """Let go of a case, so that anybody may take it. Given back twice, the second does nothing.

    Raises:
        ActionRefused: a colleague has the case.
    """
    application = locked(application, by=by)
    held = application.assignments.standing().first()
    if held is None:
        return
    if held.officer_id != by.pk:
        raise AssignmentChanged
    application.assignments.end(clock.now())
    audit.record(
        "application.given_back", application, by=by, reason=note.strip(), detail={"number": application.number}
    )


def _tell(assignment: Assignment) -> None:
    """A message in the portal to the colleague, with the giver's words; no name of an applicant stands in it."""
    context = {
        "number": assignment.application.number,
        "giver": str(assignment.assigned_by),
        "note": assignment.note,
    }
    notify(
        assignment.officer,
        "case_handed_over",
        context=context,
        dedupe_key=f"case_handed_over:{assignment.pk}",
        channels=[Channel.PORTAL],
    )


def _used(pk: UUID, *, by: User) -> Assignment | None:
    return Assignment.objects.select_related("application").filter(pk=pk, assigned_by=by).first()


def _take_first(person: NaturalPerson, filters: Mapping[str, Any], *, by: User, pk: UUID) -> Assignment:
    """Lock the first free case that nobody else holds locked, so that two who press at once get two cases."""
    passed: list[UUID] = []
    while True:
        free = narrowed(free_for(by, person), filters).exclude(pk__in=passed)
        application = free.select_for_update(skip_locked=True, of=("self",)).first()
        if application is None:
            raise NothingToTake(narrowed=any(value for name, value in filters.items() if name != "officer"))
        # A colleague may have committed between our snapshot and our lock: under the lock the question is asked anew.
        if not application.assignments.standing().exists():
            return _assign(application, by, by=by, pk=pk)
        passed.append(application.pk)


def _refuse_who_may_not_decide(application: Application, officer: User) -> None:
    reviews, finders = list(application.reviews.all()), finders_of(application)
    duties = duties_on(application, reviews, user=officer, finders=finders)
    if not (duties.may_review or duties.may_confirm) or not colleagues().filter(pk=officer.pk).exists():
        raise ActionRefused(
            _("%(officer)s 不能办理这件申请（本人申请、已初审或没有审核权限），请另选一位同事。") % {"officer": officer}
        )


def _assign(application: Application, officer: User, *, by: User, pk: UUID, note: str = "") -> Assignment:
    """Under the lock of the case: end what stands, begin anew, and record it."""
    now = clock.now()
    application.assignments.end(now)
    assignment = Assignment(pk=pk, application=application, officer=officer, note=note, assigned_by=by, assigned_at=now)
    assignment.save(force_insert=True)
    verb = "application.taken" if officer.pk == by.pk else "application.handed_over"
    audit.record(verb, application, by=by, reason=note, detail={"number": application.number, "officer": str(officer)})
    return assignment
