"""The public list as CSV: the same columns as the page, UTF-8 with a byte order mark for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from talent.spreadsheets.writing import csv_lines

from subsidies.notices.models import PublicNotice


def notice_csv(notice: PublicNotice) -> bytes:
    """The whole list; cells that a spreadsheet program would run as formulas are escaped."""
    return b"".join(csv_lines(_rows(notice)))


def _rows(notice: PublicNotice) -> Iterator[list[object]]:
    yield [_("序号"), _("姓名"), _("用人单位"), _("学位层次"), _("事项"), _("金额（元）")]
    for entry in notice.entries.all():
        yield [
            entry.sequence,
            entry.shown_name,
            entry.employer_name,
            entry.get_degree_display(),
            entry.get_benefit_display(),
            entry.amount_yuan if entry.amount_yuan is not None else "",
        ]
