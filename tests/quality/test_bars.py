"""A page that misses a bar says which."""

from __future__ import annotations

import pytest

from tests.quality.bars import Measured


def page(kind: str = "applicant", **found: object) -> Measured:
    good = {"language": "en", "status": 200, "html_language": "en", "weight": 59_000, "requests": 8}
    return Measured("me:home", "applicant", kind, "/me/", **(good | found))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "missed"),
    [
        ({}, []),
        ({"status": 302, "weight": 10**9}, ["answered 302"]),
        ({"expected": 404, "status": 404}, []),
        ({"language": "zh-hans"}, ["html lang is 'en'"]),
        ({"weight": 60_001}, ["60 KB"]),
        ({"kind": "staff", "weight": 150_000, "requests": 20}, []),
        ({"kind": "staff", "weight": 151_000}, ["151 KB"]),
        ({"requests": 9}, ["9 requests"]),
        ({"third_parties": ["example.com"]}, ["loads from example.com"]),
        ({"forgetful": ["/review/1/"]}, ["loses what is typed: /review/1/"]),
        (
            {"too_wide_at": [320], "violations": ["label at 390 px"]},
            ["axe: label at 390 px", "sideways scroll at 320 px"],
        ),
    ],
)
def test_each_missed_bar_is_named(found, missed):
    assert list(page(**found).missed()) == missed
