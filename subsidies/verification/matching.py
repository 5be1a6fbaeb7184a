"""What an applicant states beside what the employer's roster states. Pure comparison: nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.employers.models import RosterEntry
from talent.ui.formatting import MISSING, iso_day

LABELS: dict[str, Promise] = {
    "name": gettext_lazy("姓名"),
    "hired_on": gettext_lazy("入职日期"),
    "contract": gettext_lazy("合同期限"),
    "works_in_city": gettext_lazy("在长春工作"),
    "insured_months": gettext_lazy("社保连续月数"),
    "left_on": gettext_lazy("离职日期"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact in the words of both sides; ``agrees`` is None where either side does not say.

    ``before``: what the applicant said of it when the unit objected, where that was something else.
    """

    key: str
    claimed: str
    stated: str
    agrees: bool | None
    before: str = ""

    @property
    def label(self) -> str | Promise:
        return LABELS[self.key]

    @property
    def differs(self) -> bool:
        return self.agrees is False


def compare(entered: Mapping[str, Any], entry: RosterEntry | None) -> list[Comparison]:
    """The facts that an employer can confirm, side by side; total for every snapshot, with or without a roster row.

    The roster proves insured months that are as many as claimed or more, since months pass between the two.
    """
    person, employment = entered.get("person") or {}, entered.get("employment") or {}
    name, months = person.get("name"), employment.get("insured_months")
    hired_on, left_on = _day(employment.get("hired_on")), _day(employment.get("left_on"))
    in_city = employment.get("works_in_city")
    contract = _contract(employment.get("contract_months"), bool(employment.get("open_ended")))
    if entry is None:
        words = [name or MISSING, iso_day(hired_on), contract, _yes_no(in_city), _months(months), iso_day(left_on)]
        return [Comparison(key, claimed, MISSING, None) for key, claimed in zip(LABELS, words, strict=True)]
    stated_contract = _contract(entry.contract_months, entry.open_ended)
    enough = _both(months, entry.insured_months, agree=lambda claimed, stated: stated >= claimed)
    return [
        Comparison("name", name or MISSING, entry.name, _both(name, entry.name, agree=_same_name)),
        Comparison("hired_on", iso_day(hired_on), iso_day(entry.hired_on), _both(hired_on, entry.hired_on)),
        Comparison("contract", contract, stated_contract, _both_words(contract, stated_contract)),
        Comparison(
            "works_in_city", _yes_no(in_city), _yes_no(entry.works_in_city), _both(in_city, entry.works_in_city)
        ),
        Comparison("insured_months", _months(months), _months(entry.insured_months), enough),
        Comparison("left_on", iso_day(left_on), iso_day(entry.left_on), left_on == entry.left_on),
    ]


def proves(entered: Mapping[str, Any], entry: RosterEntry) -> bool:
    """Whether the roster states everything that the applicant claims."""
    return all(comparison.agrees for comparison in compare(entered, entry))


def _both(claimed: Any, stated: Any, *, agree: Any = lambda claimed, stated: claimed == stated) -> bool | None:
    return None if claimed is None or stated is None else bool(agree(claimed, stated))


def _both_words(claimed: str, stated: str) -> bool | None:
    return None if MISSING in (claimed, stated) else claimed == stated


def _same_name(claimed: str, stated: str) -> bool:
    return _plain(claimed) == _plain(stated)


def _plain(name: str) -> str:
    """Without blanks; dots as they are written here and there; capitals as small letters."""
    return "".join(name.split()).translate(DOTS).casefold()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _contract(months: int | None, open_ended: bool) -> str:
    return _("无固定期限") if open_ended else _months(months)


def _months(count: int | None) -> str:
    return MISSING if count is None else _("%(count)s 个月") % {"count": count}


def _yes_no(answer: bool | None) -> str:
    return MISSING if answer is None else _("是") if answer else _("否")


DOTS = str.maketrans(dict.fromkeys("•・･‧∙⋅．.", "·"))
