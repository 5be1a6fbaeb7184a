"""A case brought to any status by the actions themselves, and one call for each action of the table."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from subsidies.applications import actions
from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import CaseOutOfReach
from subsidies.applications.workflow import ApplicationStatus as S
from talent.accounts.models import Consent, User
from talent.accounts.roles import SYSTEM, Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Evidence, Person
from tests.factories import budget_line, make_applicant, make_employer, make_user

GRANT_LIVING = {Benefit.LIVING: Proposal(Outcome.GRANTED)}
REFUSE_LIVING = {Benefit.LIVING: Proposal(Outcome.REFUSED, "材料不实")}
_files = itertools.count(1)


def add_evidence(person: Person, *kinds: str) -> None:
    """Files as they stand after inspection, without their bytes."""
    for kind in kinds:
        order = next(_files)
        Evidence.objects.create(
            person=person,
            kind=kind,
            storage_name=f"evidence/{order}",
            original_name=f"{order}.jpg",
            content_type="image/jpeg",
            size=1000,
            sha256=hashlib.sha256(str(order).encode()).hexdigest(),
            uploaded_by=person.user,
            uploaded_at=timezone.now(),
        )


def give_consent(person: Person, *purposes: str) -> None:
    for purpose in purposes:
        Consent.objects.create(user=person.user, purpose=purpose, text_version="1", given_at=timezone.now())


def ready_person(employer: Employer | None = None, **fields: Any) -> Person:
    """A person with whom nothing is missing for the living subsidy."""
    person = make_applicant(employer, **fields)
    add_evidence(person, EvidenceKind.GRADUATION_CERTIFICATE, EvidenceKind.DEGREE_CERTIFICATE, EvidenceKind.CONTRACT)
    give_consent(person, Consent.Purpose.SENSITIVE_DATA)
    return person


@dataclass
class Office:
    """The people around one employer's cases."""

    employer: Employer
    hr: User
    reviewer: User
    rechecker: User

    @classmethod
    def open(cls) -> Office:
        employer = make_employer()
        return cls(
            employer,
            make_user(Role.HR_OFFICER, employer=employer),
            make_user(Role.REVIEWER),
            make_user(Role.REVIEWER),
        )

    def draft(self, person: Person | None = None, **benefits: bool) -> Application:
        budget_line()
        person = person or ready_person(self.employer)
        chosen = {"living": True, "housing": False, "schooling": False} | benefits
        application = actions.start(by=person.user, pk=uuid.uuid4(), **chosen)
        return actions.choose(application, by=person.user, claimed_elsewhere=False, **chosen)

    def submitted(self, person: Person | None = None, **benefits: bool) -> Application:
        application = self.draft(person, **benefits)
        actions.submit(application, by=application.person.user)
        return fresh(application)

    def at(self, status: str, person: Person | None = None) -> Application:
        """A case for the living subsidy in a status, by the shortest way."""
        application = self.draft(person)
        for action in _WAY[S(status)]:
            self.do(action, application)
        return fresh(application)

    def actor(self, action: str, application: Application) -> User | None:
        """Somebody who may do it; None for the portal itself."""
        roles = ROLES[action]
        if roles[0] == SYSTEM:
            return None
        return {
            Role.APPLICANT: application.person.user,
            Role.HR_OFFICER: self.hr,
            Role.REVIEWER: self.reviewer,
        }[Role(roles[0])]

    def do(self, action: str, application: Application) -> None:
        call(action, fresh(application), by=self.actor(action, application))


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def latest(application: Application) -> Submission:
    return application.submissions.order_by("-sequence").first() or Submission(application=application)


def _correct_employment(application: Application, by: User) -> None:
    employment = application.person.employment
    employment.position = "工艺工程师"
    employment.save()
    actions.correct(application, by=by)


def _take_back(application: Application, by: User) -> None:
    """Alone; like every answer to many, it says of each why not and raises nothing."""
    given = actions.AnswerTakenBack(latest(application).pk, clock.now())
    answer = actions.mark_many_taken_back({application.pk: given}, by=by, within={application.employer_id})
    if not answer.answered:
        raise answer.refused[0][1] if answer.refused else CaseOutOfReach("not visible")


def _settle_dispute(application: Application, by: User) -> None:
    """The same of a roster that proves what was disputed."""
    read, within = {application.pk: latest(application).pk}, {application.employer_id}
    answer = actions.mark_many_settled(read, by=by, within=within)
    if not answer.answered:
        raise answer.refused[0][1] if answer.refused else CaseOutOfReach("not visible")


