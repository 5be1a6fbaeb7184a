"""The portal behind gunicorn, as in production, with the benchmarks' own pages and a view that only says hello."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import repeat
from socket import create_server

from django.db import connection

from talent.settings import base

HOST = "127.0.0.1"
WORKERS = 5
"""As docs/operations has it."""
READY_WITHIN_SECONDS = 60
DATABASE = "BENCHMARK_DATABASE"
AS_IN_PRODUCTION = {
    "ROOT_URLCONF": "tests.benchmarks.textbook",
    "DEMO_CLOCK": False,
    "CALENDAR_CACHE_SECONDS": base.CALENDAR_CACHE_SECONDS,
}
"""What the settings of tests have otherwise, so that a page asks the database for the time of day."""


@contextmanager
def served() -> Iterator[int]:
    """The port of a server on this process's database, as long as the block runs."""
    with create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    command = ["-m", "gunicorn", "tests.benchmarks.wsgi", "--bind", f"{HOST}:{port}", "--workers", str(WORKERS)]
    environment = os.environ | {DATABASE: str(connection.settings_dict["NAME"])}
    connection.close()
    server = subprocess.Popen(
        [sys.executable, *command, "--no-control-socket", "--log-level", "error"], env=environment
    )
    try:
        _await(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def seconds_of_each(port: int, path: str, cookies: str, *, clients: int, requests: int) -> list[float]:
    """How long each of so many requests took that so many clients send one after another, without a pause."""

    def ask() -> float:
        started = time.perf_counter()
        wire = HTTPConnection(HOST, port, timeout=30)
        wire.request("GET", path, headers={"Cookie": cookies})
        answer = wire.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True), (path, answer.status)
        wire.close()
        return time.perf_counter() - started

    def ask_all(count: int) -> list[float]:
        return [ask() for _ in range(count)]

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(ask_all, repeat(5, clients)))  # each worker has opened its templates
        return [each for one in pool.map(ask_all, repeat(requests // clients, clients)) for each in one]


def _await(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            wire = HTTPConnection(HOST, port, timeout=5)
            wire.request("GET", "/hello/")
            wire.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return
