"""Made-up rosters go through the portal's own import as a person would expect."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from subsidies.applications.models import Application
from subsidies.portal.demo.roster_files import FLAVOURS
from subsidies.portal.demo.roster_staff import COLLEAGUES, EXPERT, staff_of
from talent.employers import actions
from talent.employers.models import Roster
from talent.notifications.outbox import run_outbox
from talent.profiles.kinds import DocumentType, EvidenceKind
from tests.subsidies.applications.stages import Office, add_evidence, fresh, ready_person
from tests.talent.employers import rosters

pytestmark = pytest.mark.django_db
EVERYBODY = 1 + len(COLLEAGUES) + 1
"""The one whose verification is waited for, the colleagues, the expert from abroad."""


@pytest.fixture
def office(settings) -> Office:
    settings.DEMO = True
    return Office.open()


def expert(office: Office) -> Application:
    """A case of somebody with a passport that awaits the employer."""
    person = ready_person(
        office.employer,
        name="Lukas Weidmann",
        document_type=DocumentType.PASSPORT,
        identity_number="SAMPLE000007",
        foreign_expert=True,
    )
    add_evidence(person, EvidenceKind.IDENTITY)
    return office.at("awaiting_employer", person)


def uploaded(office: Office, flavour: str) -> Roster:
    """The flavour as the employer's officer sees it before anything counts."""
    content = FLAVOURS[flavour].content(staff_of(office.employer))
    name = f"花名册.{FLAVOURS[flavour].suffix}"
    return actions.preview(office.employer, io.BytesIO(content), file_name=name, by=office.hr)


def counts(roster: Roster) -> tuple[int, int, int, int, int]:
    """New, changed, unchanged, not listed, and wrong or said twice."""
    return (
        roster.new_count,
        roster.changed_count,
        roster.unchanged_count,
        roster.absent_count,
        roster.bad_count + roster.duplicate_count,
    )


@pytest.mark.parametrize(
    ("flavour", "counted", "cells"),
    [
        ("clean", (EVERYBODY, 0, 0), []),
        ("messy", (EVERYBODY, 0, 0), []),
        ("csv", (EVERYBODY, 0, 0), []),
        ("ruined", (EVERYBODY - 1, 1, 0), ["C2"]),
        ("twice", (EVERYBODY, 0, 1), ["C10"]),
    ],
)
def test_each_flavour_is_read_with_these_counts(
    office: Office, flavour: str, counted: tuple[int, int, int], cells: list[str]
):
    office.at("awaiting_employer")
    roster = uploaded(office, flavour)
    found = [problem["cell"] for problem in roster.problems]
    assert ((roster.good_count, roster.bad_count, roster.duplicate_count), found) == (counted, cells)


@pytest.mark.parametrize("first", ["clean", "messy", "csv", "twice"])
@pytest.mark.parametrize(
    ("flavour", "told"),
    [
        ("clean", (0, 0, EVERYBODY, 0, 0)),
        ("messy", (0, 0, EVERYBODY, 0, 0)),
        ("csv", (0, 0, EVERYBODY, 0, 0)),
        ("ruined", (0, 0, EVERYBODY - 1, 1, 1)),
        ("twice", (0, 0, EVERYBODY, 0, 1)),
    ],
)
def test_whatever_happens_to_a_file_it_says_the_same_of_everybody(
    office: Office, first: str, flavour: str, told: tuple[int, ...]
):
    office.at("awaiting_employer")
    actions.commit(uploaded(office, first), by=office.hr)
    assert counts(uploaded(office, flavour)) == told


def test_who_is_listed_already_is_unchanged_and_who_states_something_else_changed(office: Office):
    rosters.commit(
        office.employer,
        rosters.row("李默", contract="无固定期限", place="", months=""),
        rosters.row("Anna Lind", "C01X00T47", place="成都"),
        rosters.row("离职者", left_on="2026-08-01"),
        rosters.row("待核实", office.at("awaiting_employer").person.identity_number, hired_on="2026-06-15"),
        by=office.hr,
    )
    assert counts(uploaded(office, "csv")) == (len(COLLEAGUES) + 1, 1, 2, 0, 0)


@pytest.mark.parametrize("flavour", ["clean", "messy", "csv"])
def test_a_roster_verifies_a_passport_holder_without_a_click(office: Office, flavour: str):
    application = expert(office)
    actions.commit(uploaded(office, flavour), by=office.hr)
    run_outbox()
    assert fresh(application).status == "awaiting_review"


def test_the_number_that_excel_ruins_is_a_citizens(office: Office):
    expert(office)
    assert [problem["cell"] for problem in uploaded(office, "ruined").problems] == ["C3"]


def test_the_text_file_is_what_a_chinese_excel_writes(office: Office):
    text = FLAVOURS["csv"].content(staff_of(office.employer)).decode("gb18030")
    lines = text.split("\r\n")
    assert (lines[0], lines[1], lines[-2], "赵\u3000㛃" in text) == (
        "在职人员花名册,,,,,,,",
        ",,,,,,,",
        ",,,,,,,",
        True,
    )


def test_the_roster_lists_who_awaits_verification_then_who_is_listed_then_made_up_colleagues(office: Office):
    rosters.commit(office.employer, rosters.row("李默"), by=office.hr)
    waiting = [application.person.name for application in (office.at("awaiting_employer"), expert(office))]
    found = [person.name for person in staff_of(office.employer)]
    assert (sorted(found[:2]), found[2:]) == (sorted(waiting), ["李默", *COLLEAGUES, EXPERT])


def test_the_command_writes_the_file_and_never_over_another(office: Office, tmp_path: Path):
    path = tmp_path / "花名册.xlsx"
    call_command("demo_roster", employer=office.employer.credit_code, output=path, stdout=io.StringIO())
    written = path.read_bytes()
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer=office.employer.name, flavour="messy", output=path)
    assert (path.read_bytes() == written, "已存在" in str(refusal.value)) == (True, True)


def test_the_file_is_named_after_its_flavour_and_kind(office: Office, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for flavour in FLAVOURS:
        call_command("demo_roster", employer=office.employer.name, flavour=flavour, stdout=io.StringIO())
    assert sorted(path.name for path in tmp_path.glob("花名册_*")) == [
        "花名册_clean.xlsx",
        "花名册_csv.csv",
        "花名册_messy.xlsx",
        "花名册_ruined.xlsx",
        "花名册_twice.xlsx",
    ]


def test_an_employer_that_is_not_listed_is_named(office: Office, tmp_path: Path):
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer="没有的单位", output=tmp_path / "x.xlsx")
    assert "没有的单位" in str(refusal.value)


def test_made_up_files_are_refused_beside_real_data(settings, tmp_path: Path):
    settings.DEMO = False
    with pytest.raises(CommandError) as refusal:
        call_command("demo_roster", employer="一汽", output=tmp_path / "x.xlsx")
    assert (str(refusal.value), Application.objects.count()) == ("只有演示环境可以生成演示文件。", 0)
