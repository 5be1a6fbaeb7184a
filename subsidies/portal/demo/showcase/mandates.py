"""Filing for people who cannot: one mandate that waits for its person, one in force, and two that have ended."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from subsidies.portal.demo.showcase.casting import Part, graduate_of
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.mandates import actions
from talent.mandates.models import Mandate
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.profiles.kinds import EvidenceKind

PEOPLE = (
    ("邹文静", "health", ()),
    ("高远航", "away", ("accept",)),
    ("梁思齐", "no_skill", ("end",)),
    ("薛子涵", "health", ("accept", "end")),
)
"""Name, why they cannot file themself, and what came of it."""
OPENED, LASTS_DAYS, HIRED_AGO = 4, 30, 120
TURNS = {"accept": (3, 10), "end": (2, 15)}
"""Days ago, and the hour."""


def plan(stage: Stage, _players: list[Player]) -> None:
    """Put the mandates on the agenda."""
    for order, (name, reason, steps) in enumerate(PEOPLE, 1):
        desk = Desk(stage, order, name, reason)
        stage.act(OPENED, dt.time(9, 10 * order), desk.open)
        for step in steps:
            days_ago, hour = TURNS[step]
            stage.act(days_ago, dt.time(hour, 10 * order), desk.turn(step))


class Desk:
    """The reviewer who files, and the colleague who compares the signed paper."""

    def __init__(self, stage: Stage, order: int, name: str, reason: str) -> None:
        self.agent, self.colleague = stage.city.staff["reviewer"], stage.city.staff["recheck"]
        part = Part(name=name, level="bachelor", institution="吉林大学", age=24, hired_days_ago=HIRED_AGO, steps=[])
        self.person = graduate_of(part, stage.city, email=f"mandate{order:02d}@demo.invalid")
        self.reason, self.scan = reason, stage.city.papers.uploads[EvidenceKind.CONTRACT]
        self.until = stage.city.today + dt.timedelta(days=LASTS_DAYS)

    def open(self) -> None:
        """Register it, and upload what the person signed."""
        identity = {
            "name": self.person.name,
            "document_type": self.person.document_type,
            "identity_number": self.person.identity_number,
            "born_on": self.person.born_on,
            "foreign_expert": self.person.foreign,
        }
        mandate = actions.open_mandate(
            by=self.agent,
            pk=uuid.uuid4(),
            identity=identity,
            phone=f"+86{self.person.phone}",
            reason=self.reason,
            lasts_until=self.until,
        )
        papers.attach_scan(IssuedPaper.objects.get(about=mandate.pk), by=self.agent, upload=self.scan)

    def turn(self, step: str) -> Callable[[], object]:
        """What is done about it."""

        def mandate() -> Mandate:
            return Mandate.objects.get(name=self.person.name)

        acts: dict[str, Callable[[], object]] = {
            "accept": lambda: actions.take_effect_by_paper(mandate(), by=self.colleague),
            "end": lambda: actions.end(mandate(), by=self.agent),
        }
        return acts[step]
