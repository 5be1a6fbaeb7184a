"""What a roster states otherwise than the rosters before it: value by value, and only of the people shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext as _

from talent.employers.models import Roster, RosterEntry
from talent.employers.queries import STATED
from talent.employers.querysets import RosterEntryQuerySet
from talent.employers.workflow import RosterStatus
from talent.identifiers.masking import masked_phone
from talent.ui.formatting import MISSING, iso_day


class Change(NamedTuple):
    """A value that a roster states otherwise: what it is called, what was stated before, and what is now."""

    label: str
    before: str
    after: str


class _Value(NamedTuple):
    """A value that a roster states, and how it reads."""

    label: str
    stated: Any
    text: str


class ChangedRow(NamedTuple):
    """A row of a roster whose person was stated differently before."""

    entry: RosterEntry
    changes: list[Change]


class _Differs(Func):
    """Whether two values are not the same; two that nobody stated are."""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()


def rows_that_change(roster: Roster) -> RosterEntryQuerySet:
    """The rows of a roster whose people were stated differently before; none where that is not known any more.

    The database looks a row up when it comes to it, in the order of the file: a page ends the search.
    """
    if roster.status not in (RosterStatus.PREVIEW, RosterStatus.COMMITTED) or not roster.changed_count:
        return roster.entries.none()
    differs = Q(*(Q(_Differs(F(name), OuterRef(name))) for name in STATED), _connector=Q.OR)
    before = _before(roster).filter(differs, identity_index=OuterRef("identity_index"))
    return roster.entries.filter(Exists(before))


def changed_rows(roster: Roster, rows: Iterable[RosterEntry]) -> list[ChangedRow]:
    """These rows, each with what it changes (one query)."""
    found = list(rows)
    earlier = _before(roster).filter(identity_index__in=[row.identity_index for row in found])
    known = {row.identity_index: row for row in earlier}
    return [ChangedRow(row, _changes(known[row.identity_index], row)) for row in found if row.identity_index in known]


def _before(roster: Roster) -> RosterEntryQuerySet:
    """What counts as long as the roster is a preview; what it put an end to once it is committed."""
    rows = RosterEntry.objects.filter(employer=roster.employer_id)
    return rows.in_force() if roster.status == RosterStatus.PREVIEW else rows.filter(replaced_by=roster)


def _changes(before: RosterEntry, after: RosterEntry) -> list[Change]:
    """Told apart by what is stated, and not by its words: two telephone numbers may look alike once they are masked."""
    pairs = zip(_stated(before), _stated(after), strict=True)
    return [_change(old, new) for old, new in pairs if old.stated != new.stated]


def _change(old: _Value, new: _Value) -> Change:
    text = _("%(value)s（隐去的数字不同）") % {"value": new.text} if old.text == new.text else new.text
    return Change(new.label, old.text, text)


def _stated(row: RosterEntry) -> list[_Value]:
    works = {True: _("是"), False: _("否"), None: None}
    values = [
        (_("姓名"), row.name, row.name),
        (_("入职日期"), row.hired_on, row.hired_on),
        (_("合同期限"), (row.open_ended, row.contract_months), _contract(row)),
        (_("在长春工作"), row.works_in_city, works[row.works_in_city]),
        (_("社保连续月数"), row.insured_months, row.insured_months),
        (_("离职日期"), row.left_on, row.left_on),
        (_("最高学位"), row.degree_level, row.get_degree_level_display()),
        (_("毕业院校"), row.school, row.school),
        (_("毕业时间"), row.graduated_on, row.graduated_on),
        (_("手机号码"), row.phone or None, masked_phone(row.phone) if row.phone else None),
    ]
    return [_Value(label, stated, _text(shown)) for label, stated, shown in values]


def _contract(row: RosterEntry) -> str | None:
    if row.open_ended:
        return _("无固定期限")
    return None if row.contract_months is None else _("%(count)s 个月") % {"count": row.contract_months}


def _text(value: Any) -> str:
    if value is None or value == "":
        return MISSING
    return iso_day(value) if hasattr(value, "isoformat") else str(value)
