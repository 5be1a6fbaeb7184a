"""Files of a batch in private storage: written beside their place, forced to disk, then moved in one step.

Whatever moment the machine stops at, a file under its own name is whole; what lies under a temporary name is thrown
away by the next run, which writes the same bytes again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from subsidies.payments.bank_templates import DELIMITED, TemplateSpec
from subsidies.payments.exports import bank_csv, bank_pain001, bank_xlsx, summary_pdf
from subsidies.payments.exports.bank_columns import Piece, bank_pieces
from subsidies.payments.exports.bank_parts import FileHead, Part, head_of, parts_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import BatchFile, PaymentBatch
from talent.uploads.durable import UNFINISHED, whole_file
from talent.uploads.handing_out import PDF, XLSX

BLOCK = 1024 * 1024
FOLDER = "payments"


Renderer = Callable[[Iterable[Piece], TemplateSpec, FileHead, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class FileForm:
    """What a kind of file is called when someone downloads it."""

    words: str
    suffix: str
    content_type: str


FORMS = {
    FileKind.CSV: FileForm("代发明细", "csv", "text/csv"),
    FileKind.XLSX: FileForm("代发明细", "xlsx", XLSX),
    FileKind.TXT: FileForm("代发明细", "txt", "text/plain"),
    FileKind.PAIN001: FileForm("付款指令", "xml", "application/xml"),
    FileKind.SUMMARY: FileForm("发放汇总表", "pdf", PDF),
}
RENDERERS: dict[FileKind, Renderer] = {
    FileKind.CSV: bank_csv.render,
    FileKind.XLSX: bank_xlsx.render,
    FileKind.TXT: bank_csv.render,
    FileKind.PAIN001: bank_pain001.render,
}
CHARSETS = {"utf-8-sig": "utf-8"}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that lies whole in private storage."""

    name: str
    storage_name: str
    sha256: str
    size: int


def write(batch: PaymentBatch, kind: FileKind, part: Part, target: BinaryIO) -> None:
    """Write one file of a sealed batch. The same batch gives the same bytes.

    Raises:
        UnwritableLine: what sealing refuses stands in a line; what was written is to be thrown away.
    """
    if kind == FileKind.SUMMARY:
        summary_pdf.write(batch, target)
    else:
        RENDERERS[kind](bank_pieces(batch, part), batch.bank_template.form, head_of(batch, part), target)


def files_of(batch: PaymentBatch) -> list[tuple[FileKind, Part]]:
    """The files that the bank gets: each format of the batch's template in all parts."""
    parts = parts_of(batch)
    return [(FileKind(kind), part) for kind in batch.bank_template.form.formats for part in parts]


def content_type_of(file: BatchFile) -> str:
    """What a download is, with the encoding of text."""
    kind = FileKind(file.kind)
    if kind not in DELIMITED:
        return FORMS[kind].content_type
    encoding = file.batch.bank_template.form.encoding
    return f"{FORMS[kind].content_type}; charset={CHARSETS.get(encoding, encoding)}"


def keep(batch: PaymentBatch, kind: FileKind, part: Part) -> KeptFile:
    """Render one file of a sealed batch and put it in its place; the place depends on the sealed content alone."""
    form = FORMS[kind]
    which = kind.value if part.of == 1 else f"{kind.value}-{part.number}"
    storage_name = f"{FOLDER}/{batch.number}/{which}-{batch.digest[:16]}.{form.suffix}"
    place = path_of(storage_name)
    with whole_file(place) as target:
        write(batch, kind, part, target)
        target.flush()
        sha256, size = digest_and_size(Path(target.name))
    _sweep(place)
    name = "_".join(word for word in (batch.number, form.words, part.words) if word)
    return KeptFile(f"{name}.{form.suffix}", storage_name, sha256, size)


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


def _sweep(place: Path) -> None:
    """Throw away what interrupted runs left beside a file that is now whole."""
    for left in place.parent.glob(f"{place.name}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)
