"""Drawing up, publishing and ending a public notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application, Decision
from subsidies.applications.promises import procedure_on
from subsidies.notices import permissions
from subsidies.notices.approving import record_approval
from subsidies.notices.entries import entries_of
from subsidies.notices.exports.course_statement import course_statement
from subsidies.notices.granting import grant_each
from subsidies.notices.kinds import COURSE_STATEMENT
from subsidies.notices.models import NameDisplay, NoticeEntry, PublicNotice
from subsidies.notices.numbering import next_number
from subsidies.notices.queries import cases_on, publication_of
from subsidies.notices.workflow import PUBLIC_NOTICE, NoticeStatus
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.calendars.working_days import add_working_days
from talent.notifications import outbox
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

SCHEDULE_INSTALMENTS = "subsidies.payments.tasks.schedule_instalments"


@transaction.atomic
def draw_up(
    applications: Sequence[Application],
    *,
    by: User,
    pk: UUID,
    title: str,
    objections_to: str,
    minutes_number: str = "",
    minutes_on: dt.date | None = None,
    basis: str = PublicNotice.BASIS,
    name_display: str = NameDisplay.MASKED,
    name_basis: str = "",
) -> PublicNotice:
    """Draw up a notice of everything granted in these cases, copying what the public may read and nothing else.

    The key comes with the form: sent twice, it draws up one notice.

    Args:
        minutes_number: of the meeting that approved the list, with its day; may be recorded later.
        name_basis: on what it rests that full names are shown; needed for these alone.

    Raises:
        ActionRefused: no case was chosen, one of them no longer awaits a notice or stands on another, one is the
            officer's own, full names have no basis, or the form was used for another list already.
    """
    permissions.refuse_others(by)
    keys = {application.pk for application in applications}
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=keys)
    chosen = list(locked.select_related("person", "employer").order_by("pk"))
    if existing := PublicNotice.objects.filter(pk=pk).first():
        return _the_same(existing, keys, by=by)
    permissions.refuse_own_cases(by, chosen)
    _refuse_unfit(chosen, keys)
    if name_display == NameDisplay.FULL and not name_basis.strip():
        raise ActionRefused(_("显示全名须写明依据。"))
    notice = PublicNotice.objects.create(
        id=pk,
        number=next_number(),
        title=title,
        basis=basis,
        name_display=name_display,
        name_basis=name_basis if name_display == NameDisplay.FULL else "",
        objections_to=objections_to,
        working_days=procedure_on(clock.today()).public_notice_working_days.value,
        drawn_up_by=by,
        drawn_up_at=clock.now(),
    )
    NoticeEntry.objects.bulk_create(entries_of(notice, _granted(sorted(chosen, key=lambda case: case.number))))
    audit.record("notice.draw_up", notice, by=by, to_status=notice.status, detail={"cases": len(chosen)})
    recorded = minutes_number or minutes_on
    return record_approval(notice, minutes_number, minutes_on, by=by) if recorded else notice


@transaction.atomic
def publish(notice: PublicNotice, *, by: User, read: str | None = None) -> PublicNotice:
    """Show the notice from today for its working days; its cases are in notice from now on.

    Args:
        read: the stamp of what the officer read on the page and said yes to; None where there was no page.

    Raises:
        ActionRefused: the notice is not a draft, its list was not approved, one of its cases changed since, it is not
            what was read, or one case is the officer's own.
    """
    permissions.refuse_others(by)
    notice = _locked(notice)
    applications = cases_on(notice)
    permissions.refuse_unpublishable(notice, applications, by=by)
    if read is not None and publication_of(notice).stamp != read:
        raise ActionRefused(str(permissions.NOT_AS_READ))
    source, notice.status = notice.status, PUBLIC_NOTICE.target("publish", notice.status)
    notice.published_by, notice.published_on = by, clock.today()
    notice.ends_on = add_working_days(notice.published_on, notice.working_days)
    notice.save(update_fields=["status", "published_by", "published_on", "ends_on"])
    for application in applications:
        cases.mark_published(application, by=by, ends_on=notice.ends_on)
    detail = {"cases": len(applications), "ends_on": notice.ends_on, "minutes": notice.minutes_number}
    audit.record("notice.publish", notice, by=by, from_status=source, to_status=notice.status, detail=detail)
    return notice


@transaction.atomic
def discard(notice: PublicNotice, *, by: User) -> PublicNotice:
    """Give up a draft; its cases may then stand on another notice."""
    permissions.refuse_others(by)
    notice = _locked(notice)
    source, notice.status = notice.status, PUBLIC_NOTICE.target("discard", notice.status)
    notice.save(update_fields=["status"])
    notice.entries.update(live=False)
    audit.record("notice.discard", notice, by=by, from_status=source, to_status=notice.status)
    return notice


@transaction.atomic
def end(notice: PublicNotice) -> PublicNotice:
    """Close a notice whose days have passed, and grant what stood on it; the portal does this by itself.

    A case that cannot be granted keeps nobody else waiting: it stays in notice, and the office is shown why. So does
    one on which a department's answer is still to be looked into, or whose person somebody objects to, on this notice
    or on another.

    Raises:
        ActionRefused: its last day is not over, or it was ended meanwhile.
    """
    notice = _locked(notice)
    source, notice.status = notice.status, PUBLIC_NOTICE.target("end", notice.status)
    if notice.ends_on is None or clock.today() <= notice.ends_on:
        raise ActionRefused(_("公示期未满，不能结束。"))
    notice.ended_at = clock.now()
    notice.save(update_fields=["status", "ended_at"])
    kept = _objected(notice)
    applications = [application for application in cases_on(notice) if application.pk not in kept]
    granted = grant_each(notice, applications)
    detail = {"granted": granted, "held": len(applications) - granted, "objected": len(kept)}
    audit.record("notice.end", notice, by=None, from_status=source, to_status=notice.status, detail=detail)
    outbox.enqueue(SCHEDULE_INSTALMENTS)
    return notice


@transaction.atomic
def grant_held(notice: PublicNotice) -> int:
    """Try once more to grant what was not granted when the notice ended; returns how many cases were granted now."""
    notice = _locked(notice)
    kept = _objected(notice)
    waiting = set(notice.entries.ungranted().values_list("application_id", flat=True)) - kept
    granted = grant_each(notice, [application for application in cases_on(notice) if application.pk in waiting])
    if granted:
        outbox.enqueue(SCHEDULE_INSTALMENTS)
    return granted


def let_go(person: Person) -> bool:
    """An objection to somebody was answered: if none is open and the notice on which they stand by now has ended, they
    are granted at once; if it still runs, they are granted with the others when it ends.

    The caller has locked the notice (``lock``), so that it does not end between the look and the grant.

    Returns:
        Whether anything was granted.
    """
    waiting = NoticeEntry.objects.ungranted().filter(application__person=person)
    entry = waiting.unobjected().select_related("notice", "application").first()
    if entry is None:
        return False
    granted = grant_each(entry.notice, [entry.application])
    if granted:
        outbox.enqueue(SCHEDULE_INSTALMENTS)
    return bool(granted)


def take_off(application: Application) -> None:
    """An objection to a case was upheld: it may stand on another notice after it was reviewed again.

    What the public reads of a running notice stays as it was published; a draft is not published any more.
    """
    lines = NoticeEntry.objects.live().filter(application=application, decision__award=None)
    lines.update(live=False, held_reason="")


def lock(notice: PublicNotice, *, about: Person | None = None) -> PublicNotice:
    """The notice as it is now, its row locked until the transaction ends: always before any of its cases.

    Args:
        about: somebody to whom an objection is received or answered. The notice on which they stand by now is locked
            as well, the earlier one first; then they themselves, as where a notice ends: so an objection is either
            there when they are granted, or comes too late.
    """
    keys = {notice.pk}
    if about is not None:
        standing = NoticeEntry.objects.live().filter(application__in=about.applications.live())
        keys |= set(standing.values_list("notice", flat=True))
    notices = PublicNotice.objects.select_for_update().filter(pk__in=keys).order_by("drawn_up_at", "number")
    found = {each.pk: each for each in notices}
    if about is not None:
        Person.objects.select_for_update(no_key=True).get(pk=about.pk)
    return found[notice.pk]


@transaction.atomic
def issue_statement(notice: PublicNotice, *, by: User, objections: int, handling: str = "") -> IssuedPaper:
    """The statement on a notice that has ended; another one where it says something else.

    Raises:
        ActionRefused: the notice has not ended.
    """
    if notice.status != NoticeStatus.ENDED:
        raise ActionRefused(_("公示期满后才能出具公示情况说明。"))
    sheet = course_statement(notice, objections=objections, handling=handling)
    return papers.issue(
        kind=COURSE_STATEMENT,
        number=f"{notice.number}-SM",
        about=notice.pk,
        holder=notice.title[:100],
        content=sheet.as_content(),
        by=by,
        renew=True,
    )


def _objected(notice: PublicNotice) -> set[UUID]:
    """The cases on a notice whose people somebody objects to, on whatever notice.

    The people stay locked until the transaction ends, so that nobody objects between this look and the grant.
    """
    people = Person.objects.filter(pk__in=notice.entries.live().values("application__person"))
    list(people.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return set(notice.entries.objected().values_list("application_id", flat=True))


def _locked(notice: PublicNotice) -> PublicNotice:
    return PublicNotice.objects.select_for_update().get(pk=notice.pk)


def _the_same(existing: PublicNotice, keys: set[UUID], *, by: User) -> PublicNotice:
    """The notice that this form has drawn up, if it was by the same officer and for the same list.

    No list at all is what is left for the second click of a form that took everything that waited.
    """
    drawn = set(existing.entries.values_list("application_id", flat=True))
    if existing.drawn_up_by_id != by.pk or (keys and drawn != keys):
        raise ActionRefused(_("这份表单已经用于拟定 %(number)s，请重新打开页面。") % {"number": existing.number})
    return existing


def _refuse_unfit(chosen: list[Application], keys: set[UUID]) -> None:
    waiting = set(Application.objects.filter(pk__in=keys).awaiting_notice().values_list("pk", flat=True))
    if not chosen or waiting != keys:
        raise ActionRefused(_("所选申请中有的已不在待公示状态，请刷新后重新选择。"))
    if NoticeEntry.objects.live().filter(application__in=keys).exists():
        raise ActionRefused(_("所选申请中有的已列入其他公示，请刷新后重新选择。"))


def _granted(applications: list[Application]) -> list[tuple[Application, Decision]]:
    """Each case with each of its granted decisions, in the order of the cases."""
    granted = Decision.objects.filter(application__in=applications, outcome=Outcome.GRANTED, award=None)
    granted = granted.order_by("benefit")
    by_case: dict[UUID, list[Decision]] = {}
    for decision in granted:
        by_case.setdefault(decision.application_id, []).append(decision)
    return [(case, decision) for case in applications for decision in by_case.get(case.pk, [])]
