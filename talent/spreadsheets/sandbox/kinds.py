"""Which rows below the header are about nobody: totals, signatures, notes, examples, numbering, the header again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from talent.spreadsheets.sandbox.headings import Header

IgnoredBecause = Literal["total", "signature", "note", "example", "numbering", "header_again"]

TOTAL: Final = re.compile(
    r"(?:本页|本表|全部|人数|金额|单位)?(?:合计|总计|小计|共计|累计|总人数|总金额)(?:人数|金额|[(（].*|[:：].*)?"
)
SIGNATURE: Final = re.compile(
    r"(?:单位|部门)?(?:制表|填表|填报|审核|复核|经办|审批|负责|打印|导出|编制)(?:人|日期|时间|单位|签字|签名|盖章|[(（].*)?(?:[:：].*)?"
    r"|(?:联系人|联系电话|(?:单位)?(?:盖章|公章)|日期)[:：]?.*|(?:单位|公司|部门)?[(（](?:盖章|公章|签章|签字)[)）].*"
    r"|第\d+页.*|共\d+[人页条].*"
)
NOTE: Final = re.compile(
    r"(?:备注|说明|注|填表说明|填报说明|注意事项|注意)\d?[:：.、].*|(?:填表说明|填报说明|注意事项)"
)
EXAMPLE: Final = re.compile(r"(?:填写)?(?:示例|样例|例|范例|举例)\d?")
DAY_OF_SIGNING: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
IDENTITY: Final = re.compile(r"\d{17}[\dXxＸｘ]")
COUNT: Final = re.compile(r"[\d,.]{1,11}(?:人|笔|条|户|名|元|万元)?|[-—/]+")
NUMBERING_WITHIN: Final = 3
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"


class RowKinds:
    """Sorts rows by what they are; a row that has every required cell is somebody, whatever its first cell says."""

    def __init__(self, header: Header, required: Sequence[int]) -> None:
        self._mapped = frozenset(header.columns.values())
        self._required = tuple(required)
        self._headings = {column: header.headings[column] for column in self._mapped}
        self._numbering_until = header.last_row + NUMBERING_WITHIN

    def ignored(self, row: Sequence[Any], number: int) -> IgnoredBecause | None:
        """Why row ``number`` (from 0) is passed over, or None for a row that is data."""
        if number <= self._numbering_until and _is_numbering(row):
            return "numbering"
        if self._is_header_again(row):
            return "header_again"
        first = next((column for column, cell in enumerate(row) if cell is not None), 0)
        label = row[first]
        return self._labelled(row, first, "".join(label.split())) if isinstance(label, str) else None

    def _labelled(self, row: Sequence[Any], first: int, words: str) -> IgnoredBecause | None:
        if EXAMPLE.fullmatch(words) and first not in self._mapped:
            return "example"
        because: IgnoredBecause | None = None
        if TOTAL.fullmatch(words):
            because = "total"
        elif SIGNATURE.fullmatch(words):
            because = "signature"
        elif NOTE.match(words):
            because = "note"
        elif DAY_OF_SIGNING.fullmatch(words) and self._stands_alone(row, first):
            because = "signature"
        return because if because and not self._is_somebody(row, first) else None

    def _stands_alone(self, row: Sequence[Any], label_at: int) -> bool:
        """The label is all that the row holds, and stands where no other required value could be meant by it."""
        elsewhere = label_at not in self._mapped or label_at in self._required[:1]
        return elsewhere and sum(cell is not None for cell in row) == 1

    def _is_somebody(self, row: Sequence[Any], label_at: int) -> bool:
        """A cell beside the label holds somebody's number, or each required one is filled, and not only with counts."""
        beside = [row[column] if column < len(row) else None for column in self._required if column != label_at]
        if any(isinstance(cell, str) and IDENTITY.fullmatch("".join(cell.split())) for cell in beside):
            return True
        return None not in beside and any(not COUNT.fullmatch(str(cell).strip()) for cell in beside)

    def _is_header_again(self, row: Sequence[Any]) -> bool:
        same = 0
        width = len(row)
        for column, heading in self._headings.items():
            cell = row[column] if column < width else None
            if isinstance(cell, str) and cell.strip() == heading:
                same += 1
        return same > 0 and same >= max(min(2, len(self._mapped)), len(self._mapped) - 1)


def _is_numbering(row: Sequence[Any]) -> bool:
    """The line ``甲 乙 1 2 3`` that official forms print below the header."""
    marks = [
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip("()（） ")
        for cell in row
        if cell is not None
    ]
    if marks and marks[0] == "栏次":
        return True
    stems = 0
    while stems < min(len(marks), len(STEMS)) and marks[stems] == STEMS[stems]:
        stems += 1
    return len(marks) >= 3 and marks[stems:] == [str(number) for number in range(1, len(marks) - stems + 1)]
