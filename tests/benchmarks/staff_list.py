"""The office's queue: 50 of ``n`` cases, two filters, signed in, beside the page that a textbook has.

The baseline is Django's ``ListView`` with its paginator: it counts all rows, makes model instances, and its template
includes a part and asks for a URL in each row. It shows fewer columns, knows no saved filters and no officers.

Its table has an index for its order, more than a textbook gives it, but without the benefits: those are in ours so that
the queue is counted by the index alone, which is part of what is measured.

Then a few clients ask a server as production has it for the same page, each again as soon as it has its answer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, median
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.db.models import Index
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Report, Wait, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.serving import AS_IN_PRODUCTION, seconds_of_each, served
from tests.factories import make_user
from tests.faults.own_database import own_database
from tests.subsidies.payments.crowd import due_crowd

DEFAULT, REQUESTS, ROUNDS, BAR = 100_000, 20, 7, 2.5
CLIENTS, MOST_SECONDS, HELLOS_MEANT = 8, 0.060, 5_000
OURS, BASELINE = "staff_list", "textbook page"
ROWS = 50


ASKED = {"status": ApplicationStatus.CLOSED.value, "benefit": "living"}


def run(n: int | None) -> list[Report | Wait]:
    """Ask both pages for the same rows again and again."""
    count = n or DEFAULT
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        due_crowd(count)
        Application.objects.filter(number__endswith="0").update(living_requested=False, housing_requested=True)
        officer = make_user(Role.REVIEWER)
        speeds, memory = apart(_measured, officer.pk)
        return [
            Report("staff_list", count, speeds, BASELINE, BAR, memory),
            _waited(officer, asked=min(800, 40 + count // 100)),
        ]


def _waited(officer: User, *, asked: int) -> Wait:
    client = Client()
    client.force_login(officer)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    with served() as port:
        hellos = seconds_of_each(port, "/hello/", "", clients=CLIENTS, requests=asked)
        address = f"{reverse('review:queue')}?{urlencode(ASKED)}"
        waits = seconds_of_each(port, address, cookies, clients=CLIENTS, requests=asked)
    return Wait("staff_list", waits, CLIENTS, MOST_SECONDS, CLIENTS / fmean(hellos), HELLOS_MEANT)


@contextmanager
def _index_for_the_order_alone() -> Iterator[None]:
    """The index of the latest cases without the benefits, as long as the block runs."""
    whole = next(index for index in Application._meta.indexes if index.name == "application_latest")
    plain = Index(fields=whole.fields[:3], name="textbook_order")
    with connection.schema_editor() as editor:
        editor.remove_index(Application, whole)
        editor.add_index(Application, plain)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.remove_index(Application, plain)
            editor.add_index(Application, whole)


@override_settings(**AS_IN_PRODUCTION)
def _measured(officer: UUID) -> tuple[dict[str, float], float]:
    """Both in one process and by turns: how fast a process is differs from one to the next."""
    user, client = User.objects.get(pk=officer), Client()
    client.force_login(user)

    def once(name: str, address: str) -> float:
        def ask() -> None:
            answer = client.get(address, ASKED)
            assert (answer.status_code, answer.content.count(b"<tr") >= ROWS) == (200, True)

        ask()
        return items_per_cpu_second({name: _again(ask)}, items=REQUESTS, rounds=1)[name]

    queue, ours, theirs = reverse("review:queue"), [], []
    for _ in range(ROUNDS):
        ours.append(once(OURS, queue))
        with _index_for_the_order_alone():
            theirs.append(once(BASELINE, "/textbook/"))
    return {OURS: median(ours), BASELINE: median(theirs)}, peak_rss_mb()


def _again(ask: Callable[[], None]) -> Callable[[], None]:
    def ask_again() -> None:
        for _ in range(REQUESTS):
            ask()

    return ask_again
