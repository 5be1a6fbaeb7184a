"""The showcase's objections to the running notice: one of each kind, each where it got to."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial

from subsidies.notices.models import NoticeEntry
from subsidies.objections import actions
from subsidies.objections.models import Objection
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts.models import User

RECEIVED, LOOKED_AT, CONCLUDED = dt.time(10, 5), dt.time(14, 20), dt.time(16, 45)
SAID = "听说此人还在外地单位缴纳社保，请核实（样例）。"
NAMED = {"name": "孟平", "contact": "13800000000"}
FOUND, ANSWERED = "已向社保部门核实（样例）。", "您反映的情况已核查，谢谢您的监督（样例）。"


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the objections on the agenda, the day after the notice was published."""
    for player in players:
        if player.part.objection:
            stage.act(1, RECEIVED, partial(_receive, player))
            stage.act(1, LOOKED_AT, partial(_look_at, stage, player))
            stage.act(1, CONCLUDED, partial(_conclude, stage, player))


def _receive(player: Player) -> None:
    if player.part.objection == "several":
        for _ in range(3):
            _say(player, anonymous=True)
    _say(player, **NAMED)


def _look_at(stage: Stage, player: Player) -> None:
    by = _officer(stage)
    if player.part.objection != "several":
        actions.accept(_of(player)[0], by=by)
        return
    taken_up, lead, _still_received, named = _of(player)
    actions.keep_as_lead(taken_up, by=by)
    actions.keep_as_lead(lead, by=by)
    actions.decline(named, by=by, answer="反映的事项不影响申请条件（样例）。")
    actions.accept(taken_up, by=by)


def _conclude(stage: Stage, player: Player) -> None:
    by, objection = _officer(stage), _of(player)[0]
    if player.part.objection == "several":
        actions.dismiss(objection, by=by, finding=FOUND)
    elif player.part.objection == "dismissed":
        actions.dismiss(objection, by=by, finding=FOUND, answer=ANSWERED)
    elif player.part.objection == "upheld":
        actions.uphold(objection, by=by, finding=FOUND, answer=ANSWERED)


def _say(player: Player, **who: object) -> None:
    entry = NoticeEntry.objects.filter(application=player.case).select_related("notice").latest("pk")
    actions.receive(entry.notice, pk=uuid.uuid4(), text=SAID, line=entry.sequence, **who)  # type: ignore[arg-type]


def _of(player: Player) -> list[Objection]:
    """What was said of a person, in the order in which it came: anonymous words first."""
    return list(Objection.objects.filter(application=player.case).order_by("-anonymous", "received_at", "number"))


def _officer(stage: Stage) -> User:
    """Somebody who had no part in the decision."""
    return stage.city.staff["reviewer3"]
