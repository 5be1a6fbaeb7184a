"""Everything of a released batch in one ZIP: files, manifest with its signature, and the program that checks them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyzipper
from pyzipper.zipfile_aes import AESZipInfo

from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.models import BatchFile, ReleaseManifest

VERIFIER = Path(__file__).parents[1] / "offline" / "verify_manifest.py"
LIKE_ALL = (2020, 1, 1, 0, 0, 0)
"""The time that every member bears: the same batch gives the same ZIP."""


def package(manifest: ReleaseManifest, files: Iterable[BatchFile], *, password: str = "") -> bytes:
    """The ZIP; with a password every member is encrypted with AES-256 (WinZip's AE-2), names stay readable."""
    stream = io.BytesIO()
    encryption = {"encryption": pyzipper.WZ_AES} if password else {}
    with pyzipper.AESZipFile(stream, "w", compression=pyzipper.ZIP_DEFLATED, **encryption) as archive:
        if password:
            archive.setpassword(password.encode())
        for name, content in _members(manifest, files):
            archive.writestr(AESZipInfo(name, LIKE_ALL), content)
    return stream.getvalue()


def _members(manifest: ReleaseManifest, files: Iterable[BatchFile]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file.name, path_of(file.storage_name).read_bytes()
    yield "manifest.json", manifest.content.encode()
    yield "manifest.sig", f"{manifest.signature}\n".encode()
    yield "verify_manifest.py", VERIFIER.read_bytes()
