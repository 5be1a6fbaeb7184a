"""The import-export resource by which the rows of a roster become its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

from import_export.resources import ModelResource
from tablib import Dataset

from talent.bulk.inserting import insert_columns
from talent.employers.lines import Line
from talent.employers.models import Roster, RosterEntry
from talent.encryption.columns import blind_indexes, seal_texts
from talent.jobs.progress import UNWATCHED, Progress

CHUNK_ROWS = 5000
"""import-export keeps a result for each row of a data set: larger ones cost hundreds of megabytes."""
BY_COLUMNS_FROM = 1000
"""As many are written by columns, without a model instance a row: thirty times as fast, and the same is stored."""


class RosterEntryResource(ModelResource):
    """Entries of one roster; every row makes a new one, since a roster is a statement and never edits another."""

    class Meta:
        model = RosterEntry
        fields = (
            "row_number",
            "name",
            "identity_number",
            "hired_on",
            "contract_months",
            "open_ended",
            "works_in_city",
            "insured_months",
            "left_on",
            "degree_level",
            "school",
            "graduated_on",
            "phone",
        )
        import_id_fields = ("row_number",)
        force_init_instance = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        use_transactions = False

    def __init__(self, roster: Roster) -> None:
        super().__init__()
        self.roster = roster

    def init_instance(self, row: dict[str, Any] | None = None) -> RosterEntry:
        """An entry of this roster, for its employer."""
        return RosterEntry(roster=self.roster, employer_id=self.roster.employer_id)

    def import_rows(self, rows: Iterable[dict[str, Any]]) -> int:
        """Store parsed rows; returns how many. Any error ends the import, so that nothing is half-written."""
        headings = self._meta.fields
        stored = 0
        for chunk in _chunks(rows):
            dataset = Dataset(*([row[heading] for heading in headings] for row in chunk), headers=headings)
            self.import_data(dataset, raise_errors=True, use_transactions=False)
            stored += len(chunk)
        return stored

    def import_lines(self, lines: Sequence[Line], *, progress: Progress = UNWATCHED) -> None:
        """Store lines that were read and checked. Any error ends the import, so that nothing is half-written."""
        progress.stage("keeping", parts=len(lines))
        if len(lines) < BY_COLUMNS_FROM:
            self.import_rows(line._asdict() for line in lines)
            return
        for start in range(0, len(lines), CHUNK_ROWS):
            self._insert(lines[start : start + CHUNK_ROWS])
            progress.at(min(start + CHUNK_ROWS, len(lines)))

    def _insert(self, lines: Sequence[Line]) -> None:
        keys = [uuid4() for _ in lines]
        stated: dict[str, Sequence[Any]] = dict(zip(Line._fields, zip(*lines, strict=True), strict=True))
        numbers = stated["identity_number"]
        sealed: dict[str, Sequence[Any]] = {
            "id": keys,
            "identity_number": seal_texts(RosterEntry, "identity_number", keys, numbers),
            "identity_index": blind_indexes(numbers, "identity_number"),
        }
        sealed |= _sealed_phones(keys, stated["phone"])
        of_all = {"roster_id": self.roster.pk, "employer_id": self.roster.employer_id}
        unset = {"effective_at": None, "replaced_at": None, "replaced_by_id": None, "moved_from_id": None}
        insert_columns(RosterEntry, stated | sealed, same=of_all | unset)


def _sealed_phones(keys: Sequence[UUID], phones: Sequence[str | None]) -> dict[str, list[Any]]:
    """The phone and its blind index of each line, None where no phone is told."""
    told = [(place, phone) for place, phone in enumerate(phones) if phone]
    found: dict[str, list[Any]] = {"phone": [None] * len(keys), "phone_index": [None] * len(keys)}
    numbers = [phone for _place, phone in told]
    sealed = seal_texts(RosterEntry, "phone", [keys[place] for place, _phone in told], numbers)
    for (place, _phone), text, index in zip(told, sealed, blind_indexes(numbers, "phone"), strict=True):
        found["phone"][place], found["phone_index"][place] = text, index
    return found


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
