"""What a file is, by its first bytes; its name and what the browser says of it are not asked."""

from __future__ import annotations

from typing import Literal

from talent.uploads.refusals import rejected

Kind = Literal["jpeg", "png", "pdf"]

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_PDF = b"%PDF-"
_OFFICE_OR_ARCHIVE = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind_of(content: bytes) -> Kind:
    """jpeg, png or pdf. Raises UploadRejected: empty, heic, office, type."""
    if not content.strip(b"\0 \r\n\t"):
        raise rejected("empty")
    if content.startswith(_JPEG):
        return "jpeg"
    if content.startswith(_PNG):
        return "png"
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_PDF):
        return "pdf"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        raise rejected("heic")
    raise rejected("office" if content.startswith(_OFFICE_OR_ARCHIVE) else "type")
