"""The list of answers, narrowed to those that still wait for somebody, and the figures that lead to lists."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions, queries
from subsidies.verification.models import Verification
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting
from tests.subsidies.verification.test_views import ANSWERED, HOME, QUEUE, page

FIGURES = ("待核实", "今天到期", "即将到期", "已超期", "有异议，待申请人更正")


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def dispute(case: Application, office: Office) -> Verification:
    return actions.dispute(case, by=office.hr, submission=latest(case), reason="contract_differs", comment="")


def shown(client: Client, word: str) -> list[Verification]:
    return list(client.get(f"{ANSWERED}?answer={word}").context["page"])


@pytest.fixture
def answered(office: Office) -> dict[str, Verification]:
    """One of each: verified, disputed and open, disputed and answered, disputed and withdrawn."""
    good, still, again, gone = waiting(office, 4)
    given = {
        "verified": actions.verify(good, by=office.hr, submission=latest(good)),
        "open": dispute(still, office),
        "again": dispute(again, office),
        "gone": dispute(gone, office),
    }
    cases.answer_dispute(fresh(again), by=again.person.user)
    cases.withdraw(fresh(gone), by=gone.person.user)
    return given


def test_answers_are_narrowed_by_what_they_say_and_to_disputes_that_wait(
    desk: Client, answered: dict[str, Verification]
):
    found = {word: set(shown(desk, word)) for word in ("verified", "disputed", "open", "", "unknown")}
    disputed = {answered["open"], answered["again"], answered["gone"]}
    assert found == {
        "verified": {answered["verified"]},
        "disputed": disputed,
        "open": {answered["open"]},
        "": {answered["verified"], *disputed},
        "unknown": {answered["verified"], *disputed},
    }


def test_the_desk_counts_what_the_narrowed_list_shows(desk: Client, office: Office, answered: dict[str, Verification]):
    assert queries.desk(office.hr)["disputed"] == len(shown(desk, "open")) == 1


def test_a_case_disputed_twice_waits_once(desk: Client, office: Office):
    (case,) = waiting(office)
    dispute(case, office)
    cases.answer_dispute(fresh(case), by=case.person.user)
    assert shown(desk, "open") == []
    second = dispute(fresh(case), office)
    assert (shown(desk, "open"), queries.desk(office.hr)["disputed"]) == ([second], 1)


def test_a_list_narrowed_to_nothing_says_so_and_leads_to_all_of_it(desk: Client, office: Office):
    text = desk.get(f"{ANSWERED}?answer=open").content.decode()
    assert ("没有符合条件的答复" in text, f'href="{ANSWERED}"' in text) == (True, True)


def test_each_figure_of_the_desk_leads_to_what_it_counts(desk: Client, office: Office):
    links = re.findall(r'<a href="(/employer/verify/[^"]*)">([^<]*)</a>', page(desk, HOME))
    assert [link for link in links if link[1] in FIGURES] == [
        (QUEUE, "待核实"),
        (f"{QUEUE}?due=today", "今天到期"),
        (f"{QUEUE}?due=soon", "即将到期"),
        (f"{QUEUE}?due=late", "已超期"),
        (f"{ANSWERED}?answer=open", "有异议，待申请人更正"),
    ]
