"""Made-up rosters go through the portal's own import as a person would expect."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from subsidies.applications.models import Application
from subsidies.portal.demo.roster_files import COLLEAGUES, FLAVOURS, as_xlsx, staff_of
from talent.employers import actions
from tests.subsidies.applications.stages import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings) -> Office:
    settings.DEMO = True
    return Office.open()


@pytest.mark.parametrize(
    ("flavour", "good", "bad", "cells"),
    [
        ("clean", 7, 0, []),
        ("messy", 7, 0, []),
        ("ruined", 6, 1, ["C2"]),
        ("twice", 7, 1, ["C9"]),
    ],
)
def test_each_flavour_is_read_with_these_counts(office: Office, flavour: str, good: int, bad: int, cells: list[str]):
    office.at("awaiting_employer")
    content = as_xlsx(FLAVOURS[flavour](staff_of(office.employer)))
    roster = actions.preview(office.employer, io.BytesIO(content), file_name="花名册.xlsx", by=office.hr)
    found = [problem["cell"] for problem in roster.problems]
    assert (roster.good_count, roster.bad_count, found) == (good, bad, cells)


def test_the_roster_lists_who_awaits_verification_before_made_up_colleagues(office: Office):
    application = office.at("awaiting_employer")
    assert [person.name for person in staff_of(office.employer)] == [application.person.name, *COLLEAGUES]


def test_the_command_writes_the_file_and_never_over_another(office: Office, tmp_path: Path):
    path = tmp_path / "花名册.xlsx"
    call_command("demo_roster", employer=office.employer.credit_code, output=path, stdout=io.StringIO())
    written = path.read_bytes()
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer=office.employer.name, flavour="messy", output=path)
    assert (path.read_bytes() == written, "已存在" in str(refusal.value)) == (True, True)


def test_an_employer_that_is_not_listed_is_named(office: Office, tmp_path: Path):
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer="没有的单位", output=tmp_path / "x.xlsx")
    assert "没有的单位" in str(refusal.value)


def test_made_up_files_are_refused_beside_real_data(settings, tmp_path: Path):
    settings.DEMO = False
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer="一汽", output=tmp_path / "x.xlsx")
    assert (str(refusal.value), Application.objects.count()) == ("只有演示环境可以生成演示文件。", 0)
