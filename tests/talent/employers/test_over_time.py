"""Units over time: another name, another place, off the list; found by the names they bore."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers import actions
from talent.employers.models import Employer, EmployerChange
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant, make_employer, make_user

pytestmark = pytest.mark.django_db
LIST = "/employers/"
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(make_user(Role.POLICY_OFFICER))
    return client


def renamed(name: str = "新名称有限公司", **fields: Any) -> Employer:
    employer = make_employer(name="原名称有限公司")
    given = {"name": name, "short_name": "", "changed_on": DAY} | fields
    return actions.rename(employer, by=make_user(Role.ADMINISTRATOR), **given)


def test_a_former_name_stays_known_with_its_day():
    employer = renamed()
    change = EmployerChange.objects.get()
    assert (employer.name, change.before, change.changed_on, change.kind) == (
        "新名称有限公司",
        "原名称有限公司",
        DAY,
        "renamed",
    )
    assert AuditEvent.objects.filter(verb="employer.renamed").count() == 1


def test_the_same_form_twice_renames_once():
    employer = renamed()
    actions.rename(employer, by=make_user(Role.ADMINISTRATOR), name=employer.name, short_name="", changed_on=DAY)
    assert EmployerChange.objects.count() == 1


@pytest.mark.parametrize("text", ["原名称有限公司", "新名称有限公司"])
def test_a_roster_finds_its_unit_by_the_name_it_bears_or_bore(text: str):
    employer = renamed()
    assert list(Employer.objects.called(text)) == [employer]


def test_a_name_that_two_units_bore_finds_neither():
    for name in ("甲有限公司", "乙有限公司"):
        renamed(name)
    assert list(Employer.objects.called("原名称有限公司")) == []


def test_a_name_that_a_unit_bears_finds_that_one_whoever_bore_it_before():
    renamed()
    heir = make_employer(name="原名称有限公司")
    assert list(Employer.objects.called("原名称有限公司")) == [heir]


@pytest.mark.parametrize("text", ["原名称", "新名称有限"])
def test_the_list_is_searched_by_former_names_too(keeper: Client, text: str):
    employer = renamed()
    make_employer()
    assert keeper.get(LIST, {"name": text}).context["page"].rows == [employer]


def test_a_search_that_finds_nothing_says_so(keeper: Client):
    make_employer()
    assert "没有找到单位" in keeper.get(LIST, {"name": "x\0y"}).content.decode()


@pytest.mark.parametrize(("how", "words"), [("taken", "已有同名"), ("ahead", "不能晚于今天"), ("role", "没有维护")])
def test_a_name_that_cannot_be_given_is_refused(how: str, words: str):
    employer = make_employer()
    given = {"name": "新名称", "short_name": "", "changed_on": DAY}
    if how == "taken":
        make_employer(name="新名称")
    if how == "ahead":
        given["changed_on"] = clock.today() + dt.timedelta(days=1)
    by = make_user(Role.REVIEWER if how == "role" else Role.ADMINISTRATOR)
    with pytest.raises(ActionRefused, match=words):
        actions.rename(employer, by=by, **given)
    assert EmployerChange.objects.count() == 0


def test_the_page_names_the_effect_and_asks_before_it_renames(keeper: Client):
    employer = make_employer(name="原名称有限公司")
    make_applicant(employer)
    form = {"name": "新名称有限公司", "short_name": "新", "changed_on": DAY.isoformat()}
    address = f"{LIST}{employer.pk}/change/renamed/"
    assert keeper.get(address).status_code == 200
    asked = keeper.post(address, form)
    employer.refresh_from_db()
    assert (asked.context["effect"].people, employer.name) == (1, "原名称有限公司")
    done = keeper.post(address, form | {"confirmed": "on"}, follow=True)
    employer.refresh_from_db()
    assert (employer.name, employer.short_name, "原名称有限公司" in done.content.decode()) == (
        "新名称有限公司",
        "新",
        True,
    )


def test_a_unit_that_moves_away_and_back_is_noted_each_time(keeper: Client):
    employer = make_employer()
    for value in ("0", "1"):
        form = {"in_city": value, "changed_on": DAY.isoformat(), "confirmed": "on"}
        keeper.post(f"{LIST}{employer.pk}/change/moved/", form)
    employer.refresh_from_db()
    words = list(EmployerChange.objects.order_by("made_at", "before").values_list("kind", flat=True))
    assert (employer.in_city, words) == (True, ["moved", "moved"])


def test_a_unit_leaves_the_list_on_a_day_that_may_lie_ahead(keeper: Client):
    employer, last = make_employer(), clock.today() + dt.timedelta(days=40)
    form = {"changed_on": last.isoformat()}
    asked = keeper.post(f"{LIST}{employer.pk}/change/left/", form).content.decode()
    keeper.post(f"{LIST}{employer.pk}/change/left/", form | {"confirmed": "on"})
    employer.refresh_from_db()
    assert ("以前入职的不受影响" in asked, employer.listed_until) == (True, last)


@pytest.mark.parametrize(
    ("kind", "form", "wrong"),
    [
        ("renamed", {"name": "", "changed_on": "2026-03-01"}, ["name"]),
        ("renamed", {"name": "新", "changed_on": "2999-01-01"}, ["changed_on"]),
        ("moved", {"changed_on": "2026-03-01"}, ["in_city"]),
        ("left", {"changed_on": "2019-12-31"}, ["changed_on"]),
    ],
)
def test_what_cannot_be_gets_an_error_at_its_field(keeper: Client, kind: str, form: dict[str, str], wrong: list[str]):
    answer = keeper.post(f"{LIST}{make_employer().pk}/change/{kind}/", form | {"confirmed": "on"})
    assert (list(answer.context["form"].errors), EmployerChange.objects.count()) == (wrong, 0)


def test_a_change_that_there_is_not_is_not_there(keeper: Client):
    assert keeper.get(f"{LIST}{make_employer().pk}/change/merged/").status_code == 404
