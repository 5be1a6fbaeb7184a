"""The import-export resource by which the rows of a roster become its entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from import_export.resources import ModelResource
from tablib import Dataset

from talent.employers.models import Roster, RosterEntry

CHUNK_ROWS = 5000
"""import-export keeps a result for each row of a data set: larger ones cost hundreds of megabytes."""


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


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
