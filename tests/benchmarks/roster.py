"""A staff roster of ``n`` rows from the file to rows in force, beside import-export as it comes.

Ours opens the file in the limited process, checks every cell, finds who is listed twice, encrypts and stores the rows,
counts them against the rosters in force and lets them count. The baseline reads the same columns with openpyxl and
gives them to a resource with import-export's own settings; it checks and compares nothing. A part of the rows was in
force before, so that some are new, some changed and most unchanged.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from uuid import UUID

from import_export.resources import ModelResource
from openpyxl import load_workbook
from tablib import Dataset
from xlsxwriter import Workbook

from talent.accounts.models import User
from talent.calendars import clock
from talent.employers import actions
from talent.employers.models import Employer, Roster, RosterEntry
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.undoing import undone
from tests.factories import make_employer
from tests.faults.own_database import own_database
from tests.talent.employers.crowds import HEADINGS, crowd
from tests.talent.employers.rosters import hr_of

DEFAULT, SAMPLE, ROUNDS, BAR, MOST_MEGABYTES = 20_000, 500, 3, 15.0, 300
OURS, READ_ONLY, BASELINE = "roster", "roster: read and checked only", "import-export default"
WHAT = (("row_number", 0), ("name", 1), ("identity_number", 2), ("hired_on", 3), ("insured_months", 6))


def run(n: int | None) -> list[Report]:
    """Take in a file of ``n`` rows again and again; the baseline takes in a smaller one."""
    count = n or DEFAULT
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        employer = make_employer()
        officer, files = hr_of(employer), []
        for rows, months in ((count * 9 // 10, 3), (count, 4), (min(count, SAMPLE), 4)):
            files.append(str(Path(folder) / f"{len(files)}.xlsx"))
            _write(files[-1], rows, months)
        _take_in(employer, officer, files[0])
        speeds, memory = apart(_measured, employer.pk, officer.pk, *files[1:], count)
    return [Report("roster", count, speeds, BASELINE, BAR, memory, most_rss_mb=MOST_MEGABYTES)]


def _write(path: str, rows: int, months: int) -> None:
    book = Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("在职")
    for number, row in enumerate([HEADINGS, *crowd(rows, months=months)]):
        sheet.write_row(number, 0, row)
    book.close()


def _measured(
    employer_key: UUID, officer_key: UUID, large: str, small: str, count: int
) -> tuple[dict[str, float], float]:
    employer, officer = Employer.objects.get(pk=employer_key), User.objects.get(pk=officer_key)
    ours = undone(lambda: _take_in(employer, officer, large))
    ours()
    memory = peak_rss_mb()
    contenders = {OURS: ours, READ_ONLY: lambda: actions.read(employer, io.BytesIO(Path(large).read_bytes()))}
    speeds = items_per_cpu_second(contenders, items=count, rounds=ROUNDS)
    theirs = undone(lambda: _textbook(employer, officer, small))
    return speeds | items_per_cpu_second({BASELINE: theirs}, items=min(count, SAMPLE), rounds=ROUNDS), memory


def _take_in(employer: Employer, officer: User, path: str) -> None:
    with open(path, "rb") as file:
        roster = actions.preview(employer, file, file_name="花名册.xlsx", by=officer)
    actions.commit(roster, by=officer)


class _AsItComes(ModelResource):
    class Meta:
        model = RosterEntry
        fields = (*(name for name, _column in WHAT), "roster", "employer")
        import_id_fields = ("row_number", "roster")


def _textbook(employer: Employer, officer: User, path: str) -> None:
    roster = Roster.objects.create(
        employer=employer, file_name="花名册.xlsx", sha256="0" * 64, uploaded_by=officer, uploaded_at=clock.now()
    )
    rows = load_workbook(path, read_only=True).active.iter_rows(min_row=2, values_only=True)
    given = ([*(row[column] for _name, column in WHAT), str(roster.pk), str(employer.pk)] for row in rows)
    result = _AsItComes().import_data(Dataset(*given, headers=_AsItComes._meta.fields), raise_errors=True)
    assert result.total_rows == roster.entries.count()
