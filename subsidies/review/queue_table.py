"""The queue as a table: what each row of it says, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.places import Place
from subsidies.review.queries.queue import Recheck
from talent.ui import formatting
from talent.ui.markup import markup
from talent.ui.tables import Column, Row, body_of, head_of
from talent.ui.templatetags.ui import status_tag

_ANY = UUID(int=0)


@dataclass(frozen=True)
class QueueTable:
    """Rows of ``queries.queue.rows_of``, beside what they need to be told in words."""

    rows: Iterable[Mapping[str, Any]]
    place: Place
    officers: Mapping[UUID, str]
    today: dt.date
    soon: dt.date
    rechecks: Mapping[UUID, Recheck] | None = None
    """The proposals that wait in them; None where the list is not of such."""
    selecting: bool = False
    """Whether some of them can be ticked."""
    with_status: bool = False
    """Whether they differ in it."""

    @property
    def head(self) -> SafeString:
        """The cells of the top row, without the one that ticks all."""
        return head_of(self._columns)

    @property
    def body(self) -> SafeString:
        """All rows."""
        return body_of(self._columns, (self._row(row) for row in self.rows))

    @cached_property
    def _columns(self) -> list[Column]:
        proposals = [Column(_("提交时间"), "whole")]
        if self.rechecks is not None:
            proposals = [
                Column(_("初审意见"), "nowrap"),
                Column(_("金额"), "num", css_of_head="num"),
                Column(_("初审人"), "nowrap"),
            ]
        return [
            Column(_("受理编号"), "whole", names_the_row=True),
            Column(_("姓名"), "whole"),
            Column(_("用人单位")),
            Column(_("事项")),
            *proposals,
            Column(_("承办人"), "nowrap"),
            Column(_("承诺日期"), "whole"),
            *([Column(_("状态"), "nowrap")] if self.with_status else []),
        ]

    def _row(self, row: Mapping[str, Any]) -> Row:
        before, after = self._address
        recheck = self.rechecks.get(row["id"]) if self.rechecks is not None else None
        cells = [
            SafeString(f'<a href="{before}{row["id"]}{after}">{markup(row["number"])}</a>'),
            row["person__name"],
            row["employer__name"] or formatting.MISSING,
            self._benefits[row["living_requested"], row["housing_requested"], row["schooling_requested"]],
            *(self._proposal(recheck) if self.rechecks is not None else [formatting.iso_moment(row["submitted_at"])]),
            self.officers.get(row["held__officer"], "") or formatting.MISSING,
            self._promise(row["promised_on"]),
        ]
        if self.with_status:
            cells.append(self._statuses[row["status"]])
        return Row(f"case-{row['id']}", cells, _tick(row, recheck) if self.selecting else None)

    def _proposal(self, recheck: Recheck | None) -> list[str]:
        if recheck is None:
            return [formatting.MISSING] * 3
        lines: list[str] = [
            f"{decision.get_benefit_display()}{_('：')}{decision.get_proposed_display()}"
            for decision in recheck.decisions
        ]
        if recheck.mine:
            lines.append(status_tag(_("由您初审"), "neutral"))
        elif recheck.obstacles:
            lines.append(status_tag(_("须逐件复核"), "warning"))
        return [_lines(lines), formatting.yuan(recheck.granted_yuan), recheck.reviewed_by]

    def _promise(self, day: dt.date | None) -> str:
        if day is None or day > self.soon:
            return formatting.iso_day(day)
        return _lines([formatting.iso_day(day), self._nearness[(day >= self.today) + (day > self.today)]])

    @cached_property
    def _address(self) -> list[str]:
        """What stands before and after the key of a case in its address, as it may stand in a page."""
        return markup(self.place.case(_ANY)).split(str(_ANY))

    @cached_property
    def _nearness(self) -> tuple[SafeString, SafeString, SafeString]:
        return (
            status_tag(_("已超期"), "danger"),
            status_tag(_("今天到期"), "warning"),
            status_tag(_("即将到期"), "neutral"),
        )

    @cached_property
    def _benefits(self) -> dict[tuple[bool, ...], SafeString]:
        labels = [str(benefit.label) for benefit in (Benefit.LIVING, Benefit.HOUSING, Benefit.SCHOOLING)]
        return {
            asked: _spans(label for label, wanted in zip(labels, asked, strict=True) if wanted)
            for asked in product((True, False), repeat=len(labels))
        }

    @cached_property
    def _statuses(self) -> dict[str, str]:
        return {status: str(label) for status, label in ApplicationStatus.choices}


def _spans(labels: Iterable[str]) -> SafeString:
    each = format_html_join(_("、"), '<span class="nowrap">{}</span>', ((label,) for label in labels))
    return format_html("<div>{}</div>", each)


def _lines(lines: Iterable[str]) -> SafeString:
    return format_html("<div>{}</div>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)))


def _tick(row: Mapping[str, Any], recheck: Recheck | None) -> SafeString:
    if recheck is None or not recheck.selectable:
        return SafeString()
    value = f"{row['id']}:{recheck.review_id}"
    return format_html('<input type="checkbox" name="selected" value="{}" aria-label="{}">', value, row["number"])
