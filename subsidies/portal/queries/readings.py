"""Who looked at a person's data, as the person may know it (PIPL art. 44): the readings in the log, in their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.models import Application
from subsidies.crosschecks.models import CrossCheck
from subsidies.payments.models import BatchFile, PaymentBatch, PaymentLine
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.audit.querysets import AuditEventQuerySet
from talent.calendars import clock
from talent.employers.models import RosterEntry
from talent.mandates.models import Mandate
from talent.papers.models import IssuedPaper, PrintRun, SignedScan
from talent.profiles.models import Evidence, Person

WHAT: dict[str, str | Promise] = {
    "application.opened": gettext_lazy("查看申请和资料"),
    "application.numbers_revealed": gettext_lazy("查看完整的证件号码和银行账号"),
    "batch.package_downloaded": gettext_lazy("下载发放文件（含姓名、银行账号和金额）"),
    "batch_file.downloaded": gettext_lazy("下载发放文件（含姓名、银行账号和金额）"),
    "crosscheck.taken": gettext_lazy("下载部门比对名单（含姓名和证件号码）"),
    "evidence.read": gettext_lazy("查看证明材料"),
    "mandate.read": gettext_lazy("代办时查看资料"),
    "paper.print_read": gettext_lazy("打印公文"),
    "paper.read": gettext_lazy("查看公文"),
    "paper.scan_read": gettext_lazy("查看签章扫描件"),
    "people.read": gettext_lazy("查看在职信息"),
}
"""What a reading is to the person who was read about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody looked at on one day without anything between: who, what, how often, why where they had to say."""

    first_at: dt.datetime
    last_at: dt.datetime
    who: str
    what: str
    times: int
    reason: str

    @property
    def within_a_minute(self) -> bool:
        """Whether both ends would be told as the same time."""
        return self.first_at.replace(second=0, microsecond=0) == self.last_at.replace(second=0, microsecond=0)


def readings_of(user: User) -> AuditEventQuerySet:
    """The readings of what is this person's, by anybody else: one query for each sort of thing, and one for these."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        return AuditEvent.objects.none()
    papers = list(IssuedPaper.objects.visible_to(user).values_list("pk", flat=True))
    lines = PaymentLine.objects.filter(instalment__award__person=person)
    read: list[tuple[type[Model], Iterable[Any]]] = [
        (Person, [person.pk]),
        (Application, Application.objects.filter(person=person).values_list("pk", flat=True)),
        (Evidence, Evidence.objects.filter(person=person).values_list("pk", flat=True)),
        (RosterEntry, RosterEntry.objects.about(person.identity_index).values_list("pk", flat=True)),
        (IssuedPaper, papers),
        (SignedScan, SignedScan.objects.filter(paper__in=papers).values_list("pk", flat=True)),
        (PrintRun, PrintRun.objects.filter(papers__in=papers).values_list("pk", flat=True)),
        (Mandate, Mandate.objects.filter(person=person).values_list("pk", flat=True)),
        (CrossCheck, CrossCheck.objects.filter(rows__application__person=person).values_list("pk", flat=True)),
        (PaymentBatch, PaymentBatch.objects.filter(lines__in=lines).values_list("pk", flat=True)),
        (BatchFile, BatchFile.objects.filter(batch__lines__in=lines).values_list("pk", flat=True)),
    ]
    about = Q()
    for model, keys in read:
        about |= Q(object_type=model._meta.label_lower, object_id__in={str(key) for key in keys})
    return AuditEvent.objects.filter(about, verb__in=WHAT, actor__isnull=False).exclude(actor=user)


def in_words(events: Sequence[AuditEvent]) -> list[Reading]:
    """These readings, the latest first, what was done over and over told once (one query)."""
    roles = _roles_of({event.actor_id for event in events})
    told = [(clock.day_of(event.occurred_at), _who(event, roles), str(WHAT[event.verb]), event) for event in events]
    readings = []
    for (_day, who, what, reason), same in groupby(told, key=lambda each: (*each[:3], each[3].reason)):
        at = [event.occurred_at for *_said, event in same]
        readings.append(Reading(at[-1], at[0], who, what, len(at), reason))
    return readings


def _roles_of(actors: set[UUID | None]) -> dict[UUID | None, list[StaffRole]]:
    found: dict[UUID | None, list[StaffRole]] = {actor: [] for actor in actors}
    for role in StaffRole.objects.filter(user__in=actors).select_related("employer").order_by("granted_at"):
        found[role.user_id].append(role)
    return found


def _who(event: AuditEvent, roles: dict[UUID | None, list[StaffRole]]) -> str:
    """In which capacity somebody read: the office they held then, not their name. The log names them to auditors."""
    at = event.occurred_at
    words = [
        _("%(unit)s人事") % {"unit": role.employer.name} if role.employer else str(Role(role.role).label)
        for role in roles[event.actor_id]
        if role.granted_at <= at and (role.revoked_at is None or role.revoked_at > at)
    ]
    return _("、").join(dict.fromkeys(words)) or _("工作人员")
