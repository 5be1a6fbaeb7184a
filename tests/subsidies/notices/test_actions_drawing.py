"""Drawing up: what the public may read, in which order, under which number."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Award, Decision
from subsidies.notices import actions
from subsidies.notices.models import NoticeEntry, NoticeSeries
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import WORDING, also_granted, approved, drawn, on, published

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2026, 11, 30)


def lines(notice: Any) -> list[tuple[Any, ...]]:
    columns = ("sequence", "shown_name", "employer_name", "degree", "benefit", "amount_yuan")
    return list(notice.entries.listed().values_list(*columns))


def test_a_notice_copies_the_allow_list_and_nothing_else(office: Office):
    notice = drawn(office, approved(office, name="欧阳静"))
    assert lines(notice) == [(1, "欧阳*", office.employer.name, "bachelor", "living", 30_000)]


def test_lines_stand_in_the_order_of_the_cases_numbers(office: Office):
    cases = sorted([approved(office), approved(office), approved(office)], key=lambda case: case.number)
    notice = drawn(office, *reversed(cases))
    assert list(notice.entries.values_list("sequence", "application__number")) == [
        (place, case.number) for place, case in enumerate(cases, 1)
    ]


def test_a_later_change_of_the_person_changes_no_notice(office: Office):
    application = approved(office, name="李明")
    notice = drawn(office, application)
    application.person.name = "王芳"
    application.person.save()
    assert [line[1] for line in lines(notice)] == ["李*"]


def test_full_names_stand_with_their_basis(office: Office):
    notice = drawn(office, approved(office, name="李明"), name_display="full", name_basis="公示办法第三条")
    assert ([line[1] for line in lines(notice)], notice.name_basis) == (["李明"], "公示办法第三条")


def test_full_names_without_a_basis_are_refused(office: Office):
    with pytest.raises(ActionRefused) as refusal:
        drawn(office, name_display="full")
    assert str(refusal.value) == "显示全名须写明依据。"


def test_nothing_that_tells_of_a_child_is_listed(office: Office):
    application = approved(office)
    also_granted(application, Benefit.SCHOOLING)
    also_granted(application, Benefit.HOUSING)
    notice = drawn(office, application)
    unlisted = notice.entries.get(listed=False)
    assert (
        [(line[0], line[4]) for line in lines(notice)],
        unlisted.decision.benefit,
        (unlisted.shown_name, unlisted.employer_name, unlisted.degree, unlisted.benefit, unlisted.amount_yuan),
    ) == ([(1, "housing"), (2, "living")], "schooling", ("", "", "", "", None))


def test_what_is_not_listed_is_granted_with_the_rest(office: Office):
    application = approved(office)
    also_granted(application, Benefit.SCHOOLING)
    notice = published(office, application)
    with on(LAST_DAY + dt.timedelta(days=1)):
        actions.end(notice)
    assert sorted(Award.objects.values_list("benefit", flat=True)) == ["living", "schooling"]


def test_a_refused_benefit_stands_on_no_notice(office: Office):
    application = approved(office)
    housing = also_granted(application, Benefit.HOUSING)
    Decision.objects.filter(pk=housing.pk).update(outcome=Outcome.REFUSED)
    assert [line[4] for line in lines(drawn(office, application))] == ["living"]


def test_numbers_run_on_in_a_year_and_start_again_in_the_next(office: Office):
    numbers = [drawn(office).number, drawn(office).number]
    waiting = approved(office)
    with on(dt.date(2027, 1, 4)):
        numbers.append(drawn(office, waiting).number)
    assert numbers == ["GS2026-001", "GS2026-002", "GS2027-001"]


def test_a_number_beyond_999_is_followed_by_the_next(office: Office):
    drawn(office)
    NoticeSeries.objects.update(last=999)
    assert [drawn(office).number, drawn(office).number] == ["GS2026-1000", "GS2026-1001"]


def test_a_refused_notice_uses_up_no_number(office: Office):
    with pytest.raises(ActionRefused):
        drawn(office, office.at("awaiting_review"))
    assert drawn(office).number == "GS2026-001"


def test_the_same_form_sent_twice_draws_up_one_notice(office: Office):
    application, key = approved(office), uuid.uuid4()
    notices = [drawn(office, application, pk=key) for _ in range(2)]
    assert (notices[0] == notices[1], NoticeEntry.objects.count()) == (True, 1)


def test_a_used_form_draws_up_no_other_list(office: Office):
    key = uuid.uuid4()
    drawn(office, pk=key)
    with pytest.raises(ActionRefused) as refusal:
        drawn(office, pk=key)
    assert str(refusal.value) == "这份表单已经用于拟定 GS2026-001，请重新打开页面。"


@pytest.mark.parametrize("status", ["awaiting_review", "awaiting_recheck", "in_notice", "closed", "returned"])
def test_only_cases_that_await_a_notice_are_listed(office: Office, status: str):
    with pytest.raises(ActionRefused) as refusal:
        drawn(office, approved(office), office.at(status))
    assert (str(refusal.value), NoticeEntry.objects.count()) == (
        "所选申请中有的已不在待公示状态，请刷新后重新选择。",
        0,
    )


def test_an_empty_list_is_refused(office: Office):
    with pytest.raises(ActionRefused):
        actions.draw_up([], by=office.reviewer, pk=uuid.uuid4(), **WORDING)
    assert NoticeEntry.objects.count() == 0


def test_a_case_stands_on_one_live_notice(office: Office):
    application = approved(office)
    drawn(office, application)
    with pytest.raises(ActionRefused) as refusal:
        drawn(office, application)
    assert str(refusal.value) == "所选申请中有的已列入其他公示，请刷新后重新选择。"


def test_a_discarded_notice_gives_its_cases_free(office: Office):
    application = approved(office)
    discarded = actions.discard(drawn(office, application), by=office.rechecker)
    again = drawn(office, application)
    assert (discarded.status, again.number, fresh(application).status) == (
        "discarded",
        "GS2026-002",
        "awaiting_notice",
    )
