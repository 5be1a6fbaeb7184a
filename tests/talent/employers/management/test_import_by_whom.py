"""Whose statement a roster is that is committed on the command line without a name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from talent.employers.models import Employer, Roster
from tests.factories import make_employer
from tests.talent.employers.management.test_import_roster import kept, run, written
from tests.talent.employers.rosters import hr_of, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def employer() -> Employer:
    return make_employer(name="长春样例汽车有限公司", parent=make_employer())


def test_the_only_officer_of_the_unit_commits_and_is_named(tmp_path: Path, employer: Employer):
    assert employer.parent is not None
    hr_of(employer.parent, email="group@example.cn")
    hr_of(employer, email="shut@example.cn", is_active=False)
    hr_of(employer, email="nobody@example.cn", natural_person=None)
    only = hr_of(employer, email="hr@example.cn")
    status, told = run(written(tmp_path, row()), employer.credit_code, "--commit")
    assert (status, told["status"], told["by"], Roster.objects.get().committed_by) == (
        0,
        "committed",
        "hr@example.cn",
        only,
    )


def test_people_read_who_commits(tmp_path: Path, employer: Employer):
    hr_of(employer, email="hr@example.cn")
    out = io.StringIO()
    call_command(
        "import_roster", str(written(tmp_path, row())), "--employer", employer.credit_code, "--commit", stdout=out
    )
    assert out.getvalue().splitlines()[1] == "by: hr@example.cn"


def test_of_several_officers_one_has_to_be_named(tmp_path: Path, employer: Employer):
    assert employer.parent is not None
    hr_of(employer.parent, email="group@example.cn")
    hr_of(employer, email="b@example.cn")
    hr_of(employer, email="a@example.cn")
    status, told = run(written(tmp_path, row()), employer.credit_code, "--commit")
    emails = "a@example.cn、b@example.cn、group@example.cn"
    assert (status, told["refused"], kept()) == (
        1,
        f"确认导入要写明由谁办理：请加上 --as 和人事的邮箱，可以是 {emails}。",
        (0, 0),
    )


def test_the_officer_of_the_group_is_not_taken_unasked(tmp_path: Path, employer: Employer):
    assert employer.parent is not None
    hr_of(employer.parent, email="group@example.cn")
    _status, told = run(written(tmp_path, row()), employer.credit_code, "--commit")
    assert told["refused"] == "确认导入要写明由谁办理：请加上 --as 和人事的邮箱，可以是 group@example.cn。"


def test_a_unit_without_officers_is_told_to_get_one(tmp_path: Path, employer: Employer):
    status, told = run(written(tmp_path, row()), employer.credit_code, "--commit")
    assert (status, told["refused"]) == (1, "本单位和上级单位都没有可以办理的人事账号，请先请账号管理员设立。")
