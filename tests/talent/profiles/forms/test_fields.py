"""Days, names and months as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from talent.profiles.forms.fields import DayField, MonthsField, NameField, TextField, YesNoField

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 7, 1)


@pytest.mark.parametrize("text", ["2026-07-01", "2026/7/1", "2026.7.1", "20260701", "2026年7月1日", "２０２６-07-01"])
def test_a_day_is_read_however_it_is_written(text: str):
    assert DayField().clean(text) == DAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-29", "请填写真实存在的日期，例如 2026-07-01。"),
        ("昨天", "请填写真实存在的日期，例如 2026-07-01。"),
        ("1899-12-31", "日期不能早于 1900 年。"),
        ("0001-01-01", "日期不能早于 1900 年。"),
        ("2026-11-24", "日期不能晚于今天。"),
    ],
)
def test_a_day_that_cannot_be_is_refused(text: str, said: str):
    with pytest.raises(ValidationError) as refusal:
        DayField().clean(text)
    assert refusal.value.messages == [said]


def test_a_leap_day_is_a_day():
    assert DayField().clean("2000-02-29") == dt.date(2000, 2, 29)


def test_a_day_to_come_is_taken_where_it_may_be():
    assert DayField(future=True).clean("2027-01-01") == dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  阿依古丽·买买提 ", "阿依古丽·买买提"),
        ("何㛃", "何㛃"),
        ("𠮷田", "𠮷田"),
        ("O’Brien-Smith, Jr.", "O’Brien-Smith, Jr."),
        ("Ａｎｎａ　Ｍüller", "Anna Müller"),
        ("محمد", "محمد"),
        ("李\u202e明\u200b", "李明"),
        ("李\x00明", "李明"),
        ("⼩明", "小明"),
        ("王\ue5e5", "王\ue5e5"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_nobody_sees(typed: str, kept: str):
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["李明1", "李明😀", "<b>", "=1+1", "@李明", "李_明"])
def test_a_name_with_what_no_name_has_is_refused(typed: str):
    with pytest.raises(ValidationError) as refusal:
        NameField().clean(typed)
    assert [error.code for error in refusal.value.error_list] == ["name"]


def test_a_name_of_dots_is_none():
    with pytest.raises(ValidationError) as refusal:
        NameField().clean("···")
    assert refusal.value.messages == ["请照证件填写姓名。"]


def test_text_of_nothing_to_see_is_missing():
    with pytest.raises(ValidationError) as refusal:
        TextField().clean("\u200b\u202e \u3000")
    assert [error.code for error in refusal.value.error_list] == ["required"]


@pytest.mark.parametrize("typed", ["36", "３６", " 36 "])
def test_months_are_read_in_any_width(typed: str):
    assert MonthsField().clean(typed) == 36


@pytest.mark.parametrize("typed", ["-1", "601", "9" * 5000, "三年", "3.5", "1e3"])
def test_months_that_cannot_be_are_refused(typed: str):
    with pytest.raises(ValidationError):
        MonthsField().clean(typed)


def test_no_answer_is_unknown_and_never_no():
    field = YesNoField(required=False)
    assert [field.clean(answer) for answer in ("yes", "no", "")] == [True, False, None]
