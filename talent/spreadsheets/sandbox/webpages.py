"""Tables of a web page: what many HR systems save under the name ``.xls``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from talent.spreadsheets.sandbox.limits import Limits
from talent.spreadsheets.sandbox.refusals import Refused
from talent.spreadsheets.sandbox.sheets import Cell, Sheet

XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_web_page(text: str, limits: Limits) -> Iterator[Sheet]:
    """Each table that holds no other table, as a sheet without a name; entities other than HTML's stay unread."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(XML_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("damaged") from error
    for table in page.iter("table"):
        if next(table.iterdescendants("table"), None) is None:
            yield Sheet("", _rows(table, limits))


def _rows(table: html.HtmlElement, limits: Limits) -> Iterator[Sequence[Cell]]:
    spanned: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            _skip_spanned(cells, spanned)
            across, down = _span(cell, "colspan", limits), _span(cell, "rowspan", limits)
            if down > 1:
                spanned.update(dict.fromkeys(range(len(cells), len(cells) + across), down - 1))
            cells.append(" ".join(cell.text_content().split()) or None)
            cells.extend([None] * (across - 1))
        _skip_spanned(cells, spanned)
        yield cells


def _skip_spanned(cells: list[Cell], spanned: dict[int, int]) -> None:
    """Leave blank the places that a cell of an earlier row reaches down into."""
    while spanned.get(len(cells), 0):
        spanned[len(cells)] -= 1
        cells.append(None)


def _span(cell: html.HtmlElement, name: str, limits: Limits) -> int:
    given = cell.get(name, "1").strip()
    return min(max(int(given), 1), limits.max_columns) if given.isascii() and given.isdigit() and len(given) < 6 else 1
