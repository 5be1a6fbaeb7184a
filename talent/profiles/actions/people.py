"""Identity, household, degrees, employment and children."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.employers import actions as employers
from talent.employers.models import Employer
from talent.profiles.actions.own import locked
from talent.profiles.models import Child, Degree, Employment, Person
from talent.workflow.refusals import ActionRefused

HOUSEHOLD = ("married", "owns_home_in_city", "spouse_owns_home_in_city")
MOST_ITEMS = 10
"""Degrees, or children, of one person."""


@transaction.atomic
def save_identity(
    *, by: User, name: str, document_type: str, identity_number: str, born_on: dt.date, foreign_expert: bool
) -> Person:
    """Enter or change who the signed-in person is.

    Raises:
        ActionRefused: somebody else's account already uses the number.
    """
    User.objects.select_for_update().get(pk=by.pk)  # a form sent twice must not make two people
    person = Person.objects.select_for_update().filter(user=by).first() or Person(user=by)
    person.name, person.document_type, person.identity_number = name, document_type, identity_number
    person.born_on, person.foreign_expert = born_on, foreign_expert
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        refusal = _("该证件号码已在另一账号登记。如果那是您本人的账号，请改用它登录；如有疑问请联系人才办。")
        raise ActionRefused(refusal) from error
    if by.display_name != name:
        by.display_name = name
        by.save(update_fields=["display_name"])
    audit.record("profile.identity_saved", person, by=by)
    return person


@transaction.atomic
def save_household(person: Person, *, by: User, **answers: bool | None) -> None:
    """Enter marriage and homes; a question left open stays unknown."""
    person = locked(person, by=by)
    for field in HOUSEHOLD:
        setattr(person, field, answers.get(field))
    person.save(update_fields=HOUSEHOLD)
    audit.record("profile.household_saved", person, by=by)


@transaction.atomic
def save_degree(degree: Degree, *, by: User) -> Degree:
    """Enter or change a degree of one's own; the same key again changes the same degree.

    Raises:
        ActionRefused: the key is another person's degree, or there are too many.
    """
    _keep(degree, by=by)
    audit.record("profile.degree_saved", degree, by=by)
    return degree


@transaction.atomic
def remove_degree(degree: Degree, *, by: User) -> None:
    """Take a degree out of the profile; submissions keep theirs."""
    locked(degree.person, by=by)
    audit.record("profile.degree_removed", degree, by=by)
    degree.delete()


@transaction.atomic
def save_employment(person: Person, *, by: User, **fields: Any) -> Employment:
    """Enter or change the employment; an employer verifies it only once it is submitted.

    Where the unit was merged at this very moment, the person is with its successor, like everybody else of it.
    """
    unit: Employer | None = fields.get("employer")
    standing = employers.lock_standing({unit.pk} if unit else ())
    person = locked(person, by=by)
    before = Employment.objects.filter(person=person).first()
    if before is not None and before.employer != fields.get("employer", before.employer):
        fields["hired_by"] = None  # stated anew: what moved them from the one to the other is no part of it
    if unit and standing[unit.pk] != unit:
        fields |= {"employer": standing[unit.pk], "hired_by": unit}
    employment, _created = Employment.objects.update_or_create(person=person, defaults=fields)
    audit.record("profile.employment_saved", employment, by=by)
    return employment


@transaction.atomic
def save_child(child: Child, *, by: User) -> Child:
    """Enter or change a child of one's own; the same key again changes the same child.

    Raises:
        ActionRefused: the key is another person's child, or there are too many.
    """
    _keep(child, by=by)
    audit.record("profile.child_saved", child, by=by)
    return child


@transaction.atomic
def remove_child(child: Child, *, by: User) -> None:
    """Take a child out of the profile."""
    locked(child.person, by=by)
    audit.record("profile.child_removed", child, by=by)
    child.delete()


def _keep(entry: Degree | Child, *, by: User) -> None:
    """Save an entry of a person's list under the person's lock."""
    person = locked(entry.person, by=by)
    entries = type(entry)._default_manager
    stored = entries.filter(pk=entry.pk).first()
    if stored is None:
        if entries.filter(person=person).count() >= MOST_ITEMS:
            raise ActionRefused(_("最多填写 %(count)d 项，请先删除不需要的。") % {"count": MOST_ITEMS})
        entry.save(force_insert=True)
    elif stored.person_id == person.pk:
        entry.save(force_update=True)
    else:
        raise ActionRefused(_("页面已经失效，请重新打开后填写。"))
