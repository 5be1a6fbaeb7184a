"""The dated versions of each scheme's figures, and which of them counts.

`living_versions()`, `housing_versions()`, `schooling_versions()` and `procedure_versions()` read the files in
`figures/` once per process. A `Versions` of one's own (a draft, for instance) can be given to each `assess`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeVar

from subsidies.policy.figure_reading import VersionReader, read_versions
from subsidies.policy.figure_shapes import FiguresError
from subsidies.policy.version_figures import HousingVersion, LivingVersion, ProcedureVersion, SchoolingVersion, Version
from subsidies.policy.version_reading import read_housing, read_living, read_procedure, read_schooling

FIGURES = Path(__file__).parent / "figures"
V = TypeVar("V", bound=Version)


@dataclass(frozen=True, eq=False, slots=True)
class Versions(Generic[V]):
    """A scheme's versions from the earliest to the latest; never empty, never overlapping."""

    in_order: tuple[V, ...]

    def __iter__(self) -> Iterator[V]:
        return iter(self.in_order)

    @property
    def earliest(self) -> V:
        """Give the version that came into force first."""
        return self.in_order[0]

    def in_force(self, on: date) -> V | None:
        """Give the version in force on a day, or None."""
        return next((version for version in self.in_order if version.is_in_force(on)), None)

    def for_hire(self, hired_on: date | None, *, on: date) -> V:
        """Give the version whose figures count: in force on the day of hire, else the earliest.

        While the day of hire is unknown, the day asked about stands in for it.
        """
        day = hired_on or on
        for version in self.in_order:
            if version.is_in_force(day):
                return version
        return self.in_order[0]


@cache
def living_versions() -> Versions[LivingVersion]:
    """Give the versions of the living subsidy."""
    return load(FIGURES / "living.toml", read_living)


@cache
def housing_versions() -> Versions[HousingVersion]:
    """Give the versions of housing support."""
    return load(FIGURES / "housing.toml", read_housing)


@cache
def schooling_versions() -> Versions[SchoolingVersion]:
    """Give the versions of schooling support."""
    return load(FIGURES / "schooling.toml", read_schooling)


@cache
def procedure_versions() -> Versions[ProcedureVersion]:
    """Give the versions of the promised times."""
    return load(FIGURES / "procedure.toml", read_procedure)


def load(path: Path, read: Callable[[VersionReader], V]) -> Versions[V]:
    """Read a figures file with one of the `read_...` functions of `version_reading`.

    Raises FiguresError when a figure is missing, unknown or of the wrong kind, when two versions share a name,
    or when they are out of order or overlap.
    """
    versions = []
    for reader in read_versions(path):
        versions.append(read(reader))
        reader.finish()
    for earlier, later in pairwise(versions):
        last = earlier.in_force.value[1]
        if last is None or last >= later.in_force.value[0]:
            raise FiguresError(
                f"{path.name}, version {later.version}: begins before version {earlier.version} has ended"
            )
    if len({version.version for version in versions}) != len(versions):
        raise FiguresError(f"{path.name}: two versions share a name")
    return Versions(tuple(versions))
