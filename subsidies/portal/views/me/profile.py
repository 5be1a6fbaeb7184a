"""Identity, employment, household and bank account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from subsidies.portal.queries.profile import profile_sections
from subsidies.portal.views.me.access import after_saving, applicant_page, person_of, section_page
from talent.accounts.access import SignedInRequest, reauthentication_required
from talent.profiles import actions
from talent.profiles.forms.bank_account import BankAccountForm
from talent.profiles.forms.employment import EmploymentForm
from talent.profiles.forms.family import HouseholdForm
from talent.profiles.forms.identity import IdentityForm
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused


@applicant_page
def profile(request: SignedInRequest) -> HttpResponse:
    """Everything that the person has entered, with a link to change each part."""
    person = person_of(request.user)
    return render(request, "portal/me/profile.html", {"sections": profile_sections(person)})


@applicant_page
def identity(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.user)
    fields = ("name", "document_type", "identity_number", "born_on", "foreign_expert")
    initial = {field: getattr(person, field) for field in fields} if person else None
    form = IdentityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_identity(by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error("identity_number", str(refusal))
        else:
            return after_saving(request.user, "identity") if person else redirect("me:benefits")
    return section_page(request, "identity", "identity", form=form)


@applicant_page
def employment(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.user)
    if person is None:
        return redirect("me:identity")
    form = EmploymentForm(request.POST or None, instance=Employment.objects.filter(person=person).first())
    if request.method == "POST" and form.is_valid():
        actions.save_employment(person, by=request.user, **form.cleaned_data)
        return after_saving(request.user, "employment")
    return section_page(request, "employment", "employment", form=form)


@applicant_page
def household(request: SignedInRequest) -> HttpResponse:
    person = person_of(request.user)
    if person is None:
        return redirect("me:identity")
    form = HouseholdForm(request.POST or None, initial={name: getattr(person, name) for name in actions.HOUSEHOLD})
    if request.method == "POST" and form.is_valid():
        actions.save_household(person, by=request.user, **form.cleaned_data)
        return after_saving(request.user, "family")
    return section_page(request, "family", "household", form=form)


@applicant_page
@reauthentication_required
def bank_account(request: SignedInRequest) -> HttpResponse:
    """Enter, change or confirm again the account; numbers are never shown back in full."""
    person = person_of(request.user)
    if person is None:
        return redirect("me:identity")
    current = person.bank_accounts.current().first()
    initial = {"holder_name": person.name, "bank_name": current.bank_name if current else ""}
    form = BankAccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_bank_account(person, by=request.user, **form.cleaned_data)
        if form.looks_mistyped:
            messages.warning(request, _("账号已保存，但它不符合常见银行卡的校验规则，请再核对一遍。"))
        return after_saving(request.user, "bank_account")
    return section_page(request, "bank_account", "bank_account", form=form, current=current)
