"""Facts that the office or a department establishes in place of what was entered (核定事实).

The rules judge facts and nothing else, so nobody overrides their judgement: whoever knows better establishes a fact,
with the reason and where it is known from, and the rules are asked again. Amounts, findings, letters and the second
person follow from that. What was paid before and who somebody is cannot be established here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.models import EstablishedFact
from subsidies.applications.snapshot_labels import shown
from subsidies.applications.wording import Words
from subsidies.policy.findings import Reason


class Kind(StrEnum):
    """What a fact is: yes or no, whole months, or a day."""

    YES_NO = "yes_no"
    MONTHS = "months"
    DAY = "day"


class Sort(NamedTuple):
    """A sort of fact: its words, its kind, and the conditions that look at it."""

    label: Words
    kind: Kind
    reasons: tuple[Reason, ...]


SORTS: Mapping[str, Sort] = {
    "degrees.awarded_on": Sort(
        gettext_lazy("学位授予日期"),
        Kind.DAY,
        (Reason.DEGREE_QUALIFIES, Reason.HIRED_IN_TIME, Reason.APPLIED_IN_TIME),
    ),
    "degrees.full_time": Sort(gettext_lazy("全日制"), Kind.YES_NO, (Reason.DEGREE_QUALIFIES,)),
    "degrees.graduation_certificate": Sort(gettext_lazy("有学历证书"), Kind.YES_NO, (Reason.DEGREE_QUALIFIES,)),
    "degrees.degree_certificate": Sort(gettext_lazy("有学位证书"), Kind.YES_NO, (Reason.DEGREE_QUALIFIES,)),
    "degrees.certified": Sort(gettext_lazy("国（境）外学位已认证"), Kind.YES_NO, (Reason.DEGREE_QUALIFIES,)),
    "degrees.commissioned": Sort(gettext_lazy("定向或委托培养"), Kind.YES_NO, (Reason.DEGREE_QUALIFIES,)),
    "employment.employer_listed": Sort(gettext_lazy("入职时单位在名单内"), Kind.YES_NO, (Reason.EMPLOYER_LISTED,)),
    "employment.hired_on": Sort(
        gettext_lazy("入职日期"),
        Kind.DAY,
        (Reason.HIRED_IN_FORCE, Reason.HIRED_IN_TIME, Reason.AGE_AT_HIRE, Reason.APPLIED_IN_TIME),
    ),
    "employment.contract_months": Sort(gettext_lazy("合同期限"), Kind.MONTHS, (Reason.CONTRACT_TERM,)),
    "employment.open_ended": Sort(gettext_lazy("无固定期限合同"), Kind.YES_NO, (Reason.CONTRACT_TERM,)),
    "employment.works_in_city": Sort(gettext_lazy("在长春工作"), Kind.YES_NO, (Reason.WORKS_IN_CITY,)),
    "employment.insured_months": Sort(gettext_lazy("长春社保连续缴费月数"), Kind.MONTHS, (Reason.INSURED_MONTHS,)),
    "applied_on": Sort(gettext_lazy("申请日期"), Kind.DAY, (Reason.APPLIED_IN_TIME,)),
    "claimed_elsewhere": Sort(gettext_lazy("在其他地方享受过同类补贴"), Kind.YES_NO, (Reason.NOT_CLAIMED_ELSEWHERE,)),
    "person.married": Sort(gettext_lazy("已婚"), Kind.YES_NO, (Reason.NO_HOME_OWNED,)),
    "person.owns_home_in_city": Sort(gettext_lazy("本人在长春有住房"), Kind.YES_NO, (Reason.NO_HOME_OWNED,)),
    "person.spouse_owns_home_in_city": Sort(gettext_lazy("配偶在长春有住房"), Kind.YES_NO, (Reason.NO_HOME_OWNED,)),
}
"""By path in the form of ``subsidies.policy.wire``, without the number of the degree."""


class Fact(NamedTuple):
    """One fact of a case that may be established, and what it is now."""

    path: str
    """As in ``subsidies.policy.wire``; a degree by its order, from 0: ``degrees.0.full_time``."""
    sort: Sort
    entered: Any
    several: bool = False
    """Whether the case has more than one degree, so that one must be told from the others."""

    @property
    def label(self) -> str:
        """Its words; of several degrees, which one."""
        parts = self.path.split(".")
        if parts[0] != "degrees" or not self.several:
            return str(self.sort.label)
        return _("第 %(order)s 个学位：%(label)s") % {"order": int(parts[1]) + 1, "label": self.sort.label}

    @property
    def entered_text(self) -> str:
        """What was entered, in words."""
        return worded(self.path, self.entered)


class Kept(NamedTuple):
    """An established fact as the pages and the letters read it."""

    fact: EstablishedFact
    label: str
    entered: str
    value: str
    holds: bool
    """Whether what was entered is still what it was established in place of."""


def facts_that_may_be(facts: Mapping[str, Any], reason: str = "") -> list[Fact]:
    """What may be established of a case, of one condition or of all.

    Args:
        facts: as submitted, in the form of ``subsidies.policy.wire``.
    """
    return [
        Fact(path, sort, _at(facts, path), _several(facts))
        for key, sort in SORTS.items()
        if not reason or reason in sort.reasons
        for path in _paths(facts, key)
    ]


def anchor(facts: Mapping[str, Any], path: str) -> Any:
    """What must still be entered for an established fact to hold: the value itself, or the whole degree."""
    parts = path.split(".")
    if parts[0] != "degrees":
        return _at(facts, path)
    degrees, order = facts["degrees"] or [], int(parts[1])
    return degrees[order] if order < len(degrees) else None


def holds(row: EstablishedFact, facts: Mapping[str, Any]) -> bool:
    """Whether it still stands in place of what is entered: the applicant has not corrected that since."""
    return bool(row.content["anchor"] == anchor(facts, row.path))


def with_established(facts: dict[str, Any], rows: Iterable[EstablishedFact]) -> dict[str, Any]:
    """The facts of a submission with those in place that were established and still hold."""
    standing = [row for row in rows if holds(row, facts)]
    if not standing:
        return facts
    settled = deepcopy(facts)
    for row in standing:
        *way, field = row.path.split(".")
        place: Any = settled
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[field] = row.content["value"]
    return settled


def kept_of(rows: Sequence[EstablishedFact], facts: Mapping[str, Any]) -> list[Kept]:
    """Established facts in words."""
    return [
        Kept(
            row,
            Fact(row.path, SORTS[_key(row.path)], None, _several(facts)).label,
            worded(row.path, row.content["entered"]),
            worded(row.path, row.content["value"]),
            holds(row, facts),
        )
        for row in rows
    ]


def matters_to(path: str, reasons: Iterable[str]) -> bool:
    """Whether one of these conditions looks at a fact."""
    return not set(SORTS[_key(path)].reasons).isdisjoint(reasons)


def worded(path: str, value: Any) -> str:
    """A value in words."""
    return shown(path.rpartition(".")[2], value)


def _key(path: str) -> str:
    return ".".join(step for step in path.split(".") if not step.isdigit())


def _paths(facts: Mapping[str, Any], key: str) -> Iterator[str]:
    section, _dot, field = key.partition(".")
    if section == "degrees":
        yield from (f"degrees.{order}.{field}" for order in range(len(facts["degrees"] or [])))
    else:
        yield key


def _several(facts: Mapping[str, Any]) -> bool:
    return len(facts["degrees"] or []) > 1


def _at(facts: Mapping[str, Any], path: str) -> Any:
    place: Any = facts
    for step in path.split("."):
        if place is None:
            return None
        place = place[int(step)] if step.isdigit() else place.get(step)
    return place
