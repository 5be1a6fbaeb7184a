"""The Ministry of Education's list of degree-granting institutions, with pinyin to find them by."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from talent.profiles.models import Institution


@transaction.atomic
def load_institutions(path: Path) -> int:
    """Bring the table up to the CSV (UTF-8; columns code, name, authority, city); returns how many rows it has.

    Rows that the file no longer has stay, since degrees may name them.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Institution(
                code=row["code"],
                name=row["name"],
                authority=row["authority"],
                city=row["city"],
                pinyin="".join(lazy_pinyin(row["name"])),
                initials="".join(lazy_pinyin(row["name"], style=Style.FIRST_LETTER)),
            )
            for row in csv.DictReader(file)
        ]
    Institution.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "authority", "city", "pinyin", "initials"],
    )
    return len(rows)
