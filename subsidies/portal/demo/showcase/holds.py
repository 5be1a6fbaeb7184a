"""The showcase's holds: one of each kind, and one that was lifted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

from subsidies.payments import actions
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold
from subsidies.portal.demo.showcase.payments import enter_another_account
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.verification import actions as verification
from talent.calendars import clock
from talent.profiles.models import Person

LOOKED_AT_AGO = 8
LEFT_BEFORE = dt.timedelta(days=10)
WHEN = {
    HoldKind.ACCOUNT_CHANGED: (4, dt.time(19, 30)),
    HoldKind.DISPUTE_OPEN: (3, dt.time(10, 20)),
    HoldKind.LEFT_EMPLOYER: (2, dt.time(9, 40)),
    HoldKind.BY_HAND: (2, dt.time(14, 35)),
}
REASONS = {
    HoldKind.DISPUTE_OPEN: "公示期满后收到署名来信，反映学历情况，正在核查。",
    HoldKind.BY_HAND: "社保部门来函核对参保单位，待回函。",
}


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the holds on the agenda."""
    acts: dict[HoldKind, Callable[[Stage, Player], object]] = {
        HoldKind.ACCOUNT_CHANGED: lambda _stage, player: enter_another_account(player),
        HoldKind.DISPUTE_OPEN: partial(_place, kind=HoldKind.DISPUTE_OPEN),
        HoldKind.LEFT_EMPLOYER: _leave,
        HoldKind.BY_HAND: partial(_place, kind=HoldKind.BY_HAND),
    }
    for player in players:
        if player.part.hold:
            kind = HoldKind(player.part.hold)
            stage.act(*WHEN[kind], partial(acts[kind], stage, player))
        if player.part.corrects:
            stage.act(LOOKED_AT_AGO, dt.time(9, 50), partial(_let_pass, stage, player))


def _place(stage: Stage, player: Player, *, kind: HoldKind) -> None:
    by = stage.city.staff["reviewer"]
    actions.place_hold(_person(player), by=by, pk=uuid.uuid4(), kind=kind, reason=REASONS[kind])


def _leave(stage: Stage, player: Player) -> None:
    """The unit says so; the scheduler then holds what is not paid yet."""
    by = stage.city.staff.hr_of(player.graduate.employer)
    verification.report_left(_person(player), by=by, left_on=clock.today() - LEFT_BEFORE, kind="left_city")
    actions.settle_departures()


def _let_pass(stage: Stage, player: Player) -> None:
    """A reviewer has looked at the account that replaced a refused one."""
    hold = Hold.objects.live().get(person=_person(player), kind=HoldKind.ACCOUNT_CHANGED)
    by, words = stage.city.staff["reviewer"], "已与本人当面核对银行卡，户名一致。"
    actions.lift_hold(hold, by=by, reason=words, seen=hold.account_id)


def _person(player: Player) -> Person:
    assert player.person is not None, player.part.name
    return player.person
