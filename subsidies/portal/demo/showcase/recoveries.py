"""The showcase's recoveries and revocations: one at each status, each by people who may."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.models import Instalment, Recovery, RecoveryProposal, RecoveryReceipt, Revocation
from subsidies.payments.workflow import InstalmentStatus
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.verification import actions as verification
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles.models import Person

MORNING = dt.time(10, 5)
PLAYS = {
    "candidate": ("9 leave",),
    "drafted": ("9 leave", "3 open"),
    "confirmed": ("9 leave", "6 open", "5 confirm"),
    "owed": ("10 leave", "9 open", "9 cancel", "8 open", "7 confirm", "7 cancel", "6 open", "5 confirm", "4 notify"),
    "overdue": ("44 leave", "43 open", "42 confirm", "41 notify", "10 remind"),
    "partly": ("10 leave", "9 open", "8 confirm", "7 notify", "5 pay_wrong", "4 reverse", "4 pay_part"),
    "settled": ("10 leave", "9 open", "8 confirm", "7 notify", "5 pay_all", "5 reverse", "4 pay_all"),
    "written_off": ("10 leave", "9 open", "8 confirm", "7 notify", "5 give_up", "4 drop", "4 give_up", "3 agree"),
    "waiting": ("10 leave", "9 open", "8 confirm", "7 notify", "2 give_up"),
    "cancelled": ("10 leave", "9 open", "8 confirm", "7 notify", "5 take_back", "4 agree", "3 still_there"),
    "exempt": ("10 leave", "9 open_exempt", "8 confirm"),
    "revoked": ("9 propose_revocation", "8 drop_revocation", "7 propose_revocation", "6 revoke", "5 notify"),
    "proposed": ("2 propose_revocation",),
    "revoked_unpaid": ("7 propose_revocation", "6 revoke"),
    "set_off": ("20 still_there", "9 open_overpayment", "8 confirm", "7 notify", "6 set_off", "5 agree"),
}  # fmt: skip
"""For each play what is done, so many days ago."""
WHY = {
    "cancel": "离职日期录入有误，重新拟定。",
    "reverse": "金额录错，冲正后重新登记。",
    "give_up": "本人失联，多次催缴未果，经会议研究核销。",
    "drop": "请补充催缴记录后再提出。",
    "take_back": "单位书面更正：此人系内部调动，并未离职。",
    "revoked": "经学信网复核，所报学位证书编号与本人不符。",
    "kept": "学信网复核结果有误，请进一步核实。",
    "overpaid": "首期按整额发放，与核定标准不符，多发部分应追回。",
    "set_off": "本人书面申请以到期的下一期抵扣。",
}


def plan(stage: Stage, players: list[Player]) -> None:
    """Put every play on the agenda."""
    for player in players:
        if player.part.recovery:
            play = Play(stage, player)
            for minutes, step in enumerate(PLAYS[player.part.recovery]):
                days_ago, _blank, name = step.partition(" ")
                at = (dt.datetime.combine(dt.date.min, MORNING) + dt.timedelta(minutes=13 * minutes)).time()
                stage.act(int(days_ago), at, play.act(name))


@dataclass(slots=True)
class Play:
    """One person's recovery or revocation on its way."""

    stage: Stage
    player: Player
    _recovery: Recovery | None = None
    _receipt: RecoveryReceipt | None = None
    _proposal: RecoveryProposal | None = None
    _revocation: Revocation | None = None
    _acts: dict[str, Callable[[], object]] = field(init=False)

    def __post_init__(self) -> None:
        self._acts = {
            "leave": self._leave,
            "still_there": self._still_there,
            "remind": actions.remind_overdue,
            "open": partial(self._open, "resignation"),
            "open_exempt": partial(self._open, "serious_illness"),
            "open_overpayment": self._open_overpayment,
            "confirm": lambda: actions.confirm_recovery(self._current, by=self._staff("recheck")),
            "notify": lambda: actions.notify_recovery(self._current, by=self._staff("reviewer")),
            "cancel": lambda: actions.cancel_recovery(self._current, by=self._staff("recheck"), reason=WHY["cancel"]),
            "pay_wrong": partial(self._pay, 1, 10),
            "pay_part": partial(self._pay, 2, 5),
            "pay_all": partial(self._pay, 1, 1),
            "reverse": self._reverse,
            "give_up": self._give_up,
            "take_back": self._take_back,
            "set_off": self._set_off,
            "agree": self._agree,
            "drop": lambda: actions.drop_proposal(self._proposed, by=self._staff("release"), reason=WHY["drop"]),
            "propose_revocation": self._propose_revocation,
            "drop_revocation": self._drop_revocation,
            "revoke": self._revoke,
        }

    def act(self, name: str) -> Callable[[], object]:
        """A step by its name."""
        return self._acts[name]

    @property
    def _person(self) -> Person:
        assert self.player.person is not None, self.player.part.name
        return self.player.person

    @property
    def _award(self) -> Award:
        return Award.objects.live().get(person=self._person)

    @property
    def _current(self) -> Recovery:
        assert self._recovery is not None, self.player.part.name
        return Recovery.objects.get(pk=self._recovery.pk)

    @property
    def _proposed(self) -> RecoveryProposal:
        assert self._proposal is not None, self.player.part.name
        return self._proposal

    @property
    def _revoking(self) -> Revocation:
        assert self._revocation is not None, self.player.part.name
        return self._revocation

    def _staff(self, name: str) -> User:
        return self.stage.city.staff[name]

    def _leave(self) -> None:
        """The unit says so on the day; the scheduler then holds what is not paid yet."""
        by = self.stage.city.staff.hr_of(self.player.graduate.employer)
        verification.report_left(self._person, by=by, left_on=clock.today(), kind="left_group")
        actions.settle_departures()

    def _still_there(self) -> None:
        """The unit confirms the person before the next instalment."""
        by = self.stage.city.staff.hr_of(self.player.graduate.employer)
        verification.confirm_employment([self._person.pk], by=by)

    def _open(self, cause: str) -> None:
        departure = self._person.departures.get()
        assert departure.left_on is not None
        self._recovery = actions.open_recovery(
            self._award,
            by=self._staff("reviewer"),
            pk=uuid.uuid4(),
            leaving_cause=cause,
            left_on=departure.left_on,
            note="已核对单位出具的离职证明（样例）。",
        )

    def _open_overpayment(self) -> None:
        paid = self._award.instalments.filter(status=InstalmentStatus.PAID).order_by("sequence")[0]
        self._recovery = actions.open_overpayment(
            paid,
            by=self._staff("reviewer"),
            pk=uuid.uuid4(),
            amount_yuan=paid.amount_yuan * 9 // 10,
            note=WHY["overpaid"],
        )

    def _pay(self, numerator: int, denominator: int) -> None:
        """A part of what is owed, under the next voucher."""
        recovery = self._current
        self._receipt = actions.enter_receipt(
            recovery,
            by=self._staff("finance"),
            pk=uuid.uuid4(),
            voucher_number=f"JK{recovery.number[2:]}-{recovery.receipts.count() + 1}（样例）",
            received_on=clock.today(),
            amount_yuan=recovery.owed_yuan * numerator // denominator,
        )

    def _reverse(self) -> None:
        assert self._receipt is not None
        actions.reverse_receipt(self._receipt, by=self._staff("finance"), pk=uuid.uuid4(), reason=WHY["reverse"])

    def _give_up(self) -> None:
        words = {"document_number": "长财会纪〔样例〕3号", "reason": WHY["give_up"]}
        by = self._staff("finance")
        self._proposal = actions.propose_write_off(self._current, by=by, pk=uuid.uuid4(), **words)

    def _take_back(self) -> None:
        by, reason = self._staff("reviewer"), WHY["take_back"]
        self._proposal = actions.propose_cancel(self._current, by=by, pk=uuid.uuid4(), reason=reason)

    def _set_off(self) -> None:
        """Against the next instalment, which is due since the person is still employed."""
        instalment = Instalment.objects.due().filter(award__person=self._person).order_by("due_on")[0]
        by, reason = self._staff("reviewer"), WHY["set_off"]
        self._proposal = actions.propose_set_off(
            self._current, by=by, pk=uuid.uuid4(), instalment=instalment, reason=reason
        )

    def _agree(self) -> None:
        by = "release" if self._proposed.document_number else "recheck"
        actions.confirm_proposal(self._proposed, by=self._staff(by))

    def _propose_revocation(self) -> None:
        words = {"reason": "false_statement", "explanation": WHY["revoked"]}
        self._revocation = actions.propose_revocation(
            self._award, by=self._staff("reviewer3"), pk=uuid.uuid4(), **words
        )

    def _drop_revocation(self) -> None:
        actions.drop_revocation(self._revoking, by=self._staff("reviewer4"), reason=WHY["kept"])

    def _revoke(self) -> None:
        self._revocation = actions.confirm_revocation(self._revoking, by=self._staff("reviewer4"))
        self._recovery = self._revocation.recovery
