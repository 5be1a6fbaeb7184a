"""Roster files as HR departments hand them over, and the officers who do."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.employers import actions
from talent.employers.models import Employer, Roster
from tests.factories import make_identity_number, make_user
from tests.talent.spreadsheets.builders import xlsx

HEADER = ["姓名", "身份证号码", "入职日期", "合同期限", "工作地点", "社保连续缴费月数", "离职日期"]
HIRED = "2026-07-01"


def row(name: str = "李明", number: str | None = None, **cells: Any) -> list[Any]:
    """A good row of HEADER; ``hired_on``, ``contract``, ``place``, ``months``, ``left_on`` replace its cells."""
    number = make_identity_number() if number is None else number
    usual = {"hired_on": HIRED, "contract": "36个月", "place": "长春", "months": 4, "left_on": None} | cells
    return [name, number, *usual.values()]


def roster_file(*rows: Sequence[Any], header: Sequence[Any] = HEADER, sheet: str = "在职") -> io.BytesIO:
    return xlsx((sheet, [list(header), *map(list, rows)]))


def upload(file: io.BytesIO, name: str = "花名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file.getvalue())


def hr_of(employer: Employer, **fields: Any) -> User:
    return make_user(Role.HR_OFFICER, employer=employer, **fields)


def preview(employer: Employer, *rows: Sequence[Any], by: User | None = None, **fields: Any) -> Roster:
    return actions.preview(employer, roster_file(*rows, **fields), file_name="花名册.xlsx", by=by or hr_of(employer))


def commit(employer: Employer, *rows: Sequence[Any], by: User | None = None) -> Roster:
    by = by or hr_of(employer)
    return actions.commit(preview(employer, *rows, by=by), by=by)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
