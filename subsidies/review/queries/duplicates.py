"""Other people who might be the applicant once more, or of their household: facts to look at, with the cases.

The same phone is not asked for: one number belongs to one account, which the database holds. Nothing is looked up by
a plain number of a person: accounts are compared by their blind indexes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.models import Application, Submission
from subsidies.review.likeness import are_alike
from talent.accounts.models import User
from talent.profiles.kinds import NO_CERTIFICATE
from talent.profiles.models import BankAccount, Child, Degree, Person

_People = set[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another person, what they share with the applicant, and their cases, the latest first."""

    person: UUID
    name: str
    facts: list[str]
    cases: list[Application]


@dataclass(frozen=True, slots=True)
class Sharer:
    """Another person, and what they share with an applicant."""

    person: UUID
    name: str
    facts: list[str]


def lookalikes_of(submission: Submission, *, seen_by: User) -> list[Lookalike]:
    """The people who share something with the applicant, those with most in common first (five queries; four where
    nobody does, and one fewer without a certificate)."""
    sharers = sharers_of([submission])[submission.pk]
    cases = _cases_of((each.person for each in sharers), seen_by=seen_by)
    found = [Lookalike(each.person, each.name, each.facts, cases[each.person]) for each in sharers]
    return sorted(found, key=lambda each: (-len(each.facts), each.name, str(each.person)))


def sharers_of(submissions: Sequence[Submission]) -> dict[UUID, list[Sharer]]:
    """Who shares something with the applicant of each submission, by its key (four queries for any number, three
    without a certificate); their cases and people are at hand."""
    people = {submission.application.person_id: submission.application.person for submission in submissions}
    sources = (
        (_("登记过同一银行账号"), _with_the_same_account(people)),
        (_("填写了同一学位证书编号"), _with_the_same_certificate(submissions)),
        (_("出生日期相同，姓名相同或相近"), _with_a_name_alike(people)),
        (_("登记了同一子女，可能是配偶"), _with_the_same_child(people)),
    )
    found = {}
    for submission in submissions:
        sharers: dict[UUID, Sharer] = {}
        for fact, shared in sources:
            for key, name in shared[submission.application.person_id]:
                sharers.setdefault(key, Sharer(key, name, [])).facts.append(fact)
        found[submission.pk] = list(sharers.values())
    return found


class _Shared(NamedTuple):
    """Somebody who has a value: an account, a certificate, a child."""

    value: Any
    person: UUID
    name: str


def _by_applicant(rows: Iterable[_Shared], wanted: Mapping[UUID, Collection[Any]]) -> defaultdict[UUID, _People]:
    """Of each applicant, the others who have one of the values that the applicant has."""
    holders: dict[Any, _People] = defaultdict(set)
    for row in rows:
        holders[row.value].add((row.person, row.name))
    found: defaultdict[UUID, _People] = defaultdict(set)
    for person, values in wanted.items():
        found[person] = {holder for value in values for holder in holders[value] if holder[0] != person}
    return found


def _with_the_same_account(people: Mapping[UUID, Person]) -> defaultdict[UUID, _People]:
    """Who has or had an account that the applicant has or had."""
    own = BankAccount.objects.filter(person__in=people).order_by().values("account_index")
    accounts = BankAccount.objects.filter(account_index__in=own).order_by()
    rows = [_Shared(*row) for row in accounts.values_list("account_index", "person", "person__name")]
    return _by_applicant(rows, _own(rows, people))


def _with_the_same_certificate(submissions: Sequence[Submission]) -> defaultdict[UUID, _People]:
    wanted = {submission.application.person_id: _certificates(submission.entered) for submission in submissions}
    held = {number for numbers in wanted.values() for number in numbers}
    degrees = Degree.objects.filter(degree_certificate_number__in=held).order_by()
    rows = degrees.values_list("degree_certificate_number", "person", "person__name")
    return _by_applicant((_Shared(*row) for row in rows), wanted)


def _certificates(entered: Mapping[str, Any]) -> set[str]:
    numbers = {degree.get("degree_certificate_number") for degree in entered.get("degrees") or []}
    return {number for number in numbers if number and number != NO_CERTIFICATE}


def _with_a_name_alike(people: Mapping[UUID, Person]) -> defaultdict[UUID, _People]:
    days = {person.born_on for person in people.values()}
    born: dict[dt.date, list[tuple[UUID, str]]] = defaultdict(list)
    for day, key, name in Person.objects.filter(born_on__in=days).values_list("born_on", "pk", "name"):
        born[day].append((key, name))
    found: defaultdict[UUID, _People] = defaultdict(set)
    for person in people.values():
        others = (other for other in born[person.born_on] if other[0] != person.pk)
        found[person.pk] = {(key, name) for key, name in others if are_alike(name, person.name)}
    return found


def _with_the_same_child(people: Mapping[UUID, Person]) -> defaultdict[UUID, _People]:
    """Who registered a child of the same name and day of birth; names of children are encrypted, days are not."""
    days = Child.objects.filter(person__in=people).order_by().values("born_on")
    children = Child.objects.filter(born_on__in=days).select_related("person")
    rows = [_Shared((child.name, child.born_on), child.person_id, child.person.name) for child in children]
    return _by_applicant(rows, _own(rows, people))


def _own(rows: Iterable[_Shared], people: Mapping[UUID, Person]) -> dict[UUID, set[Any]]:
    """The values of the applicants among those who have them."""
    own: dict[UUID, set[Any]] = {person: set() for person in people}
    for row in rows:
        if row.person in own:
            own[row.person].add(row.value)
    return own


def _cases_of(people: Iterable[UUID], *, seen_by: User) -> dict[UUID, list[Application]]:
    cases: dict[UUID, list[Application]] = defaultdict(list)
    visible = Application.objects.visible_to(seen_by).submitted()
    for case in visible.filter(person__in=list(people)).order_by("-submitted_at"):
        cases[case.person_id].append(case)
    return cases
