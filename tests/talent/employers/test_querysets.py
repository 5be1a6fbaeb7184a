"""Who sees which employers and rosters."""

from __future__ import annotations

import datetime as dt

import pytest

from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer, Roster
from tests.factories import make_employer, make_user
from tests.talent.employers.rosters import hr_of, preview, row

pytestmark = pytest.mark.django_db


def names(employers: object) -> list[str]:
    return sorted(employer.name for employer in employers)  # type: ignore[attr-defined]


@pytest.fixture
def group() -> dict[str, Employer]:
    head = make_employer(name="集团")
    middle = make_employer(name="子公司", parent=head)
    return {
        "集团": head,
        "子公司": middle,
        "孙公司": make_employer(name="孙公司", parent=middle),
        "外单位": make_employer(name="外单位"),
    }


@pytest.mark.parametrize(
    ("of", "seen"),
    [
        ("集团", ["子公司", "孙公司", "集团"]),
        ("子公司", ["子公司", "孙公司"]),
        ("孙公司", ["孙公司"]),
        ("外单位", ["外单位"]),
    ],
)
def test_an_officer_serves_an_employer_and_all_below_it(group: dict[str, Employer], of: str, seen: list[str]):
    assert names(Employer.objects.served_by(hr_of(group[of]))) == seen


def test_two_grants_add_up(group: dict[str, Employer]):
    hr = hr_of(group["孙公司"])
    hr.role_grants.create(role=Role.HR_OFFICER, employer=group["外单位"])
    assert names(Employer.objects.served_by(hr)) == ["外单位", "孙公司"]


def test_a_revoked_officer_serves_nobody(group: dict[str, Employer]):
    hr = hr_of(group["集团"])
    hr.role_grants.update(revoked_at=clock.now(), revoked_by=hr)
    assert names(Employer.objects.served_by(type(hr).objects.get(pk=hr.pk))) == []


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.APPLICANT, 0),
        (Role.REVIEWER, 4),
        (Role.FINANCE_OFFICER, 0),
        (Role.POLICY_OFFICER, 4),
        (Role.AUDITOR, 4),
        (Role.ADMINISTRATOR, 4),
    ],
)
def test_the_office_sees_every_employer_and_others_none(group: dict[str, Employer], role: str, count: int):
    assert Employer.objects.visible_to(make_user(role)).count() == count


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICER])
def test_rosters_are_seen_by_hr_officers_alone(role: str):
    preview(make_employer(), row())
    assert Roster.objects.visible_to(make_user(role)).count() == 0


def test_a_ring_in_the_tree_ends(group: dict[str, Employer]):
    Employer.objects.filter(pk=group["集团"].pk).update(parent=group["孙公司"])
    assert names(Employer.objects.served_by(hr_of(group["子公司"]))) == ["子公司", "孙公司", "集团"]


def test_both_ends_of_a_listing_are_inclusive():
    employer = make_employer(listed_from=dt.date(2021, 1, 1), listed_until=dt.date(2021, 12, 31))
    days = [dt.date(2020, 12, 31), dt.date(2021, 1, 1), dt.date(2021, 12, 31), dt.date(2022, 1, 1)]
    assert [Employer.objects.listed_on(day).count() for day in days] == [0, 1, 1, 0]
    assert [employer.is_listed_on(day) for day in days] == [False, True, True, False]
