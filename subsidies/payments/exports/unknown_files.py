"""Files for the bank that lie in private storage although no released batch has them.

They are written after a release is committed. So the database that knows nothing of the release is an older one, put
back from a backup: going on as if nothing had happened would pay the same people again.
"""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.payments.exports.kept_files import FOLDER, path_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import PaymentBatch
from talent.uploads.durable import UNFINISHED

FOR_THE_BANK = {kind.value for kind in FileKind} - {FileKind.SUMMARY.value}


def unknown_bank_files() -> list[str]:
    """Their names in private storage, in order (one query, and a look into the folder of each batch)."""
    released = dict(PaymentBatch.objects.exclude(released_at=None).values_list("number", "digest"))
    return sorted(name for name, number, digest in _bank_files() if not released.get(number, "").startswith(digest))


def _bank_files() -> Iterator[tuple[str, str, str]]:
    """Name, number of the batch and first digits of its digest of each file for the bank that lies there whole."""
    for place in path_of(FOLDER).glob("*/*"):
        if place.name.partition("-")[0] in FOR_THE_BANK and place.suffix != UNFINISHED:
            number = place.parent.name
            yield f"{FOLDER}/{number}/{place.name}", number, place.stem.rpartition("-")[2]
