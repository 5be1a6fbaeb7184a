"""Reads dated figures from TOML strictly: whatever is missing, misspelt or of the wrong kind is named and refused."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from subsidies.policy.figure_shapes import FiguresError, Shape, day, text
from subsidies.policy.findings import Basis

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """A value of the policy with its basis and citation."""

    value: T
    basis: Basis
    citation: str


class VersionReader:
    """Reads the figures of one version and, at the end, refuses the keys that nobody asked for."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._table = table
        self._where = where
        self._asked: set[str] = set()

    def figure(self, name: str, shape: Shape[T]) -> Figure[T]:
        """Read `[versions.NAME]` with `value`, `basis` and `citation`; the shape checks the value."""
        entry = self._required(name)
        if not isinstance(entry, dict) or set(entry) != {"value", "basis", "citation"}:
            raise self._error(name, "must have exactly value, basis and citation")
        return Figure(self._shaped(name, shape, entry["value"]), *self._source(name, entry["basis"], entry["citation"]))

    def period(self) -> Figure[tuple[date, date | None]]:
        """Read the first and the last day in force; the last is None while the version is open."""
        first = self._shaped("in_force_from", day, self._required("in_force_from"))
        last = self._optional("in_force_until", day)
        if last is not None and last < first:
            raise self._error("in_force_until", "is before in_force_from")
        source = self._source("in_force", self._required("in_force_basis"), self._required("in_force_citation"))
        return Figure((first, last), *source)

    def label(self) -> str:
        """Read the version's name."""
        return self._shaped("version", text, self._required("version"))

    def finish(self) -> None:
        """Refuse keys that no figure was read from: most likely a misspelling."""
        if unknown := sorted(self._table.keys() - self._asked):
            raise self._error(unknown[0], "is not a figure of this scheme")

    def _required(self, name: str) -> Any:
        self._asked.add(name)
        if name not in self._table:
            raise self._error(name, "is missing")
        return self._table[name]

    def _optional(self, name: str, shape: Shape[T]) -> T | None:
        self._asked.add(name)
        return self._shaped(name, shape, self._table[name]) if name in self._table else None

    def _shaped(self, name: str, shape: Shape[T], value: object) -> T:
        try:
            return shape(value)
        except FiguresError as error:
            raise self._error(name, str(error)) from error

    def _source(self, name: str, basis: object, citation: object) -> tuple[Basis, str]:
        if basis not in list(Basis):
            raise self._error(name, f"basis must be one of {', '.join(Basis)}")
        return Basis(str(basis)), self._shaped(f"{name}.citation", text, citation)

    def _error(self, name: str, problem: str) -> FiguresError:
        return FiguresError(f"{self._where}: {name} {problem}")


def read_versions(path: Path) -> list[VersionReader]:
    """Open a figures file; one reader for each `[[versions]]`, in the order of the file.

    Raises FiguresError when the file is not TOML or holds no versions.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FiguresError(f"{path.name}: {error}") from error
    tables = content.get("versions")
    if set(content) != {"versions"} or not isinstance(tables, list) or not tables:
        raise FiguresError(f"{path.name}: must hold [[versions]] and nothing else")
    if not all(isinstance(table, dict) for table in tables):
        raise FiguresError(f"{path.name}: each of the versions must be a table")
    return [
        VersionReader(table, f"{path.name}, version {table.get('version', number)}")
        for number, table in enumerate(tables, start=1)
    ]
