"""Amounts, days and personal numbers as people see them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from talent.ui import formatting
from talent.ui.templatetags import ui


def test_yuan_groups_thousands_and_names_the_unit() -> None:
    assert formatting.yuan(1_250_000) == "1,250,000 元"


def test_a_missing_amount_is_a_dash_but_zero_is_an_amount() -> None:
    assert (formatting.yuan(None), formatting.yuan(0)) == ("—", "0 元")


def test_a_day_reads_in_the_language_of_the_page() -> None:
    with translation.override("zh-hans"):
        chinese = formatting.day(date(2026, 11, 3))
    with translation.override("en"):
        english = formatting.day(date(2026, 11, 3))
    assert (chinese, english) == ("2026年11月3日", "3 November 2026")


def test_an_instant_counts_in_local_time_even_across_midnight() -> None:
    instant = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert formatting.moment(instant) == "2026年11月24日 01:05"
        assert formatting.day(instant) == "2026年11月24日"
    assert formatting.iso_moment(instant) == "2026-11-24 01:05"
    assert formatting.iso_day(instant) == "2026-11-24"


@pytest.mark.parametrize("show", [formatting.day, formatting.moment, formatting.iso_day, formatting.iso_moment])
def test_a_missing_day_is_a_dash(show) -> None:
    assert show(None) == "—"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
            "Chrome（Windows）",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge（Windows）"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0", "微信（Android）"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari（iPhone）"),
        ("Firefox", "Firefox"),
        ("curl/8.0", "curl/8.0"),
        ("", "—"),
    ],
)
def test_a_browser_is_named_as_its_owner_would(user_agent: str, words: str) -> None:
    with translation.override("zh-hans"):
        assert formatting.browser(user_agent) == words


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (ui.mask_document, "220102199003071234", "2201**********1234"),
        (ui.mask_document, "E1234567", "E****567"),
        (ui.mask_phone, "+8613800138000", "138****8000"),
        (ui.mask_account, "6222021234567890123", "**** 0123"),
    ],
)
def test_masks_hide_the_middle(mask, value: str, shown: str) -> None:
    assert mask(value) == shown


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ["人", "人", "人"]), ("en", ["person", "people", "people"])]
)
def test_one_thing_is_counted_in_the_singular_where_the_language_has_one(language: str, words: list[str]) -> None:
    with translation.override(language):
        assert [formatting.unit_for(translation.gettext("人"), count) for count in (1, 0, 12)] == words


def test_an_unknown_unit_stays_as_it_is() -> None:
    assert formatting.unit_for("元", 1) == "元"


def test_a_month_reads_in_the_language_of_the_page() -> None:
    words = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.append(formatting.month(date(2026, 2, 1)))
    assert words == ["2 月", "February"]
