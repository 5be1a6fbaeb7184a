"""The calculator's answer in words, benefit by benefit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from subsidies.applications.assessments import BenefitAssessment
from subsidies.applications.findings import ExplainedFinding, explain_all
from subsidies.applications.kinds import Benefit
from subsidies.applications.promises import procedure_on
from subsidies.applications.wording import OUTCOME_KINDS, OUTCOMES, STAGES, UNITS
from subsidies.policy.calendar_days import add_months
from subsidies.policy.findings import Outcome
from talent.calendars.working_days import add_working_days
from talent.ui.formatting import day

ICONS = {Benefit.LIVING: "money", Benefit.HOUSING: "house", Benefit.SCHOOLING: "school"}


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment of an estimate."""

    sequence: int
    due_on: dt.date
    amount_yuan: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """One benefit of an estimate, ready to be printed."""

    benefit: str
    title: str
    icon: str
    outcome: str
    outcome_kind: str
    lead: str
    amount_yuan: int | None
    instalments: list[Instalment]
    facts: list[tuple[str, str]]
    """(label, value): the unit of housing, the stages of children and the like."""
    findings: list[ExplainedFinding]
    open_count: int
    """How many findings are unmet or unknown."""

    @property
    def settled(self) -> list[ExplainedFinding]:
        """The findings that are met."""
        return self.findings[self.open_count :]

    @property
    def open(self) -> list[ExplainedFinding]:
        """The findings that need something: unmet first, then unknown."""
        return self.findings[: self.open_count]


Said = Mapping[str, tuple[str, str]]
"""What somebody answered in so many words, by reason: the fact and the advice that stand for the usual ones."""


class Course(NamedTuple):
    """The day on which the rules were asked, and the day on which a benefit would then be granted."""

    asked_on: dt.date
    granted_on: dt.date

    def shifted(self, due_on: dt.date) -> dt.date:
        """A day that the rules count from the day of asking, counted from the day of grant instead."""
        months = (due_on.year - self.asked_on.year) * 12 + due_on.month - self.asked_on.month
        return add_months(self.granted_on, months)


def in_words(
    assessments: Mapping[Benefit, BenefitAssessment], *, course: Course | None = None, said: Said | None = None
) -> list[Estimate]:
    """Word the rules' answers in the order of the form.

    Args:
        course: where given, instalments fall due from the expected day of grant on, not from the day of asking.
    """
    return [_estimate(assessments[benefit], course, said or {}) for benefit in Benefit if benefit in assessments]


def expected_grant(on: dt.date) -> dt.date:
    """When a benefit is granted that is applied for on a day, if everybody takes as long as was promised."""
    times = procedure_on(on)
    promised = (
        times.employer_verifies_within_working_days,
        times.office_decides_within_working_days,
        times.public_notice_working_days,
    )
    return add_working_days(on, sum(figure.value for figure in promised))


def _as_said(finding: ExplainedFinding, said: Said) -> ExplainedFinding:
    if not finding.advice or finding.reason not in said:
        return finding
    fact, advice = said[finding.reason]
    return replace(finding, fact=fact, advice=advice)


def _instalment(part: Mapping[str, Any], course: Course | None) -> Instalment:
    due_on = dt.date.fromisoformat(part["due_on"])
    return Instalment(part["sequence"], course.shifted(due_on) if course else due_on, part["amount_yuan"])


def _estimate(assessment: BenefitAssessment, course: Course | None, said: Said) -> Estimate:
    findings = [_as_said(finding, said) for finding in explain_all(assessment.wire["findings"])]
    return Estimate(
        benefit=assessment.benefit.value,
        title=str(assessment.benefit.label),
        icon=ICONS[assessment.benefit],
        outcome=str(OUTCOMES[assessment.result]),
        outcome_kind=OUTCOME_KINDS[assessment.result],
        lead=_lead(assessment),
        amount_yuan=assessment.amount_yuan,
        instalments=[_instalment(part, course) for part in assessment.wire.get("instalments", ())],
        facts=gives(assessment),
        findings=findings,
        open_count=sum(1 for finding in findings if finding.advice),
    )


def _lead(assessment: BenefitAssessment) -> str:
    if assessment.result == Outcome.NOT_ELIGIBLE:
        return _("按您填写的情况，有条件没有达到，详见下方。")
    if assessment.result == Outcome.UNDETERMINED:
        return _("待确认的条件都符合时，预计可以享受：")
    return _("按您填写的情况，预计可以享受：")


def gives(assessment: BenefitAssessment) -> list[tuple[str, str]]:
    """What a benefit gives beside money, label and value: the unit of housing, the stages of children and the like."""
    return _FACTS[assessment.benefit](assessment.wire)


def _living(_answer: dict[str, Any]) -> list[tuple[str, str]]:
    return []


def _housing(answer: dict[str, Any]) -> list[tuple[str, str]]:
    if answer["months"] is None:
        return []
    discount = answer["rent_discount_percent"]
    return [
        (_("户型"), str(UNITS[answer["unit"]]) if answer["unit"] else _("按学位确定")),
        (_("租住期限"), _("%(count)s 个月") % {"count": answer["months"]}),
        (_("租金减免"), _("按学位确定") if discount is None else f"{discount}%"),
    ]


def _schooling(answer: dict[str, Any]) -> list[tuple[str, str]]:
    if answer["order_of_choice"] is None:
        return []
    rows = [(_("统筹学位选择次序"), _("第 %(order)s 顺位") % {"order": answer["order_of_choice"]})]
    for child in answer["children"]:
        born_on = day(dt.date.fromisoformat(child["born_on"]))
        stage = str(STAGES[child["stage"]]) if child["stage"] else _("不在入园、入学年龄")
        words = _("%(year)s 年秋季学年：%(stage)s") % {"year": child["school_year"], "stage": stage}
        rows.append((_("%(day)s出生的子女") % {"day": born_on}, words))
    return rows


_FACTS = {Benefit.LIVING: _living, Benefit.HOUSING: _housing, Benefit.SCHOOLING: _schooling}
