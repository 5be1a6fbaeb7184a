"""The showcase's batches: one at each stage, and what the bank has said of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.models import BankReturn, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import InstalmentStatus
from subsidies.portal.demo import bank
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles import actions as profiles

MORNING = dt.time(9, 15)
STAGES = {
    "long_settled": ("430 draw_up", "430 seal", "429 approve", "428 release", "426 upload", "426 commit"),
    "early_settled": ("130 draw_up", "130 seal", "129 approve", "128 release", "126 upload", "126 commit"),
    "returned": (
        "16 draw_up", "16 cancel", "15 draw_up", "15 seal", "15 cancel", "14 draw_up", "14 seal", "13 return",
        "12 cancel", "12 draw_up", "12 seal", "11 approve", "10 return",
    ),
    "settled": (
        "15 draw_up", "15 seal", "14 approve", "13 release", "12 upload_other", "12 discard", "11 upload", "11 commit",
    ),
    "answered": ("6 draw_up", "6 seal", "5 approve", "4 release", "2 upload"),
    "released": ("5 draw_up", "4 seal", "3 approve", "2 release"),
    "approved": ("4 draw_up", "4 seal", "2 approve"),
    "sealed": ("3 draw_up", "2 seal"),
    "draft": ("1 draw_up",),
}  # fmt: skip
"""For each group of payees what is done to its batch, so many days ago: a cancelled one is drawn up anew."""
CORRECTED_AGO = 9
JOINS = "answered"
"""The group that a payee with a new account is paid with."""


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the batches on the agenda, and what payees do about failed payments."""
    for group, steps in STAGES.items():
        payees = [player for player in players if player.part.group == group]
        again = [player for player in players if player.part.corrects and group == JOINS]
        batch = Batch(stage, [*payees, *again], {})
        for minutes, step in enumerate(steps):
            days_ago, _blank, name = step.partition(" ")
            at = (dt.datetime.combine(dt.date.min, MORNING) + dt.timedelta(minutes=11 * minutes)).time()
            stage.act(int(days_ago), at, batch.act(name))
    for player in players:
        if player.part.corrects:
            stage.act(CORRECTED_AGO, dt.time(20, 10), partial(enter_another_account, player))


@dataclass(slots=True)
class Batch:
    """A batch on its way, with the return that was uploaded last."""

    stage: Stage
    payees: list[Player]
    _fails: dict[str, str]
    _batch: PaymentBatch | None = None
    _return: BankReturn | None = None
    _acts: dict[str, Callable[[], object]] = field(init=False)

    def __post_init__(self) -> None:
        self._fails = {player.graduate.name: player.part.fails for player in self.payees if player.part.fails}
        finance, release = self._staff("finance"), self._staff("release")
        self._acts = {
            "draw_up": self._draw_up,
            "seal": self._seal,
            "approve": lambda: actions.approve(self.batch, by=finance, digest=self.batch.digest),
            "release": self._release,
            "return": lambda: actions.return_to_office(
                self.batch, by=finance, reason="指标文号与本月下达的不一致，请核对后重新拟定。"
            ),
            "cancel": lambda: actions.cancel(self.batch, by=self._clerk, reason="预算科目填错，重新拟定。"),
            "upload": lambda: self._upload("回盘.csv", self._fails),
            "upload_other": lambda: self._upload("回盘（未完成）.csv", dict.fromkeys(self._fails, "处理中断")),
            "discard": lambda: actions.discard_return(self._uploaded, by=release),
            "commit": lambda: actions.commit_return(self._uploaded, by=finance),
        }

    def act(self, name: str) -> Callable[[], object]:
        """A step by its name."""
        return self._acts[name]

    @property
    def batch(self) -> PaymentBatch:
        """The batch as it is now."""
        assert self._batch is not None
        return PaymentBatch.objects.get(pk=self._batch.pk)

    @property
    def _uploaded(self) -> BankReturn:
        assert self._return is not None
        return self._return

    @property
    def _clerk(self) -> User:
        return self._staff("reviewer")

    def _staff(self, name: str) -> User:
        return self.stage.city.staff[name]

    def _draw_up(self) -> None:
        today = clock.today()
        people = [player.person for player in self.payees]
        due = Instalment.objects.filter(award__person__in=people, status=InstalmentStatus.DUE)
        line = BudgetLine.objects.filter(instalments__in=due).order_by("-fiscal_year").distinct()[0]
        self._batch = actions.draw_up(
            by=self._clerk,
            pk=uuid.uuid4(),
            title=f"{today:%Y年%-m月}生活补贴（增补）",
            charged_to=line,
            instalment_ids=list(due.filter(budget_line=line).order_by("pk").values_list("pk", flat=True)),
        )

    def _seal(self) -> None:
        batch = self.batch
        actions.seal(batch, by=self._clerk, stamp=stamp_of(batch), note="异常提示已逐笔电话核实。")

    def _release(self) -> None:
        batch = self.batch
        voucher = f"PZ-{batch.number[2:]}"
        actions.release(batch, by=self._staff("release"), voucher_number=voucher, digest=batch.digest)

    def _upload(self, name: str, fails: dict[str, str]) -> None:
        def reason(line: PaymentLine) -> str:
            return fails.get(line.payee_name, "")

        content = bank.return_file(self.batch, paid_on=clock.today(), fails=reason)
        by = self._staff("release")
        self._return = actions.upload_return(
            self.batch, by=by, pk=uuid.uuid4(), file_name=f"{self.batch.number}_{name}", content=content
        )


def enter_another_account(player: Player) -> None:
    """The person replaces the account, for instance after the bank has refused it."""
    city, person = player.city, player.person
    if person is not None:
        profiles.change_bank_account(
            person,
            by=player.user,
            holder_name=person.name,
            account_number=city.identities.account(),
            bank_name=city.words.banks.words[1],
            pk=uuid.uuid4(),
        )
