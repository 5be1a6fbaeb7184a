"""Nothing of an answer file is passed over in silence: other sheets, other headings, rows, and people left out."""

from __future__ import annotations

import uuid

import openpyxl
import pytest
from django.test import Client

from subsidies.crosschecks import actions
from subsidies.crosschecks.models import AnswerFile, CrossCheck
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office
from tests.subsidies.crosschecks.conftest import HEADER, drawn, under_review

pytestmark = pytest.mark.django_db
ALL_AGREE = "答复都与填写一致，或者以前已经登记过。"


@pytest.fixture
def three(office: Office) -> CrossCheck:
    """A list of three people with six months each."""
    for _ in range(3):
        under_review(office, 6)
    return drawn(office)


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.reviewer)
    return client


def one_sheet_each(book: openpyxl.Workbook) -> None:
    """The second person's row on a sheet of its own, and the third's gone."""
    second = book.copy_worksheet(book.active)
    second.title = "二季度"
    second.delete_rows(HEADER + 1)
    second.delete_rows(HEADER + 2)
    book.active.delete_rows(HEADER + 2, 2)


def shown(desk: Client, answers: AnswerFile) -> str:
    return desk.get(f"/crosschecks/answers/{answers.pk}/").content.decode()


def numbers(crosscheck: CrossCheck) -> list[str]:
    return list(crosscheck.rows.order_by("sequence").values_list("application__number", flat=True))


def test_a_second_sheet_and_people_left_out_are_named_and_nothing_is_called_in_order(desk: Client, read, three):
    page = shown(desk, read(three, 6, 6, 6, by_hand=one_sheet_each))
    first, second, third = numbers(three)
    assert (
        [
            "只读了“比对名单”。其他工作表也有同样的表头：二季度。" in page,
            "名单上有 2 人，文件里没有" in page,
            ALL_AGREE in page,
        ],
        [number in page for number in (first, second, third)],
    ) == ([True, True, False], [False, True, True])


def test_whoever_answered_before_is_not_missing_from_a_later_file(desk: Client, office: Office, read, three):
    actions.enter(read(three, 6, 6, 6, by_hand=one_sheet_each), by=office.reviewer)
    later = read(three, None, 6, 6, by_hand=lambda book: book.active.delete_rows(HEADER + 1))
    assert (later.remarks["missing"], ALL_AGREE in shown(desk, later)) == ([], True)


def test_a_file_with_everybody_that_agrees_says_so(desk: Client, read, three):
    answers = read(three, 6, 6, 6)
    page = shown(desk, answers)
    assert (answers.remarks, ALL_AGREE in page, "没有读取" in page) == (
        {
            "sheet": "比对名单",
            "other_sheets": [],
            "ignored": [],
            "ignored_count": 0,
            "unread_headings": [],
            "missing": [],
        },
        True,
        False,
    )


def test_an_answer_column_under_another_heading_is_refused_by_name(office: Office, fill, three):
    file = fill(three, 2, 2, 2, cells={f"F{HEADER}": "参保情况"})
    with pytest.raises(ActionRefused) as refused:
        actions.read_file(three, file, file_name="x.xlsx", pk=uuid.uuid4(), by=office.reviewer)
    assert (str(refused.value), AnswerFile.objects.count()) == (
        "工作表“比对名单”里没有“连续缴费月数”一列，不知道哪一列是答复。"
        "现有的列：序号、受理编号、姓名、证件类型、证件号码、参保情况、备注。"
        "请把写有答复的那一列的列名改为“连续缴费月数”，再重新上传。",
        0,
    )


def test_a_column_of_the_department_s_own_and_rows_about_nobody_are_told(desk: Client, read, three):
    cells = {f"H{HEADER}": "参保情况", "H5": "欠缴两个月", "A9": "合计", "B9": "3人"}
    answers = read(three, 6, 6, 6, cells=cells)
    page = shown(desk, answers)
    assert (
        answers.remarks["unread_headings"],
        answers.remarks["ignored"],
        "参保情况。如果答复写在这些列里，请改好列名后重新上传。" in page,
        "跳过 1 行" in page,
    ) == (["参保情况"], [9], True, True)


def test_of_a_file_read_before_remarks_were_kept_nothing_is_claimed(desk: Client, read, three):
    answers = read(three, 6, 6, 6)
    AnswerFile.objects.update(remarks=None)
    assert ALL_AGREE not in shown(desk, answers)


@pytest.mark.parametrize("left_out", [1, 3])
def test_any_number_left_out_costs_the_same_queries(
    desk: Client, office: Office, read, left_out: int, django_assert_num_queries
):
    for _ in range(left_out + 1):
        under_review(office, 6)
    answers = read(drawn(office), 6, by_hand=lambda book: book.active.delete_rows(HEADER + 2, left_out))
    shown(desk, answers)
    with django_assert_num_queries(5):
        shown(desk, answers)
