"""Files of a batch without its worker: written again, or kept again."""

from __future__ import annotations

import io

from subsidies.payments.exports import kept_files
from subsidies.payments.exports.bank_parts import Part
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import BatchFile, PaymentBatch


def part_of(batch: PaymentBatch, kind: str, number: int = 1) -> Part:
    """A part of a batch as its template makes it."""
    parts = {(each.value, part.number): part for each, part in kept_files.files_of(batch)}
    return parts.get((kind, number), Part())


def written(batch: PaymentBatch, kind: str, number: int = 1) -> bytes:
    """What a file of a batch is rendered to now."""
    stream = io.BytesIO()
    kept_files.write(batch, FileKind(kind), part_of(batch, kind, number), stream)
    return stream.getvalue()


def on_disk(file: BatchFile) -> bytes:
    """What lies in private storage."""
    return kept_files.path_of(file.storage_name).read_bytes()
