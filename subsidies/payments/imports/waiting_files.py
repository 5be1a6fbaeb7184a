"""Returns that are too large to be read while the person waits: kept until the worker has read them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from talent.encryption.sealing import DecryptionError
from talent.uploads import keeping
from talent.workflow.refusals import ActionRefused

FOLDER = "payments/waiting"


def keep(content: bytes) -> str:
    """Keep a file; answers the name under which it lies."""
    return keeping.keep(FOLDER, content)


def read(name: str) -> bytes:
    """The bytes as they were uploaded.

    Raises:
        ActionRefused: the file is gone, or is not what was kept.
    """
    try:
        return keeping.content_of(name)
    except (FileNotFoundError, DecryptionError) as lost:
        raise ActionRefused(_("上传的文件已不在或已损坏。请重新上传。")) from lost


def throw_away(name: str) -> None:
    """The file has been read, or is not going to be."""
    keeping.throw_away(name)


def sweep(needed: Collection[str]) -> int:
    """Throw away the files that no work needs; returns how many."""
    return keeping.sweep(FOLDER, needed)
