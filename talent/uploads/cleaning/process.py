"""Both ends of a cleaning: the portal starts a bounded process, the process answers with one JSON object."""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PACKAGE_ROOT = Path(__file__).resolve().parents[3]
Answer = dict[str, Any]


class Refused(Exception):
    """The file cannot be taken; the argument is a code of talent.uploads.refusals."""


def clean(module: str, source: Path, target: Path, limits: Mapping[str, int]) -> Answer:
    """Run ``module`` on ``source``; what it found out about the copy in ``target``.

    The process knows no secret of the portal: its environment is empty. Raises Refused, with too_complex when it
    used up its time or memory and damaged when it came to grief in any other way.
    """
    command = [sys.executable, "-s", "-B", "-m", module, str(source), str(target), json.dumps(dict(limits))]
    try:
        # Not a shell, and nothing in the command comes from the user.
        done = subprocess.run(  # noqa: S603
            command, cwd=PACKAGE_ROOT, env={}, capture_output=True, timeout=3 * limits["max_seconds"], check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_complex") from error
    if done.returncode:
        raise Refused("too_complex" if done.returncode < 0 else "damaged")
    answer: Answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def serve(work: Callable[[Path, Path, dict[str, int]], Answer]) -> None:
    """The other end: read the arguments, bind this process, do the work and print the answer."""
    source, target, limits = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    _confine(limits["max_seconds"], limits["max_memory_megabytes"] * 1024 * 1024)
    try:
        answer = work(source, target, limits)
    except Refused as refusal:
        answer = {"refused": refusal.args[0]}
    except MemoryError:
        answer = {"refused": "too_complex"}
    except Exception:  # whatever a hostile file does to its reader, it is a file that cannot be read
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))


def _confine(seconds: int, memory: int) -> None:
    for kind, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS; the portal's clock holds everywhere
            resource.setrlimit(kind, (bound, bound))
