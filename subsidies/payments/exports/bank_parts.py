"""Into which files the lines of a batch go: the bank's own accounts and others apart, and no file above the row limit.

The parts follow from the sealed lines and the template's version alone, so that they are the same every time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.models import PaymentBatch

OWN, OTHER = "own", "other"
SIDES = {"": "", OWN: "本行", OTHER: "他行"}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of each format: its number among ``of``, and which lines it holds (``first`` to ``last``, one side)."""

    number: int = 1
    of: int = 1
    side: str = ""
    first: int = 1
    last: int = 0
    count: int = 0
    yuan: int = 0

    @staticmethod
    def side_of(spec: TemplateSpec, bank_name: str) -> str:
        """On which side a line is; empty where the template does not split."""
        if not spec.own_bank:
            return ""
        return OWN if spec.is_own(bank_name) else OTHER

    @property
    def words(self) -> str:
        """What stands in the file's name; empty for the only file."""
        return "_".join(word for word in (SIDES[self.side], f"第{self.number}份" if self.of > 1 else "") if word)


@dataclass(frozen=True, slots=True)
class FileHead:
    """What a file says of itself beside its lines."""

    batch_number: str
    made_at: dt.datetime
    pay_on: dt.date
    part: Part


def split(lines: Iterable[tuple[int, str, int]], spec: TemplateSpec) -> list[Part]:
    """The parts of lines given as (sequence, bank, yuan) in order: own bank first, then the others."""
    sides: dict[str, list[list[int]]] = {OWN: [], OTHER: [], "": []}
    for sequence, bank_name, yuan in lines:
        files = sides[Part.side_of(spec, bank_name)]
        if not files or files[-1][2] == spec.rows_at_most:
            files.append([sequence, sequence, 0, 0])
        file = files[-1]
        file[1], file[2], file[3] = sequence, file[2] + 1, file[3] + yuan
    found = [(side, file) for side, files in sides.items() for file in files]
    return [
        Part(number, len(found), side, first, last, count, yuan)
        for number, (side, (first, last, count, yuan)) in enumerate(found, start=1)
    ]


def parts_of(batch: PaymentBatch) -> list[Part]:
    """The parts of a batch."""
    spec = batch.bank_template.form
    if not spec.own_bank and batch.line_count <= spec.rows_at_most:
        return [Part(last=batch.line_count, count=batch.line_count, yuan=batch.total_yuan)]
    lines = batch.lines.order_by("sequence").values_list("sequence", "bank_name", "amount_yuan")
    return split(lines.iterator(chunk_size=5000), spec)


def head_of(batch: PaymentBatch, part: Part) -> FileHead:
    """The head of a file of a sealed batch: instants that never change, so that the bytes do not."""
    sealed_at = batch.sealed_at or batch.drawn_up_at
    return FileHead(batch.number, sealed_at, timezone.localtime(batch.released_at or sealed_at).date(), part)
