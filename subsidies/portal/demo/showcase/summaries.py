"""The first employer's summaries: one sent and taken back, returned once, sent again and signed for; one that waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from subsidies.portal.demo.accounts import HR_EMPLOYER
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.verification import actions
from subsidies.verification.models import SentSummary
from subsidies.verification.summaries import Period
from talent.accounts.models import User
from talent.employers.models import Employer
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.profiles.kinds import EvidenceKind
from talent.uploads.inspection import CleanUpload

RETURNED_FOR = "第二页没有盖骑缝章，请补盖后重新上传。"


def plan(stage: Stage, _players: list[Player]) -> None:
    """Put the summaries on the agenda."""
    city = stage.city
    days = [city.today - dt.timedelta(days=ago) for ago in (400, 40, 39, 2)]
    desk = Desk(
        city.employers[HR_EMPLOYER],
        city.staff["hr"],
        city.staff["reviewer"],
        city.papers.uploads[EvidenceKind.CONTRACT],
    )
    stage.act(3, dt.time(16, 0), lambda: desk.send(days[0], days[1]))
    stage.act(3, dt.time(16, 20), lambda: actions.take_summary_back(desk.latest(), by=desk.officer))
    stage.act(3, dt.time(16, 40), lambda: desk.send(days[0], days[1]))
    stage.act(2, dt.time(9, 30), lambda: actions.receive_summary(desk.latest(), by=desk.reviewer))
    stage.act(2, dt.time(9, 45), lambda: actions.return_summary(desk.latest(), by=desk.reviewer, reason=RETURNED_FOR))
    stage.act(2, dt.time(15, 0), lambda: desk.send(days[0], days[1]))
    stage.act(1, dt.time(9, 10), lambda: actions.receive_summary(desk.latest(), by=desk.reviewer))
    stage.act(1, dt.time(16, 10), lambda: desk.send(days[2], days[3]))


@dataclass(frozen=True, slots=True)
class Desk:
    """The unit's officer with the stamp, and the reviewer who signs for it."""

    employer: Employer
    officer: User
    reviewer: User
    scan: CleanUpload

    def send(self, first_on: dt.date, last_on: dt.date) -> None:
        """Issue the summary of a period, upload the stamped scan, and hand it in."""
        paper: IssuedPaper = actions.issue_summary(Period(self.employer, first_on, last_on), by=self.officer)
        papers.attach_scan(paper, by=self.officer, upload=self.scan)
        actions.send_summary(paper, by=self.officer)

    def latest(self) -> SentSummary:
        """What was sent last."""
        return SentSummary.objects.filter(employer=self.employer).latest("sent_at")
