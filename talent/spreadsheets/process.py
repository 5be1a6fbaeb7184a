"""Runs the limited process that opens an uploaded file, and takes back what it found."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO

from talent.spreadsheets.refusal_messages import refusal
from talent.spreadsheets.sandbox.limits import MEGABYTE, Limits

SANDBOX = "talent.spreadsheets.sandbox"
ROOT = Path(__file__).resolve().parents[2]
# The process may use that many seconds of processor time, and take twice as long where it has to share.
PATIENCE = 2
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS})
LONGEST_ANSWER = 4 * MEGABYTE
SECONDS_BETWEEN = 0.5
Heard = Callable[[int], object]
"""Is told how many rows the limited process has written."""


def run_sandbox(
    file: BinaryIO, *, columns: list[list[Any]], sheet: str | None, limits: Limits, heard: Heard | None = None
) -> tuple[dict[str, Any], IO[bytes]]:
    """Read ``file`` in the limited process.

    Returns what it found and an unnamed temporary file of rows, one JSON list ``[number, kind, cells]`` a line, with
    ``true`` at the end of rows that are hidden in the file.
    Raises UnreadableFile, in words, whatever the file did to the process.
    """
    with tempfile.TemporaryFile() as upload:
        size = _copy(file, upload, limits)
        rows = tempfile.TemporaryFile()  # noqa: SIM115 - the table that is returned closes it
        try:
            request = {"columns": columns, "sheet": sheet, "limits": dataclasses.asdict(limits)}
            answer = _run(upload, rows, request, seconds=limits.seconds_for(size), heard=heard)
        except BaseException:
            rows.close()
            raise
    return answer, rows


def _copy(file: BinaryIO, upload: IO[bytes], limits: Limits) -> int:
    """Copy at most one byte more than allowed; the size is measured, not believed."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if size > limits.max_bytes:
        raise refusal("too_large", {"size": -(-size // MEGABYTE), "limit": limits.max_bytes // MEGABYTE})
    file.seek(0)
    shutil.copyfileobj(file, upload)
    upload.flush()
    upload.seek(0)
    return size


def _run(
    upload: IO[bytes], rows: IO[bytes], request: dict[str, Any], *, seconds: int, heard: Heard | None
) -> dict[str, Any]:
    # The process gets no secret of ours: an almost empty environment, and only the two files it needs.
    command = [
        sys.executable,
        "-E",
        "-s",
        "-m",
        SANDBOX,
        json.dumps({**request, "seconds": seconds}),
        str(rows.fileno()),
    ]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    with subprocess.Popen(  # noqa: S603 - our own module by our own interpreter; nothing of the upload is in the command
        command,
        stdin=upload,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
        pass_fds=(rows.fileno(),),
    ) as process:
        try:
            output = _output(process, rows, seconds * PATIENCE, heard)
        except subprocess.TimeoutExpired as error:
            raise refusal("too_slow", {"limit": seconds}) from error
        finally:
            process.kill()
    return _answer(output, process.returncode, seconds)


def _output(process: subprocess.Popen[bytes], rows: IO[bytes], seconds: float, heard: Heard | None) -> bytes:
    """What the process prints until it ends, while ``heard`` is told. Raises TimeoutExpired."""
    end, place, count = time.monotonic() + seconds, 0, 0
    while True:
        left = end - time.monotonic()
        try:
            return process.communicate(timeout=min(left, SECONDS_BETWEEN) if heard else left)[0]
        except subprocess.TimeoutExpired:
            if heard is None or time.monotonic() >= end:
                raise
        while piece := os.pread(rows.fileno(), MEGABYTE, place):
            place, count = place + len(piece), count + piece.count(b"\n")
        heard(count)


def _answer(output: bytes, status: int, seconds: int) -> dict[str, Any]:
    if status in OUT_OF_TIME:
        raise refusal("too_slow", {"limit": seconds})
    if status in OUT_OF_MEMORY:
        raise refusal("unfolds_too_far", {})
    if status != 0 or len(output) > LONGEST_ANSWER:
        raise refusal("damaged", {})
    answer = json.loads(output)
    code = answer.pop("refused", None)
    if code == "missing_columns":
        raise Incomplete(answer)
    if code is not None:
        raise refusal(code, answer)
    return answer


class Incomplete(Exception):
    """The header lacks required columns; ``found`` says what it has. Turned into MissingColumns by the reader."""

    def __init__(self, found: dict[str, Any]) -> None:
        super().__init__()
        self.found = found
