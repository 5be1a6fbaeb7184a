"""Degrees and children: lists that a person adds to."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.portal.addresses import own_address
from subsidies.portal.views.me.access import (
    after_saving,
    editable_application,
    entry_page,
    guardian_page,
    onward,
    person_of,
    section_page,
)
from subsidies.portal.views.me.stated import stated_degree
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.mandates.workflow import AGENTS
from talent.profiles import actions
from talent.profiles.forms.degree import DegreeForm
from talent.profiles.forms.family import ChildForm
from talent.profiles.models import Child, Degree, Institution, Person
from talent.workflow.refusals import ActionRefused

SUGGESTIONS = 12
ASKS_FIRST = require_http_methods(["GET", "HEAD", "POST"])


@entry_page
@require_GET
def degrees(request: SignedInRequest) -> HttpResponse:
    """The degrees entered so far; straight to the form while there is none."""
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    entered = list(person.degrees.all())
    if not entered:
        return redirect(own_address(request, "degree_new"))
    continue_url = onward(request.subject, "degrees")
    return section_page(request, "degrees", "degrees", degrees=entered, continue_url=continue_url)


@entry_page
def degree(request: SignedInRequest, pk: UUID | None = None) -> HttpResponse:
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    entry = get_object_or_404(Degree.objects.owned_by(request.subject), pk=pk) if pk else None
    form = DegreeForm(request.POST or None, degree=entry, stated=stated_degree(request, person, entry))
    if request.method == "POST" and form.is_valid():
        try:
            kept = entry or Degree(pk=form.cleaned_data["key"], person=person)
            actions.save_degree(form.put_into(kept), by=request.subject)
            return (
                redirect(own_address(request, "degrees"))
                if person.degrees.count() > 1
                else after_saving(request.subject, "degrees")
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return section_page(request, "degrees", "degree", form=form, entry=entry)


@entry_page
@ASKS_FIRST
def degree_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then take a degree out: one tap beside 修改 is too easily made."""
    entry = get_object_or_404(Degree.objects.owned_by(request.subject), pk=pk)
    if request.method != "POST":
        return render(request, "portal/me/degree_remove.html", {"entry": entry})
    actions.remove_degree(entry, by=request.subject)
    return redirect(own_address(request, "degrees"))


@entry_page
@require_GET
def children(request: SignedInRequest) -> HttpResponseBase:
    """The children entered so far; while there is none, straight to the form where schooling is applied for.

    A guardian's consent is asked for where a child is entered or shown, not of somebody without children.
    """
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    application = editable_application(request.subject)
    if person.children.exists():
        return guardian_page(_children_page)(request, person)
    if application and application.schooling_requested:
        return redirect(own_address(request, "child_new"))
    return _children_page(request, person)


def _children_page(request: SignedInRequest, person: Person) -> HttpResponse:
    entered = list(person.children.all())
    continue_url = onward(request.subject, "children")
    return section_page(request, "children", "children", children=entered, continue_url=continue_url)


@entry_page
@guardian_page
def child(request: SignedInRequest, pk: UUID | None = None) -> HttpResponse:
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    entry = get_object_or_404(Child.objects.owned_by(request.subject), pk=pk) if pk else None
    form = ChildForm(request.POST or None, child=entry)
    if request.method == "POST" and form.is_valid():
        try:
            kept = entry or Child(pk=form.cleaned_data["key"], person=person)
            actions.save_child(form.put_into(kept), by=request.subject)
            return redirect(own_address(request, "children"))
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return section_page(request, "children", "child", form=form, entry=entry)


@entry_page
@ASKS_FIRST
def child_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then take a child out."""
    entry = get_object_or_404(Child.objects.owned_by(request.subject), pk=pk)
    if request.method != "POST":
        return render(request, "portal/me/child_remove.html", {"entry": entry})
    actions.remove_child(entry, by=request.subject)
    return redirect(own_address(request, "children"))


@role_required(Role.APPLICANT, *AGENTS)
@require_GET
def institution_suggest(request: SignedInRequest) -> HttpResponse:
    """Institutions for the text typed so far, as a fragment of a list box."""
    text = request.GET.get("q", "")[:40]
    found = Institution.objects.starting_like(text)[:SUGGESTIONS]
    return render(request, "portal/me/institutions.html", {"institutions": found})
