"""What the address of a roster shows: before there is one, the work of reading it, or why it was not taken."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from talent.accounts.access import SignedInRequest
from talent.employers import queries
from talent.employers.arrivals import arrivals_on
from talent.employers.forms import ArrivalsForm, MissingHeadingsForm
from talent.employers.headings import columns_in_words
from talent.employers.imports import roster_files
from talent.employers.lasting import said_before
from talent.employers.models import Employer, Roster
from talent.employers.parts import parts_of
from talent.employers.roster_work import in_words, upload_of
from talent.employers.workflow import RosterStatus
from talent.jobs.models import Job
from talent.ui.pages import page_of


def roster_page(
    request: SignedInRequest, roster: Roster, form: ArrivalsForm, *, not_committed: str = ""
) -> HttpResponse:
    """A roster: counts, problems by cell, its people, who is absent from it, and who comes from other units."""
    entries = roster.entries.select_related("moved_from") if roster.moved_count else roster.entries.all()
    arrivals = arrivals_on(roster, request.user)
    waits = roster.status == RosterStatus.PREVIEW
    parts, is_kept = parts_of(roster), waits and roster_files.is_kept(roster)
    parts_left = any(part.roster is None and part.underway is None for part in parts)
    form.say(arrivals.ready, in_city=roster.employer.in_city)
    context = {
        "roster": roster,
        "page": page_of(entries, request, order=("row_number", "id")),
        "same_file": queries.same_file_before(roster),
        "absent": queries.absent_from(roster),
        "said_before": said_before(roster),
        "has_copy": is_kept and roster.problem_count > 0,
        "parts": parts,
        "parts_left": parts_left,
        "unread_parts": is_kept and parts_left,
        "take_back_until": queries.may_be_taken_back_until(roster),
        "kept": queries.kept_in_force(roster),
        **queries.who_will_not_be_paid(roster),
        "arrivals": arrivals,
        "form": form,
        "not_committed": not_committed,
    }
    return render(request, "employers/roster.html", context)


def upload_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The upload that was to make this roster.

    Raises:
        Http404: nobody uploaded it, the person does not see it, or its roster is gone.
    """
    job = upload_of(request.user, pk)
    if job is None:
        raise Http404
    if job.finished_at is None:
        return underway_page(request, job)
    if not job.error:
        raise Http404
    return render(request, "employers/roster_refused.html", _refused(job))


def underway_page(request: SignedInRequest, job: Job) -> HttpResponse:
    """How far the worker is."""
    employer = Employer.objects.get(pk=job.wish["employer"])
    return render(
        request, "employers/roster_underway.html", {"underway": in_words(job), "job": job, "employer": employer}
    )


def _refused(job: Job) -> dict[str, Any]:
    context: dict[str, Any] = {"job": job, "employer": Employer.objects.get(pk=job.wish["employer"])}
    question = roster_files.question_about(roster_files.Kept(job.subject, job.wish["sha256"]))
    if question is None:
        return context
    mapping = MissingHeadingsForm(missing=question.missing, columns=question.columns)
    return context | {"mapping": mapping, "columns": columns_in_words(question.columns)}
