"""People and units that go on elsewhere: a graduate who was transferred, and a unit that was renamed, then merged."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

from subsidies.portal.demo.accounts import HR_EMPLOYER
from subsidies.portal.demo.showcase.rosters import HEADINGS, Desk, colleague, stated
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.verification import actions
from talent.accounts.models import StaffRole, User
from talent.calendars import clock
from talent.employers import actions as employers
from talent.employers.models import Employer
from talent.profiles.models import Person

MERGED, RENAMED, NEW_SHORT_NAME = "一汽车桥实验示例有限公司", "一汽车桥试制示例有限公司", "车桥试制"
"""The unit as ``employers.csv`` names it, which is its former name, and what it is called since."""
COLLEAGUES = ("柴静远", "孔令达", "尤佳")
NAMES_THE_UNIT = "用人单位"
MOVED, AGREED, RENAMED_AGO, LISTED, MERGED_AGO, LISTED_AGAIN = 9, 8, 200, 20, 6, 4
"""Days ago."""


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the transfer, the change of name, the merger and the rosters before and after it on the agenda."""
    for player in players:
        if player.part.moves_to:
            _plan_move(stage, player)
    unit, into = stage.city.employers[MERGED], stage.city.employers[HR_EMPLOYER]
    admin, former = stage.city.staff["admin"], Desk(unit, stage.city.staff.hr_of(unit))
    successor = Desk(into, stage.city.staff["hr"], (*HEADINGS, NAMES_THE_UNIT))
    lines = [stated(colleague(stage, name, unit), "same") for name in COLLEAGUES]
    named = [(*line, RENAMED) for line in lines[:2]]
    stage.act(RENAMED_AGO, dt.time(10, 5), partial(_rename, unit, by=stage.city.staff["policy"]))
    stage.act(LISTED, dt.time(9, 10), lambda: former.commit("车桥试制在职人员.xlsx", lines))
    stage.act(MERGED_AGO, dt.time(15, 10), partial(_merge, unit, into, by=admin))
    stage.act(LISTED_AGAIN, dt.time(9, 40), lambda: successor.commit("一汽解放补充名单（含原车桥试制）.xlsx", named))


def _plan_move(stage: Stage, player: Player) -> None:
    """Either unit's officer reads the page of the person before acting."""
    to = next(unit for unit in stage.city.employers.values() if unit.short_name == player.part.moves_to)
    sends, receives = (stage.city.staff.hr_of(unit) for unit in (player.graduate.employer, to))

    def act(days_ago: int, at: dt.time, by: User, do: Callable[[Person], object]) -> None:
        def read_and_do() -> None:
            assert player.person is not None
            actions.note_reading(player.person, by=by)
            do(player.person)

        stage.act(days_ago, at, read_and_do)

    act(MOVED, dt.time(10, 30), sends, lambda person: _move(person, to, by=sends))
    act(AGREED, dt.time(9, 15), receives, lambda person: actions.confirm_employment([person.pk], by=receives))


def _move(person: Person, to: Employer, *, by: User) -> None:
    actions.transfer(person, by=by, pk=uuid.uuid4(), to_employer=to, moved_on=clock.today())


def _rename(unit: Employer, *, by: User) -> None:
    employers.rename(unit, by=by, name=RENAMED, short_name=NEW_SHORT_NAME, changed_on=clock.today())


def _merge(unit: Employer, into: Employer, *, by: User) -> None:
    """The database dates the officers' new roles by itself, with the true day."""
    actions.merge(unit, by=by, into=into, changed_on=clock.today())
    StaffRole.objects.filter(employer=into, granted_by=by).update(granted_at=clock.now())
