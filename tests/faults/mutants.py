"""Whether the tests notice when one safeguard of the money is taken away: ``python -m tests.faults.mutants [NAME …]``.

Each mutant takes one away: a lock or a check by an edit of the source as it is imported, a constraint or a trigger by
dropping it from a copy of the database. The named tests must then fail. Where two safeguards stand behind each other,
the mutant without the first names what is behind it: its tests must pass, and those of the mutant without both fail.

Needs PostgreSQL (``DATABASE_URL``): the locks do nothing on SQLite. Exits 1 when a mutant survives.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.faults.mutant import Mutant
from tests.faults.mutant_table import MUTANTS

CAUGHT, SAFE, SURVIVED, BROKEN = "caught", "safe: behind it", "SURVIVED", "BROKEN"


def main(names: list[str]) -> int:
    chosen = [each for each in MUTANTS if not names or each.name in names]
    if unknown := set(names) - {each.name for each in MUTANTS}:
        print("unknown:", *sorted(unknown))
        return 2
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        print("Locks and races need PostgreSQL: set DATABASE_URL=postgres://…")
        return 2
    url = named(url, f"{urlsplit(url).path.strip('/')}_mutants")  # a run beside this one has databases of its own
    prepare(url)
    wrong = 0
    for mutant in chosen:
        began = time.monotonic()
        verdict, said = judge(mutant, url)
        wrong += verdict in (SURVIVED, BROKEN)
        print(f"{mutant.name:42} {verdict:16} {said}  ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(chosen)} mutants, {wrong} of them not as they should be")
    return int(wrong > 0)


def prepare(url: str) -> None:
    """Have pytest migrate a test database, which is then the pattern that is copied for each mutant."""
    run(url, ["tests/subsidies/payments/test_safeguards.py", "--reuse-db", "-k", "closed"], {})


def judge(mutant: Mutant, url: str) -> tuple[str, str]:
    """The verdict, and which test caught it or what stands behind it."""
    copy(url, mutant)
    failed, told = run(f"{url}_one", [*mutant.tests, "--reuse-db", "-x"], mutant.all_edits)
    if failed is None:
        return BROKEN, told
    if mutant.behind:
        return (SURVIVED, f"{mutant.behind} should have held: {told}") if failed else (SAFE, mutant.behind)
    return (CAUGHT, told) if failed else (SURVIVED, " ".join(mutant.tests))


def run(url: str, tests: list[str], edits: dict[str, list[tuple[str, str]]]) -> tuple[bool | None, str]:
    """Whether the tests failed (None: they could not run), and the first that did."""
    environment = os.environ | {"DATABASE_URL": url, "MUTANT_EDITS": json.dumps(edits)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.faults.mutant_plugin",
        "-p",
        "no:cacheprovider",
        *tests,
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    lines = done.stdout.splitlines()
    told = next(
        (line for line in lines if line.startswith(("FAILED", "ERROR"))), lines[-1] if lines else done.stderr[-300:]
    )
    if done.returncode not in (0, 1) or "no longer says" in done.stdout + done.stderr:
        return None, told
    return done.returncode == 1, told.split(" - ")[0].rpartition("::")[2][:90]


def copy(url: str, mutant: Mutant) -> None:
    """A database like the pattern, without what the mutant drops."""
    pattern = f"test_{urlsplit(url).path.strip('/')}"  # what pytest makes of the name
    ours = sql.Identifier(f"{pattern}_one")
    with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(ours))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(ours, sql.Identifier(pattern)))
    with psycopg.connect(named(url, f"{pattern}_one"), autocommit=True) as connection:
        for name in mutant.drops:
            drop(connection, name)


def drop(connection: psycopg.Connection, name: str) -> None:
    """A constraint, an index or a trigger of that name; one of them must be there."""
    for query, statement in (
        (
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s",
            "ALTER TABLE {0} DROP CONSTRAINT {1}",
        ),
        ("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", "DROP TRIGGER {1} ON {0}"),
        ("SELECT tablename FROM pg_indexes WHERE indexname = %s", "DROP INDEX {1}"),
    ):
        if found := connection.execute(query, [name]).fetchone():
            table, thing = sql.Identifier(found[0].strip('"')), sql.Identifier(name)
            connection.execute(sql.SQL(statement).format(table, thing))
            return
    raise LookupError(f"the database has no {name}")


def named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