def _confirm(application: Application, by: User) -> None:
    actions.confirm(application, by=by, submission=latest(application))


CALLS: dict[str, Callable[[Application, Any], object]] = {
    "submit": lambda a, by: actions.submit(a, by=by),
    "verify": lambda a, by: actions.mark_verified(a, by=by, submission=latest(a)),
    "dispute": lambda a, by: actions.mark_disputed(a, by=by, submission=latest(a), reason="入职日期不一致"),
    "settle_dispute": _settle_dispute,
    "take_back": _take_back,
    "answer_dispute": lambda a, by: actions.answer_dispute(a, by=by),
    "return": lambda a, by: actions.mark_returned(a, by=by, submission=latest(a)),
    "correct": lambda a, by: actions.correct(a, by=by),
    "correct_employment": _correct_employment,
    "lapse": lambda a, by: actions.lapse(a),
    "review": lambda a, by: actions.propose(a, GRANT_LIVING, by=by, submission=latest(a)),
    "review_to_refuse": lambda a, by: actions.propose(a, REFUSE_LIVING, by=by, submission=latest(a)),
    "send_back": lambda a, by: actions.mark_sent_back(a, by=by, submission=latest(a)),
    "confirm_grant": _confirm,
    "confirm_refusal": _confirm,
    "publish": lambda a, by: actions.mark_published(a, by=by),
    "grant": lambda a, by: actions.grant(a, on=clock.today()),
    "object": lambda a, by: actions.mark_objected(a, by=by),
    "dismiss_objection": lambda a, by: actions.mark_objection_dismissed(a, by=by),
    "uphold_objection": lambda a, by: actions.mark_objection_upheld(a, by=by),
    "recall": lambda a, by: actions.mark_recalled(a, by=by, reason="部门答复不同"),
    "reopen": lambda a, by: actions.reopen(a, by=by),
    "withdraw": lambda a, by: actions.withdraw(a, by=by),
}
ROLES: dict[str, tuple[str, ...]] = {
    "submit": (Role.APPLICANT,),
    "verify": (Role.HR_OFFICER, SYSTEM),
    "dispute": (Role.HR_OFFICER,),
    "settle_dispute": (SYSTEM,),
    "take_back": (Role.HR_OFFICER,),
    "answer_dispute": (Role.APPLICANT,),
    "return": (Role.REVIEWER,),
    "correct": (Role.APPLICANT,),
    "correct_employment": (Role.APPLICANT,),
    "lapse": (SYSTEM,),
    "review": (Role.REVIEWER,),
    "review_to_refuse": (Role.REVIEWER,),
    "send_back": (Role.REVIEWER,),
    "confirm_grant": (Role.REVIEWER,),
    "confirm_refusal": (Role.REVIEWER,),
    "publish": (Role.REVIEWER,),
    "grant": (SYSTEM,),
    "object": (Role.REVIEWER,),
    "dismiss_objection": (Role.REVIEWER,),
    "uphold_objection": (Role.REVIEWER,),
    "recall": (Role.REVIEWER,),
    "reopen": (Role.REVIEWER,),
    "withdraw": (Role.APPLICANT,),
}
"""Who may do what, written once more by hand: the tests hold the table against it."""

_SUBMITTED = ("submit",)
_VERIFIED = (*_SUBMITTED, "verify")
_REVIEWED = (*_VERIFIED, "review")
_WAY: dict[S, tuple[str, ...]] = {
    S.DRAFT: (),
    S.AWAITING_EMPLOYER: _SUBMITTED,
    S.DISPUTED: (*_SUBMITTED, "dispute"),
    S.AWAITING_REVIEW: _VERIFIED,
    S.RETURNED: (*_VERIFIED, "return"),
    S.AWAITING_RECHECK: _REVIEWED,
    S.AWAITING_NOTICE: (*_REVIEWED, "confirm_grant"),
    S.IN_NOTICE: (*_REVIEWED, "confirm_grant", "publish"),
    S.OBJECTED: (*_REVIEWED, "confirm_grant", "publish", "object"),
    S.CLOSED: (*_REVIEWED, "confirm_grant", "publish", "grant"),
    S.WITHDRAWN: ("withdraw",),
}


def call(action: str, application: Application, *, by: User | None) -> None:
    CALLS[action](application, by)
