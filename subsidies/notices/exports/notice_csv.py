"""The public list as CSV: the same columns as the page, UTF-8 with a byte order mark for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from subsidies.notices.models import PublicNotice
from talent.spreadsheets.outgoing import Value
from talent.spreadsheets.writing import csv_lines


def notice_csv(notice: PublicNotice) -> bytes:
    """The whole list; cells that a spreadsheet program would run as formulas are escaped."""
    headings = [_("序号"), _("姓名"), _("用人单位"), _("学位层次"), _("事项"), _("金额（元）")]
    return b"".join(csv_lines(_rows(notice), headings=headings))


def _rows(notice: PublicNotice) -> Iterator[list[Value]]:
    for entry in notice.entries.listed():
        yield [
            entry.sequence,
            entry.shown_name,
            entry.employer_name,
            entry.get_degree_display(),
            entry.get_benefit_display(),
            entry.amount_yuan,
        ]
