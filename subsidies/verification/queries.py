"""What the employer's desk shows, and whose employment is confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.applications.models import Application, Submission
from subsidies.applications.workflow import ApplicationStatus
from subsidies.policy.versions import procedure_versions
from subsidies.verification.kinds import AnswerWord, Due, RosterWord
from subsidies.verification.matching import Comparison, compare
from subsidies.verification.models import EmploymentConfirmation, Transfer, Verification
from subsidies.verification.replies import Reply, replies_of
from talent.accounts.models import User
from talent.accounts.separation import kept_out_of
from talent.calendars import clock, working_days
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.profiles.models import Person

QUEUE_ORDER = ("promised_on", "id")
MOST_AT_ONCE = 500
"""How many cases one confirm page names."""
SOON_WORKING_DAYS = 1
"""An answer is due soon when its day is one of so many working days after today (our own default)."""


class Standing(NamedTuple):
    """A word and its colour."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A case with the submission to answer, and both sides of each fact where the employer's roster has the person."""

    application: Application
    submission: Submission
    entry: RosterEntry | None
    comparisons: list[Comparison]
    is_own: bool
    """Whether the applicant is the officer who looks at it: somebody else has to answer."""
    reply: Reply | None = None
    """What was said about the unit's objection, where it has objected before."""

    @property
    def value(self) -> str:
        """What a ticked row sends: the case and the submission that was read."""
        return f"{self.application.pk}:{self.submission.pk}"

    @property
    def facts(self) -> list[Comparison]:
        """The facts beside the name, the day of leaving only where either side gives one."""
        return [fact for fact in self.comparisons if fact.key != "name" and not _is_silent(fact)]

    @property
    def standing(self) -> Standing:
        """How the case stands against the roster, as a tag."""
        if self.entry is None:
            return Standing(_("不在花名册"), "neutral")
        if count := len(self.differences):
            words = ngettext("%(count)d 处不一致", "%(count)d 处不一致", count) % {"count": count}
            return Standing(words, "warning")
        return Standing(_("花名册没有写全"), "info") if self.not_said else Standing(_("一致"), "success")

    @property
    def differences(self) -> list[Comparison]:
        return [comparison for comparison in self.comparisons if comparison.differs]

    @property
    def not_said(self) -> list[Comparison]:
        """Facts that the roster, or the applicant, says nothing about."""
        return [comparison for comparison in self.comparisons if comparison.agrees is None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a confirm page names: the claims, and those ticked that are left out, each with why.

    Cases that are not within the officer's reach any more are counted only.
    """

    claims: list[Claim]
    left_out: int
    reasons: list[tuple[str, str]]
    """(number, why)."""

    @property
    def with_differences(self) -> int:
        return sum(bool(claim.differences) for claim in self.claims)


def counts_since(today: dt.date) -> dt.date:
    """The first day whose confirmations still count: how long they do is a figure of the procedure."""
    versions = procedure_versions()
    version = versions.in_force(today) or versions.earliest
    return today - dt.timedelta(days=version.employer_verification_counts_days.value)


def employment_confirmed_on(person_ids: Iterable[UUID]) -> dict[UUID, dt.date]:
    """The latest day on which an employer confirmed each person's employment; who was never confirmed is left out."""
    confirmations = EmploymentConfirmation.objects.in_force().filter(person__in=list(person_ids))
    return dict(confirmations.values("person").annotate(last=Max("confirmed_on")).values_list("person", "last"))


def awaiting(user: User, narrowed: Mapping[str, Any] | None = None) -> QuerySet[Application]:
    """Cases that the user's employers have to answer.

    Args:
        narrowed: by ``employer``, ``roster`` (RosterWord), ``due`` (Due) and ``search`` (a look-up), as far as given.
    """
    served, by = Employer.objects.served_by(user), narrowed or {}
    cases = Application.objects.awaiting_employer().filter(employer__in=served, **by.get("search") or {})
    if by.get("employer"):
        cases = cases.filter(employer=by["employer"])
    if by.get("due"):
        cases = cases.filter(due(by["due"], on=clock.today()))
    if by.get("roster"):
        entries = RosterEntry.objects.in_force().filter(employer=OuterRef("employer"))
        listed = Exists(entries.filter(identity_index=OuterRef("person__identity_index")))
        cases = cases.filter(listed if by["roster"] == RosterWord.LISTED else ~listed)
    return cases.select_related("person", "employer")


def due(how: str, *, on: dt.date) -> Q:
    """For cases with their employer: that they stand so (a value of ``Due``) with the promise on a day."""
    if how == Due.SOON:
        return Q(promised_on__gt=on, promised_on__lte=soon_until(on))
    return Q(promised_on__lt=on) if how == Due.LATE else Q(promised_on=on)


def soon_until(today: dt.date) -> dt.date:
    """The last day that counts as soon."""
    return working_days.add_working_days(today, SOON_WORKING_DAYS)


def answers(user: User, narrowed: Mapping[str, Any] | None = None) -> QuerySet[Verification]:
    """The answers about the people of the user's employers, by officers and by rosters.

    Args:
        narrowed: by ``employer`` and ``answer`` (AnswerWord), as far as given.
    """
    found, by = Verification.objects.visible_to(user), narrowed or {}
    if by.get("employer"):
        found = found.filter(submission__application__employer=by["employer"])
    if by.get("answer") == AnswerWord.OPEN:
        found = found.open_disputes()
    elif by.get("answer"):
        found = found.filter(outcome=by["answer"])
    return found.select_related(
        "submission__application__person", "submission__application__employer", "answered_by"
    ).defer("submission__entered", "submission__facts", "submission__assessment")  # fmt: skip


def claims_of(applications: Iterable[Application], *, seen_by: User | None) -> list[Claim]:
    """The latest submission, the roster row in force and the objections of each case (seven queries for any number).

    Args:
        seen_by: who looks at them; None where nobody does, so that none is their own and nobody reads what was said
            (two queries).
    """
    cases = list(applications)
    latest = Submission.objects.filter(application__in=cases).order_by("sequence").defer("facts", "assessment")
    submissions = {submission.application_id: submission for submission in latest}
    people = [case.person.identity_index for case in cases]
    entries: dict[tuple[str | None, UUID | None], RosterEntry] = {
        (entry.identity_index, entry.employer_id): entry
        for entry in RosterEntry.objects.in_force().filter(identity_index__in=people)
    }
    own = kept_out_of(seen_by, people) if seen_by else frozenset()
    replies = replies_of(cases, submissions, seen_by=seen_by) if seen_by else {}
    claims = []
    for case in cases:
        submission, index = submissions.get(case.pk), case.person.identity_index
        entry = entries.get((index, case.employer_id))
        if submission is not None:
            facts, reply = compare(submission.entered, entry), replies.get(case.pk)
            facts = reply.beside(facts) if reply else facts
            claims.append(Claim(case, submission, entry, facts, is_own=index in own, reply=reply))
    return claims


def chosen(user: User, ticked: Sequence[tuple[UUID, UUID]] | None, narrowed: Mapping[str, Any] | None = None) -> Chosen:
    """Those of the ticked cases that are still as they were seen; for None all that match, the most urgent first."""
    if ticked is None:
        all_of_them = awaiting(user, narrowed).order_by(*QUEUE_ORDER)[:MOST_AT_ONCE]
        return Chosen([claim for claim in claims_of(all_of_them, seen_by=user) if not claim.is_own], 0, [])
    waiting = awaiting(user).order_by(*QUEUE_ORDER)
    seen = set(ticked)
    claims = claims_of(waiting.filter(pk__in=[case for case, _submission in seen]), seen_by=user)
    kept = [c for c in claims if (c.application.pk, c.submission.pk) in seen and not c.is_own]
    done = {claim.application.pk for claim in kept}
    missed = [case for case, _submission in seen if case not in done]
    return Chosen(kept, len(seen) - len(kept), _reasons(missed, by=user) if missed else [])


def _reasons(missed: Sequence[UUID], *, by: User) -> list[tuple[str, str]]:
    """(number, why) of ticked cases that cannot be answered as they were seen."""
    served = Application.objects.filter(pk__in=missed, employer__in=Employer.objects.served_by(by))
    cases = list(served.select_related("person").order_by("number"))
    own = kept_out_of(by, [case.person.identity_index for case in cases])
    return [(case.number, _why(case, own)) for case in cases]


def _why(case: Application, own: set[str | None]) -> str:
    if case.person.identity_index in own:
        return _("本人的申请或本人代办的申请，请同事办理")
    if case.status == ApplicationStatus.AWAITING_EMPLOYER:
        return _("申请人提交了新的内容")
    return _("现在的状态是“%(status)s”") % {"status": case.get_status_display()}


def desk(user: User) -> dict[str, int]:
    """What waits at the employer's desk (two queries)."""
    today = clock.today()
    waiting = Q(status=ApplicationStatus.AWAITING_EMPLOYER)
    cases = Application.objects.filter(employer__in=Employer.objects.served_by(user))
    previews = Roster.objects.visible_to(user).filter(status=RosterStatus.PREVIEW).count()
    return {"previews": previews} | cases.order_by().aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & due(Due.LATE, on=today)),
        due_today=Count("pk", filter=waiting & due(Due.TODAY, on=today)),
        due_soon=Count("pk", filter=waiting & due(Due.SOON, on=today)),
        disputed=Count("pk", filter=Q(status=ApplicationStatus.DISPUTED)),
    )


def units_of(people: Collection[UUID], *, by: User) -> dict[UUID, UUID]:
    """For each of these people the unit for which the officer may answer; who is of none is left out.

    It is the unit that the person states now, or else the one of their latest application.
    """
    served = Employer.objects.served_by(by)
    cases = _cases(served).filter(person__in=people)
    found = {person: unit for person, unit in cases.order_by("submitted_at").values_list("person", "employer") if unit}
    stated = Person.objects.filter(pk__in=people, employment__employer__in=served)
    return found | dict(stated.values_list("pk", "employment__employer"))


def people_of(user: User) -> Q:
    """For people: those for whom the officer may answer."""
    served = Employer.objects.served_by(user)
    return Q(employment__employer__in=served) | Q(pk__in=_cases(served).values("person"))


def _cases(served: QuerySet[Employer]) -> QuerySet[Application]:
    """Cases handed in at these units, but for those whose person was moved away from the unit since."""
    moved = Transfer.objects.left_behind().filter(person=OuterRef("person"), from_employer=OuterRef("employer"))
    return Application.objects.filter(~Exists(moved), employer__in=served, submitted_at__isnull=False)


def _is_silent(fact: Comparison) -> bool:
    return fact.key == "left_on" and fact.claimed == fact.stated
