"""Objections as the office works through them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.objections import actions
from subsidies.objections.forms import UPHOLD, AcceptForm, ObjectionFilter, ResolveForm, SetAsideForm
from subsidies.objections.models import Objection
from subsidies.objections.pages import list_page, objection_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused

READS = role_required(Role.REVIEWER, Role.AUDITOR)
ACTS = role_required(Role.REVIEWER)


@READS
@require_safe
def objection_list(request: SignedInRequest) -> HttpResponse:
    """Objections that wait, the first promised first."""
    narrowed = ObjectionFilter(request.GET or None)
    context = list_page(narrowed.apply(Objection.objects.visible_to(request.user)), request)
    return render(request, "objections/list.html", {"filter_form": narrowed, **context})


@READS
@require_safe
def objection(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One objection: what is said, by whom, and what can be done; reading it is logged."""
    found = _found(request.user, pk)
    if request.user.has_role(Role.REVIEWER):
        actions.note_reading(found, by=request.user)
    return render(request, "objections/objection.html", objection_page(found, request.user))


@ACTS
@require_POST
def accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Begin to examine it."""
    form = AcceptForm(request.POST)
    done = _("%(number)s 已受理，核查期间只暂缓授予被反映的人。")
    return _act(
        request, pk, done, lambda found: actions.accept(found, by=request.user, **form.cleaned_data), accept_form=form
    )


@ACTS
@require_POST
def decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Not examine what a named person says, and tell them why."""
    form = SetAsideForm(request.POST)
    done = _("%(number)s 不予受理，理由可凭查询编号查看。")
    return _act(
        request,
        pk,
        done,
        lambda found: actions.decline(found, by=request.user, **form.cleaned_data),
        set_aside_form=form,
    )


@ACTS
@require_POST
def keep_as_lead(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what an anonymous person says for later."""
    return _act(request, pk, _("%(number)s 已留作线索。"), lambda found: actions.keep_as_lead(found, by=request.user))


@ACTS
@require_POST
def resolve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what was found, and answer."""
    form = ResolveForm(request.POST, anonymous=_found(request.user, pk).anonymous)

    def act(found: Objection) -> Objection:
        words = {name: form.cleaned_data[name] for name in ("finding", "answer") if name in form.cleaned_data}
        do = actions.uphold if form.cleaned_data["outcome"] == UPHOLD else actions.dismiss
        return do(found, by=request.user, **words)

    return _act(request, pk, _("%(number)s 已处理。"), act, resolve_form=form)


def _found(user: User, pk: UUID) -> Objection:
    visible = Objection.objects.visible_to(user).select_related(
        "notice__drawn_up_by", "notice__published_by", "application__person", "accepted_by", "closed_by", "recorded_by"
    )
    return get_object_or_404(visible, pk=pk)


def _act(
    request: SignedInRequest, pk: UUID, done: str, act: Callable[[Objection], Objection], **given: forms.Form
) -> HttpResponse:
    """Act on a valid form; a refusal is shown on the page as it is now, with what was typed."""
    found = _found(request.user, pk)
    if all(form.is_valid() for form in given.values()):
        try:
            act(found)
            messages.success(request, done % {"number": found.number})
            return redirect("objections:objection", pk=pk)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            found = _found(request.user, pk)
    context = objection_page(found, request.user) | given
    return render(request, "objections/objection.html", context, status=422)
