"""The word lists of the demo: names, schools, trades and banks, from ``fixtures/demo/``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Weighted:
    """Words of which some are drawn more often than others."""

    words: tuple[str, ...]
    heights: tuple[int, ...]
    """The sums of the weights so far."""

    @classmethod
    def of(cls, weights: Mapping[str, int]) -> Weighted:
        """From words with their weights."""
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def draw(self, chance: Random) -> str:
        """One word."""
        return chance.choices(self.words, cum_weights=self.heights)[0]


@dataclass(frozen=True, slots=True)
class EmployerWords:
    """An employer of the demo, its share of the graduates, and its HR officer."""

    name: str
    short_name: str
    credit_code: str
    """The true one where it is public; empty: one is made up."""
    share: int
    hr_name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Every list."""

    surnames: Weighted
    given: Mapping[str, Any]
    """By group, then by gender or ``names``: see ``given_names.toml``."""
    institutions: Mapping[str, Weighted]
    overseas: Weighted
    majors: Weighted
    positions: Weighted
    banks: Weighted
    return_reasons: Weighted
    employers: tuple[EmployerWords, ...]


@cache
def words() -> Words:
    """The lists, read once a process."""
    given, careers = _toml("given_names"), _toml("careers")
    employers = [EmployerWords(**{**row, "share": int(row["share"])}) for row in _rows("employers")]
    return Words(
        surnames=Weighted.of({row["surname"]: int(row["weight"]) for row in _rows("surnames")}),
        given=given,
        institutions={level: Weighted.of(weights) for level, weights in careers["institutions"].items()},
        overseas=Weighted.of(careers["overseas"]),
        majors=Weighted.of(careers["majors"]),
        positions=Weighted.of(careers["positions"]),
        banks=Weighted.of(careers["banks"]),
        return_reasons=Weighted.of(careers["return_reasons"]),
        employers=tuple(employers),
    )


def folder() -> Path:
    """Where the lists lie."""
    return Path(settings.BASE_DIR) / "fixtures" / "demo"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((folder() / f"{name}.toml").read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, Any]]:
    with (folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
