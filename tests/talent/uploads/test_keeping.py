"""Uploads kept word for word for a while: encrypted, each bound to its name."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from talent.encryption.sealing import DecryptionError
from talent.uploads import keeping


def on_disk(settings) -> list[Path]:
    return sorted((Path(settings.PRIVATE_ROOT) / "tried").glob("*"))


def test_a_file_comes_back_word_for_word_until_it_is_thrown_away():
    name = keeping.keep("tried", b"content")
    kept = keeping.is_kept(name), keeping.content_of(name)
    keeping.throw_away(name)
    keeping.throw_away(name)
    assert (kept, keeping.is_kept(name)) == ((True, b"content"), False)
    with pytest.raises(FileNotFoundError):
        keeping.content_of(name)


def test_nobody_else_may_open_it_and_it_is_encrypted(settings):
    keeping.keep("tried", b"content")
    (path,) = on_disk(settings)
    modes = path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777
    assert (modes, b"content" in path.read_bytes()) == ((0o600, 0o700), False)


def test_what_is_kept_under_a_name_again_takes_its_place(settings):
    for content in (b"first", b"second"):
        keeping.keep_as("tried/name", content)
    assert (keeping.content_of("tried/name"), len(on_disk(settings))) == (b"second", 1)


def test_a_file_under_another_name_is_not_believed(settings):
    keeping.keep_as("tried/one", b"content")
    (path,) = on_disk(settings)
    path.rename(path.with_name("other"))
    with pytest.raises(DecryptionError):
        keeping.content_of("tried/other")


def test_old_files_that_nobody_needs_are_swept(settings):
    for name in ("needed", "left", f"{'0' * 36}.part"):
        keeping.keep_as(f"tried/{name}", b"content")
    for path in on_disk(settings):
        os.utime(path, (0, 0))
    keeping.keep_as("tried/young", b"content")
    assert (keeping.sweep("tried", {"tried/needed"}), [path.name for path in on_disk(settings)]) == (
        2,
        ["needed", "young"],
    )


@pytest.mark.parametrize("content", [b"", b"1", b"1234", b"12345678", b"123456789"])
def test_a_file_in_pieces_comes_back_word_for_word(monkeypatch: pytest.MonkeyPatch, content: bytes):
    monkeypatch.setattr(keeping, "PIECE", 4)
    keeping.keep_pieces_as("tried/name", io.BytesIO(content))
    pieces = list(keeping.pieces_of("tried/name"))
    assert (b"".join(pieces), max(map(len, pieces)) <= 4) == (content, True)


def harmed(sealed: bytes, size: int) -> list[bytes]:
    """The pieces cut off at the end or at the beginning, exchanged, doubled, altered, and none."""
    first, second, third = sealed[:size], sealed[size : 2 * size], sealed[2 * size :]
    return [
        first + second, first, second + third, second + first + third, sealed + third, sealed[:-1] + b"?",
        sealed[:-1], sealed + b"12345", b"",
    ]  # fmt: skip


def test_pieces_that_are_missing_exchanged_or_altered_are_not_believed(monkeypatch: pytest.MonkeyPatch, settings):
    monkeypatch.setattr(keeping, "PIECE", 4)
    keeping.keep_pieces_as("tried/name", io.BytesIO(b"123456781234"))
    (path,) = on_disk(settings)
    sealed = path.read_bytes()
    for wrong in harmed(sealed, len(sealed) // 3):
        path.write_bytes(wrong)
        with pytest.raises(DecryptionError):
            list(keeping.pieces_of("tried/name"))
