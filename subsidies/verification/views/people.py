"""The people of the officer's units: the list, its file, and the page of each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.applications import searches
from subsidies.applications.forms import SearchForm
from subsidies.verification import actions
from subsidies.verification.exports.people_xlsx import people_xlsx
from subsidies.verification.people import people_sources, within_reach
from subsidies.verification.people_forms import PeopleFilter
from subsidies.verification.people_rows import people_rows
from subsidies.verification.person_page import listed_page, person_page
from subsidies.verification.views.narrowing import Narrowing
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Employer, RosterEntry
from talent.profiles.models import Person
from talent.ui.pages import page_of_several
from talent.uploads.handing_out import XLSX, handed_out
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def people_list(request: SignedInRequest) -> HttpResponse:
    """Everybody of the officer's units, the latest hired first."""
    by = _narrowing(request, request.GET)
    page = page_of_several(people_sources(request.user, by.for_people), request)
    rows = people_rows(page.rows, units=set(by.form.units))
    context = {"page": page, "rows": rows, "by": by, "search_form": SearchForm()}
    return render(request, "verification/people/list.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def search(request: SignedInRequest) -> HttpResponse:
    """Keep what is searched for in the session, and show what it finds under a key that says nothing."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["text"]))
        return redirect("people:list")
    key = searches.keep(request.session, searches.search_for(form.cleaned_data["text"]))
    return redirect(f"{reverse('people:list')}?search={key}")


@role_required(Role.HR_OFFICER)
@require_POST
def download(request: SignedInRequest) -> HttpResponse:
    """What the list shows as XLSX; taking it is logged."""
    by = _narrowing(request, request.POST)
    try:
        rows = actions.list_staff(by.for_people, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:list")
    return handed_out(people_xlsx(rows), _("在册人员名单.xlsx"), XLSX)


@role_required(Role.HR_OFFICER)
@require_GET
def person(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the officer's units know of one person."""
    found = get_object_or_404(Person.objects.filter(within_reach(request.user)), pk=pk)
    actions.note_reading(found, by=request.user)
    return render(request, "verification/people/person.html", person_page(found, request.user))


@role_required(Role.HR_OFFICER)
@require_GET
def listed(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the rosters say of somebody who has no account; who has one is shown on the page of the person."""
    served = Employer.objects.served_by(request.user)
    entries = RosterEntry.objects.in_force().filter(employer__in=served).select_related("employer")
    entry = get_object_or_404(entries, pk=pk)
    known = Person.objects.filter(identity_index=entry.identity_index).first()
    if known is not None:
        return redirect("people:person", pk=known.pk)
    actions.note_reading(entry, by=request.user)
    return render(request, "verification/people/listed.html", listed_page(entry))


def _narrowing(request: SignedInRequest, asked: QueryDict) -> Narrowing:
    key = asked.get("search", "")
    kept = searches.kept_search(request.session, key)
    return Narrowing(PeopleFilter(asked, user=request.user), kept, key if kept else "")
