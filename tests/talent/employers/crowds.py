"""Very many people for a roster, made without anything random."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from talent.identifiers.identity_number import check_digit

HEADINGS = ["序号", "姓名", "证件号码", "入职日期", "合同期限", "工作地点", "社保月数", "部门", "岗位", "手机"]
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
FIRST_BORN, DAYS = dt.date(1980, 1, 1), 7_000


def crowd(count: int, *, months: int = 4, first: int = 0) -> Iterator[list[Any]]:
    """So many rows of HEADINGS, each about somebody else; every twentieth has as many insured months as said."""
    for number in range(first, first + count):
        born_on = FIRST_BORN + dt.timedelta(days=number % DAYS)
        stem = f"220102{born_on:%Y%m%d}{number // DAYS:03d}"
        name = FAMILY[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
        insured = months if number % 20 == 0 else number % 40 + 1
        yield [
            number + 1,
            name,
            stem + check_digit(stem),
            f"2026-0{number % 9 + 1}-01",
            "36个月",
            "长春",
            insured,
            f"部门{number % 300}",
            f"岗位{number % 97}",
            f"138{number:08d}",
        ]
