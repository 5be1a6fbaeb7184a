"""Made-up people as the `assess` command reads them: JSON objects, the same for the same seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

LEVELS = ("bachelor", "master", "doctor")


def people(
    count: int, *, seed: int = 2021, unknown_one_in: int = 40, degrees: int | None = None
) -> Iterator[dict[str, Any]]:
    """Give so many people, mostly plausible; one fact in `unknown_one_in` is null.

    With `degrees` each has exactly so many, else none to three.
    """
    random = Random(seed)
    for number in range(count):
        yield _Maker(random, unknown_one_in).person(number, degrees)


class _Maker:
    def __init__(self, random: Random, unknown_one_in: int) -> None:
        self.random = random
        self.unknown_one_in = unknown_one_in

    def person(self, number: int, degrees: int | None) -> dict[str, Any]:
        hired_on = date(2020, 6, 1) + timedelta(days=self.random.randrange(2000))
        count = self.random.choice((0, 1, 1, 1, 1, 2, 3)) if degrees is None else degrees
        return {
            "id": f"p{number}",
            "on": (hired_on + timedelta(days=self.random.randrange(500))).isoformat(),
            "person": {
                "born_on": self.day(hired_on, -16000, -8000),
                "foreign_expert": self.yes(0.05),
                "married": self.yes(0.5),
                "owns_home_in_city": self.yes(0.2),
                "spouse_owns_home_in_city": self.yes(0.2),
            },
            "degrees": [self.degree(hired_on) for _ in range(count)],
            "employment": self.employment(hired_on),
            "applied_on": self.day(hired_on, 0, 450),
            "living_granted_yuan": self.maybe(self.random.choice((0, 0, 0, 0, 30000, 50000))),
            "claimed_elsewhere": self.yes(0.05),
            "children": [{"born_on": self.day(hired_on, -6500, 400)} for _ in range(self.random.choice((0, 1, 1, 2)))],
        }

    def degree(self, hired_on: date) -> dict[str, Any]:
        return {
            "level": self.maybe(self.random.choice(LEVELS)),
            "awarded_on": self.day(hired_on, -900, 200),
            "full_time": self.yes(0.95),
            "graduation_certificate": self.yes(0.97),
            "degree_certificate": self.yes(0.97),
            "overseas": self.yes(0.2),
            "certified": self.yes(0.8),
            "commissioned": self.yes(0.03),
        }

    def employment(self, hired_on: date) -> dict[str, Any]:
        return {
            "employer_listed": self.yes(0.95),
            "hired_on": self.maybe(hired_on.isoformat()),
            "contract_months": self.maybe(self.random.choice((12, 24, 36, 36, 36, 60))),
            "open_ended": self.yes(0.2),
            "works_in_city": self.yes(0.95),
            "insured_months": self.maybe(self.random.randrange(30)),
            "left_on": self.day(hired_on, 1, 900) if self.random.random() < 0.1 else None,
        }

    def maybe(self, value: Any) -> Any:
        return None if self.random.randrange(self.unknown_one_in) == 0 else value

    def yes(self, share: float) -> bool | None:
        return self.maybe(self.random.random() < share)

    def day(self, start: date, earliest: int, latest: int) -> str | None:
        return self.maybe((start + timedelta(days=self.random.randint(earliest, latest))).isoformat())
