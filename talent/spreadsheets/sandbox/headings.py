"""Where the header is and which column is which, however people wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from talent.spreadsheets.sandbox.refusals import Refused
from talent.spreadsheets.sandbox.sheets import Cell

MARKS = re.compile(r"[\s*※★☆●:#'\"“”\u200b-\u200f\u2060\ufeff]+")
BRACKETED = re.compile(r"\(([^()]*)\)|【([^【】]*)】|\[([^\[\]]*)\]|〔([^〔〕]*)〕")
# A unit other than the one a heading means by itself changes the value: 金额(万元) is not 金额.
CHANGING_UNITS = frozenset({"万元", "万", "千元", "百元", "千", "分", "角", "年", "天", "日", "周", "美元", "欧元"})
GROUPED = 1000
MINIMUM_MATCHES = 2
FEWEST_HEADINGS = 3
LONGEST_HEADING = 40
NUMBERS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column to look for: its key, the ways to write its heading (best first), and whether it must be there."""

    key: str
    spellings: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Header:
    """The header that was found: index of its last row, keys by column, every heading as written."""

    first_row: int
    last_row: int
    columns: dict[str, int]
    headings: dict[int, str]
    missing: list[str] = field(default_factory=list)
    repeated: tuple[int, int] | None = None
    guessed: bool = False
    """No heading on it is known: it only looks like a header."""

    @property
    def score(self) -> tuple[int, int, int]:
        """Complete headers before incomplete ones, then the more columns the better, then one row before two."""
        return (-len(self.missing), len(self.columns), self.first_row - self.last_row)


def normal(heading: str) -> str:
    """The heading in one spelling: half-width, without blanks, line breaks, asterisks and colons, lower case."""
    return MARKS.sub("", unicodedata.normalize("NFKC", heading)).lower()


def without_brackets(heading: str) -> str:
    """A normal heading without what it says in brackets, unless that is a unit that changes the value."""
    return BRACKETED.sub(
        lambda found: found.group(0) if next(filter(None, found.groups()), "") in CHANGING_UNITS else "", heading
    )


class Headings:
    """Finds wanted columns among headings."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        self._ranks: dict[str, list[tuple[int, str]]] = {}
        for column in wanted:
            for rank, spelling in enumerate(column.spellings):
                self._ranks.setdefault(normal(spelling), []).append((rank, column.key))

    def find(self, rows: Sequence[Sequence[Cell]], *, within: int) -> Header | None:
        """The best header in the first ``within`` rows that hold anything, on one row or on two.

        Raises:
            Refused: ``repeated_heading`` when two columns answer equally well for one key.
        """
        filled = [number for number, row in enumerate(rows) if any(cell is not None for cell in row)]
        best: Header | None = None
        for place, number in enumerate(filled[:within]):
            candidates = [self._match(rows[number], None, number, number)]
            if place + 1 < len(filled) and filled[place + 1] == number + 1:
                candidates.append(self._match(rows[number + 1], rows[number], number, number + 1))
            for header in candidates:
                if best is None or header.score > best.score:
                    best = header
        if best is None or len(best.columns) < min(MINIMUM_MATCHES, len(self._wanted)):
            return None
        if best.repeated:
            left, right = best.repeated
            raise Refused("repeated_heading", heading=best.headings[left], row=best.last_row, left=left, right=right)
        return best

    def guess(self, rows: Sequence[Sequence[Cell]], *, within: int) -> Header | None:
        """The first row that looks like a header although nothing on it is known, and that has something below."""
        filled = [number for number, row in enumerate(rows) if any(cell is not None for cell in row)]
        for number in filled[:within]:
            if number != filled[-1] and _looks_like_header(rows[number]):
                return replace(self._match(rows[number], None, number, number), guessed=True)
        return None

    def _match(self, row: Sequence[Cell], above: Sequence[Cell] | None, first: int, last: int) -> Header:
        headings: dict[int, str] = {}
        found: dict[str, list[tuple[int, int]]] = {}
        for column, (written, group) in enumerate(_written(row, above)):
            if not written:
                continue
            headings[column] = f"{group}{written}" if group else written
            for rank, key in self._answers(written, group):
                found.setdefault(key, []).append((rank, column))
        columns = {key: min(places)[1] for key, places in found.items()}
        repeated = None
        for places in found.values():
            places.sort()
            if len(places) > 1 and places[0][0] == places[1][0]:
                repeated = (places[0][1], places[1][1])
        missing = [column.key for column in self._wanted if column.required and column.key not in columns]
        return Header(first, last, columns, headings, missing, repeated)

    def _answers(self, written: str, group: str) -> Iterator[tuple[int, str]]:
        """Keys for a heading with their ranks; under a group the whole wording counts first, the lower row far less."""
        plain = normal(written)
        if group:
            whole = normal(group) + plain
            if whole in self._ranks:
                yield from ((rank * 2, key) for rank, key in self._ranks[whole])
                return
        behind = GROUPED if group else 0
        for distance, spelling in enumerate((plain, without_brackets(plain))):
            if spelling in self._ranks:
                yield from ((rank * 2 + distance + behind, key) for rank, key in self._ranks[spelling])
                return


def _looks_like_header(row: Sequence[Cell]) -> bool:
    """Several short words, no two alike and no number among them: a title is one cell, a row of data has numbers."""
    cells = [cell for cell in row if cell is not None]
    words = {normal(cell) for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_HEADING}
    return len(cells) >= FEWEST_HEADINGS and len(words) == len(cells) and not any(map(NUMBERS.search, words))


def _written(row: Sequence[Cell], above: Sequence[Cell] | None) -> Iterator[tuple[str, str]]:
    """Each column's heading and the group above it; a group reaches right until the next one."""
    group = ""
    width = max(len(row), len(above or ()))
    for column in range(width):
        lower = _text(row, column)
        upper = _text(above, column) if above is not None else ""
        if above is None:
            yield lower, ""
        elif not lower:
            group = ""
            yield upper, ""
        else:
            group = upper or group
            yield lower, "" if normal(group) == normal(lower) else group


def _text(row: Sequence[Cell] | None, column: int) -> str:
    value = row[column] if row is not None and column < len(row) else None
    return value.strip() if isinstance(value, str) else ""
