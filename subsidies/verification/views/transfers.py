"""Moving somebody to another unit of the group: a form, a page that says what follows, putting it right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.policy.versions import living_versions
from subsidies.verification import actions
from subsidies.verification.models import Transfer
from subsidies.verification.people_forms import TransferDayForm, TransferForm
from subsidies.verification.person_page import is_self
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose the unit and the day, read what follows, and confirm."""
    if _done_before(request, pk):
        return redirect("people:person", pk=pk)
    employment = _employment(request, pk)
    form = TransferForm(request.POST if request.method == "POST" else None, unit=employment.employer)
    page = {"employment": employment, "form": form, "is_own": is_self(employment.person, request.user)}
    if not form.is_valid():
        return render(request, "verification/people/transfer.html", page)
    move = {name: form.cleaned_data[name] for name in ("pk", "to_employer", "moved_on")}
    if not form.cleaned_data["confirmed"]:
        versions = living_versions()
        figure = versions.for_hire(employment.hired_on, on=clock.today()).works_in_city
        return render(request, "verification/people/transfer_confirm.html", page | move | {"clause": figure})
    return _moved(request, employment, page, **move)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say another day."""
    move = _transfer(request, pk)
    form = TransferDayForm(request.POST if request.method == "POST" else None, initial={"moved_on": move.moved_on})
    if form.is_valid():
        try:
            actions.correct_transfer(move, by=request.user, moved_on=form.cleaned_data["moved_on"])
            messages.success(request, _("已更正调动日期，对方单位和本人会收到通知。"))
            return redirect("people:person", pk=move.person_id)
        except ActionRefused as refusal:
            form.add_error("moved_on", str(refusal))
    return render(request, "verification/people/correct_transfer.html", {"move": move, "form": form})


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first; then say that the move did not take place."""
    move = _transfer(request, pk)
    if request.method != "POST":
        return render(request, "verification/people/withdraw_transfer.html", {"move": move})
    try:
        actions.withdraw_transfer(move, by=request.user)
        messages.success(request, _("已撤回调动，对方单位和本人会收到通知。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:list")


def _moved(request: SignedInRequest, employment: Employment, page: dict[str, object], **move: object) -> HttpResponse:
    form = page["form"]
    assert isinstance(form, TransferForm)
    try:
        done = actions.transfer(employment.person, by=request.user, **move)  # type: ignore[arg-type]  # as the form
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "verification/people/transfer.html", page)
    words = {"name": employment.person.name, "unit": done.to_employer.name}
    messages.success(request, _("已办理%(name)s调往%(unit)s，对方单位和本人会收到通知。") % words)
    return redirect("people:person", pk=employment.person_id)


def _employment(request: SignedInRequest, pk: UUID) -> Employment:
    found = Employment.objects.filter(employer__in=Employer.objects.served_by(request.user))
    return get_object_or_404(found.select_related("person", "employer"), person=pk)


def _done_before(request: SignedInRequest, pk: UUID) -> bool:
    """Whether the officer's form was sent already (a double click): the person is with the other unit by now."""
    try:
        key = UUID(request.POST.get("pk", ""))
        return Transfer.objects.filter(pk=key, person=pk, stated_by=request.user).exists()
    except ValueError:
        return False


def _transfer(request: SignedInRequest, pk: UUID) -> Transfer:
    served = set(Employer.objects.served_by(request.user).values_list("pk", flat=True))
    either = Q(from_employer__in=served) | Q(to_employer__in=served)
    related = ("person", "from_employer", "to_employer")
    return get_object_or_404(Transfer.objects.filter(either).select_related(*related), pk=pk)
