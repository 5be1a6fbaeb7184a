"""The words of a message."""

import datetime as dt

import pytest

from talent.notifications import texts

AT = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
CONTEXT = {"name": "<李明>", "until": dt.date(2026, 11, 30), "parts": ["a&b", 3]}


def test_the_first_line_is_the_title_and_nothing_is_escaped():
    assert texts.render("greeting", CONTEXT, "zh-hans") == texts.Text("消息：<李明>", "2026年11月30日\n\na&b;3;")


def test_the_language_is_the_recipients():
    assert texts.render("greeting", CONTEXT, "en").body == "30 November 2026\n\na&b;3;"


def test_an_sms_is_the_title_and_where_to_read_on():
    expected = "消息：<李明>。请登录长春国际汽车城人才补贴网站查看详情。"
    assert texts.render_sms("greeting", CONTEXT, "zh-hans") == expected


def test_a_text_of_its_own_for_mobile_phones_is_one_line():
    assert texts.render_sms("shout", {"name": "李明"}, "zh-hans") == "短 信 李明"


@pytest.mark.parametrize("code", ["gone", "../greeting", "Greeting", ""])
def test_a_template_that_does_not_exist_is_refused(code):
    with pytest.raises(texts.UnknownTemplate) as error:
        texts.require(code)
    assert str(error.value).removesuffix(".txt") == code


def test_days_and_instants_survive_packing():
    context = {
        "day": dt.date(2026, 1, 2),
        "at": AT,
        "list": [dt.date(2026, 1, 3), "x"],
        "n": 5,
        "none": None,
        "yes": True,
    }
    assert texts.unpack(texts.pack(context)) == context


def test_other_values_are_packed_as_their_words():
    assert texts.pack({"error": ValueError("x")}) == {"error": "x"}
