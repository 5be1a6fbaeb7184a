"""Identity, employment, household and bank account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from subsidies.payments.queries import payments_of
from subsidies.portal.actions import change_account, save_identity
from subsidies.portal.addresses import own_address
from subsidies.portal.queries.accounts import bank_answer, payment_failed_to, remarks_on
from subsidies.portal.queries.identity import identity_is_fixed
from subsidies.portal.queries.profile import profile_sections
from subsidies.portal.views.me.access import (
    after_saving,
    applicant_page,
    editable_application,
    entry_page,
    own_record_page,
    person_of,
    section_page,
)
from subsidies.portal.views.me.stated import stated_employment
from talent.accounts.access import SignedInRequest, reauthentication_required
from talent.profiles import actions
from talent.profiles.forms.bank_account import BankAccountForm
from talent.profiles.forms.employment import EmploymentForm
from talent.profiles.forms.family import HouseholdForm
from talent.profiles.forms.identity import IdentityForm
from talent.profiles.models import BankAccount, Employment, Person
from talent.workflow.refusals import ActionRefused


@own_record_page
def profile(request: SignedInRequest) -> HttpResponse:
    """Everything that the person has entered, with a link to change each part."""
    person = person_of(request.subject)
    return render(request, "portal/me/profile.html", {"sections": profile_sections(person)})


@applicant_page
def identity(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.subject)
    form = IdentityForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            save_identity(by=request.subject, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error("identity_number", str(refusal))
        else:
            return after_saving(request.subject, "identity")
    fixed = person is not None and identity_is_fixed(person)
    return section_page(request, "identity", "identity", form=form, person=person, fixed=fixed)


@entry_page
def employment(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    entered = Employment.objects.filter(person=person).first()
    form = EmploymentForm(request.POST or None, employment=entered, stated=stated_employment(request, entered))
    if request.method == "POST" and form.is_valid():
        actions.save_employment(person, by=request.subject, **form.cleaned_data)
        return after_saving(request.subject, "employment")
    return section_page(request, "employment", "employment", form=form)


@entry_page
def household(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    form = HouseholdForm(request.POST or None, initial={name: getattr(person, name) for name in actions.HOUSEHOLD})
    if request.method == "POST" and form.is_valid():
        actions.save_household(person, by=request.subject, **form.cleaned_data)
        return after_saving(request.subject, "family")
    return section_page(request, "family", "household", form=form)


@entry_page
def bank_account(request: SignedInRequest) -> HttpResponseBase:
    """Enter the account; to replace one takes a fresh sign-in, the first takes nothing from anybody."""
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    current = person.bank_accounts.current().first()
    page = reauthentication_required(_account_page) if current else _account_page
    return page(request, person, current)


def _account_page(request: SignedInRequest, person: Person, current: BankAccount | None) -> HttpResponse:
    form = BankAccountForm(request.POST or None, person=person, current=current)
    if request.method == "POST" and form.is_valid():
        try:
            pk = form.cleaned_data["key"]
            account = change_account(person, by=request.subject, pk=pk, **form.values())
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_of_account(request, account, person)
            return after_saving(request.subject, "bank_account")
    failed = payment_failed_to(current)
    context: dict[str, Any] = {"failed": failed, "bank_answer": bank_answer(payments_of(person)) if failed else ""}
    return section_page(request, "bank_account", "bank_account", form=form, person=person, current=current, **context)


def _tell_of_account(request: SignedInRequest, account: BankAccount, person: Person) -> None:
    """Outside an application that it was saved; always what looks odd about it."""
    if editable_application(request.subject) is None:
        messages.success(request, _("收款账户已保存。还没有列入发放批次的补贴，都会发放到这个账户。"))
    for remark in remarks_on(account, person):
        messages.warning(request, remark)


@applicant_page
@require_POST
def bank_account_confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that the account to which a payment failed is right after all."""
    account = get_object_or_404(BankAccount.objects.owned_by(request.subject), pk=pk)
    if payment_failed_to(account):
        actions.confirm_bank_account(account.person, by=request.subject, account=account)
        messages.success(request, _("已重新确认收款账户。退回的款项等待列入下一批发放。"))
    return redirect(own_address(request, "home"))
