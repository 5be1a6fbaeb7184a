"""The applicant's start page: what waits, where the case stands, what comes next."""

from __future__ import annotations

from typing import Any

from subsidies.applications.intake import intake_words
from subsidies.applications.models import Application
from subsidies.applications.queries import letters_of
from subsidies.applications.workflow import ENDED, ApplicationStatus
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.accounts import account_to_mend, bank_answer, mend_title
from subsidies.portal.queries.case import tag_kind
from subsidies.portal.queries.corrections import corrections_of
from subsidies.portal.queries.recoveries import recoveries_of
from subsidies.portal.queries.results import all_refused, last_day_to_apply, results_of
from subsidies.portal.queries.steps import EDITABLE, steps_of
from subsidies.portal.queries.timeline import timeline_of
from subsidies.rounds.queries import intake_on
from talent.accounts.models import User
from talent.calendars import clock

MOST_EARLIER = 20


def home_page(user: User) -> dict[str, Any]:
    """Everything that the applicant's start page shows."""
    cases = list(Application.objects.visible_to(user).select_related("person", "employer")[: MOST_EARLIER + 1])
    current = cases[0] if cases else None
    if current is None:
        return {"current": None, "may_start": True, "intake": intake_words(intake_on(clock.today()))}
    payments = payments_of(current.person)
    is_draft = current.status == ApplicationStatus.DRAFT
    results = [] if is_draft else results_of(current)
    may_start = current.status in ENDED and not current.under_appeal
    return {
        "current": current,
        "tag_kind": tag_kind(current),
        "is_draft": is_draft,
        "filling_in": current.status in EDITABLE,
        "steps": steps_of(current) if is_draft else [],
        "timeline": [] if is_draft else timeline_of(current),
        "results": results,
        "nothing_granted": all_refused(results),
        "corrections": corrections_of(current),
        "payments": payments,
        "recoveries": recoveries_of(user),
        "account_to_mend": account_to_mend(current.person, payments),
        "bank_answer": bank_answer(payments),
        "mend_title": mend_title(payments),
        "earlier": [(case, tag_kind(case)) for case in cases[1:]],
        "may_start": may_start,
        "intake": intake_words(intake_on(clock.today())) if is_draft or may_start else "",
        "again": current.status in (ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED),
        **again_until(current),
        **({} if is_draft else letters_of(current, user=user)),
    }


def again_until(application: Application) -> dict[str, Any]:
    """For a case that came to nothing: the last day on which one may apply again, and whether it is over."""
    nothing_came = application.status in (ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED)
    last_day = last_day_to_apply(application) if nothing_came else None
    return {"apply_until": last_day, "too_late": last_day is not None and last_day < clock.today()}
