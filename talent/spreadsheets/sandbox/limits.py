"""How much of anything an uploaded table may hold, and what the process that opens it may use."""

import contextlib
import resource
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one upload: bytes, rows, columns, characters, seconds, megabytes of memory.

    ``unzipped_ratio`` is how many times its own size a workbook may unfold to; it is looked at only above
    ``unzipped_ratio_from`` bytes, because small tables of equal rows compress very well.
    """

    max_bytes: int = 30 * MEGABYTE
    max_rows: int = 210_000
    max_columns: int = 300
    max_sheets: int = 60
    max_cell_characters: int = 32_767
    max_entries: int = 2_000
    max_unzipped_bytes: int = 600 * MEGABYTE
    unzipped_ratio: int = 150
    unzipped_ratio_from: int = 20 * MEGABYTE
    header_within: int = 20
    min_seconds: int = 5
    max_seconds: int = 20
    memory_megabytes: int = 512

    def seconds_for(self, size: int) -> int:
        """Seconds a file of ``size`` bytes may take: the least, and one more for each megabyte."""
        return min(self.max_seconds, self.min_seconds + size // MEGABYTE)


def confine(*, seconds: int, memory_megabytes: int) -> None:
    """Bind this process to memory, processor time and output size; no core dump holds what it read."""
    memory = memory_megabytes * MEGABYTE
    for kind, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        # Not every system knows every limit (macOS refuses RLIMIT_AS); the parent's clock holds everywhere.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))
