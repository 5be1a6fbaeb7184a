"""Who waits, who is confirmed or disputed, and what was answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.applications import searches
from subsidies.applications.forms import SearchForm
from subsidies.applications.models import Application
from subsidies.verification import actions, queries
from subsidies.verification.forms import AnswerFilter, DisputeForm, SelectionForm
from subsidies.verification.recent import recent_clicks, undo_since
from subsidies.verification.reporting import report
from subsidies.verification.views.choosing import choice_of, led_on
from subsidies.verification.views.narrowing import narrowing
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.ui import ticks
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """People to verify: what they state beside what the roster states."""
    by, today = narrowing(request, request.GET), clock.today()
    page = page_of(queries.awaiting(request.user, by.narrowed), request, order=queries.QUEUE_ORDER)
    claims = queries.claims_of(page.rows, seen_by=request.user)
    context = {
        "page": page, "claims": claims, "today": today, "soon": queries.soon_until(today),
        "most": queries.MOST_AT_ONCE, "by": by, "search_form": SearchForm(),
        "recent": recent_clicks(request.user, since=undo_since()), "ticked": ticks.ticked(request),
    }  # fmt: skip
    return render(request, "verification/queue.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def search(request: SignedInRequest) -> HttpResponse:
    """Keep what is searched for in the session, and show what it finds under a key that says nothing."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["text"]))
        return redirect("verification:queue")
    key = searches.keep(request.session, searches.search_for(form.cleaned_data["text"]))
    return redirect(f"{reverse('verification:queue')}?search={key}")


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest) -> HttpResponse:
    """One page that names everybody who is about to be confirmed, and those who changed since they were ticked."""
    if request.method == "POST":
        return led_on(request, "verification:confirm")
    choice = choice_of(request, nobody=_("勾选的申请都已有变化，没有可以核实的。下面是最新的名单。"))
    if choice is None:
        return redirect("verification:queue")
    context = {"chosen": choice.chosen, "queue_url": choice.back.address}
    return render(request, "verification/confirm.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Confirm everybody selected; those who changed meanwhile are named, not overwritten."""
    form = SelectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_error)
    else:
        report(request, actions.verify_many(form.cleaned_data["selected"], by=request.user))
        ticks.forget(request)
    return redirect("verification:queue")


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "POST"])
def dispute(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what the employer does not confirm."""
    if (claim := _claim(request, pk)) is None:
        messages.warning(request, _("这件申请已经答复过，或申请人又改了内容，请看最新的名单。"))
        return redirect("verification:queue")
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _dispute(request, claim, **form.cleaned_data)
            return redirect("verification:queue")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "verification/dispute.html", {"claim": claim, "form": form})


@role_required(Role.HR_OFFICER)
@require_GET
def answered(request: SignedInRequest) -> HttpResponse:
    """What was answered, by whom, and where the case stands."""
    form, since = AnswerFilter(request.GET, user=request.user), undo_since()
    page = page_of(queries.answers(request.user, form.narrowed), request, order=("-answered_at", "-id"))
    context = {"page": page, "form": form, "undo_since": since, "recent": recent_clicks(request.user, since=since)}
    return render(request, "verification/answered.html", context)


def _dispute(request: SignedInRequest, claim: queries.Claim, *, submission: UUID, **given: str) -> None:
    read = get_object_or_404(claim.application.submissions, pk=submission)
    actions.dispute(claim.application, by=request.user, submission=read, **given)
    messages.success(request, _("已向申请人提出异议：%(number)s。") % {"number": claim.application.number})


def _claim(request: SignedInRequest, pk: UUID) -> queries.Claim | None:
    """The claim of a case; None where it waits for an answer no more. Raises Http404 for other employers' cases."""
    case = get_object_or_404(Application.objects.filter(employer__in=Employer.objects.served_by(request.user)), pk=pk)
    waiting = queries.awaiting(request.user).filter(pk=case.pk)
    return next(iter(queries.claims_of(waiting, seen_by=request.user)), None)
