"""Who may file for whom, and what a mandate allows."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry
from talent.mandates.models import Mandate
from talent.mandates.workflow import AGENTS, MandateStatus
from talent.workflow.refusals import ActionRefused

ALLOWED = frozenset(
    {
        "mandate.read",
        "mandate.code_sent",
        "mandate.sheet_printed",
        "paper.issued",
        "offer.apply",
        *(
            f"profile.{what}"
            for what in (
                "household_saved",
                "degree_saved",
                "degree_removed",
                "employment_saved",
                "child_saved",
                "child_removed",
                "bank_account_added",
                "bank_account_changed",
                "bank_account_confirmed",
                "evidence_added",
                "evidence_withdrawn",
            )
        ),
        *(f"application.{what}" for what in ("start", "choose", "submit", "answer_dispute", "correct")),
        "application.correct_employment",
    }
)
"""What may be done in the person's name; everything else they do themself."""


class NoMandate(ActionRefused):
    """Nobody may act under this mandate now; ``str()`` says why and what to do."""


class StandIn:
    """The officer in the person's place, for one request: see ``accounts.representation``."""

    def __init__(self, mandate: Mandate, agent: User) -> None:
        self.mandate, self.agent = mandate, agent

    @property
    def pk(self) -> UUID:
        return self.mandate.pk

    @property
    def number(self) -> str:
        return self.mandate.number

    @transaction.atomic
    def require(self, verb: str) -> None:
        """Hold the mandate until the transaction ends, so that nothing is written after it was ended.

        Raises:
            NoMandate: it does not hold any more.
            ActionRefused: it does not reach that far.
        """
        if verb not in ALLOWED:
            raise ActionRefused(_("这件事须由申请人本人办理，代办人不能代为办理。"))
        found = Mandate.objects.select_for_update(of=("self",)).filter(pk=self.mandate.pk).get()
        require_in_force(found, agent=self.agent)


def in_the_place_of(mandate: Mandate, *, agent: User) -> User:
    """The person's account as an officer acts in its name.

    Raises:
        NoMandate: they may not, or not now.
    """
    require_in_force(mandate, agent=agent)
    assert mandate.person_id is not None  # by constraint
    subject = User.objects.get(person=mandate.person_id)
    subject.represented_by = StandIn(mandate, agent)
    return subject


def require_in_force(mandate: Mandate, *, agent: User) -> None:
    """Raises NoMandate where ``agent`` may not act under it today."""
    if mandate.agent_id != agent.pk or mandate.status == MandateStatus.OPENED:
        raise NoMandate(_("本人还没有授权，不能代办。请先完成授权。"))
    if mandate.status == MandateStatus.ENDED or mandate.lasts_until < clock.today():
        raise NoMandate(_("代办授权 %(number)s 已经终止，不能再代办。") % {"number": mandate.number})
    if not still_serves(mandate, agent=agent):
        raise NoMandate(_("此人已不在您服务的单位，或您的工作角色已变更，不能再代办。请当事人联系人才办。"))


def still_serves(mandate: Mandate, *, agent: User) -> bool:
    """Whether the agent's office still reaches this person: the talent office everybody, HR their units' people."""
    if mandate.employer_id is None:
        return agent.has_role(Role.REVIEWER)
    return unit_of(mandate.identity_index, agent=agent) is not None


def unit_of(identity_index: str | None, *, agent: User) -> Employer | None:
    """The unit, among those an HR officer serves, whose roster in force lists the person as employed today."""
    rows = RosterEntry.objects.in_force().employed_on(clock.today()).about(identity_index)
    entry = rows.filter(employer__in=Employer.objects.served_by(agent)).select_related("employer").first()
    return entry.employer if entry else None


def may_file_for_others(user: User) -> bool:
    """Whether an account can hold mandates."""
    return user.has_role(*AGENTS) and user.natural_person is not None
