"""Who may act on an objection. People, not log-ins (design invariant 6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.objections.models import Objection
from subsidies.objections.queries import case_in_question
from subsidies.objections.workflow import OBJECTION
from subsidies.review.permissions import refuse_deciders
from subsidies.review.queries.case import finders_of
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, natural_person_of, refuse_own_case, refuse_same_person
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


def actions_on(objection: Objection, user: User) -> set[str]:
    """The actions of the table that the roles of ``user`` may take now, and that fit who objects."""
    possible = {row.action for role in user.roles for row in OBJECTION.actions_from(objection.status, role)}
    return possible - ({"decline"} if objection.anonymous else {"keep_as_lead"})


def refuse_others(objection: Objection, *, by: User) -> NaturalPerson:
    """Only reviewers, only where it is known which human being acts, and never on what concerns themselves.

    Raises:
        ActionRefused: somebody else.
    """
    if not by.has_role(Role.REVIEWER) or not Objection.objects.visible_to(by).filter(pk=objection.pk).exists():
        raise ActionRefused(_("没有找到这件异议，或者您无权办理。"))
    if objection.application is not None:
        refuse_own_case(by, objection.application.person.identity_index)
    return natural_person_of(by)


def refuse_recording(person: Person | None, *, by: User) -> None:
    """Only reviewers write down what others object to, and never what is said of themselves.

    Raises:
        ActionRefused: somebody else.
    """
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("只有人才办审核人员可以代录异议。"))
    natural_person_of(by)
    if person is not None:
        refuse_own_case(by, person.identity_index)


def refuse_who_decided(objection: Objection, *, by: User) -> NaturalPerson:
    """The person behind ``by``, who has not decided what is objected to.

    Raises:
        DutiesNotSeparated: they reviewed or rechecked the case, or the one that its person has under way by now, or
            judged a fact in it or, for a whole notice, drew it up or published it.
    """
    if objection.application is None:
        notice = objection.notice
        words = _("这份公示由您拟定或发布，对它的异议须由同事处理。")
        return refuse_same_person(by, notice.drawn_up_by, notice.published_by, message=words)
    for case in dict.fromkeys((objection.application, case_in_question(objection) or objection.application)):
        person = _refuse_who_decided(case, by=by)
    return person


def why_not_close(objection: Objection, user: User) -> str:
    """Why this person may not answer the objection; the actions check it again under the lock."""
    try:
        refuse_who_decided(objection, by=user)
    except ActionRefused as refusal:
        return str(refusal)
    return ""


def _refuse_who_decided(case: Application, *, by: User) -> NaturalPerson:
    reviews = case.reviews.select_related("reviewer_person", "rechecker_person")
    words = _("您初审或复核过这件申请，对它的异议须由未参与审核的人员处理。")
    person = refuse_deciders(case, reviews, by=by, message=words)
    if person.pk in finders_of(case):
        raise DutiesNotSeparated(_("您认定过这件申请的事实，对它的异议须由未参与审核的人员处理。"))
    return person
