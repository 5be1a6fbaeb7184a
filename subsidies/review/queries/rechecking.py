"""Lists for bulk recheck: what stands on them, and which cases of the sample are still to be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from subsidies.applications.models import Application
from subsidies.review.kinds import OPENED, READINGS
from subsidies.review.models import RecheckList, RecheckListItem
from subsidies.review.queries.queue import Recheck, queue, rechecks_of
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent

UNOPENED, CHANGED, READ = "unopened", "changed", "read"


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case of a list that still awaits its recheck."""

    case: dict[str, Any]
    recheck: Recheck
    sampled: bool
    reading: str
    """Of a case of the sample: never opened, changed since, or read as it is."""

    @property
    def to_open(self) -> bool:
        """Whether the bulk recheck waits for its being opened."""
        return self.sampled and self.reading != READ


def lists_of(user: User) -> QuerySet[RecheckList]:
    """The lists that a person drew up; every one to auditors."""
    if user.has_role(Role.AUDITOR):
        return RecheckList.objects.all()
    return RecheckList.objects.filter(person=user.natural_person_id)


def unfinished_lists(user: User) -> QuerySet[RecheckList]:
    """One's own lists with cases that still await their recheck."""
    waiting = RecheckListItem.objects.filter(drawn_list=OuterRef("pk"), review__recheck_outcome="")
    return RecheckList.objects.filter(Exists(waiting), person=user.natural_person_id)


def listed_cases(drawn: RecheckList, *, user: User) -> list[ListedCase]:
    """What of a list still awaits its recheck, the sample first."""
    items = {item.review.application_id: item for item in _waiting(drawn)}
    rechecks = rechecks_of(list(items), user=user)
    readings = _readings((key for key, item in items.items() if item.sampled), drawn.person)
    cases = [
        ListedCase(case, recheck, items[case["id"]].sampled, readings.get(case["id"], READ))
        for case in queue(user, {}).filter(pk__in=items).order_by("promised_on", "id")
        if (recheck := rechecks.get(case["id"])) and recheck.review_id == items[case["id"]].review_id
    ]
    return sorted(cases, key=lambda each: not each.sampled)


def still_to_open(drawn: RecheckList, person: NaturalPerson, *, review: UUID | None = None) -> list[UUID]:
    """The cases of the sample that await their recheck and that the person has not opened as they are now."""
    items = _waiting(drawn).filter(sampled=True)
    items = items if review is None else items.filter(review=review)
    readings = _readings([item.review.application_id for item in items], person)
    return [key for key, reading in readings.items() if reading != READ]


def last_change(application: Application) -> int:
    """The place in the log of what last happened to a case beside its being read and passed around; 0 for nothing."""
    events = AuditEvent.objects.about(application).exclude(verb__in=READINGS)
    found: int | None = events.aggregate(last=Max("pk"))["last"]
    return found or 0


def _waiting(drawn: RecheckList) -> QuerySet[RecheckListItem]:
    return drawn.items.filter(review__recheck_outcome="").select_related("review")


def _readings(applications: Iterable[UUID], person: NaturalPerson) -> dict[UUID, str]:
    """How each case stands with a person: the log is asked, in which each reading and each change has its place (two
    queries)."""
    keys = {str(key): key for key in applications}
    events = AuditEvent.objects.filter(object_type=Application._meta.label_lower, object_id__in=keys)
    read = _last(events.filter(verb=OPENED, actor__natural_person=person))
    changed = _last(events.exclude(verb__in=READINGS))
    return {
        key: UNOPENED if text not in read else READ if read[text] > changed.get(text, 0) else CHANGED
        for text, key in keys.items()
    }


def _last(events: QuerySet[AuditEvent]) -> dict[str, int]:
    return dict(events.order_by().values_list("object_id").annotate(last=Max("pk")))
