"""The page of one case, as every view of the desk answers with it; what was typed goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from subsidies.applications.assessments import open_benefits
from subsidies.applications.models import Application, Submission
from subsidies.applications.promises import correction_days
from subsidies.applications.queries import letters_of
from subsidies.review import permissions
from subsidies.review.actions import ProposalChanged
from subsidies.review.forms.assigning import HandOverForm
from subsidies.review.forms.case import ProposalForm, RecheckForm, ReturnForm, RevealForm
from subsidies.review.forms.desk import CodeCheckForm, NoteForm
from subsidies.review.places import Place
from subsidies.review.queries import case as queries
from subsidies.review.queries import desk
from subsidies.review.queries.assigning import AT_OFFICE, assignment_of
from subsidies.review.queries.duplicates import lookalikes_of
from subsidies.review.queries.since import since_read
from subsidies.review.typed import typed_in
from subsidies.review.walking import Walk
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.overtaking import who_was_quicker
from talent.calendars import clock
from talent.mandates.queries import filings_of
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused

REVIEWING = frozenset({"proposal_form", "return_form"})
RECHECKING = frozenset({"recheck_form"})


def case_of(user: User, pk: UUID) -> Application:
    """A case that was submitted and that this person may see; Http404 for any other."""
    cases = Application.objects.visible_to(user).submitted().select_related("person", "employer")
    return get_object_or_404(cases, pk=pk)


def decide(
    request: SignedInRequest,
    application: Application,
    act: Callable[..., object],
    done: str,
    contents: Callable[[], tuple[Any, ...]] = tuple,
    **given: Any,
) -> HttpResponse:
    """Act on what the form says was read, and go on to the next case or back to the list, as the button says.

    A refusal is shown on the case as it is now, with what was typed.
    """
    ((_name, form),) = given.items()
    walk, read = Walk(request, application), None
    valid = form.is_valid()
    if "submission" in form.cleaned_data:
        read = get_object_or_404(application.submissions, pk=form.cleaned_data["submission"])
    if valid:
        review = {"review": form.cleaned_data["review"]} if "review" in form.cleaned_data else {}
        try:
            act(application, *contents(), by=request.user, submission=read, note=form.cleaned_data["note"], **review)
        except ActionRefused as refusal:
            application.refresh_from_db()
            form.add_error(None, _why_not(refusal, application, reader=request.user))
        else:
            messages.success(request, done % {"number": application.number})
            return walk.on() if request.POST.get("then") == "next" else walk.back()
    return case_page(request, application, read=read, **given)


def _why_not(refusal: ActionRefused, application: Application, *, reader: User) -> str:
    """The refusal in words; where a colleague or the applicant was quicker, who did what and when."""
    if not isinstance(refusal, TransitionRefused | ProposalChanged):
        return str(refusal)
    applicant = application.person.user_id
    called = {applicant: _("申请人")} if applicant else {}
    return who_was_quicker(application, reader=reader, called=called) or str(refusal)


def add_to(
    request: SignedInRequest, application: Application, act: Callable[[], object], done: str, place: str, **given: Any
) -> HttpResponse:
    """Add to a case what the form says and come back to the place on its page; a refusal keeps what was typed."""
    ((_name, form),) = given.items()
    valid = form.is_valid()
    read = application.submissions.filter(pk=form.cleaned_data.get("submission")).first()
    if valid:
        try:
            act()
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(f"{Place.named(request.GET, application).case(application.pk)}#{place}")
    return case_page(request, application, read=read, **given)


def case_page(
    request: SignedInRequest,
    application: Application,
    *,
    revealed: bool = False,
    read: Submission | None = None,
    **given: forms.Form,
) -> HttpResponse:
    """The case as it is now.

    Args:
        revealed: show full numbers; the caller has recorded why.
        read: the submission that a refused form was about: what changed since is shown.
        given: forms that were sent and not carried out, under their names in the template.
    """
    reviews = queries.reviews_of(application)
    context = queries.case_page(application, reviews, revealed=revealed)
    duties = permissions.duties_on(application, reviews, user=request.user, finders=queries.finders_of(application))
    shown = {"submission": context["submission"].pk, "review": context["review"] and context["review"].pk}
    suggested = shown | queries.first_proposal(context["assessments"])
    since = since_read(read, context["submission"], given.get("proposal_form"), suggested["amount_yuan"])
    claim, answers = desk.employer_said(application, seen_by=request.user)
    kept = typed_in(_without_a_place(given, duties))
    for form in given.values():
        _renew_keys(form, suggested)
    context |= {
        "duties": duties,
        "may_decide": duties.may_review or duties.may_send_back,
        "lookalikes": lookalikes_of(context["submission"], seen_by=request.user),
        "claim": claim,
        "earlier_answers": [answer for answer in answers if answer != context["verification"]],
        "since": since,
        "shows_changes": context["before"] and not (since and since.read == context["before"]),
        "typed": kept,
        "may_revoke": request.user.has_role(Role.REVIEWER),
        "proposal_form": ProposalForm(initial=suggested, benefits=open_benefits(application)),
        "return_form": ReturnForm(initial=shown, days=correction_days(clock.today())),
        "recheck_form": RecheckForm(initial=shown),
        "reveal_form": RevealForm(),
        **_place(request, application),
        **_assignment(application, request.user),
        **_added(request.user, application, context, shown),
        **letters_of(application, user=request.user),
        **given,
    }
    return render(request, "review/case.html", context, status=422 if given else 200)


def _place(request: SignedInRequest, application: Application) -> dict[str, Any]:
    """The list out of which the case was opened, the way back to its row, and what the case was reopened for."""
    place, behind = Place.named(request.GET, application), queries.behind_reopening(application)
    return {"place": place, "back_to_row": place.at(application.pk), "behind": behind}


def _assignment(application: Application, user: User) -> dict[str, Any]:
    """Who has the case, and what this officer may do about it while it is at the office."""
    held = assignment_of(application)
    may_assign = application.status in AT_OFFICE and user.has_role(Role.REVIEWER)
    return {
        "assignment": held,
        "held_by_me": held is not None and held.officer_id == user.pk,
        "hand_over_form": HandOverForm(initial={"read": held and held.pk}) if may_assign else None,
    }


def _added(user: User, application: Application, context: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """What officers added beside deciding, who of them filed for the person, and the forms to add more; of objections
    and notes, whoever is the applicant reads nothing here."""
    own, codes = permissions.is_own(application, user=user), desk.checkables_of(application, context["submission"])
    objected = [] if own else queries.objection_warnings(application, context["review"])
    return {
        "warnings": [*context["warnings"], *objected],
        "filings": filings_of(application.pk),
        "is_own": own,
        "may_write": permissions.may_write(application, user=user, own=own),
        "notes": [] if own else desk.notes_of(application),
        "note_form": NoteForm(),
        "codes": codes,
        "check_form": CodeCheckForm(initial=shown, items=codes),
    }


def _without_a_place(given: dict[str, forms.Form], duties: permissions.Duties) -> list[forms.Form]:
    """The forms that the page does not offer any more, since the case moved on under the officer's hands."""
    offered = (REVIEWING if duties.may_review else frozenset()) | (RECHECKING if duties.may_send_back else frozenset())
    return [form for name, form in given.items() if name in REVIEWING | RECHECKING and name not in offered]


def _renew_keys(form: forms.Form, shown: dict[str, Any]) -> None:
    """The page that is about to be shown is what the officer reads now: its keys go with what they typed."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for field in form.hidden_fields():
        if field.name == "pk":  # the key of what the form makes stays with it: sent twice, it makes one
            continue
        value = shown.get(field.name)
        data[field.html_name] = "" if value is None else str(value)
    form.data = data
