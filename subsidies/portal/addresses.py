"""Addresses of the pages of an application: the applicant's own, or those of the officer who files for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from talent.accounts.representation import Representation

ACTING = frozenset(
    {
        "task_list",
        "benefits",
        "check",
        "employment",
        "household",
        "bank_account",
        "degrees",
        "degree_new",
        "degree",
        "degree_remove",
        "children",
        "child_new",
        "child",
        "child_remove",
        "evidence",
        "evidence_withdraw",
        "evidence_file",
    }
)
"""Pages that there are under a mandate as well; in place of any other, the page of the mandate."""


def address(page: str, *args: Any, under: Representation | None) -> str:
    """The address of a page of ``me``, or of its like under a mandate."""
    if under is None:
        return reverse(f"me:{page}", args=args)
    if page not in ACTING:
        return reverse("acting:mandate", args=[under.pk])
    return reverse(f"acting:{page}", args=[under.pk, *args])


def own_address(request: HttpRequest, page: str, *args: Any) -> str:
    """The same for whoever the request is about."""
    return address(page, *args, under=acting_under(request))


def acting_under(request: HttpRequest) -> Representation | None:
    """The mandate under which an officer asks; None for people on their own pages."""
    subject = getattr(request, "subject", None)
    return subject.represented_by if subject is not None else None
