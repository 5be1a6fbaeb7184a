"""Many at once, on the database that allows it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from talent.audit import chain
from talent.audit.events import record
from talent.audit.models import AuditEvent, EventLink

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(work: Callable[[int], object], workers: int) -> list[object]:
    """Do ``work`` in so many threads, each with a connection of its own."""

    def job(number: int) -> object:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(job, range(workers)))


def test_recording_and_linking_at_once_loses_and_doubles_nothing():
    def work(number: int) -> None:
        for turn in range(25):
            with transaction.atomic():
                record(f"demo.{number}.{turn}", None, by=None)
                record(f"demo.{number}.{turn}.more", None, by=None)
            if number < 2:
                try:
                    chain.link_pending()
                except IntegrityError:
                    continue

    at_once(work, 6)
    chain.link_pending()
    assert (AuditEvent.objects.count(), EventLink.objects.count(), chain.verify().difference) == (300, 300, "")


def test_whoever_records_never_waits_for_whoever_links():
    record("demo.first", None, by=None)
    with transaction.atomic():
        chain.link_pending()
        other = at_once(lambda _: record("demo.meanwhile", None, by=None).verb, 1)
    assert (other, chain.pending()) == (["demo.meanwhile"], 1)
