"""Files of a batch in private storage: written beside their place, forced to disk, then moved in one step.

Whatever moment the machine stops at, a file under its own name is whole; what lies under a temporary name is thrown
away by the next run, which writes the same bytes again.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from subsidies.payments.exports import bank_csv, bank_xlsx, summary_pdf
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import PaymentBatch
from talent.uploads.handing_out import PDF, XLSX

BLOCK = 1024 * 1024
PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a kind of file is written, and what it is called when someone downloads it."""

    write: Callable[[PaymentBatch, BinaryIO], None]
    words: str
    suffix: str
    content_type: str


FORMS = {
    FileKind.CSV: FileForm(bank_csv.write, "代发明细", "csv", "text/csv; charset=gb18030"),
    FileKind.XLSX: FileForm(bank_xlsx.write, "代发明细", "xlsx", XLSX),
    FileKind.SUMMARY: FileForm(summary_pdf.write, "发放汇总表", "pdf", PDF),
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that lies whole in private storage."""

    name: str
    storage_name: str
    sha256: str
    size: int


def keep(batch: PaymentBatch, kind: FileKind) -> KeptFile:
    """Render one file of a sealed batch and put it in its place; the place depends on the sealed content alone."""
    form = FORMS[kind]
    storage_name = f"payments/{batch.number}/{kind.value}-{batch.digest[:16]}.{form.suffix}"
    place = path_of(storage_name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_name(f"{place.name}.{uuid.uuid4().hex}.part")
    try:
        with open(unfinished, "xb", opener=_private) as target:
            form.write(batch, target)
            target.flush()
            os.fsync(target.fileno())
        sha256, size = digest_and_size(unfinished)
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    _force_folder(place.parent)
    _sweep(place)
    return KeptFile(f"{batch.number}_{form.words}.{form.suffix}", storage_name, sha256, size)


def path_of(storage_name: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.PRIVATE_ROOT) / storage_name


def digest_and_size(path: Path) -> tuple[str, int]:
    """SHA-256, in hex, and bytes of a file. Raises FileNotFoundError."""
    whole, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            whole.update(block)
            size += len(block)
    return whole.hexdigest(), size


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)


def _force_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(place: Path) -> None:
    """Throw away what interrupted runs left beside a file that is now whole."""
    for left in place.parent.glob(f"{place.name}.*.part"):
        left.unlink(missing_ok=True)
