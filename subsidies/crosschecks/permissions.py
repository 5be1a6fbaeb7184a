"""Who may act on cross-checks. People, not log-ins (design invariant 6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of, refuse_same_person
from talent.workflow.refusals import ActionRefused

DECIDED = (
    ApplicationStatus.AWAITING_NOTICE,
    ApplicationStatus.IN_NOTICE,
    ApplicationStatus.OBJECTED,
    ApplicationStatus.CLOSED,
)
"""Statuses in which two people have decided, so that no second one reads what is settled now."""


def refuse_others(by: User) -> None:
    """Only reviewers, and only where it is known which human being acts.

    Raises:
        ActionRefused: somebody else.
    """
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("部门比对由人才办工作人员办理。"))
    natural_person_of(by)


def refuse_who_decided(application: Application, *, by: User) -> NaturalPerson:
    """The person behind ``by``, who is free to judge an answer on the case.

    Before the recheck anybody is: whoever settled does not confirm then, as with established facts. After it nobody
    would read what was settled, so it is for somebody who neither reviewed nor rechecked; of a reopened case, for
    somebody who did not decide before.

    Raises:
        DutiesNotSeparated: they decided.
    """
    reopened, decided = application.reopened_at, application.status in DECIDED
    reviews = application.reviews.select_related("reviewer_person", "rechecker_person")
    counted = [each for each in reviews if decided or (reopened is not None and each.reviewed_at <= reopened)]
    people = [person for review in counted for person in (review.reviewer_person, review.rechecker_person)]
    words = _("您初审或复核过这件申请，部门答复须由未参与审核的人员核实；也可以退回初审重新办理。")
    return refuse_same_person(by, *people, message=words)
