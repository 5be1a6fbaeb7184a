"""The command that imports a roster as the page does."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.employers.headings import meanings_of
from talent.employers.models import Employer, HeadingMeaning, Roster, RosterEntry
from tests.factories import make_employer, make_identity_number, make_user
from tests.talent.employers import rosters
from tests.talent.employers.rosters import HEADER, commit, hr_of, roster_file, row
from tests.talent.spreadsheets.builders import xlsx

pytestmark = pytest.mark.django_db
NUMBER = "22018419990101000X"
"""Looks like an identity number and is none: its check digit is wrong."""


@pytest.fixture
def employer() -> Employer:
    return make_employer(name="长春样例汽车有限公司")


@pytest.fixture
def hr(employer: Employer) -> User:
    return hr_of(employer)


def written(folder: Path, *rows: list[Any]) -> Path:
    file = folder / "花名册.xlsx"
    file.write_bytes(roster_file(*rows).getvalue())
    return file


def run(file: Path, code: str, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit status and what was printed."""
    out, status = io.StringIO(), 0
    try:
        call_command("import_roster", str(file), "--employer", code, "--json", *options, stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(out.getvalue())


def kept() -> tuple[int, int]:
    return Roster.objects.count(), RosterEntry.objects.in_force().count()


def counted(**counts: int) -> dict[str, int]:
    """The counts of a report: those that are not named are none."""
    return dict.fromkeys(("new", "changed", "unchanged", "wrong", "duplicates", "missing", "moved"), 0) | counts


def of_every_kind(employer: Employer) -> list[list[Any]]:
    """Rows of every kind, after an earlier roster of the employer that counts."""
    changed, same, gone = (make_identity_number() for _ in range(3))
    rosters.commit(employer, row("甲", changed, months=3), row("乙", same), row("丙", gone))
    again = row("乙", same)
    return [row("甲", changed, months=4), again, row("丁"), row("戊", NUMBER), again]


def test_a_clean_roster_counts_by_one_command(tmp_path: Path, employer: Employer, hr: User):
    status, told = run(written(tmp_path, row(), row()), employer.credit_code, "--as", hr.email, "--commit")
    assert (status, told["status"], told["counts"], kept()) == (0, "committed", counted(new=2), (1, 2))
    assert list(AuditEvent.objects.filter(object_id=told["roster"]).values_list("verb", "actor").order_by("pk")) == [
        ("roster.preview", hr.pk),
        ("roster.commit", hr.pk),
    ]


def test_each_kind_is_counted_whether_the_file_is_read_kept_or_committed(tmp_path: Path, employer: Employer, hr: User):
    file = written(tmp_path, *of_every_kind(employer))
    told = [run(file, employer.credit_code, *how) for how in ([], ["--as", hr.email], ["--as", hr.email, "--commit"])]
    every_kind = counted(new=1, changed=1, unchanged=1, wrong=1, duplicates=1, missing=1)
    assert [(status, each["status"], each["counts"]) for status, each in told] == [
        (2, "read", every_kind),
        (2, "preview", every_kind),
        (2, "committed", every_kind),
    ]


def test_without_a_name_nothing_is_kept(tmp_path: Path, employer: Employer):
    status, told = run(written(tmp_path, row()), employer.credit_code)
    assert (status, told["status"], told["roster"], kept()) == (0, "read", "", (0, 0))
    assert AuditEvent.objects.count() == 0


def test_with_a_name_alone_it_is_a_preview_for_the_page(tmp_path: Path, employer: Employer, hr: User):
    _status, told = run(written(tmp_path, row()), employer.credit_code, "--as", hr.email)
    assert (told["status"], Roster.objects.visible_to(hr).get(pk=told["roster"]).status, kept()) == (
        "preview",
        "preview",
        (1, 0),
    )


def test_every_problem_is_told_with_sheet_cell_value_message_and_fix_and_no_number(tmp_path: Path, employer: Employer):
    same = row("丙")
    status, told = run(written(tmp_path, row("甲", NUMBER), row("乙", hired_on="去年夏天"), same, same), employer.name)
    assert (status, told["problems"]) == (
        2,
        [
            {
                "sheet": "在职",
                "cell": "B2",
                "value": "［已隐去］",
                "message": "号码与校验位不符，多半是有一位写错了，请对照证件逐位核对。",
                "fix": "",
            },
            {
                "sheet": "在职",
                "cell": "C3",
                "value": "去年夏天",
                "message": "这不是可以识别的日期。",
                "fix": "请写成“2021-07-01”这样的年、月、日。",
            },
            {
                "sheet": "在职",
                "cell": "B5",
                "value": "［已隐去］",
                "message": "与第 4 行重复。",
                "fix": "已导入前一行，这一行可以删去。",
            },
        ],
    )


def test_more_problems_than_a_page_keeps_are_all_told(tmp_path: Path, employer: Employer, hr: User):
    file = written(tmp_path, *(row(number="1") for _ in range(250)))
    _status, told = run(file, employer.credit_code, "--as", hr.email)
    assert (len(told["problems"]), told["problems"][-1]["cell"]) == (250, "B251")


def test_what_was_not_read_is_told(tmp_path: Path, employer: Employer):
    file = tmp_path / "花名册.xlsx"
    header = [*HEADER[:3], "职级"]
    file.write_bytes(xlsx(("一季度", [header, [*row()[:3], "P7"], ["合计", "1人"]]), ("二季度", [header])).getvalue())
    assert run(file, employer.credit_code)[1]["passed_over"] == {
        "other_sheets": ["二季度"],
        "ignored_rows": [3],
        "unread_headings": ["职级"],
        "lacking_columns": ["合同期限", "是否在长春工作", "社保连续缴费月数"],
    }


def test_a_commit_without_a_good_row_is_refused_with_its_problems_and_keeps_no_preview(
    tmp_path: Path, employer: Employer, hr: User
):
    status, told = run(written(tmp_path, row(number="1")), employer.credit_code, "--as", hr.email, "--commit")
    assert (status, told["status"], told["refused"], len(told["problems"]), kept()) == (
        1,
        "refused",
        "没有可以导入的行。请按提示修改文件后重新上传。",
        1,
        (0, 0),
    )
    assert AuditEvent.objects.count() == 0


def test_the_officer_of_the_group_imports_for_a_unit_below(tmp_path: Path, employer: Employer, hr: User):
    unit = make_employer(parent=employer)
    status, told = run(written(tmp_path, row()), unit.credit_code, "--as", hr.email.upper(), "--commit")
    assert (status, told["status"], Roster.objects.get().employer) == (0, "committed", unit)


REFUSALS = {
    "no such unit": "名单里没有统一社会信用代码或名称为 91000000000000000X 的单位。",
    "other role": "officer@example.cn 没有为 长春样例汽车有限公司 导入花名册的权限。",
    "other unit": "officer@example.cn 没有为 长春样例汽车有限公司 导入花名册的权限。",
    "shut account": "officer@example.cn 没有为 长春样例汽车有限公司 导入花名册的权限。",
    "no person": "您的账号尚未绑定自然人，不能办理此事项。请联系账号管理员。",
    "nobody listed": "表头下面没有人员。请检查是否选错了文件或工作表。",
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_says_why_and_keeps_nothing(tmp_path: Path, employer: Employer, case: str):
    address = "officer@example.cn"
    match case:
        case "other role":
            make_user(Role.REVIEWER, email=address)
        case "other unit":
            hr_of(make_employer(), email=address)
        case "shut account":
            hr_of(employer, email=address, is_active=False)
        case "no person":
            hr_of(employer, email=address, natural_person=None)
        case _:
            hr_of(employer, email=address)
    code = "91000000000000000X" if case == "no such unit" else employer.credit_code
    file = written(tmp_path, *([] if case == "nobody listed" else [row()]))
    status, told = run(file, code, "--as", address, "--commit")
    assert (status, told["refused"], kept()) == (1, REFUSALS[case], (0, 0))


def test_a_file_that_is_not_there_or_no_spreadsheet_is_refused(tmp_path: Path, employer: Employer):
    text = tmp_path / "a.xlsx"
    text.write_bytes(b"%PDF-1.7\n1 0 obj")
    told = [run(file, employer.credit_code) for file in (tmp_path / "missing.xlsx", tmp_path, text)]
    assert [(status, bool(each["refused"]), each["counts"]) for status, each in told] == [(1, True, {})] * 3


def test_people_of_another_unit_of_the_group_are_named_with_it(tmp_path: Path, employer: Employer, hr: User):
    employer.parent = make_employer()
    employer.save()
    other, line = make_employer(name="甲单位", parent=employer.parent), row()
    commit(other, line)
    file = written(tmp_path, line, row())
    told = [run(file, employer.credit_code, *how)[1] for how in ([], ["--as", hr.email, "--commit"])]
    assert [(each["counts"], each["moved"]) for each in told] == [
        (counted(new=2, moved=1), [{"row": 2, "from": "甲单位"}])
    ] * 2


def test_people_who_moved_are_recorded_with_the_day_of_the_command(tmp_path: Path, employer: Employer, hr: User):
    run(written(tmp_path, row()), employer.credit_code, "--as", hr.email, "--commit", "--arrived-on", "2026-11-02")
    assert Roster.objects.get().arrivals_on == dt.date(2026, 11, 2)


def test_people_read_lines_instead(tmp_path: Path, employer: Employer):
    out = io.StringIO()
    file = written(tmp_path, row("甲", hired_on="去年夏天"), row("乙"))
    with pytest.raises(SystemExit) as ended:
        call_command("import_roster", str(file), "--employer", employer.credit_code, stdout=out)
    assert (ended.value.code, out.getvalue().splitlines()) == (
        2,
        [
            "read: new 1, changed 0, unchanged 0, wrong 1, duplicates 0, missing 0, moved 0",
            "在职 C2\t去年夏天\t这不是可以识别的日期。请写成“2021-07-01”这样的年、月、日。",
        ],
    )


# Headings that are explained on the command line

ODD = ["员工", "ID", "进入集团日", *HEADER[3:]]
MAPPED = ("--map", "员工=姓名", "--map", "ID=identity_number", "--map", "进入集团日=入职时间")


def odd(folder: Path) -> Path:
    file = folder / "花名册.xlsx"
    file.write_bytes(roster_file(row(), header=ODD).getvalue())
    return file


def test_headings_are_explained_for_one_reading_and_not_kept(tmp_path: Path, employer: Employer):
    status, told = run(odd(tmp_path), employer.credit_code, *MAPPED)
    assert (status, told["counts"], HeadingMeaning.objects.count()) == (0, counted(new=1), 0)


def test_headings_are_remembered_when_the_roster_is_kept(tmp_path: Path, employer: Employer, hr: User):
    file = odd(tmp_path)
    first = run(file, employer.credit_code, "--as", hr.email, "--commit", *MAPPED)
    again = run(file, employer.credit_code)
    assert [(status, told["status"], told["counts"]) for status, told in (first, again)] == [
        (0, "committed", counted(new=1)),
        (0, "read", counted(unchanged=1)),
    ]
    assert meanings_of(employer) == {"员工": "name", "ID": "identity_number", "进入集团日": "hired_on"}


def test_a_roster_that_is_refused_leaves_no_explanation(tmp_path: Path, employer: Employer, hr: User):
    file = tmp_path / "花名册.xlsx"
    file.write_bytes(roster_file(row(number=NUMBER), header=ODD).getvalue())
    _status, told = run(file, employer.credit_code, "--as", hr.email, "--commit", *MAPPED)
    assert (told["refused"], kept(), HeadingMeaning.objects.count()) == (
        "没有可以导入的行。请按提示修改文件后重新上传。",
        (0, 0),
        0,
    )


@pytest.mark.parametrize(
    ("mapped", "told"),
    [
        ("员工=工资", "请选择这一列是什么内容。"),
        ("=姓名", "请填写花名册表头里的列名，不超过 60 个字，不要填写人员信息。"),
        ("姓名=入职日期", "“姓名”系统已经能识别为“姓名”，不用设置。"),
    ],
)
def test_what_cannot_be_explained_is_refused(tmp_path: Path, employer: Employer, mapped: str, told: str):
    status, report = run(odd(tmp_path), employer.credit_code, "--map", mapped)
    assert (status, report["refused"]) == (1, told)
