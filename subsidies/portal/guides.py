"""The plain guides: every figure of a scheme in words, each with its basis and citation, from the dated figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.promises import procedure_on
from subsidies.applications.wording import BASES, DEGREES
from subsidies.policy.figure_reading import Figure
from subsidies.policy.version_figures import Version
from subsidies.policy.versions import (
    Versions,
    housing_versions,
    living_versions,
    schooling_versions,
)
from subsidies.portal.guide_clauses import CONDITIONS, PARTS, SUMMARIES, Row, times, yuan_by_degree


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a guide: what it is about, what holds, and on what that rests."""

    label: str
    text: str
    basis: str
    basis_label: str
    citation: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A scheme in plain words. ``parts`` are headings with their clauses."""

    scheme: str
    title: str
    icon: str
    summary: str
    version: str
    parts: list[tuple[str, list[Clause]]]
    conditions: list[Clause]
    """Who may apply: the part of that name, once more."""


VERSIONS: Mapping[str, Callable[[], Versions[Any]]] = {
    Benefit.LIVING: living_versions,
    Benefit.HOUSING: housing_versions,
    Benefit.SCHOOLING: schooling_versions,
}
ICONS = {Benefit.LIVING: "money", Benefit.HOUSING: "house", Benefit.SCHOOLING: "school"}


def guide(scheme: str, *, on: dt.date) -> Guide:
    """The guide of a scheme with the figures in force on a day (before the first version: the first).

    Raises:
        ValueError: there is no such scheme.
    """
    benefit = Benefit(scheme)
    versions = VERSIONS[benefit]()
    version = versions.in_force(on) or versions.earliest
    parts = [(str(title()), _clauses(rows(), version)) for title, rows in PARTS[benefit]]
    parts.append((_("办理时限"), _clauses(times(with_payment=benefit is Benefit.LIVING), procedure_on(on))))
    return Guide(
        scheme=benefit.value,
        title=str(benefit.label),
        icon=ICONS[benefit],
        summary=SUMMARIES[benefit](),
        version=version.version,
        parts=parts,
        conditions=_clauses(CONDITIONS[benefit](), version),
    )


def guides(*, on: dt.date) -> list[Guide]:
    """Every scheme's guide, in the order of the form."""
    return [guide(benefit.value, on=on) for benefit in Benefit]


def amounts(*, on: dt.date) -> Clause:
    """The totals of the living subsidy by degree, as one clause."""
    version = living_versions().in_force(on) or living_versions().earliest
    return _clause("", version.total_yuan, yuan_by_degree)


def total_by_degree(*, on: dt.date) -> list[tuple[str, int]]:
    """(degree, yuan) of the living subsidy, from low to high."""
    version = living_versions().in_force(on) or living_versions().earliest
    return [(str(DEGREES[level]), total) for level, total in version.total_yuan.value.items()]


def _clauses(rows: list[Row], version: Version) -> list[Clause]:
    return [_clause(label, figure(version), wording) for label, figure, wording in rows]


def _clause(label: str, figure: Figure[Any], wording: Callable[[Any], str]) -> Clause:
    return Clause(label, wording(figure.value), figure.basis.value, str(BASES[figure.basis]), figure.citation)
