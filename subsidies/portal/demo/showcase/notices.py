"""The showcase's notices: running, ended, a draft, and one that was given up."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from subsidies.notices import actions
from subsidies.notices.models import PublicNotice
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts.models import User
from talent.calendars import clock
from talent.calendars.working_days import add_working_days

DRAWN_UP_AGO = {"long_ago": 455, "earlier": 150, "paid": 40, "ended": 18, "discarded": 4, "running": 2, "draft": 1}
DRAWN, SHOWN, ENDED = dt.time(11, 5), dt.time(15, 40), dt.time(0, 9)
ONE_DAY = dt.timedelta(days=1)


def plan(stage: Stage, players: list[Player]) -> None:
    """Put the notices on the agenda."""
    for name, days_ago in DRAWN_UP_AGO.items():
        shown = Shown(stage, [player for player in players if player.part.notice == name])
        stage.act(days_ago, DRAWN, shown.draw_up)
        if name == "discarded":
            stage.act(days_ago - 1, SHOWN, shown.discard)
        elif name != "draft":
            stage.act(days_ago, SHOWN, shown.publish)


@dataclass(slots=True)
class Shown:
    """One notice and who stands on it."""

    stage: Stage
    players: list[Player]
    notice: PublicNotice | None = None

    def draw_up(self) -> None:
        """A list of all of them."""
        today = clock.today()
        self.notice = actions.draw_up(
            [player.case for player in self.players],
            by=self._by,
            pk=uuid.uuid4(),
            title=f"{today:%Y年%-m月}人才补贴拟发放名单公示（增补）",
            minutes_number=f"长汽开人才会纪〔{today.year}〕{today.month}号（样例）",
            minutes_on=today,
            objections_to="人才办，电话 0431-00000000（样例）",
        )

    def publish(self) -> None:
        """Show it, and end it when its days are over."""
        notice = actions.publish(self._drawn, by=self._by)
        last = notice.ends_on or add_working_days(clock.today(), notice.working_days)
        self.stage.act_on(last + ONE_DAY, ENDED, self.end)

    def end(self) -> None:
        """Grant what stood on it, as the scheduler does at night."""
        actions.end(self._drawn)

    def discard(self) -> None:
        """Give it up."""
        actions.discard(self._drawn, by=self._by)

    @property
    def _drawn(self) -> PublicNotice:
        assert self.notice is not None
        self.notice = PublicNotice.objects.get(pk=self.notice.pk)
        return self.notice

    @property
    def _by(self) -> User:
        return self.stage.city.staff["reviewer"]
