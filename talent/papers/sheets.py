"""What a form or a report says, as plain JSON: facts, text, tables, boxes for opinions and signatures.

A feature builds a ``Sheet`` when the paper is issued and keeps ``as_content()`` with it; ``exports.sheets`` draws it.
Everything is in Chinese whatever language the reader's pages are in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from talent.ui.pdf.tables import Cell, TableColumn

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, paragraphs, and a table: rows as wide as ``columns``; amounts and shares of the width are whole."""

    heading: str = ""
    paragraphs: Sequence[str] = ()
    columns: Sequence[TableColumn] = ()
    rows: Sequence[Sequence[Cell]] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """A box of a form: whose opinion, what the portal recorded of it, and the words beside which one signs."""

    label: str
    text: Sequence[str]
    signers: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper.

    ``names`` are the persons' names on it: one that the font cannot print keeps the paper from being printed, while
    other texts are printed with a mark for the character. ``sign_off`` are the boxes below the last table, ``stamp``
    the words in the widest of them. ``wide`` lays the pages across; all papers of a kind are alike in that.
    """

    title: str
    day: str
    subtitle: str = ""
    recipient: str = ""
    facts: Sequence[Fact] = ()
    long_facts: Sequence[Fact] = ()
    parts: Sequence[Part] = ()
    opinions: Sequence[Opinion] = ()
    sign_off: Sequence[str] = ()
    stamp: str = ""
    names: Sequence[str] = ()
    wide: bool = False

    def as_content(self) -> dict[str, Any]:
        """Plain JSON, as ``IssuedPaper.content`` keeps and gives it back."""
        content: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return content
