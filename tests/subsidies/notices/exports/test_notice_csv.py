"""The public list as a file."""

from __future__ import annotations

import pytest

from subsidies.notices.exports.notice_csv import notice_csv
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import approved, drawn

pytestmark = pytest.mark.django_db


def test_the_file_has_the_columns_of_the_page_and_a_byte_order_mark(office: Office):
    notice = drawn(office, approved(office, name="何㛃"))
    lines = notice_csv(notice).decode("utf-8").splitlines()
    assert lines == [
        "\ufeff序号,姓名,用人单位,学位层次,事项,金额（元）",
        f"1,何*,{office.employer.name},学士,生活补贴,30000",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_starts_like_a_formula_is_data(office: Office, start: str):
    application = approved(office)
    notice = drawn(office, application)
    notice.entries.update(employer_name=f"{start}HYPERLINK(1)")
    cell = notice_csv(notice).decode("utf-8-sig").splitlines()[1].split(",")[2]
    assert cell.strip('"')[0] == "'"


def test_the_same_notice_gives_the_same_bytes(office: Office):
    notice = drawn(office)
    assert notice_csv(notice) == notice_csv(notice)


def test_what_is_not_listed_is_not_in_the_file(office: Office):
    notice = drawn(office)
    notice.entries.update(listed=False, shown_name="", employer_name="", degree="", benefit="", amount_yuan=None)
    assert len(notice_csv(notice).decode().splitlines()) == 1
