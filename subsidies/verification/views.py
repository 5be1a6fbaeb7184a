"""Pages of the employer's HR desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.verification import actions, queries
from subsidies.verification.forms import DisputeForm, SelectionForm
from talent.accounts.access import role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and the way to the roster import."""
    return render(request, "verification/home.html", {"counts": queries.desk(request.user)})


@role_required(Role.HR_OFFICER)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """People to verify: what they state beside what the roster states."""
    page = page_of(queries.awaiting(request.user), request, order=queries.QUEUE_ORDER)
    context = {"page": page, "claims": queries.claims_of(page.rows), "today": clock.today()}
    return render(request, "verification/queue.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def confirm_page(request: HttpRequest) -> HttpResponse:
    """One page that names everybody who is about to be confirmed."""
    form = SelectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["selected"][0])
        return redirect("verification:queue")
    keys = [case for case, _submission in form.cleaned_data["selected"]]
    claims = queries.claims_of(list(queries.awaiting(request.user).filter(pk__in=keys)))
    return render(request, "verification/confirm.html", {"claims": claims, "values": request.POST.getlist("selected")})


@role_required(Role.HR_OFFICER)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Confirm everybody selected; those who changed meanwhile are named, not overwritten."""
    form = SelectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["selected"][0])
        return redirect("verification:queue")
    done, refused = actions.verify_many(form.cleaned_data["selected"], by=request.user)
    if done:
        messages.success(request, _("已核实 %(count)d 人。") % {"count": done})
    for number, reason in refused:
        messages.error(request, f"{number}：{reason}")
    return redirect("verification:queue")


@role_required(Role.HR_OFFICER)
def dispute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what the employer does not confirm."""
    claims = queries.claims_of([get_object_or_404(queries.awaiting(request.user), pk=pk)])
    claim = claims[0]
    form = DisputeForm(request.POST or None, initial={"submission": claim.submission.pk})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        read = get_object_or_404(claim.application.submissions, pk=given.pop("submission"))
        try:
            actions.dispute(claim.application, by=request.user, submission=read, **given)
            messages.success(request, _("已向申请人提出异议：%(number)s。") % {"number": claim.application.number})
            return redirect("verification:queue")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "verification/dispute.html", {"claim": claim, "form": form})


@role_required(Role.HR_OFFICER)
@require_GET
def answered(request: HttpRequest) -> HttpResponse:
    """Cases of the employer's people that were answered, and where they stand."""
    page = page_of(queries.answered(request.user), request, order=("-status_changed_at", "-id"))
    return render(request, "verification/answered.html", {"page": page})
