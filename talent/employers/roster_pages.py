"""What the address of a roster shows before there is one: the work of reading it, or why it was not taken."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from talent.accounts.access import SignedInRequest
from talent.employers.forms import MissingHeadingsForm
from talent.employers.headings import columns_in_words
from talent.employers.imports import roster_files
from talent.employers.models import Employer
from talent.employers.roster_work import in_words, upload_of
from talent.jobs.models import Job


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
