"""What goes out: the kinds of values, what is dangerous in them, and what cannot be written."""

from __future__ import annotations

import datetime
from typing import Literal

from django.utils.translation import gettext as _

Kind = Literal["text", "identifier", "integer", "yuan", "date", "instant"]
Value = str | int | float | bool | datetime.date | datetime.datetime | None

# What spreadsheet programs take for the start of a formula, in half and full width.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class UnwritableValue(ValueError):
    """A value that may not or cannot go into the file.

    ``row`` counts data rows from 1, ``column`` is the heading. ``reason`` is ``length`` or ``digits``. Only ``message``
    is for people; it may be personal.
    """

    def __init__(self, row: int, column: str, value: str, reason: str) -> None:
        super().__init__(f"row {row}: {reason}")
        self.row = row
        self.column = column
        self.value = value
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in the language that is active now."""
        why = {
            "length": _("超过了单元格能容纳的长度"),
            "digits": _("超过 15 位的号码必须按文本写出"),
        }[self.reason]
        return _("第 {row} 行“{column}”的内容“{value}”{why}，不能写入文件。").format(
            row=self.row, column=self.column, value=self.value, why=why
        )


def starts_like_formula(value: str) -> bool:
    """Whether a spreadsheet program may run the text as a formula."""
    return value.startswith(FORMULA_STARTS)


def printable(value: str) -> str:
    """The text without characters that a spreadsheet file cannot hold."""
    if value.isprintable():
        return value
    return "".join(
        char for char in value if char in "\n\t" or not ("\x00" <= char < " " or "\ud800" <= char <= "\udfff")
    )
