"""What a bank's return says of itself in its total rows, held against its rows: who adds wrongly is not believed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from subsidies.payments.kinds import ReturnRowResult
from talent.spreadsheets.reading import Row
from talent.spreadsheets.values import from_json, shown

WHOLE = re.compile(r"合计|总计|共计|总笔数|总金额|总人数")
"""A subtotal (小计, 本页合计) says nothing of the whole file."""
PART = re.compile(r"小计|本页|累计")
COUNT = re.compile(r"(?<![\d.])(\d{1,9})[笔条]|[笔条]数[:：]?(\d{1,9})(?![\d.])")
YUAN = re.compile(
    r"(\d{1,14}(?:\.\d{1,2})?)元|金额(?:合计)?(?:[(（]元[)）])?[:：]?[¥￥]?(\d{1,14}(?:\.\d{1,2})?)(?![\d.])"
)
PLAIN = re.compile(r"[¥￥]?(\d{1,14}(?:\.\d{1,2})?)元?")
SAID = {"成功": ReturnRowResult.PAID, "失败": ReturnRowResult.FAILED}


@dataclass(frozen=True, slots=True)
class Counted:
    """A payment row as the sums need it: what the bank says became of it, and its amount as far as it can be read."""

    outcome: ReturnRowResult | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total as the file states it: of all rows, or of those with one outcome; what it leaves out is None."""

    row_number: int
    outcome: ReturnRowResult | None
    count: int | None
    amount: Decimal | None


def stated_total(row: Row) -> StatedTotal | None:
    """The total that a row states of the whole file; None for a row that states none, or of both outcomes at once."""
    cells = [_plain(shown(from_json(cell))) for cell in row.cells]
    words = " ".join(filter(None, cells))
    outcomes = [outcome for word, outcome in SAID.items() if word in words]
    if not WHOLE.search(words) or PART.search(words) or len(outcomes) > 1:
        return None
    count = _first(COUNT, words)
    amount = PLAIN.fullmatch(_plain(shown(row.raw("amount_yuan"))))
    written = amount[1] if amount else _first(YUAN, words)
    if count is None and written is None:
        return None
    outcome = outcomes[0] if outcomes else None
    return StatedTotal(row.number, outcome, int(count) if count else None, Decimal(written) if written else None)


def contradiction(stated: Iterable[StatedTotal], rows: Sequence[Counted]) -> str:
    """The first total that the rows do not add up to, as a sentence; empty when all agree or none is stated.

    Where the amount of a row cannot be read no sum can be compared: the row is an exception by itself.
    """
    for total in stated:
        counted = [row for row in rows if total.outcome is None or row.outcome == total.outcome]
        amounts = [row.amount for row in counted if row.amount is not None]
        if total.count is not None and total.count != len(counted):
            counts = {"row": total.row_number, "said": total.count, "found": len(counted)}
            return _("第 %(row)s 行写明合计 %(said)s 笔，实际明细为 %(found)s 笔。") % counts
        if total.amount is not None and len(amounts) == len(counted) and total.amount != sum(amounts):
            words = {"row": total.row_number, "said": f"{total.amount:,.2f}", "found": f"{sum(amounts):,.2f}"}
            return _("第 %(row)s 行写明合计 %(said)s 元，实际明细之和为 %(found)s 元。") % words
    return ""


@lru_cache(maxsize=1024)  # people are paid one of a few amounts
def amount_of(written: str) -> Decimal | None:
    """An amount as a bank writes it, without its sign; None when it is none."""
    found = PLAIN.fullmatch(_plain(written).lstrip("-"))
    return Decimal(found[1]) if found else None


def _first(pattern: re.Pattern[str], words: str) -> str | None:
    found = pattern.search(words)
    return next(filter(None, found.groups())) if found else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")
