"""The first employer's proactive offers: this year's graduates on a roster, invited, and what each did about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from subsidies.offers import actions
from subsidies.offers.models import Offer
from subsidies.offers.prospects import candidates
from subsidies.offers.queries import entries_of
from subsidies.portal.demo.accounts import HR_EMPLOYER
from subsidies.portal.demo.showcase.casting import Part, Step, graduate_of
from subsidies.portal.demo.showcase.profiles import enter_profile
from subsidies.portal.demo.showcase.rosters import HEADINGS, Desk, Line, stated
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts.models import User
from talent.profiles.kinds import Degree

IMPORTED, INVITED, LOOKED, ANSWERED, APPLIED = 12, 11, 9, 8, 7
"""Days ago."""
MORE_HEADINGS = ("学历", "毕业院校", "毕业时间", "手机号")
WORDS = {Degree.BACHELOR: "本科", Degree.MASTER: "硕士研究生", Degree.DOCTOR: "博士研究生"}
PEOPLE: tuple[tuple[str, str, str, str], ...] = (
    ("宋一鸣", "master", "吉林大学", ""),
    ("罗晓彤", "bachelor", "东北大学", "open"),
    ("郑凯", "master", "哈尔滨工业大学", "open apply"),
    ("何雨", "bachelor", "吉林大学", "apply"),
    ("唐诗雅", "doctor", "吉林大学", "say_no apply"),
    ("韩磊", "bachelor", "长春理工大学", "open decline"),
    ("冯楠", "master", "东北大学", "open withdraw"),
    ("曹宇", "bachelor", "长春理工大学", "withdraw"),
    ("彭程", "master", "吉林大学", "not invited"),
    ("萧然", "bachelor", "东北大学", "not invited"),
)
"""Name, degree, school, and what came of the invitation."""
TURNS = {"open": (LOOKED, 12), "say_no": (LOOKED, 18), "decline": (ANSWERED, 12), "withdraw": (ANSWERED, 16)}
HIRED_AGO = 140


def plan(stage: Stage, _players: list[Player]) -> None:
    """Put the roster, the invitations and the answers on the agenda."""
    desk = Desk(stage.city.employers[HR_EMPLOYER], stage.city.staff["hr"], (*HEADINGS, *MORE_HEADINGS))
    players = [_player(stage, order, *who[:3]) for order, who in enumerate(PEOPLE, 1)]
    lines = [_line(player) for player in players]
    stage.act(IMPORTED, dt.time(9, 10), lambda: desk.commit("一汽解放校招入职名单.xlsx", lines))
    wanted = {player.part.name for player, who in zip(players, PEOPLE, strict=True) if who[3] != "not invited"}
    stage.act(INVITED, dt.time(10, 20), lambda: _invite(wanted, by=desk.by))
    for order, (player, who) in enumerate(zip(players, PEOPLE, strict=True)):
        for step in who[3].split() if who[3] != "not invited" else ():
            days_ago, hour = TURNS.get(step, (APPLIED, 19))
            stage.act(days_ago, dt.time(hour, 5 + 3 * order), _turn(player, step, by=desk.by))


def _player(stage: Stage, order: int, name: str, level: str, institution: str) -> Player:
    part = Part(
        name=name,
        level=level,
        institution=institution,
        age={"bachelor": 23, "master": 26, "doctor": 29}[level],
        hired_days_ago=HIRED_AGO + order,
        steps=[Step(APPLIED, "submit")],
    )
    return Player(part, graduate_of(part, stage.city, email=f"invited{order:02d}@demo.invalid"), stage.city)


def _line(player: Player) -> Line:
    graduate = player.graduate
    study = graduate.studies[0]
    words = WORDS[Degree(study.level)]
    return (*stated(graduate, "same"), words, study.institution_name, study.awarded_on.isoformat(), graduate.phone)


def _invite(names: set[str], *, by: User) -> None:
    entries = entries_of(candidates(by))
    actions.invite([entry.pk for entry in entries if entry.name in names], by=by)


def _turn(player: Player, step: str, *, by: User) -> Callable[[], object]:
    """What the person, or the unit, does about the invitation."""

    def person() -> User:
        if player.person is None:
            player.person = enter_profile(player.graduate, player.city.papers, password=player.city.password)
        return player.person.user

    def offer() -> Offer:
        return Offer.objects.get(name=player.part.name)

    def apply() -> None:
        player.take("submit")
        actions.note_applied(player.case.person, by=player.user)

    acts: dict[str, Callable[[], object]] = {
        "open": lambda: actions.open_offer(offer(), by=person(), code=offer().code),
        "decline": lambda: actions.decline(offer(), by=person(), code=offer().code),
        "say_no": lambda: actions.decline_by_code(offer().code),
        "withdraw": lambda: actions.withdraw(offer(), by=by),
        "apply": apply,
    }
    return acts[step]
