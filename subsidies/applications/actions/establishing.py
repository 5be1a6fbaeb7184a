"""Facts established in place of what was entered, while the case is under review."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import check, locked, refuse_if_own, require_latest
from subsidies.applications.assessments import BenefitAssessment
from subsidies.applications.established import Fact, Kind, anchor, facts_that_may_be, kept_of, matters_to
from subsidies.applications.kinds import FactSource
from subsidies.applications.models import Application, EstablishedFact, Submission
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

MOST_MONTHS = 600


@transaction.atomic
def establish(
    application: Application,
    path: str,
    value: bool | int | dt.date,
    *,
    pk: UUID,
    by: User,
    submission: Submission,
    source: str,
    reason: str,
) -> EstablishedFact:
    """Put a fact in place of what was entered, until it is withdrawn or the applicant corrects what was entered.

    Args:
        path: as in ``established.facts_that_may_be``.
        value: of the fact's kind: yes or no, whole months, or a day.
        pk: the form's key: sent twice, it establishes once.
        source: one of ``FactSource``.
        reason: what it is known from; the applicant reads it in the decision.

    Raises:
        ActionRefused: the case is not under review or is the officer's own, there is no such fact, the value is not
            one, no reason was given, or the applicant has submitted again since.
    """
    application = locked(application, by=by)
    if made := application.established_facts.filter(pk=pk).first():
        return made
    check(application, "review", by=by)
    refuse_if_own(application, by=by)
    submission = require_latest(application, submission)
    fact = next((each for each in facts_that_may_be(submission.facts) if each.path == path), None)
    if fact is None or source not in FactSource.values:
        raise ActionRefused(_("没有这项可以认定的事实，请刷新页面后再试。"))
    plain = _plain(fact, value)
    _refuse_bad_reason(reason)
    _withdraw(application.established_facts.standing().filter(path=path), by=by)
    row = EstablishedFact.objects.create(
        pk=pk,
        application=application,
        path=path,
        content={"value": plain, "entered": fact.entered, "anchor": anchor(submission.facts, path)},
        source=source,
        reason=reason.strip(),
        established_by=by,
        established_person=natural_person_of(by),
        established_at=clock.now(),
    )
    _record("fact_established", application, row, by=by)
    return row


@transaction.atomic
def withdraw_fact(fact: EstablishedFact, *, by: User) -> None:
    """Let what was entered count again; a second click changes nothing.

    Raises:
        ActionRefused: the case is not under review, or is the officer's own.
    """
    application = locked(fact.application, by=by)
    check(application, "review", by=by)
    refuse_if_own(application, by=by)
    if _withdraw(application.established_facts.standing().filter(pk=fact.pk), by=by):
        _record("fact_withdrawn", application, fact, by=by)


def established_for(assessment: BenefitAssessment, submission: Submission) -> list[dict[str, str]]:
    """What was established of the facts that one benefit's conditions look at, in words, as a decision keeps it."""
    reasons = [finding["reason"] for finding in assessment.wire["findings"]]
    rows = EstablishedFact.objects.standing().filter(application=submission.application_id)
    return [
        {
            "label": kept.label,
            "entered": kept.entered,
            "value": kept.value,
            "source": str(kept.fact.get_source_display()),
            "reason": kept.fact.reason,
        }
        for kept in kept_of(list(rows), submission.facts)
        if kept.holds and matters_to(kept.fact.path, reasons)
    ]


def _plain(fact: Fact, value: Any) -> bool | int | str:
    kind = fact.sort.kind
    if kind is Kind.YES_NO and isinstance(value, bool):
        return value
    if kind is Kind.MONTHS and isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MONTHS:
        return value
    if kind is Kind.DAY and isinstance(value, dt.date):
        return value.isoformat()
    raise ActionRefused(_("“%(label)s”的认定内容填写有误。") % {"label": fact.label})


def _refuse_bad_reason(reason: str) -> None:
    if not reason.strip():
        raise ActionRefused(_("请写明认定依据。"))
    if looks_personal(reason):
        raise ActionRefused(_("认定依据里像是写了身份证号码、银行账号或手机号码，请删去。"))


def _withdraw(rows: Any, *, by: User) -> int:
    return int(rows.update(withdrawn_at=clock.now(), withdrawn_by=by))


def _record(verb: str, application: Application, row: EstablishedFact, *, by: User) -> None:
    """What was established stays with the case alone; the log says which fact and from where."""
    detail = {"number": application.number, "fact": row.path, "source": row.source}
    audit.record(f"application.{verb}", application, by=by, reason=row.reason, detail=detail)
