"""The office's pages of revocations."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments import recovery_steps as steps
from subsidies.payments.models import Revocation
from subsidies.payments.permissions import why_not_as_person, why_not_revoke
from subsidies.payments.recovery_forms import NothingForm, RevocationForm, WhyForm
from subsidies.payments.recovery_pages import revocation_page
from subsidies.payments.recovery_steps import Asked, posted, take
from subsidies.payments.revocation_pages import award_rows, list_page, revocation_rows
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("reviewer", "auditor")
@require_GET
def revocation_list(request: SignedInRequest) -> HttpResponse:
    """Revocations, the latest first."""
    return render(request, "payments/revocation_list.html", list_page(request))


@role_required("reviewer", "auditor")
@require_GET
def revocation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One revocation: why, who, what follows."""
    return render(request, "payments/revocation.html", revocation_page(_found(request, pk), request.user))


@role_required("reviewer")
@FORM
@reauthentication_required
def propose_revocation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose to revoke an award of any benefit."""
    awards = Award.objects.visible_to(request.user).select_related("person", "decision__application")
    award = get_object_or_404(awards, pk=pk)
    back = reverse("review:case", args=[award.decision.application_id])
    effects = (_("须由未参与初审、复核的另一名人员确认后才生效。"), _("生效前，已列入批次的分期须先移出。"))
    why = why_not_as_person(award.person, request.user)
    words = (_("提出撤销"), _("已提出，等待另一名人员确认。"), why)
    asked = Asked(_("提出撤销授予"), award.person.name, back, award_rows(award), effects, *words, danger=True)
    act = partial(actions.propose_revocation, award)
    return take(request, asked, form=RevocationForm(request.POST or None), act=act, to="payments:revocation")


@role_required("reviewer")
@FORM
@reauthentication_required
def confirm_revocation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Revoke the award."""
    found = _found(request, pk)
    asked = _asked(found, steps.revoking() | {"why_not": why_not_revoke(found, request.user)})
    act = partial(actions.confirm_revocation, found)
    return take(request, asked, form=NothingForm(posted(request)), act=act)


@role_required("reviewer")
@FORM
@reauthentication_required
def drop_revocation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the award stand."""
    found = _found(request, pk)
    asked = _asked(found, steps.keeping() | {"why_not": why_not_as_person(found.award.person, request.user)})
    return take(request, asked, form=WhyForm(request.POST or None), act=partial(actions.drop_revocation, found))


def _found(request: SignedInRequest, pk: UUID) -> Revocation:
    visible = Revocation.objects.visible_to(request.user)
    related = ("award__person", "award__decision__application", "proposed_by", "decided_by", "recovery")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def _asked(found: Revocation, words: dict[str, Any]) -> Asked:
    back = reverse("payments:revocation", args=[found.pk])
    rows = revocation_rows(found)
    return Asked(**{"caption": found.award.person.name, "back": back, "rows": rows} | words)
