"""Rows become entries through import-export, in chunks, with their numbers encrypted."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from import_export.exceptions import ImportError as ImportRefused

from talent.employers.imports import roster_resource
from talent.employers.imports.roster import read_roster
from talent.employers.imports.roster_resource import RosterEntryResource
from talent.employers.models import Roster, RosterEntry
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import day, preview, roster_file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty() -> Roster:
    roster = preview(make_employer(), row())
    roster.entries.all().delete()
    return roster


def test_entries_hold_what_the_rows_say(empty: Roster):
    number = make_identity_number()
    reading = read_roster(roster_file(row("甲", number, contract="无固定期限", place=None, months=None)))
    RosterEntryResource(empty).import_rows(reading.rows)
    entry = empty.entries.get()
    assert (entry.name, entry.identity_number, entry.hired_on, entry.contract_months, entry.open_ended) == (
        "甲",
        number,
        day("2026-07-01"),
        None,
        True,
    )
    assert (entry.works_in_city, entry.insured_months, entry.left_on, entry.effective_at) == (None, None, None, None)


def test_no_number_stands_readable_in_the_table(empty: Roster):
    number = make_identity_number()
    RosterEntryResource(empty).import_rows(read_roster(roster_file(row(number=number))).rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM employers_rosterentry")
        (stored,) = cursor.fetchone()
    assert number.encode() not in bytes(stored)


def test_chunks_lose_no_row(empty: Roster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roster_resource, "CHUNK_ROWS", 3)
    rows = read_roster(roster_file(*(row() for _ in range(7)))).rows
    assert (RosterEntryResource(empty).import_rows(rows), empty.entries.count()) == (7, 7)


def test_the_database_takes_a_person_once_a_roster(empty: Roster):
    rows = read_roster(roster_file(row())).rows
    with pytest.raises(ImportRefused), transaction.atomic():
        RosterEntryResource(empty).import_rows([*rows, rows[0] | {"row_number": 3}])
    assert RosterEntry.objects.count() == 0


def test_what_is_written_by_columns_is_what_import_export_writes(empty: Roster, monkeypatch: pytest.MonkeyPatch):
    def stored() -> list[tuple[object, ...]]:
        fields = [field.attname for field in RosterEntry._meta.concrete_fields if field.attname != "id"]
        entries = list(empty.entries.order_by("row_number"))
        empty.entries.all().delete()
        return [tuple(getattr(entry, field) for field in fields) for entry in entries]

    rows = (row(), row(contract="无固定期限", place=None, months=None, left_on="2026-08-01"), row(place="上海"))
    lines = read_roster(roster_file(*rows)).lines
    RosterEntryResource(empty).import_lines(lines)
    by_import_export = stored()
    monkeypatch.setattr(roster_resource, "BY_COLUMNS_FROM", 1)
    monkeypatch.setattr(roster_resource, "CHUNK_ROWS", 2)
    RosterEntryResource(empty).import_lines(lines)
    assert (len(by_import_export), stored()) == (3, by_import_export)
