"""What the rosters before said of people in columns that a file does not have: it is said still."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db import connection

from talent.employers.imports.roster_columns import FOR_INVITING, LASTING
from talent.employers.lasting import said_by_officers_since
from talent.employers.models import Roster, RosterEntry
from talent.employers.queries import key_for_sql
from talent.encryption.columns import reveal_texts, seal_texts

AT_ONCE = 5_000
_BESIDE = """
FROM {table} listed LEFT JOIN {table} known ON known.employer_id = %(employer)s AND known.effective_at IS NOT NULL
     AND known.replaced_at IS NULL AND known.roster_id <> listed.roster_id
     AND known.identity_index = listed.identity_index
WHERE listed.roster_id = %(roster)s
"""
_PHONES = "SELECT listed.id, known.id, known.phone {beside} AND listed.phone_index IS DISTINCT FROM known.phone_index"
_LASTING = {
    "left_on": "CASE WHEN known.left_on >= listed.hired_on THEN known.left_on END",
    "works_in_city": "CASE WHEN NOT known.works_in_city THEN known.works_in_city END",
}
"""Who was hired after the day of leaving has been hired again."""
_CARRY = """
UPDATE {table} SET {taken} FROM (SELECT listed.id AS id, {said} {beside} AND ({differ})) AS kept
WHERE {table}.id = kept.id
"""


def carry_over(roster: Roster) -> None:
    """Let the rows of a preview say what the employer's rows in force say, in the columns that the file lacks.

    What is for inviting people to apply proves nothing, and stays true without being repeated. What proves something
    is a statement of the roster's own day; but that somebody has left or works elsewhere, which ends payments, stands
    until a file with the column, an officer, or a later day of hire says otherwise. Done again whenever the preview is
    compared, since another roster may have been committed meanwhile (a query for the columns, and some for the phones
    and for what officers said).
    """
    unsaid = [name for name in FOR_INVITING if name in roster.remarks.get("unsaid", ())]
    lasting = [name for name in LASTING if name in roster.remarks.get("lasting", ())]
    if not unsaid and not lasting:
        return
    table = connection.ops.quote_name(RosterEntry._meta.db_table)
    beside = _BESIDE.format(table=table)
    of = {"roster": key_for_sql(roster.pk), "employer": key_for_sql(roster.employer_id)}
    if "phone" in unsaid:
        _carry_phones(table, beside, of)
        unsaid[unsaid.index("phone")] = "phone_index"
    said = {name: f"COALESCE(known.{name}, '')" if name in ("degree_level", "school") else f"known.{name}"
            for name in unsaid}  # fmt: skip
    said |= {name: _LASTING[name] for name in lasting}
    sql = _CARRY.format(
        table=table,
        beside=beside,
        taken=", ".join(f"{name} = kept.{name}" for name in said),
        said=", ".join(f"{value} AS {name}" for name, value in said.items()),
        differ=" OR ".join(f"listed.{name} IS DISTINCT FROM {value}" for name, value in said.items()),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, of)
    if "left_on" in lasting:
        _heed_officers(roster)


def _heed_officers(roster: Roster) -> None:
    """An officer who took a departure back, or put another day to it, since a roster said so goes before the roster."""
    rows = roster.entries.filter(left_on__isnull=False)
    carried = {index: day for index, day in rows.values_list("identity_index", "left_on") if index and day}
    by_day: dict[dt.date | None, list[str]] = defaultdict(list)
    for index, left_on in said_by_officers_since(roster.employer_id, carried).items():
        by_day[left_on].append(index)
    for left_on, people in by_day.items():
        roster.entries.filter(identity_index__in=people).update(left_on=left_on)


def _carry_phones(table: str, beside: str, of: dict[str, UUID | str]) -> None:
    """A phone is sealed for its own row, so that it cannot be copied: it is read and sealed anew."""
    with connection.cursor() as cursor:
        cursor.execute(_PHONES.format(beside=beside), of)
        found = cursor.fetchall()
        for start in range(0, len(found), AT_ONCE):
            rows = found[start : start + AT_ONCE]
            told = [row for row in rows if row[2] is not None]
            phones = reveal_texts(RosterEntry, "phone", [row[1] for row in told], [row[2] for row in told])
            keys = [UUID(str(row[0])) for row in told]
            sealed = dict(zip(keys, seal_texts(RosterEntry, "phone", keys, phones), strict=True))
            cursor.executemany(
                f"UPDATE {table} SET phone = %s WHERE id = %s",  # noqa: S608 - the name is Django's own
                [(sealed.get(UUID(str(row[0]))), row[0]) for row in rows],
            )
