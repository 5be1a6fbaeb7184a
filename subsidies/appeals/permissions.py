"""Who may act on an appeal. People, not log-ins (design invariant 6)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from subsidies.appeals.models import Appeal
from subsidies.appeals.workflow import APPEAL
from subsidies.applications.models import Application
from subsidies.objections.models import Objection
from subsidies.objections.workflow import ObjectionStatus
from subsidies.review.queries.case import finders_of
from talent.accounts.models import NaturalPerson, StaffRole, User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, natural_person_of, refuse_own_case
from talent.mandates.models import Mandate
from talent.workflow.refusals import ActionRefused


def actions_on(appeal: Appeal, user: User) -> set[str]:
    """The actions of the table that the roles of ``user`` may take now."""
    return {row.action for role in user.roles for row in APPEAL.actions_from(appeal.status, role)}


def refuse_others(application: Application, *, by: User) -> None:
    """Only reviewers, and never on their own case.

    Raises:
        ActionRefused: somebody else.
    """
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("只有人才办审核人员可以办理申诉。"))
    refuse_own_case(by, application.person.identity_index)


def deciders_of(application: Application) -> set[UUID]:
    """Everybody who had a part in what is appealed against: reviews, rechecks, judged facts, objections borne out."""
    pairs = application.reviews.values_list("reviewer_person", "rechecker_person")
    upheld = Objection.objects.filter(application=application, status=ObjectionStatus.UPHELD)
    people = (
        finders_of(application)
        | {key for pair in pairs for key in pair}
        | set(upheld.values_list("closed_person", flat=True))
    )
    return {key for key in people if key is not None}


def refuse_who_decided(application: Application, *, by: User, told: User | None = None) -> NaturalPerson:
    """The person behind ``by``, who had no part in what is appealed against.

    Args:
        told: who reads the refusal, where that is a colleague.

    Raises:
        DutiesNotSeparated: they had.
    """
    person = natural_person_of(by)
    if person.pk in deciders_of(application):
        if told is not None and told.pk != by.pk:
            raise DutiesNotSeparated(_("该人员参与过原来的决定，申诉须由未参与的人员办理。"))
        raise DutiesNotSeparated(_("您参与过原来的决定，申诉须由未参与的人员办理。"))
    return person


def who_may_decide(application: Application) -> QuerySet[User]:
    """The reviewers who had no part in what is appealed against, are not the applicant and never filed for them."""
    reviewers = User.objects.filter(is_active=True, natural_person__isnull=False)
    in_force = StaffRole.objects.filter(user=OuterRef("pk"), role=Role.REVIEWER, revoked_at=None)
    others = reviewers.filter(Exists(in_force)).exclude(natural_person__in=deciders_of(application))
    own = application.person.identity_index
    filed = Mandate.objects.that_took_effect().about(own).values("agent_person")
    others = others.exclude(natural_person__identity_index=own).exclude(natural_person__in=filed)
    return others.order_by("display_name", "pk")


def why_not_decide(appeal: Appeal, user: User) -> str:
    """Why this person may not decide; the actions check it again under the lock."""
    try:
        refuse_others(appeal.application, by=user)
        person = refuse_who_decided(appeal.application, by=user)
    except ActionRefused as refusal:
        return str(refusal)
    if appeal.assigned_person_id is not None and appeal.assigned_person_id != person.pk:
        return _("这件申诉已分派给其他人员，由承办人作出决定。")
    return ""
