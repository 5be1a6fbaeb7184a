"""A demo portal of its own for the journeys: web, worker and scheduler in processes, SQLite in a folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 90


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(folder: Path) -> dict[str, str]:
    """What a process needs to work on the demo in ``folder``."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "talent.settings.demo",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PRIVATE_ROOT": str(folder / "private"),
    }


def found_in(folder: Path, program: str) -> list[str]:
    """What a short program prints that asks the demo's database: whom chance put where differs from day to day."""
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{program}"]
    done = subprocess.run(command, cwd=ROOT, env=environment_of(folder), check=True, capture_output=True, text=True)
    return done.stdout.split()


@contextmanager
def demo_portal(folder: Path) -> Iterator[str]:
    """Serve a freshly loaded demo; yields its address."""
    port = _free_port()
    environment = environment_of(folder) | {"PORT": str(port)}
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    address = f"http://localhost:{port}"
    with (folder / "portal.log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "manage.py", "serve_demo"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(f"{address}/healthz", served)
        yield address
    finally:
        served.terminate()
        served.wait(timeout=30)


def _wait_for(url: str, served: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and served.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The demo portal did not start")
