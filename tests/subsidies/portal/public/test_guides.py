"""The guides say what the figures say, all of it."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.kinds import Benefit
from subsidies.policy.figure_reading import Figure
from subsidies.portal.guides import VERSIONS, guide, guides, total_by_degree

TODAY = dt.date(2026, 11, 23)
NOT_SAID_APART = {"units_from_small_to_large"}
"""Figures without a line of their own: the order of units only orders the lines that name them."""


@pytest.mark.parametrize("scheme", Benefit.values)
def test_every_figure_of_a_scheme_stands_in_its_guide_with_its_citation(scheme: str):
    version = VERSIONS[scheme]().earliest
    figures = {
        name: getattr(version, name) for name in type(version).__dataclass_fields__ if name not in NOT_SAID_APART
    }
    shown = {clause.citation for _heading, clauses in guide(scheme, on=TODAY).parts for clause in clauses}
    left_out = [name for name, f in figures.items() if isinstance(f, Figure) and f.citation not in shown]
    assert left_out == []


@pytest.mark.parametrize("scheme", Benefit.values)
def test_every_clause_has_words_a_basis_and_a_citation(scheme: str):
    clauses = [clause for _heading, part in guide(scheme, on=TODAY).parts for clause in part]
    bare = [c.label for c in clauses if not (c.label and c.text and c.basis_label and c.citation)]
    assert bare == []


def test_the_living_subsidys_clauses_read_as_sentences():
    heading, clauses = guide("living", on=TODAY).parts[0]
    assert (heading, {clause.label: (clause.text, clause.basis) for clause in clauses}) == (
        "能领多少",
        {
            "补贴总额": ("学士 30,000 元，硕士 50,000 元，博士 80,000 元", "reported"),
            "怎么计算": ("按每人总额计算，不是每年一次", "assumed"),
            "分期发放": ("分 3 期，依次发放 40%、30%、30%", "assumed"),
            "发放间隔": ("每期间隔 12 个月，发放时须仍在职", "assumed"),
            "取得更高学位后": ("每人享受一次；在职取得更高学位的，补发差额", "assumed"),
        },
    )


def test_only_the_living_subsidy_promises_a_payment():
    last = {each.scheme: each.parts[-1][1][-1].label for each in guides(on=TODAY)}
    assert last == {"living": "公示结束后发放", "housing": "公示", "schooling": "公示"}


def test_before_the_first_version_the_first_is_shown():
    assert guide("living", on=dt.date(2000, 1, 1)).version == "2021-01"


def test_totals_go_from_low_to_high():
    assert total_by_degree(on=TODAY) == [("学士", 30_000), ("硕士", 50_000), ("博士", 80_000)]
