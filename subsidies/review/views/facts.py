"""Facts established in place of what was entered, from the page of a case under review."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subsidies.applications import actions
from subsidies.applications.models import Application, EstablishedFact
from subsidies.review import case_actions
from subsidies.review.forms.facts import EstablishForm
from subsidies.review.places import Place
from subsidies.review.queries.facts import fact_at, facts_page, latest_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_safe
def choose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What may be established, by the condition that looks at it."""
    application = _case(request.user, pk)
    context = facts_page(application, request.GET.get("benefit", ""))
    return render(request, "review/facts.html", context | {"place": Place.named(request.GET, application)})


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def establish(request: SignedInRequest, pk: UUID, path: str) -> HttpResponse:
    """Establish one fact."""
    application = _case(request.user, pk)
    latest = latest_of(application)
    fact = fact_at(latest, path)
    if fact is None:
        raise Http404
    form = EstablishForm(request.POST or None, fact=fact, initial={"submission": latest.pk})
    if request.method == "POST" and form.is_valid() and _established(form, application, path, by=request.user):
        messages.success(request, _("已认定“%(label)s”，测算结果已按认定的事实更新。") % {"label": fact.label})
        return redirect(Place.named(request.GET, application).case(pk))
    place = Place.named(request.GET, application)
    context = {"application": application, "fact": fact, "form": form, "place": place}
    return render(request, "review/establish.html", context)


@role_required(Role.REVIEWER)
@require_POST
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let what was entered count again."""
    cases = Application.objects.visible_to(request.user)
    fact = get_object_or_404(EstablishedFact.objects.filter(application__in=cases).select_related("application"), pk=pk)
    try:
        actions.withdraw_fact(fact, by=request.user)
        messages.success(request, _("已撤销认定，测算按申请时填写的内容进行。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(Place.named(request.GET, fact.application).case(fact.application_id))


def _established(form: EstablishForm, application: Application, path: str, *, by: User) -> bool:
    """Whether it was done; what stands in the way is said on the form."""
    given = dict(form.cleaned_data)
    given["submission"] = get_object_or_404(application.submissions, pk=given["submission"])
    try:
        case_actions.establish(application, path, given.pop("value"), by=by, **given)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _case(user: User, pk: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(user).awaiting_review().select_related("person"), pk=pk)
