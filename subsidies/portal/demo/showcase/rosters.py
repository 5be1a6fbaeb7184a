"""The first employer's rosters: in force, to look through, given up, and taken back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from subsidies.portal.demo.accounts import HR_EMPLOYER
from subsidies.portal.demo.graduates import Graduate
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.verification.actions import take_back_roster
from talent.accounts.models import User
from talent.employers import actions
from talent.employers.models import Employer, Roster
from talent.spreadsheets.writing import OutputColumn, write_xlsx

HEADINGS = ("姓名", "身份证号码", "入职日期", "合同期限", "工作地点", "社保连续缴费月数", "离职日期")
WRONG_NUMBER, WRONG_DAY = "22018419990101000X", "去年夏天"
COLLEAGUES = ("吴迪", "秦岚", "方圆", "田野", "石磊")
Line = tuple[str, ...]


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the rosters on the agenda."""
    office = Desk(stage.city.employers[HR_EMPLOYER], stage.city.staff["hr"])
    known = [stated(player.graduate, player.part.on_roster) for player in players if player.part.on_roster]
    colleagues = [
        stated(colleague(stage, name, office.employer), "same") for name in ("吴迪", "秦岚", "方圆", "田野", "石磊")
    ]
    wrong = [_with(colleagues[3], 1, WRONG_NUMBER), _with(colleagues[4], 2, WRONG_DAY)]
    name = f"一汽解放花名册{stage.city.today:%Y%m}"
    stage.act(5, dt.time(9, 30), lambda: office.commit(f"{name}.xlsx", [*known, *colleagues[:2]]))
    stage.act(3, dt.time(9, 30), lambda: office.discard(f"{name}（误传）.xlsx", colleagues[:1]))
    wrong_file = f"{name}（误导入）.xlsx"
    stage.act(2, dt.time(16, 40), lambda: office.commit(wrong_file, [colleagues[0], colleagues[3]]))
    stage.act(2, dt.time(16, 46), lambda: office.take_back(wrong_file))
    stage.act(1, dt.time(17, 10), lambda: office.preview(f"{name}（二）.xlsx", [colleagues[2], *wrong]))


@dataclass(frozen=True, slots=True)
class Desk:
    """The HR officer of an employer, importing."""

    employer: Employer
    by: User
    headings: tuple[str, ...] = HEADINGS

    def preview(self, file_name: str, lines: Sequence[Line]) -> Roster:
        """Upload a file and look at it."""
        file = io.BytesIO()
        write_xlsx(file, columns=[OutputColumn(heading) for heading in self.headings], rows=lines, sheet="在职人员")
        return actions.preview(self.employer, file, file_name=file_name, by=self.by)

    def commit(self, file_name: str, lines: Sequence[Line]) -> None:
        """Upload a file and let it count."""
        actions.commit(self.preview(file_name, lines), by=self.by)

    def discard(self, file_name: str, lines: Sequence[Line]) -> None:
        """Upload a file and give it up."""
        actions.discard(self.preview(file_name, lines), by=self.by)

    def take_back(self, file_name: str) -> None:
        """Take back what was committed of a file a moment ago."""
        roster = Roster.objects.committed().get(employer=self.employer, file_name=file_name)
        take_back_roster(roster, by=self.by)


def stated(graduate: Graduate, how: str) -> Line:
    """A row as the employer writes it: the same as the graduate says, with another day of hire, or with gaps."""
    hired_on = graduate.hired_on + dt.timedelta(days=14 if how == "later" else 0)
    contract = "无固定期限" if graduate.contract_months is None else f"{graduate.contract_months}个月"
    months = "" if how == "gaps" else str(graduate.insured_months)
    return graduate.name, graduate.identity_number, hired_on.isoformat(), contract, "长春", months, ""


def colleague(stage: Stage, name: str, employer: Employer) -> Graduate:
    """Somebody of an employer who has not applied."""
    city = stage.city
    hired_on = city.today - dt.timedelta(days=150)
    number, born_on = city.identities.resident(hired_on.replace(year=hired_on.year - 24, day=1), "male")
    return Graduate(
        name=name,
        gender="male",
        identity_number=number,
        born_on=born_on,
        email="",
        phone="",
        studies=[],
        employer=employer,
        position="",
        hired_on=hired_on,
        account_number="",
        bank_name="",
    )


def _with(line: Line, place: int, cell: str) -> Line:
    return (*line[:place], cell, *line[place + 1 :])
