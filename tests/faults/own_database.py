"""A database of one's own that other processes can open too, on whatever DATABASE_URL names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test import override_settings

from tests import template_database


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A migrated database that nobody else uses, with private files in ``folder``; both are thrown away at the end.

    On SQLite it is a file: the usual test database lives in memory, where another process would see a copy.
    """
    usual = connection.settings_dict["NAME"]
    on_sqlite = connection.vendor == "sqlite"
    own = str(folder / "faults.sqlite3") if on_sqlite else f"faults_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = own
    if on_sqlite:
        template_database.copy_to(Path(own))
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.on_server()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=on_sqlite)
    try:
        with override_settings(PRIVATE_ROOT=folder / "private"):
            yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)
