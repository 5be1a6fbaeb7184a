"""The measured work in a process of its own, so that its memory is not that of what was prepared for it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import django
from django.conf import settings
from django.db import connection

Answer = TypeVar("Answer")


def apart(work: Callable[..., Answer], *arguments: object) -> Answer:
    """What ``work`` answers in a fresh process that has the same database and the same private files.

    Args:
        work: a function that can be found by its name; arguments and answer are plain values.
    """
    place = (str(connection.settings_dict["NAME"]), str(settings.PRIVATE_ROOT))
    connection.close()
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=_moved_in, initargs=place) as pool:
        return pool.submit(work, *arguments).result()


def hasten_preparation() -> None:
    """Have SQLite neither wait for the disk nor be short of memory while data are made; what is measured is not so."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for word in ("synchronous=OFF", "journal_mode=MEMORY", "cache_size=-2000000"):
                cursor.execute(f"PRAGMA {word}")


def _moved_in(database: str, private_files: str) -> None:
    django.setup()
    connection.settings_dict["NAME"] = database
    settings.PRIVATE_ROOT = Path(private_files)
