"""What a person may change in their own profile. Cases keep what was submitted; see the applications feature."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications.messages import notify
from talent.profiles.models import BankAccount, Child, Degree, Employment, Evidence, Person
from talent.uploads.inspection import CleanUpload
from talent.workflow.refusals import ActionRefused

HOUSEHOLD = ("married", "owns_home_in_city", "spouse_owns_home_in_city")


@transaction.atomic
def save_identity(
    *, by: User, name: str, document_type: str, identity_number: str, born_on: dt.date, foreign_expert: bool
) -> Person:
    """Enter or change who the signed-in person is.

    Raises:
        ActionRefused: somebody else's account already uses the number.
    """
    entered = Person(identity_number=identity_number)
    index = Person._meta.get_field("identity_index").pre_save(entered, add=True)
    if Person.objects.filter(identity_index=index).exclude(user=by).exists():
        raise ActionRefused(_("该证件号码已在另一账号登记。如果那是您本人的账号，请改用它登录；如有疑问请联系人才办。"))
    person = Person.objects.select_for_update().filter(user=by).first() or Person(user=by)
    person.name, person.document_type, person.identity_number = name, document_type, identity_number
    person.born_on, person.foreign_expert = born_on, foreign_expert
    person.save()
    if by.display_name != name:
        by.display_name = name
        by.save(update_fields=["display_name"])
    audit.record("profile.identity_saved", person, by=by)
    return person


@transaction.atomic
def save_household(person: Person, *, by: User, **answers: bool | None) -> None:
    """Enter marriage and homes; a question left open stays unknown."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    for field in HOUSEHOLD:
        setattr(person, field, answers.get(field))
    person.save(update_fields=HOUSEHOLD)
    audit.record("profile.household_saved", person, by=by)


@transaction.atomic
def save_degree(degree: Degree, *, by: User) -> Degree:
    """Enter or change a degree of one's own."""
    degree.save()
    audit.record("profile.degree_saved", degree, by=by)
    return degree


@transaction.atomic
def remove_degree(degree: Degree, *, by: User) -> None:
    """Take a degree out of the profile; submissions keep theirs."""
    audit.record("profile.degree_removed", degree, by=by)
    degree.delete()


@transaction.atomic
def save_employment(person: Person, *, by: User, **fields: Any) -> Employment:
    """Enter or change the employment; an employer verifies it only once it is submitted."""
    employment, _created = Employment.objects.update_or_create(person=person, defaults=fields)
    audit.record("profile.employment_saved", employment, by=by)
    return employment


@transaction.atomic
def save_child(child: Child, *, by: User) -> Child:
    """Enter or change a child of one's own."""
    child.save()
    audit.record("profile.child_saved", child, by=by)
    return child


@transaction.atomic
def remove_child(child: Child, *, by: User) -> None:
    """Take a child out of the profile."""
    audit.record("profile.child_removed", child, by=by)
    child.delete()


@transaction.atomic
def change_bank_account(
    person: Person, *, by: User, holder_name: str, account_number: str, bank_name: str
) -> BankAccount:
    """Enter a bank account as a new version, or confirm the same one again, and tell the person.

    Re-confirming makes a version too: a payment that failed can be repeated only with another version.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    now = clock.now()
    last = person.bank_accounts.order_by("-version").first()
    person.bank_accounts.current().update(replaced_at=now)
    account = BankAccount.objects.create(
        person=person,
        version=last.version + 1 if last else 1,
        holder_name=holder_name,
        account_number=account_number,
        bank_name=bank_name,
        created_by=by,
        created_at=now,
    )
    audit.record("profile.bank_account_changed", account, by=by, detail={"version": account.version})
    if last:
        notify(person.user, "profile_bank_account_changed", context={"tail": account_number[-4:]})
    return account


@transaction.atomic
def add_evidence(person: Person, *, by: User, kind: str, upload: CleanUpload) -> Evidence:
    """Keep an inspected file in private storage and list it under its kind."""
    evidence = Evidence.objects.create(
        person=person,
        kind=kind,
        storage_name=default_storage.save(upload.name, upload.as_file()),
        original_name=upload.name[:200],
        content_type=upload.content_type,
        size=upload.size,
        pages=upload.pages,
        sha256=upload.sha256,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    audit.record("profile.evidence_added", evidence, by=by, detail={"kind": kind})
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a file out of use; cases that were submitted with it keep it."""
    evidence.withdrawn_at = clock.now()
    evidence.save(update_fields=["withdrawn_at"])
    audit.record("profile.evidence_withdrawn", evidence, by=by)
