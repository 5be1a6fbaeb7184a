"""The import-export resource by which the rows of a roster become its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

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
        of_all = {"roster_id": self.roster.pk, "employer_id": self.roster.employer_id}
        insert_columns(RosterEntry, stated | sealed, same={**of_all, "effective_at": None, "replaced_at": None})


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
