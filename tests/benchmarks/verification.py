"""300 people verified at the employer's desk, on a database of ``n`` cases: what the officer does, and the server.

Two ways: a roster that proves what they state (with all that the worker does after it), and the list, of which all
are ticked. The pages are asked for as a browser asks for them; an action is a page opened, a file chosen or a button
pressed.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.notifications.outbox import run_outbox
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Walk, cpu_seconds
from tests.faults.own_database import own_database
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.verification.claims import proving_row, waiting
from tests.talent.employers.rosters import roster_file

DEFAULT, PEOPLE, MOST_ACTIONS, MOST_SECONDS = 100_000, 300, 5, 3.0
ROSTERS = "/employer/rosters/"
HIDDEN = re.compile(r'name="(selected)" value="([^"]+)"')


def run(n: int | None) -> list[Walk]:
    """Walk both ways, each with 300 people of its own among ``n`` other cases."""
    count = n or DEFAULT
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        due_crowd(count)
        with transaction.atomic():  # or each row would be forced to disk by itself
            by_roster, by_list = Office.open(), Office.open()
            listed = [proving_row(case.person) for case in waiting(by_roster, PEOPLE)]
            waiting(by_list, PEOPLE)
        run_outbox()
        file = Path(folder) / "roster.xlsx"
        file.write_bytes(roster_file(*listed).getvalue())
        walks = [apart(_by_roster, by_roster.hr.pk, by_roster.employer.pk, str(file)), apart(_by_list, by_list.hr.pk)]
        cases = Application.objects.count()
    return [
        Walk(f"verification of {PEOPLE} people among {cases:,} cases, {way}", *walk, MOST_ACTIONS, MOST_SECONDS)
        for way, walk in zip(("by a roster", "by the list"), walks, strict=True)
    ]


Measured = tuple[list[str], float, float]


def _by_roster(officer: UUID, employer: UUID, path: str) -> Measured:
    client = _signed_in(officer)
    file = SimpleUploadedFile("花名册.xlsx", Path(path).read_bytes())

    def walk() -> list[str]:
        client.get(f"{ROSTERS}new/")
        address = client.post(f"{ROSTERS}new/", {"employer": employer, "file": file})["Location"]
        client.get(address)
        client.get(client.post(f"{address}commit/")["Location"])
        run_outbox()
        return ["open 导入花名册", "choose the file", "press 上传并预览", "press 确认导入"]

    return _timed(officer, walk)


def _by_list(officer: UUID) -> Measured:
    client = _signed_in(officer)

    def walk() -> list[str]:
        client.get(reverse("verification:queue"))
        asked = client.post(reverse("verification:confirm"), {"everything": "1"}, follow=True).content.decode()
        selected = [value for _name, value in HIDDEN.findall(asked)]
        client.get(client.post(reverse("verification:verify"), {"selected": selected})["Location"])
        run_outbox()
        return ["open 待核实", "tick 选择全部符合条件的", "press 核实所选", "press 确认核实无误"]

    return _timed(officer, walk)


def _signed_in(officer: UUID) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer))
    client.get(ROSTERS)  # what the first request of a process loads is no part of the work
    return client


def _timed(officer: UUID, walk: Callable[[], list[str]]) -> Measured:
    began, cpu = time.monotonic(), cpu_seconds()
    actions = walk()
    spent = cpu_seconds() - cpu, time.monotonic() - began
    units = User.objects.get(pk=officer).staff_roles
    waiting_still = Application.objects.filter(
        status=ApplicationStatus.AWAITING_EMPLOYER, employer__in=[unit.employer_id for unit in units]
    ).count()
    assert waiting_still == 0, f"{waiting_still} people are not verified"
    return actions, *spent
