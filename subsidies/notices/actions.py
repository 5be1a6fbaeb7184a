"""Drawing up, publishing and ending a public notice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application, Decision
from subsidies.applications.promises import procedure_on
from subsidies.notices.models import NameDisplay, NoticeEntry, PublicNotice
from subsidies.notices.workflow import PUBLIC_NOTICE
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.calendars.working_days import add_working_days
from talent.identifiers.masking import masked_name
from talent.notifications import outbox
from talent.workflow.refusals import ActionRefused

SCHEDULE_INSTALMENTS = "subsidies.payments.tasks.schedule_instalments"


@transaction.atomic
def draw_up(
    applications: Sequence[Application],
    *,
    by: User,
    pk: UUID,
    title: str,
    minutes_number: str,
    objections_to: str,
    name_display: str = NameDisplay.MASKED,
) -> PublicNotice:
    """Draw up a notice of everything granted in these cases, copying what the public may read and nothing else.

    The key comes with the form: sent twice, it draws up one notice.

    Raises:
        ActionRefused: no case was chosen, or one of them no longer awaits a notice or stands on another.
    """
    natural_person_of(by)
    if existing := PublicNotice.objects.filter(pk=pk).first():
        return existing
    keys = [application.pk for application in applications]
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=keys)
    waiting = list(locked.awaiting_notice().select_related("person", "employer").order_by("number"))
    if not waiting or len(waiting) != len(set(keys)):
        raise ActionRefused(_("所选申请中有的已不在待公示状态，请刷新后重新选择。"))
    if NoticeEntry.objects.filter(application__in=waiting, live=True).exists():
        raise ActionRefused(_("所选申请中有的已列入其他公示，请刷新后重新选择。"))
    now = clock.now()
    notice = PublicNotice.objects.create(
        id=pk,
        number=_next_number(),
        title=title,
        name_display=name_display,
        minutes_number=minutes_number,
        objections_to=objections_to,
        working_days=procedure_on(clock.today()).public_notice_working_days.value,
        drawn_up_by=by,
        drawn_up_at=now,
    )
    NoticeEntry.objects.bulk_create(_entries(notice, waiting))
    audit.record("notice.draw_up", notice, by=by, to_status=notice.status, detail={"cases": len(waiting)})
    return notice


@transaction.atomic
def publish(notice: PublicNotice, *, by: User) -> PublicNotice:
    """Show the notice from today for its working days; its cases are in notice from now on.

    Raises:
        ActionRefused: the notice is not a draft, or one of its cases changed since.
    """
    natural_person_of(by)
    notice = _locked(notice)
    source, notice.status = notice.status, PUBLIC_NOTICE.target("publish", notice.status)
    notice.published_by, notice.published_on = by, clock.today()
    notice.ends_on = add_working_days(notice.published_on, notice.working_days)
    notice.save()
    for application in _cases_of(notice):
        cases.mark_published(application, by=by, ends_on=notice.ends_on)
    audit.record("notice.publish", notice, by=by, from_status=source, to_status=notice.status)
    return notice


@transaction.atomic
def discard(notice: PublicNotice, *, by: User) -> PublicNotice:
    """Give up a draft; its cases may then stand on another notice."""
    natural_person_of(by)
    notice = _locked(notice)
    source, notice.status = notice.status, PUBLIC_NOTICE.target("discard", notice.status)
    notice.save(update_fields=["status"])
    notice.entries.update(live=False)
    audit.record("notice.discard", notice, by=by, from_status=source, to_status=notice.status)
    return notice


@transaction.atomic
def end(notice: PublicNotice) -> PublicNotice:
    """Close a notice whose days have passed, and grant what stood on it; the portal does this by itself.

    Raises:
        ActionRefused: its last day is not over.
    """
    notice = _locked(notice)
    if notice.ends_on is None or clock.today() <= notice.ends_on:
        raise ActionRefused(_("公示期未满，不能结束。"))
    source, notice.status = notice.status, PUBLIC_NOTICE.target("end", notice.status)
    notice.ended_at = clock.now()
    notice.save(update_fields=["status", "ended_at"])
    for application in _cases_of(notice):
        cases.grant(application, on=clock.today())
    audit.record("notice.end", notice, by=None, from_status=source, to_status=notice.status)
    outbox.enqueue(SCHEDULE_INSTALMENTS)
    return notice


def _locked(notice: PublicNotice) -> PublicNotice:
    return PublicNotice.objects.select_for_update().get(pk=notice.pk)


def _cases_of(notice: PublicNotice) -> list[Application]:
    cases_of_notice = Application.objects.filter(notice_entries__notice=notice, notice_entries__live=True)
    return list(cases_of_notice.distinct().order_by("pk"))


def _entries(notice: PublicNotice, applications: list[Application]) -> list[NoticeEntry]:
    granted = Decision.objects.filter(application__in=applications, outcome=Outcome.GRANTED)
    by_case: dict[UUID, list[Decision]] = {}
    for decision in granted.order_by("benefit"):
        by_case.setdefault(decision.application_id, []).append(decision)
    pairs = [(case, decision) for case in applications for decision in by_case.get(case.pk, [])]
    return [
        NoticeEntry(
            notice=notice,
            application=case,
            decision=decision,
            sequence=number,
            shown_name=case.person.name if notice.name_display == NameDisplay.FULL else masked_name(case.person.name),
            employer_name=case.employer.name if case.employer else "",
            degree=decision.degree,
            benefit=decision.benefit,
            amount_yuan=decision.amount_yuan,
        )
        for number, (case, decision) in enumerate(pairs, 1)
    ]


def _next_number() -> str:
    """GS2026-001 and on; the unique column makes two at once take turns or fail, never share one."""
    prefix = f"GS{clock.today().year}-"
    last = PublicNotice.objects.filter(number__startswith=prefix).aggregate(last=Max("number"))["last"]
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:03d}"
