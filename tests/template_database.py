"""A migrated database that test databases are copied from: the migrations run once, not once in every process.

It is made anew whenever anything changes that the migrations or what they import could read.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "templates"
SOURCES = ("talent", "subsidies")

_kept: list[sqlite3.Connection] = []
"""A database in memory is gone with its last connection."""


def key() -> str:
    """Twelve hex digits that differ whenever the code or its libraries do."""
    whole = hashlib.sha256(sys.version.encode())
    sources = sorted(path for source in SOURCES for path in (ROOT / source).rglob("*.py"))
    for path in [*sources, ROOT / "requirements-test.lock"]:
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]


def prepare_tests() -> None:
    """Let the databases that the test runner is about to create begin as copies."""
    if connection.vendor != "sqlite":
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = on_server()
        return
    name = connection.creation._get_test_db_name()
    _kept.append(sqlite3.connect(name, uri=True))
    with sqlite3.connect(as_file()) as whole:
        whole.backup(_kept[-1])


def as_file() -> Path:
    """The SQLite file to copy."""
    wanted = FOLDER / f"{key()}.sqlite3"
    with _one_at_a_time():
        if not wanted.exists():
            for older in FOLDER.glob("*.sqlite3"):
                older.unlink()
            half_done = wanted.with_suffix(".part")
            half_done.unlink(missing_ok=True)
            _migrate(f"sqlite:///{half_done}")
            half_done.rename(wanted)
    return wanted


def copy_to(path: Path) -> None:
    """Put a migrated SQLite database there."""
    shutil.copyfile(as_file(), path)


def on_server() -> str:
    """The name of the database to copy, on the PostgreSQL that DATABASE_URL names.

    Checkouts that share a server leave each other's alone.
    """
    ours = f"template_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}_"
    wanted = ours + key()
    with _one_at_a_time(), psycopg.connect(_named("postgres"), autocommit=True) as server:
        like = "SELECT datname, datistemplate FROM pg_database WHERE datname LIKE %s"
        found = dict(server.execute(like, [f"{ours}%"]).fetchall())
        if not found.get(wanted):
            for older in map(sql.Identifier, found):
                server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(older))
                server.execute(sql.SQL("DROP DATABASE {}").format(older))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(wanted)))
            _migrate(_named(wanted))
            server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(wanted)))
    return wanted


def _named(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def _migrate(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "talent.settings.test"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
