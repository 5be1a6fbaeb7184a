"""A list for the social insurance agency, and what it might send back."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from subsidies.applications.models import Application
from subsidies.crosschecks import actions
from subsidies.crosschecks.exports.list_xlsx import list_xlsx
from subsidies.crosschecks.models import AnswerFile, CrossCheck
from talent.profiles.models import Employment
from tests.subsidies.applications.conftest import clock_at_noon, office
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import somebody

__all__ = ["clock_at_noon", "office"]
HEADER, ANSWER, REMARK = 4, 6, 7
"""Where the file has its header row, and in which columns a department writes (both from 1)."""
Fill = Callable[..., io.BytesIO]
Read = Callable[..., AnswerFile]


def under_review(office: Office, months: int = 6, **benefits: bool) -> Application:
    """A case that the employer verified, with so many months of social insurance entered."""
    person = somebody(office)
    Employment.objects.filter(person=person).update(insured_months=months)
    return office.at("awaiting_review", person)


def drawn(office: Office, department: str = "social_insurance") -> CrossCheck:
    return actions.draw(department, pk=uuid.uuid4(), by=office.reviewer)


@pytest.fixture
def fill(office: Office) -> Fill:
    """The list as the department sends it back: answers in the order of the list, and cells or the book changed by
    hand."""

    def filled(
        crosscheck: CrossCheck,
        *answers: Any,
        cells: dict[str, Any] | None = None,
        by_hand: Callable[[openpyxl.Workbook], None] | None = None,
    ) -> io.BytesIO:
        rows = actions.take(crosscheck, by=office.reviewer)
        book = openpyxl.load_workbook(io.BytesIO(list_xlsx(crosscheck, rows)))
        sheet = book.active
        for order, answer in enumerate(answers, HEADER + 1):
            sheet.cell(order, ANSWER, answer)
        for cell, value in (cells or {}).items():
            sheet[cell] = value
        if by_hand:
            by_hand(book)
        stream = io.BytesIO()
        book.save(stream)
        stream.seek(0)
        return stream

    return filled


@pytest.fixture
def read(office: Office, fill: Fill) -> Read:
    """The same, read by the portal."""

    def have_read(crosscheck: CrossCheck, *answers: Any, **changes: Any) -> AnswerFile:
        file = fill(crosscheck, *answers, **changes)
        return actions.read_file(crosscheck, file, file_name="答复.xlsx", pk=uuid.uuid4(), by=office.reviewer)

    return have_read
