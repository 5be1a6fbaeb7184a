"""Files kept word for word for a while: bound to their row, their content and what they are for."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from talent.encryption.sealing import DecryptionError
from talent.uploads.sealed_files import SealedFiles

FILES = SealedFiles(folder="tried", purpose="tests.tried")
SHA256 = "a" * 64


@pytest.fixture
def key() -> uuid.UUID:
    return uuid.uuid4()


def on_disk(settings) -> list[Path]:
    return sorted((Path(settings.PRIVATE_ROOT) / "tried").glob("*"))


def test_a_file_comes_back_word_for_word_until_it_is_forgotten(key: uuid.UUID):
    FILES.keep(key, SHA256, b"content")
    kept = FILES.holds(key, SHA256), FILES.read(key, SHA256)
    FILES.forget(key, SHA256)
    FILES.forget(key, SHA256)
    assert (kept, FILES.holds(key, SHA256)) == ((True, b"content"), False)
    with pytest.raises(FileNotFoundError):
        FILES.read(key, SHA256)


def test_nobody_else_may_open_it_and_it_is_encrypted(key: uuid.UUID, settings):
    FILES.keep(key, SHA256, b"content")
    (path,) = on_disk(settings)
    modes = path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777
    assert (modes, b"content" in path.read_bytes()) == ((0o600, 0o700), False)


def test_a_file_of_one_purpose_is_none_of_another(key: uuid.UUID):
    FILES.keep(key, SHA256, b"content")
    with pytest.raises(DecryptionError):
        SealedFiles(folder="tried", purpose="tests.other").read(key, SHA256)


def test_old_files_that_nobody_needs_are_swept(key: uuid.UUID, settings):
    for each in (key, uuid.uuid4()):
        FILES.keep(each, SHA256, b"content")
    for path in on_disk(settings):
        os.utime(path, (0, 0))
    FILES.keep(young := uuid.uuid4(), SHA256, b"content")
    assert (FILES.sweep(besides={key}), [path.name[:36] for path in on_disk(settings)]) == (
        1,
        sorted([str(key), str(young)]),
    )
