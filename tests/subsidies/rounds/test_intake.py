"""Within a round everybody who belongs in it is taken; outside, the draft waits and its owner is told until when."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications import actions
from subsidies.applications.intake import NotTaken, intake_words
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.rounds import actions as rounds
from subsidies.rounds.queries import intake_on
from talent.profiles.models import Employment
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.rounds.conftest import day

pytestmark = pytest.mark.django_db
PLANNED = "下一批次“第一批”的受理时间是 2026年11月28日 至 2026年12月3日；您可以先填好，届时提交。"


def handed_in(application: Application) -> str:
    """What handing it in came to: the name of the round, or why not."""
    try:
        actions.submit(application, by=application.person.user)
    except NotTaken as refusal:
        return str(refusal)
    round_ = fresh(application).round
    return round_.name if round_ else "常年"


def test_on_any_day_a_case_belongs_to_no_round_even_while_one_is_planned(office: Office, plan):
    plan(0, 5)
    assert handed_in(office.draft()) == "常年"


def test_within_a_round_a_case_belongs_to_it(office: Office, plan, by_rounds):
    plan(0, 5)
    assert handed_in(office.draft()) == "第一批"


@pytest.mark.parametrize(("passed", "told"), [(-1, PLANNED), (0, "第一批"), (5, "第一批")])
def test_the_first_and_the_last_day_count(office: Office, plan, by_rounds, clock_at_noon, passed: int, told: str):
    plan(5, 10)
    application = office.draft()
    clock_at_noon.shift(dt.timedelta(days=5 + passed))
    assert handed_in(application).endswith(told)


def test_outside_a_round_the_draft_stays_as_it_is(office: Office, plan, by_rounds):
    application = office.draft()
    told = handed_in(application)
    assert (told, fresh(application).status, application.submissions.count(), fresh(application).number) == (
        "现在不在受理时间内，暂时不能提交。下一批次的时间确定后会在首页公布；填写的内容会一直保存。",
        S.DRAFT,
        0,
        application.number,
    )


@pytest.mark.parametrize(("hired", "told"), [(dt.date(2026, 10, 31), "第一批"), (dt.date(2026, 11, 1), None)])
def test_whoever_was_hired_after_the_cut_off_month_applies_in_the_next(
    office: Office, plan, by_rounds, hired: dt.date, told: str | None
):
    plan(0, 10)
    application = office.draft()
    Employment.objects.filter(person=application.person).update(hired_on=hired)
    assert handed_in(application) == (
        told or "“第一批”受理 2026年10月31日 及以前入职的人员，您填写的入职日期是 2026年11月1日，请在下一批次申请。"
    )


def test_a_case_that_is_returned_after_the_round_is_corrected_all_the_same(
    office: Office, plan, by_rounds, clock_at_noon
):
    plan(0, 1)
    application = office.at(S.RETURNED)
    clock_at_noon.shift(dt.timedelta(days=3))
    actions.correct(application, by=application.person.user)
    assert (fresh(application).status, fresh(application).round.name) == (S.AWAITING_REVIEW, "第一批")


def test_while_a_round_is_open_everybody_reads_until_when(plan, by_rounds):
    plan(0, 5)
    assert intake_words(intake_on(day(0))) == (
        "正在受理“第一批”，2026年11月28日 前（含当日）都可以提交；受理 2026年10月31日 及以前入职的人员。"
    )


def test_between_two_rounds_everybody_reads_of_the_next(plan, by_rounds):
    plan(5, 10)
    plan(20, 30, name="第二批")
    assert intake_words(intake_on(day(0))) == f"现在不在受理时间内。{PLANNED}"


def test_a_cancelled_round_is_never_promised(plan, by_rounds, reviewer):
    rounds.cancel(plan(5, 10), by=reviewer)
    assert intake_on(day(0)).following is None


def test_on_any_day_nothing_is_said_of_rounds(plan):
    plan(5, 10)
    assert intake_words(intake_on(day(0))) == ""


@pytest.mark.parametrize(("opens", "queries"), [(None, 3), (0, 2), (5, 3)])
def test_asking_takes_so_many_queries_by_rounds(plan, by_rounds, django_assert_num_queries, opens, queries: int):
    if opens is not None:
        plan(opens, opens + 5)
    today = day(0)
    with django_assert_num_queries(queries):
        intake_on(today)


def test_asking_takes_one_query_on_any_day(plan, django_assert_num_queries):
    plan(0, 5)
    today = day(0)
    with django_assert_num_queries(1):
        intake_on(today)
