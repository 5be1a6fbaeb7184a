"""An officer explains which column a heading of the unit's files means, or takes that back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.employers.headings import KEYS, column_known_as
from talent.employers.models import Employer, HeadingMeaning
from talent.spreadsheets.characters import tidy
from talent.workflow.refusals import ActionRefused

LONGEST = 60


@transaction.atomic
def explain_heading(employer: Employer, heading: str, column: str, *, by: User) -> HeadingMeaning:
    """From now on a heading means a column in the files of the unit and of those below it; the last word counts.

    Raises:
        ActionRefused: the unit is not the officer's, there is no such column, the heading is empty, too long or looks
            like somebody's number, or it is recognised as a column already.
    """
    _refuse_others(employer, by=by)
    heading = checked_heading(heading, column)
    meaning, _created = HeadingMeaning.objects.update_or_create(
        employer=employer, heading=heading, defaults={"column": column, "set_by": by, "set_at": clock.now()}
    )
    audit.record("roster.heading_explained", meaning, by=by, detail={"heading": heading, "column": column})
    return meaning


@transaction.atomic
def explain_headings(employer: Employer, meanings: Iterable[tuple[str, str]], *, by: User) -> None:
    """Explain several headings at once, or none of them.

    Args:
        meanings: heading and key of the column.

    Raises:
        ActionRefused: as ``explain_heading``, or one heading is said to mean two columns.
    """
    for heading, column in checked_meanings(meanings).items():
        explain_heading(employer, heading, column, by=by)


def checked_meanings(meanings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The key of the column by heading. Raises ActionRefused where a heading cannot be explained, or is twice."""
    found: dict[str, str] = {}
    for heading, column in meanings:
        spelled = checked_heading(heading, column)
        if found.setdefault(spelled, column) != column:
            raise ActionRefused(_("列名“%(heading)s”不能同时指两项内容，请重新选择。") % {"heading": spelled})
    return found


def checked_heading(heading: str, column: str) -> str:
    """The heading as it is kept. Raises ActionRefused where it cannot be explained as this column."""
    heading = tidy(heading)
    if column not in KEYS:
        raise ActionRefused(_("请选择这一列是什么内容。"))
    if not heading or len(heading) > LONGEST or looks_personal(heading):
        raise ActionRefused(_("请填写花名册表头里的列名，不超过 60 个字，不要填写人员信息。"))
    known = column_known_as(heading)
    if known is not None:
        words = {"heading": heading, "column": _(known.heading)}
        raise ActionRefused(_("“%(heading)s”系统已经能识别为“%(column)s”，不用设置。") % words)
    return heading


@transaction.atomic
def forget_heading(meaning: HeadingMeaning, *, by: User) -> None:
    """Take an explanation back; files that were imported stay as they are.

    Raises:
        ActionRefused: the unit is not the officer's.
    """
    _refuse_others(meaning.employer, by=by)
    detail = {"heading": meaning.heading, "column": meaning.column}
    audit.record("roster.heading_forgotten", meaning, by=by, detail=detail)
    meaning.delete()


def _refuse_others(employer: Employer, *, by: User) -> None:
    natural_person_of(by)
    if not Employer.objects.served_by(by).filter(pk=employer.pk).exists():
        raise ActionRefused(_("您没有为这个单位导入花名册的权限。"))
