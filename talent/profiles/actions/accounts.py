"""The bank account: every change is a version of its own."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.representation import hand_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications import outbox
from talent.notifications.messages import notify
from talent.profiles.actions.own import locked
from talent.profiles.models import BankAccount, Person
from talent.workflow.refusals import ActionRefused

SAID = ("holder_name", "account_number", "bank_name")


@transaction.atomic
def change_bank_account(
    person: Person, *, by: User, holder_name: str, account_number: str, bank_name: str, pk: UUID | None = None
) -> BankAccount:
    """Enter a bank account as a new version, and tell the person when it replaces another.

    Args:
        pk: the key of the new version, made with the form: the same key again gives the same version.

    Raises:
        ActionRefused: the key is another person's account; or an officer who files for the person would replace an
            account that they have not entered themself.
    """
    person = locked(person, by=by)
    _refuse_replacing(person, by=by)
    made = BankAccount.objects.filter(pk=pk).first() if pk else None
    if made and made.person_id != person.pk:
        raise ActionRefused(_("页面已经失效，请重新打开后填写。"))
    said = {"holder_name": holder_name, "account_number": account_number, "bank_name": bank_name}
    return made or _new_version(person, said, by=by, pk=pk or uuid.uuid4())


@transaction.atomic
def confirm_bank_account(person: Person, *, by: User, account: BankAccount) -> BankAccount:
    """Say again that an account is right, after a payment to it failed: a new version that says the same.

    Confirming a version that is not the current one any more changes nothing.
    """
    person = locked(person, by=by)
    _refuse_replacing(person, by=by)
    current = person.bank_accounts.current().get()
    if current.pk != account.pk:
        return current
    return _new_version(person, {name: getattr(current, name) for name in SAID}, by=by, pk=uuid.uuid4())


def _refuse_replacing(person: Person, *, by: User) -> None:
    """Money that is due goes to the current account: who files for somebody enters one, and mends only their own."""
    current = person.bank_accounts.current().first() if by.represented_by else None
    if current is not None and current.created_by_id != hand_of(by).pk:
        raise ActionRefused(_("已登记的收款账户须由申请人本人登录更换，代办人不能代为更换。"))


def _new_version(person: Person, said: dict[str, str], *, by: User, pk: UUID) -> BankAccount:
    now = clock.now()
    last = person.bank_accounts.order_by("-version").first()
    person.bank_accounts.current().update(replaced_at=now)
    account = BankAccount.objects.create(
        pk=pk, person=person, version=last.version + 1 if last else 1, created_by=hand_of(by), created_at=now, **said
    )
    changed = last is not None and any(getattr(last, name) != said[name] for name in SAID)
    happened = "changed" if changed else "confirmed" if last else "added"
    audit.record(f"profile.bank_account_{happened}", account, by=by, detail={"version": account.version})
    if changed:
        notify(person.user, "profile_bank_account_changed", context={"tail": account.account_number[-4:]})
    if last is not None:
        outbox.enqueue(settings.AFTER_BANK_ACCOUNT_CHANGE, person_id=str(person.pk))
    return account
