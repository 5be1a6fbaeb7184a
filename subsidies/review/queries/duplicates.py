"""Other people who might be the applicant once more, or of their household: facts to look at, with the cases.

The same phone is not asked for: one number belongs to one account, which the database holds. Nothing is looked up by
a plain number of a person: accounts are compared by their blind indexes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.models import Application, Submission
from subsidies.review.likeness import are_alike
from talent.accounts.models import User
from talent.profiles.kinds import NO_CERTIFICATE
from talent.profiles.models import BankAccount, Child, Degree, Person


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another person, what they share with the applicant, and their cases, the latest first."""

    person: UUID
    name: str
    facts: list[str]
    cases: list[Application]


def lookalikes_of(submission: Submission, *, seen_by: User) -> list[Lookalike]:
    """The people who share something with the applicant, those with most in common first (five queries; four where
    nobody does, and one fewer without a certificate)."""
    facts: dict[UUID, list[str]] = defaultdict(list)
    names: dict[UUID, str] = {}
    person = submission.application.person
    for fact, people in (
        (_("登记过同一银行账号"), _with_the_same_account(person)),
        (_("填写了同一学位证书编号"), _with_the_same_certificate(person, submission.entered)),
        (_("出生日期相同，姓名相同或相近"), _with_a_name_alike(person)),
        (_("登记了同一子女，可能是配偶"), _with_the_same_child(person)),
    ):
        for key, name in people:
            names[key] = name
            facts[key].append(fact)
    cases = _cases_of(facts, seen_by=seen_by)
    found = [Lookalike(key, names[key], shared, cases[key]) for key, shared in facts.items()]
    return sorted(found, key=lambda each: (-len(each.facts), each.name, str(each.person)))


def _with_the_same_account(person: Person) -> set[tuple[UUID, str]]:
    """Who has or had an account that the applicant has or had."""
    own = BankAccount.objects.filter(person=person).order_by().values("account_index")
    others = BankAccount.objects.filter(account_index__in=own).exclude(person=person)
    return set(others.order_by().values_list("person", "person__name"))


def _with_the_same_certificate(person: Person, entered: dict[str, Any]) -> set[tuple[UUID, str]]:
    numbers = {degree.get("degree_certificate_number") for degree in entered.get("degrees") or []}
    held = [number for number in numbers if number and number != NO_CERTIFICATE]
    others = Degree.objects.filter(degree_certificate_number__in=held).exclude(person=person)
    return set(others.order_by().values_list("person", "person__name"))


def _with_a_name_alike(person: Person) -> set[tuple[UUID, str]]:
    others = Person.objects.filter(born_on=person.born_on).exclude(pk=person.pk).values_list("pk", "name")
    return {(key, name) for key, name in others if are_alike(name, person.name)}


def _with_the_same_child(person: Person) -> set[tuple[UUID, str]]:
    """Who registered a child of the same name and day of birth; names of children are encrypted, days are not."""
    days = Child.objects.filter(person=person).order_by().values("born_on")
    children = list(Child.objects.filter(born_on__in=days).select_related("person"))
    own = {(child.name, child.born_on) for child in children if child.person_id == person.pk}
    others = (child for child in children if child.person_id != person.pk)
    return {(child.person_id, child.person.name) for child in others if (child.name, child.born_on) in own}


def _cases_of(people: Iterable[UUID], *, seen_by: User) -> dict[UUID, list[Application]]:
    cases: dict[UUID, list[Application]] = defaultdict(list)
    visible = Application.objects.visible_to(seen_by).submitted()
    for case in visible.filter(person__in=list(people)).order_by("-submitted_at"):
        cases[case.person_id].append(case)
    return cases
