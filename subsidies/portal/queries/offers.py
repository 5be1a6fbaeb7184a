"""What a person's employer has stated of them, for them to confirm or correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from subsidies.offers.models import Offer
from subsidies.offers.prospects import Answer, answer_for
from subsidies.offers.queries import offer_for, stated_of
from subsidies.portal.queries.profile import ProfileRow
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import RosterEntry
from talent.profiles.kinds import Degree
from talent.ui.formatting import day

NEEDED = ("works_in_city", "insured_months")
"""What an employment must say besides its employer, its day and a contract."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An invitation with what the unit's roster in force states."""

    offer: Offer
    entry: RosterEntry

    @property
    def employment(self) -> dict[str, Any]:
        """As the form of the employment takes it; what is not stated is left out."""
        entry = self.entry
        given: dict[str, Any] = {"employer": entry.employer, "hired_on": entry.hired_on}
        given |= {"open_ended": True} if entry.open_ended else {}
        rest = {name: getattr(entry, name) for name in ("contract_months", *NEEDED)}
        return given | {name: value for name, value in rest.items() if value is not None}

    @property
    def degree(self) -> dict[str, Any]:
        """As the form of a degree takes it."""
        entry = self.entry
        given = {"level": entry.degree_level, "institution_name": entry.school, "awarded_on": entry.graduated_on}
        return {name: value for name, value in given.items() if value} if entry.degree_level in Degree else {}

    @property
    def is_whole(self) -> bool:
        """Whether the employment can be taken over as it stands."""
        contract = self.entry.open_ended or self.entry.contract_months
        return bool(contract) and all(getattr(self.entry, name) is not None for name in NEEDED)

    @property
    def answer(self) -> Answer | None:
        """What the rules say to it today."""
        return answer_for(self.entry, on=clock.today())

    def rows(self) -> list[ProfileRow]:
        """What is stated, in words; what is not is said to be missing."""
        entry = self.entry
        missing, yes_no = _("单位没有写，请补充"), {True: _("是"), False: _("否")}
        months = _("%(count)s 个月")
        contract = months % {"count": entry.contract_months} if entry.contract_months else missing
        insured = missing if entry.insured_months is None else months % {"count": entry.insured_months}
        found = [
            ProfileRow(_("用人单位"), entry.employer.name),
            ProfileRow(_("入职日期"), day(entry.hired_on)),
            ProfileRow(_("合同期限"), _("无固定期限") if entry.open_ended else contract),
            ProfileRow(
                _("工作地点在长春"), missing if entry.works_in_city is None else yes_no[bool(entry.works_in_city)]
            ),
            ProfileRow(_("长春社保连续缴费月数"), insured),
        ]
        if self.degree:
            found.append(ProfileRow(_("最高学位"), entry.get_degree_level_display()))
            found += [ProfileRow(_("毕业院校"), entry.school)] if entry.school else []
            found += [ProfileRow(_("毕业时间"), day(entry.graduated_on))] if entry.graduated_on else []
        return found


def stated_for(user: User, *, code: str = "") -> Stated | None:
    """The open invitation of a person, with what is stated; None where there is none, or it is not provably theirs."""
    offer = offer_for(user, code=code)
    entry = stated_of(offer) if offer is not None else None
    return Stated(offer, entry) if offer is not None and entry is not None else None
