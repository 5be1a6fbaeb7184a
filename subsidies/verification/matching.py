"""What an applicant states beside what the employer's roster states. Pure comparison: nothing is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.employers.models import RosterEntry
from talent.ui.formatting import MISSING, day

LABELS: dict[str, Promise] = {
    "name": gettext_lazy("姓名"),
    "hired_on": gettext_lazy("入职日期"),
    "contract": gettext_lazy("合同期限"),
    "works_in_city": gettext_lazy("工作地点在长春"),
    "insured_months": gettext_lazy("社保连续月数"),
    "left_on": gettext_lazy("离职日期"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact in the words of both sides; ``agrees`` is None where the roster does not say."""

    key: str
    claimed: str
    stated: str
    agrees: bool | None

    @property
    def label(self) -> str | Promise:
        return LABELS[self.key]


def compare(entered: dict[str, Any], entry: RosterEntry) -> list[Comparison]:
    """The facts that an employer can confirm, side by side.

    The roster proves insured months that are as many as claimed or more, since months pass between the two.
    """
    employment = entered["employment"]
    hired_on = dt.date.fromisoformat(employment["hired_on"])
    claimed_contract = (None if employment["open_ended"] else employment["contract_months"], employment["open_ended"])
    stated_contract = (None if entry.open_ended else entry.contract_months, entry.open_ended)
    silent = entry.contract_months is None and not entry.open_ended
    enough_months = entry.insured_months is not None and entry.insured_months >= (employment["insured_months"] or 0)
    name = entered["person"]["name"]
    return [
        Comparison("name", name, entry.name, _plain(name) == _plain(entry.name)),
        Comparison("hired_on", day(hired_on), day(entry.hired_on), hired_on == entry.hired_on),
        Comparison(
            "contract",
            _contract(*claimed_contract),
            _contract(*stated_contract),
            None if silent else claimed_contract == stated_contract,
        ),
        Comparison(
            "works_in_city",
            _yes_no(employment["works_in_city"]),
            _yes_no(entry.works_in_city),
            None if entry.works_in_city is None else entry.works_in_city == employment["works_in_city"],
        ),
        Comparison(
            "insured_months",
            _months(employment["insured_months"]),
            _months(entry.insured_months),
            None if entry.insured_months is None else enough_months,
        ),
        Comparison(
            "left_on",
            day(_day(employment["left_on"])),
            day(entry.left_on),
            _day(employment["left_on"]) == entry.left_on,
        ),
    ]


def proves(entered: dict[str, Any], entry: RosterEntry) -> bool:
    """Whether the roster states everything that the applicant claims."""
    return all(comparison.agrees for comparison in compare(entered, entry))


def _plain(name: str) -> str:
    return "".join(name.split()).replace("•", "·").replace("．", "·").casefold()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _contract(months: int | None, open_ended: bool) -> str:
    return _("无固定期限") if open_ended else _months(months)


def _months(count: int | None) -> str:
    return MISSING if count is None else _("%(count)s 个月") % {"count": count}


def _yes_no(answer: bool | None) -> str:
    return MISSING if answer is None else _("是") if answer else _("否")
