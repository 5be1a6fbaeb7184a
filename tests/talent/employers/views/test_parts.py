"""The page of a roster that lists people of many units."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from talent.employers.models import Employer, Roster
from talent.notifications.outbox import run_outbox
from tests.factories import make_employer
from tests.talent.employers.rosters import HEADER, hr_of, preview, roster_file, row, upload

pytestmark = pytest.mark.django_db
LIST = "/employer/rosters/"
NEW = "/employer/rosters/new/"
QUERIES = 15


@pytest.fixture
def employer() -> Employer:
    return make_employer(name="样例集团")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def said(response: object) -> list[str]:
    return [str(message) for message in response.context["messages"]]  # type: ignore[attr-defined]


def test_a_file_of_many_units_is_taken_apart_by_one_button(signed_in: Client, employer: Employer):
    unit = make_employer(name="样例分厂", parent=employer)
    header = [*HEADER, "用人单位"]
    file = roster_file([*row("孙一"), "样例分厂"], [*row("孙二"), "样例集团"], header=header)
    answer = signed_in.post(NEW, {"employer": employer.pk, "file": upload(file)}, follow=True)
    whole = Roster.objects.get()
    assert ("按单位分开读取" in answer.content.decode(), "尚未读取" in answer.content.decode()) == (True, True)
    address = reverse("employer:roster_parts", args=[whole.pk])
    answers = [signed_in.post(address, follow=True) for _click in range(2)]
    assert [said(answer) for answer in answers] == [
        ["已提交，后台正在分开读取 1 个单位。"],
        ["各单位都已分开读取，请看下面的列表。"],
    ]
    shown = answers[0].content.decode()
    assert ("正在读取" in shown, address in shown) == (True, False)
    run_outbox()
    part = Roster.objects.get(employer=unit)
    assert f"{LIST}{part.pk}/" in page(signed_in, f"{LIST}{whole.pk}/")
    assert "这是多单位文件中本单位的部分" in page(signed_in, f"{LIST}{part.pk}/")


def test_once_the_roster_counts_its_parts_are_still_told(signed_in: Client, employer: Employer):
    make_employer(name="样例分厂", parent=employer)
    file = roster_file([*row("孙一"), "样例分厂"], [*row("孙二"), "样例集团"], header=[*HEADER, "用人单位"])
    signed_in.post(NEW, {"employer": employer.pk, "file": upload(file)})
    whole = Roster.objects.get()
    signed_in.post(reverse("employer:roster_commit", args=[whole.pk]))
    shown = page(signed_in, f"{LIST}{whole.pk}/")
    assert ("尚未读取" in shown, "请重新上传文件" in shown, "/parts/" in shown) == (True, True, False)


def test_words_that_are_no_unit_are_told_where_there_are_units_below(signed_in: Client, employer: Employer):
    make_employer(name="样例分厂", parent=employer)
    file = roster_file([*row("孙一"), "样例一分厂"], header=[*HEADER, "用人单位"])
    answer = signed_in.post(NEW, {"employer": employer.pk, "file": upload(file)}, follow=True)
    assert "写的不是名单上的单位：样例一分厂。这些人都算作样例集团的人。" in answer.content.decode()


def test_people_who_have_left_are_told_before_the_roster_counts(signed_in: Client, employer: Employer):
    rows = [row(left_on="2026-11-01"), row()]
    answer = signed_in.post(NEW, {"employer": employer.pk, "file": upload(roster_file(*rows))}, follow=True)
    shown = answer.content.decode()
    assert (answer.context["left_count"], "写明已离职" in shown, "生效后暂停发放" in shown) == (1, True, True)


@pytest.mark.parametrize("units", [1, 5])
def test_the_page_takes_as_many_queries_for_one_part_as_for_many(
    signed_in: Client, employer: Employer, units: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(units):
        make_employer(name=f"样例{number}厂", parent=employer)
    rows = [[*row(), f"样例{number}厂"] for number in range(units)]
    signed_in.post(NEW, {"employer": employer.pk, "file": upload(roster_file(*rows, header=[*HEADER, "用人单位"]))})
    with django_assert_num_queries(QUERIES):
        signed_in.get(f"{LIST}{Roster.objects.get().pk}/")


def test_nobody_takes_apart_the_file_of_another_unit(signed_in: Client):
    other = make_employer()
    address = reverse("employer:roster_parts", args=[preview(other, row(), by=hr_of(other)).pk])
    assert signed_in.post(address).status_code == 404
