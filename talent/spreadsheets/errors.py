"""What can be wrong with an uploaded table, said so that the person who made it can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class CellProblem(ValueError):
    """A value that cannot be read, raised by the parsers of ``cells``; the row adds where it stands.

    ``code`` is stable; ``message`` says what is wrong and ``fix`` what to do. Neither repeats the value, so that
    they may be logged.
    """

    def __init__(self, code: str, message: _StrOrPromise, fix: _StrOrPromise = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class CellError:
    """One wrong cell: sheet ("" for text files), reference like ``C12``, the value as shown, what is wrong, the fix."""

    sheet: str
    cell: str
    value: str
    message: str
    fix: str
    code: str

    def __str__(self) -> str:
        """Sheet, cell and message; without the value, which may be personal."""
        place = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        return f"{place} {self.message}{self.fix}"


class UnreadableFile(ValueError):
    """The whole file was refused. ``code`` is stable; ``message`` and ``fix`` are for people."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}{self.fix}"


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a file: its heading, what stands in its first rows, and the key it is recognised as, if any."""

    heading: str
    samples: tuple[str, ...]
    key: str | None = None


class MissingColumns(UnreadableFile):
    """The header lacks required columns: ``missing`` are their keys, ``columns`` what the file has instead.

    ``code`` is ``no_header`` where nothing on the row is known and it only looks like a header.
    """

    def __init__(
        self,
        message: str,
        fix: str,
        *,
        missing: tuple[str, ...],
        columns: tuple[FoundColumn, ...],
        code: str = "missing_columns",
    ) -> None:
        super().__init__(code, message, fix)
        self.missing = missing
        self.columns = columns
