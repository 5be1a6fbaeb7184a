"""What the pages of filing for others show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from subsidies.applications.models import Application
from subsidies.portal.queries.check import check_page
from subsidies.portal.queries.steps import EDITABLE
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.audit.wording import verb_label
from talent.mandates.kinds import CONFIRMATION_PAPER, MANDATE_PAPER
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.permissions import still_serves
from talent.mandates.querysets import MandateQuerySet
from talent.mandates.workflow import MandateStatus
from talent.notifications import demo_box
from talent.papers.models import SignedScan
from talent.papers.queries import papers_section

MOST_EVENTS = 50


def mandate_list_rows(user: User) -> MandateQuerySet:
    """Mandates that a user may see, each with ``awaits_look``: a signed scan that nobody has compared yet."""
    scans = SignedScan.objects.in_use().filter(paper__dossier=OuterRef("pk"), paper__withdrawn_at=None)
    unlooked = Confirmation.objects.current().filter(confirmed_at=None, sent_at=None).values("pk")
    waiting = Exists(scans.filter(paper__kind=MANDATE_PAPER)) & Q(status=MandateStatus.OPENED)
    sheets = scans.filter(paper__kind=CONFIRMATION_PAPER, paper__about__in=unlooked)
    on_sheet = Exists(sheets) & Q(status=MandateStatus.IN_FORCE)
    rows = Mandate.objects.visible_to(user).annotate(awaits_look=waiting | on_sheet)
    return rows.select_related("agent", "employer")


def mandate_page(mandate: Mandate, *, user: User) -> dict[str, Any]:
    """Where a mandate stands and what the officer who looks at it may do."""
    opened, in_force = mandate.status == MandateStatus.OPENED, mandate.status == MandateStatus.IN_FORCE
    is_agent = mandate.agent_id == user.pk
    papers = papers_section(mandate.pk, user=user)
    scanned = {row.paper.about for row in papers["papers"] if row.scans}
    sheets = Confirmation.objects.current().filter(mandate=mandate, confirmed_at=None, sent_at=None)
    looks = user.has_role(Role.REVIEWER) and user.natural_person_id not in (None, mandate.agent_person_id)
    acts = is_agent and in_force and still_serves(mandate, agent=user)
    case = _case(mandate, handed_in=not acts) if acts or user.has_role(Role.REVIEWER, Role.AUDITOR) else None
    return {
        "mandate": mandate,
        "is_agent": is_agent,
        "opened": opened,
        "acts": acts,
        "case": case,
        "case_editable": case is not None and case.status in EDITABLE,
        "scanned": mandate.pk in scanned,
        "asked": opened and mandate.confirmations.current().of_matter(mandate.pk).exists(),
        "may_accept": looks and opened and mandate.pk in scanned,
        "sheets": [sheet for sheet in sheets if sheet.pk in scanned] if looks and in_force else [],
        "may_end": mandate.status != MandateStatus.ENDED and (is_agent or looks),
        "demo_sms": _demo_sms(mandate) if is_agent else "",
        **papers,
    }


def filing_page(application: Application, *, subject: User) -> dict[str, Any]:
    """What was entered, and whether and how the person has confirmed just that."""
    under = subject.represented_by
    assert under is not None  # by agent_page
    mandate = Mandate.objects.get(pk=under.pk)
    context = check_page(application, under=under)
    current = Confirmation.objects.current().of_matter(application.pk).filter(mandate=mandate).last()
    fits = current is not None and current.digest == context["seen"]
    return context | {
        "mandate": mandate,
        "asked": current if fits else None,
        "outdated": current is not None and not fits,
        "by_sms": fits and current is not None and current.sent_at is not None,
        "demo_sms": _demo_sms(mandate),
    }


def acting_for(user: User) -> list[tuple[Mandate, list[tuple[AuditEvent, str]]]]:
    """Who acts or acted for a person, with what was done under each mandate, the latest first."""
    held = Mandate.objects.filter(person__user=user).select_related("agent", "employer", "person")
    return [(mandate, _done_under(mandate)) for mandate in held]


def _done_under(mandate: Mandate) -> list[tuple[AuditEvent, str]]:
    events = AuditEvent.objects.filter(actor=mandate.agent_id, detail__mandate=mandate.number)
    return [(event, verb_label(event.verb)) for event in events.order_by("-id")[:MOST_EVENTS]]


def _case(mandate: Mandate, *, handed_in: bool) -> Application | None:
    """The case that is filled in under a mandate; with ``handed_in`` only one that was handed in under it."""
    if mandate.person_id is None:
        return None
    cases = Application.objects.filter(person=mandate.person_id)
    filed = cases.filter(pk__in=mandate.confirmations.exclude(spent_at=None).values("matter")).first()
    return filed if handed_in else cases.live().first() or filed


def _demo_sms(mandate: Mandate) -> str:
    """What the demo would have sent; nothing elsewhere."""
    return (demo_box.last_to(mandate.phone) or "") if settings.DEMO else ""
