"""Papers of a dossier as somebody may see them, and the paper behind a code."""

from __future__ import annotations

import uuid

import pytest

from talent.accounts.roles import Role
from talent.papers.codes import grouped
from talent.papers.models import IssuedPaper
from talent.papers.queries import papers_in, verified
from tests.factories import make_user
from tests.talent.papers.certificates import make_paper

pytestmark = pytest.mark.django_db


def test_papers_are_seen_with_their_dossier():
    holder, officer, stranger = make_user(), make_user(Role.REVIEWER), make_user()
    paper = make_paper(holder.pk)
    seen = [list(IssuedPaper.objects.visible_to(user)) for user in (holder, officer, stranger)]
    assert seen == [[paper], [paper], []]


def test_papers_of_a_kind_that_no_feature_knows_are_seen_by_nobody():
    officer = make_user(Role.REVIEWER)
    IssuedPaper.objects.filter(pk=make_paper(officer.pk).pk).update(kind="forgotten")
    assert list(IssuedPaper.objects.visible_to(officer)) == []


def test_a_dossier_lists_its_papers_with_what_may_be_done(django_assert_num_queries):
    holder, officer = make_user(), make_user(Role.REVIEWER)
    papers = [make_paper(uuid.uuid4(), dossier=holder.pk, number=f"ZM{order}") for order in range(3)]
    assert officer.roles == {"reviewer"}
    with django_assert_num_queries(2):
        rows = papers_in(holder.pk, user=officer)
    assert [(row.paper, row.scans, row.may_attach) for row in rows] == [(paper, [], True) for paper in papers]


def test_a_code_in_any_spelling_finds_its_paper():
    paper = make_paper(uuid.uuid4())
    assert [verified(text) for text in (paper.code, grouped(paper.code).lower(), "X" * 28)] == [paper, paper, None]


@pytest.mark.parametrize("text", ["", "0", "0" * 28, "不是验证码", "\x00\ud800" * 40, "A" * 100_000, "' OR 1=1 --"])
def test_whatever_is_asked_costs_one_query(django_assert_num_queries, text):
    with django_assert_num_queries(1):
        assert verified(text) is None


def test_a_genuine_code_costs_one_query_too(django_assert_num_queries):
    paper = make_paper(uuid.uuid4())
    with django_assert_num_queries(1):
        found = verified(paper.code)
        assert (found.number, found.holder, found.issuer, found.label) == (paper.number, "李*", paper.issuer, "证明")
