"""A heading that an officer explained once is known in the next file of the unit and of those below it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client

from talent.audit.models import AuditEvent
from talent.employers import actions
from talent.employers.forms import MissingHeadingsForm
from talent.employers.headings import columns_in_words, columns_of, meanings_of
from talent.employers.imports.roster_columns import COLUMNS
from talent.employers.models import Employer, HeadingMeaning, Roster
from talent.spreadsheets.errors import FoundColumn
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import HEADER, hr_of, roster_file, row, upload
from tests.talent.spreadsheets.builders import xlsx

pytestmark = pytest.mark.django_db
ODD = ["员工", "ID", "进入集团日", *HEADER[3:]]
MEANT = {"员工": "name", "ID": "identity_number", "进入集团日": "hired_on"}


@pytest.fixture
def employer() -> Employer:
    return make_employer()


@pytest.fixture
def desk(client: Client, employer: Employer) -> Client:
    client.force_login(hr_of(employer))
    return client


def explain(employer: Employer, meant: dict[str, str] = MEANT) -> None:
    officer = hr_of(employer)
    for heading, column in meant.items():
        actions.explain_heading(employer, heading, column, by=officer)


def test_without_it_the_file_is_refused_with_what_is_missing_and_what_is_there(employer: Employer):
    with pytest.raises(actions.HeadingsNotKnown) as refused:
        actions.preview(employer, roster_file(row(), header=ODD), file_name="x.xlsx", by=hr_of(employer))
    assert (refused.value.missing, [column.heading for column in refused.value.columns]) == (
        ("name", "identity_number", "hired_on"),
        ODD,
    )


def test_a_header_of_which_nothing_is_known_is_asked_about_as_well(employer: Employer):
    file = xlsx(("表", [["2026年花名册"], ["员工", "ID", "进入集团日"], ["李明", "1", "2026-07-01"]]))
    with pytest.raises(actions.HeadingsNotKnown) as refused:
        actions.preview(employer, file, file_name="x.xlsx", by=hr_of(employer))
    assert (str(refused.value), refused.value.columns) == (
        "没有认出表头，看上去是工作表“表”第 2 行。缺少必填的列：姓名、身份证号码、入职日期。"
        "请找到对应的列，把表头改成这些名称之一后再上传。",
        (
            FoundColumn("员工", ("李明",)),
            FoundColumn("ID", ("1",)),
            FoundColumn("进入集团日", ("2026-07-01",)),
        ),
    )


def test_a_header_of_which_nothing_is_known_is_read_once_it_is_explained(employer: Employer):
    explain(employer)
    file = xlsx(("表", [list(MEANT), ["李明", make_identity_number(), "2026-07-01"]]))
    roster = actions.preview(employer, file, file_name="x.xlsx", by=hr_of(employer))
    assert (roster.good_count, roster.bad_count) == (1, 0)


def test_several_are_explained_or_none(employer: Employer):
    with pytest.raises(ActionRefused):
        actions.explain_headings(employer, [("员工", "name"), ("姓名", "hired_on")], by=hr_of(employer))
    with pytest.raises(ActionRefused, match="列名“ID”不能同时指两项内容"):
        actions.explain_headings(employer, [("ID", "name"), ("ID ", "identity_number")], by=hr_of(employer))
    assert HeadingMeaning.objects.count() == 0


def test_explained_once_it_is_read(employer: Employer):
    explain(employer)
    roster = actions.preview(employer, roster_file(row(), row(), header=ODD), file_name="x.xlsx", by=hr_of(employer))
    assert (roster.good_count, roster.bad_count) == (2, 0)


def test_an_optional_column_is_read_too(employer: Employer):
    explain(employer, {"养老保险月数": "insured_months"})
    header = ["养老保险月数" if heading == "社保连续缴费月数" else heading for heading in HEADER]
    roster = actions.preview(employer, roster_file(row(), header=header), file_name="x.xlsx", by=hr_of(employer))
    assert (roster.entries.get().insured_months, roster.remarks["unread_headings"]) == (4, [])


def test_it_holds_for_the_units_below_and_not_for_others(employer: Employer):
    explain(employer)
    below = make_employer(parent=employer)
    assert (meanings_of(below), meanings_of(make_employer()), columns_of(make_employer())) == (MEANT, {}, COLUMNS)


def test_the_nearest_unit_s_word_counts(employer: Employer):
    below = make_employer(parent=employer)
    explain(employer, {"日期一": "hired_on"})
    explain(below, {"日期一": "left_on"})
    assert (meanings_of(below), meanings_of(employer)) == ({"日期一": "left_on"}, {"日期一": "hired_on"})


def test_the_last_word_counts(employer: Employer):
    explain(employer, {"日期一": "hired_on"})
    explain(employer, {"日期一": "left_on"})
    assert meanings_of(employer) == {"日期一": "left_on"}


@pytest.mark.parametrize(
    ("heading", "column", "told"),
    [
        ("员工", "salary", "请选择这一列是什么内容。"),
        (" ", "name", "请填写花名册表头里的列名，不超过 60 个字，不要填写人员信息。"),
        ("长" * 61, "name", "请填写花名册表头里的列名，不超过 60 个字，不要填写人员信息。"),
        ("220102199003078888", "name", "请填写花名册表头里的列名，不超过 60 个字，不要填写人员信息。"),
        ("职工 姓名：", "hired_on", "“职工 姓名：”系统已经能识别为“姓名”，不用设置。"),
    ],
)
def test_what_cannot_be_explained_is_refused(employer: Employer, heading: str, column: str, told: str):
    with pytest.raises(ActionRefused) as refused:
        actions.explain_heading(employer, heading, column, by=hr_of(employer))
    assert (str(refused.value), HeadingMeaning.objects.count()) == (told, 0)


def test_another_unit_s_officer_explains_and_forgets_nothing(employer: Employer):
    stranger = hr_of(make_employer())
    with pytest.raises(ActionRefused):
        actions.explain_heading(employer, "员工", "name", by=stranger)
    explain(employer, {"员工": "name"})
    with pytest.raises(ActionRefused):
        actions.forget_heading(HeadingMeaning.objects.get(), by=stranger)
    assert HeadingMeaning.objects.count() == 1


# The pages


def test_a_file_with_odd_headings_asks_and_reads_the_next_time(desk: Client, employer: Employer):
    page = "/employer/rosters/new/"
    file = roster_file(row(), header=ODD)
    asked = desk.post(page, {"employer": employer.pk, "file": upload(file)})
    chosen = {f"meaning-{column}": heading for heading, column in MEANT.items()}
    read = desk.post(page, {"employer": employer.pk, "file": upload(file)} | chosen, follow=True)
    again = desk.post(page, {"employer": employer.pk, "file": upload(file)}, follow=True)
    assert [
        "哪一列是“姓名”？" in asked.content.decode(),
        [choice for choice, _label in asked.context["mapping"].fields["name"].choices][1:4],
        read.status_code,
        Roster.objects.count(),
        "/employer/rosters/new/" in again.request["PATH_INFO"],
    ] == [True, ODD[:3], 200, 2, False]


def test_the_page_shows_each_column_with_its_first_rows_and_what_it_is_recognised_as(desk: Client, employer: Employer):
    header = ["员工", "身份证号码", "进入集团日", None, "入职日期"]
    rows = [[f"李{n}", f"22010219900307{n}", 46204.0, None, dt.date(2026, 7, n).isoformat()] for n in range(1, 5)]
    file = roster_file(*rows, header=header)
    asked = desk.post("/employer/rosters/new/", {"employer": employer.pk, "file": upload(file)})
    assert (asked.context["columns"], [field.name for field in asked.context["mapping"].asked]) == (
        [
            ("员工", ("李1", "李2", "李3"), ""),
            ("身份证号码", ("2201*******3071", "2201*******3072", "2201*******3073"), "身份证号码"),
            ("进入集团日", ("46204",) * 3, ""),
            ("入职日期", ("2026-07-01", "2026-07-02", "2026-07-03"), "入职日期"),
        ],
        ["name"],
    )


def test_optional_columns_are_explained_on_the_same_page_where_headings_are_left(desk: Client, employer: Employer):
    page, header = "/employer/rosters/new/", [*ODD[:3], "签了多久", *HEADER[4:]]
    asked = desk.post(page, {"employer": employer.pk, "file": upload(roster_file(row(), header=header))})
    chosen = {f"meaning-{column}": heading for heading, column in (MEANT | {"签了多久": "contract"}).items()}
    desk.post(page, {"employer": employer.pk, "file": upload(roster_file(row(), header=header))} | chosen)
    offered = [field.name for field in asked.context["mapping"].optional]
    assert (
        [key in offered for key in ("contract", "employer", "name", "works_in_city")],
        "（选填）" in asked.content.decode(),
        Roster.objects.get().entries.get().contract_months,
    ) == ([True, True, False, False], True, 36)


def test_no_optional_column_is_asked_about_where_no_heading_is_left_for_it(desk: Client, employer: Employer):
    file = upload(roster_file(row(), header=["员工", *HEADER[1:]]))
    asked = desk.post("/employer/rosters/new/", {"employer": employer.pk, "file": file})
    assert ([*asked.context["mapping"].fields], "（选填）" in asked.content.decode()) == (["name"], False)


def test_one_heading_for_two_columns_is_refused_on_the_page_and_nothing_is_kept(desk: Client, employer: Employer):
    chosen = {"meaning-name": "员工", "meaning-identity_number": "员工", "meaning-hired_on": "进入集团日"}
    data = {"employer": employer.pk, "file": upload(roster_file(row(), header=ODD))} | chosen
    response = desk.post("/employer/rosters/new/", data)
    assert (response.context["form"].errors["file"], HeadingMeaning.objects.count(), Roster.objects.count()) == (
        ["列名“员工”不能同时指两项内容，请重新选择。"],
        0,
        0,
    )


def test_the_page_of_headings_remembers_and_forgets(desk: Client, employer: Employer):
    page = "/employer/rosters/headings/"
    empty = desk.get(page).content.decode()
    said = desk.post(page, {"employer": employer.pk, "heading": "员工", "column": "name"}, follow=True).content.decode()
    meaning = HeadingMeaning.objects.get()
    gone = desk.post(f"{page}{meaning.pk}/forget/", follow=True).content.decode()
    verbs = list(
        AuditEvent.objects.filter(verb__startswith="roster.heading").order_by("id").values_list("verb", flat=True)
    )
    assert [
        "还没有设置过列名对照" in empty, "已记住列名“员工”" in said, "已删除列名对照。" in gone, verbs,
    ] == [True, True, True, ["roster.heading_explained", "roster.heading_forgotten"]]  # fmt: skip


def test_another_unit_s_heading_is_neither_shown_nor_found(desk: Client):
    other = make_employer()
    explain(other, {"员工": "name"})
    shown = "员工" in desk.get("/employer/rosters/headings/").content.decode()
    found = desk.post(f"/employer/rosters/headings/{HeadingMeaning.objects.get().pk}/forget/").status_code
    assert (shown, found, desk.post(f"/employer/rosters/headings/{uuid.uuid4()}/forget/").status_code) == (
        False,
        404,
        404,
    )


def test_what_is_wrong_is_said_at_the_field(desk: Client, employer: Employer):
    response = desk.post(
        "/employer/rosters/headings/", {"employer": employer.pk, "heading": "姓名", "column": "hired_on"}
    )
    assert response.context["form"].errors["heading"] == ["“姓名”系统已经能识别为“姓名”，不用设置。"]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_queries_for_any_number(desk: Client, employer, count: int, django_assert_num_queries):
    explain(employer, {f"列{number}": "name" for number in range(count)})
    desk.get("/employer/rosters/headings/")
    with django_assert_num_queries(9):
        desk.get("/employer/rosters/headings/")


def test_the_first_cells_of_a_file_that_is_asked_about_show_no_whole_number():
    number, phone = "220102199003071234", "13800138000"
    columns = [
        FoundColumn("姓名", ("李明", "王芳"), "name"),
        FoundColumn("证件号", (number, "E12345678"), "identity_number"),
        FoundColumn("本人号码", (number, ""), None),
        FoundColumn("联系", (phone, f"王芳 {phone}"), None),
        FoundColumn("手机", ("+86 138 0013 8000",), "phone"),
        FoundColumn("到单位的日子", ("2021-07-01", "20210701"), None),
        FoundColumn(number, ("x",), None),
    ]
    shown = [(column.heading, column.samples) for column in columns_in_words(columns)]
    assert shown == [
        ("姓名", ("李明", "王芳")),
        ("证件号", ("2201**********1234", "E*****678")),
        ("本人号码", ("2201**********1234", "")),
        ("联系", ("138****8000", "王芳 138****8000")),
        ("手机", ("138****8000",)),
        ("到单位的日子", ("2021-07-01", "20210701")),
        ("2201**********1234", ("x",)),
    ]


def test_a_number_that_stands_where_a_heading_should_is_not_offered_as_one():
    columns = [FoundColumn("220102199003071234", ("x",), None), FoundColumn("入职的日子", ("x",), None)]
    form = MissingHeadingsForm(missing=["hired_on"], columns=columns)
    assert [value for value, _words in form.fields["hired_on"].choices] == ["", "入职的日子"]
