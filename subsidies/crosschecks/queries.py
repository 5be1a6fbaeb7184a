"""Who is still to be asked about, and what departments answered on a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from subsidies.applications.established import worded
from subsidies.applications.models import Application, EstablishedFact, Submission
from subsidies.crosschecks.kinds import QUESTIONS, Department
from subsidies.crosschecks.models import CrossCheckRow
from talent.accounts.models import NaturalPerson

MOST_ON_A_LIST = 5_000


class Answered(NamedTuple):
    """One row of a list as a case's page reads it."""

    row: CrossCheckRow
    department: str
    question: str
    answer: str
    """In words; empty while there is none."""
    remark: str
    by_a_rule: bool
    """Whether a rule looks at it, so that it was held against what was entered."""


def still_to_ask(department: str) -> QuerySet[Application]:
    """Cases under review that a department looks at and whose latest submission is on none of its lists yet."""
    asked = Q()
    for benefit in QUESTIONS[department].benefits:
        asked |= Q(**{f"{benefit}_requested": True})
    latest = Submission.objects.filter(application=OuterRef("pk")).order_by("-sequence").values("pk")[:1]
    listed = CrossCheckRow.objects.filter(crosscheck__department=department).values("submission")
    cases = Application.objects.awaiting_review().filter(asked).annotate(latest=Subquery(latest))
    return cases.exclude(latest__in=listed).order_by("number")


def judged_by_hand() -> QuerySet[EstablishedFact]:
    """Standing facts that an officer judged, not those that an answer on a list said without anybody's judgement."""
    return EstablishedFact.objects.standing().filter(~Exists(CrossCheckRow.objects.filter(fact=OuterRef("pk"))))


def established_by_hand(applications: Iterable[UUID]) -> QuerySet[EstablishedFact]:
    """The same of these cases."""
    return judged_by_hand().filter(application__in=list(applications))


def judges_of(application: UUID) -> QuerySet[NaturalPerson]:
    """Who judged a fact of a case or settled a department's answer on it, as that stands now (one query)."""
    facts = established_by_hand([application]).values("established_person")
    settled = CrossCheckRow.objects.settled().filter(application=application).values("settled_person")
    return NaturalPerson.objects.filter(Q(pk__in=facts) | Q(pk__in=settled))


def first_to_ask(department: str) -> list[tuple[UUID, UUID]]:
    """(case, submission) of as many as one list holds."""
    cases: QuerySet[Any, Any] = still_to_ask(department)
    return list(cases.values_list("pk", "latest")[:MOST_ON_A_LIST])


def answers_on(application: Application) -> list[Answered]:
    """What departments were asked of a case and answered, the latest first (one query)."""
    rows = application.crosscheck_rows.select_related("crosscheck", "application", "settled_by")
    rows = rows.order_by("-crosscheck__drawn_at")
    return [_answered(row) for row in rows]


def in_words(rows: Iterable[CrossCheckRow]) -> list[Answered]:
    """Rows of a list in words."""
    return [_answered(row) for row in rows]


def unsettled_in(applications: Iterable[UUID]) -> set[UUID]:
    """Cases on which a department answered otherwise than expected and nobody settled that yet (one query)."""
    rows = CrossCheckRow.objects.unsettled().filter(application__in=list(applications))
    return set(rows.values_list("application_id", flat=True))


def with_unsettled(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Those of these cases on which a department answered otherwise than expected and nobody settled that yet."""
    return cases.filter(_unsettled())


def without_unsettled(cases: QuerySet[Application]) -> QuerySet[Application]:
    """The others of these cases."""
    return cases.exclude(_unsettled())


def _unsettled() -> Exists:
    return Exists(CrossCheckRow.objects.unsettled().filter(application=OuterRef("pk")))


def answers_to_read(applications: Iterable[UUID]) -> dict[UUID, list[str]]:
    """What of departments' answers somebody should open a case for, in words, by case (one query).

    A list on which nobody answered counts no more once the department answered on a later one.
    """
    later = CrossCheckRow.objects.filter(
        application=OuterRef("application"),
        crosscheck__department=OuterRef("crosscheck__department"),
        crosscheck__drawn_at__gt=OuterRef("crosscheck__drawn_at"),
        answered_at__isnull=False,
    )
    waiting, otherwise = Q(~Exists(later), answered_at=None), Q(differs=True, fact=None)
    rows = CrossCheckRow.objects.filter(waiting | otherwise, application__in=list(applications))
    found: dict[UUID, list[str]] = {}
    for row in rows.only("application", "differs", "fact", "answered_at", "settled_at").order_by("pk"):
        said = found.setdefault(row.application_id, [])
        said.extend([words] if (words := _to_read(row)) not in said else [])
    return found


def _to_read(row: CrossCheckRow) -> str:
    if row.answered_at is None:
        return _("部门比对尚未答复。")
    return _("有部门答复与填写不同，尚未认定。") if row.is_unsettled else _("有人工核实的部门答复。")


def _answered(row: CrossCheckRow) -> Answered:
    question = QUESTIONS[row.crosscheck.department]
    answer = row.answer or {}
    return Answered(
        row,
        str(Department(row.crosscheck.department).label),
        question.heading,
        worded(question.path or "answer", answer["value"]) if row.answered_at else "",
        answer.get("remark", ""),
        bool(question.path),
    )
