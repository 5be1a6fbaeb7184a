"""The one gate for uploaded evidence."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from talent.uploads.cleaning.process import Refused, clean
from talent.uploads.detection import Kind, kind_of
from talent.uploads.file_names import safe_file_name
from talent.uploads.limits import MEGABYTE, Limits
from talent.uploads.refusals import rejected
from talent.uploads.scanning import scan

_FORMATS: dict[str, tuple[str, str]] = {
    "jpeg": ("image/jpeg", ".jpg"),
    "png": ("image/png", ".png"),
    "pdf": ("application/pdf", ".pdf"),
}
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class CleanUpload:
    """What is kept of an upload: a harmless copy, its type by content, and its digest.

    ``extension`` has its dot; ``width`` and ``height`` in pixels are None for a PDF; ``pages`` is 1 for an image;
    ``name`` is the uploaded name, safe to show and ending in the true extension.
    """

    content: bytes = field(repr=False)
    content_type: str
    extension: str
    width: int | None
    height: int | None
    pages: int
    sha256: str
    size: int
    name: str

    def as_file(self) -> ContentFile[bytes]:
        """For a storage's ``save``."""
        return ContentFile(self.content, name=f"evidence{self.extension}")


def inspect_upload(uploaded_file: UploadedFile[Any] | IO[bytes]) -> CleanUpload:
    """Read, scan and rewrite an upload. Raises UploadRejected, whose message says what to do instead."""
    limits = Limits.from_settings()
    content = _read(uploaded_file, limits)
    scan(content)
    answer, cleaned = _cleaned(kind_of(content), content, limits)
    content_type, extension = _FORMATS[answer["kind"]]
    return CleanUpload(
        content=cleaned,
        content_type=content_type,
        extension=extension,
        width=answer["width"],
        height=answer["height"],
        pages=answer["pages"],
        sha256=hashlib.sha256(cleaned).hexdigest(),
        size=len(cleaned),
        name=safe_file_name(getattr(uploaded_file, "name", None) or "", extension),
    )


def _read(uploaded_file: UploadedFile[Any] | IO[bytes], limits: Limits) -> bytes:
    uploaded_file.seek(0)
    parts: list[bytes] = []
    size = 0
    for part in _parts(uploaded_file):  # counted here: the size that came with the file is only a claim
        size += len(part)
        if size > limits.max_bytes:
            raise rejected("too_large", megabytes=f"{limits.max_bytes / MEGABYTE:g}")
        parts.append(part)
    return b"".join(parts)


def _parts(uploaded_file: UploadedFile[Any] | IO[bytes]) -> Iterable[bytes]:
    if isinstance(uploaded_file, UploadedFile):
        return uploaded_file.chunks(_CHUNK_BYTES)
    return iter(lambda: uploaded_file.read(_CHUNK_BYTES), b"")


def _cleaned(kind: Kind, content: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    module = "talent.uploads.cleaning." + ("pdfs" if kind == "pdf" else "images")
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(content)
        try:
            answer = clean(module, source, target, asdict(limits))
        except Refused as refusal:
            figures = {"megapixels": f"{limits.max_pixels / 1_000_000:g}", "pages": limits.max_pages}
            raise rejected(refusal.args[0], **figures) from refusal
        return answer, target.read_bytes()
