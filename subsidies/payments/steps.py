"""The one way in which a page asks before it acts: what will happen, a form, and a refusal that loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from subsidies.payments.batch_pages import remarks_of
from subsidies.payments.models import PaymentBatch
from subsidies.payments.permissions import why_not
from subsidies.payments.queries.held import HeldLines
from talent.accounts.access import SignedInRequest
from talent.jobs.models import Job
from talent.workflow.refusals import ActionRefused


@dataclass(frozen=True, slots=True)
class Step:
    """The words of a step: the action in the transition table, title, what happens, the button, what was done."""

    action: str
    title: str
    effects: tuple[str, ...]
    submit: str
    done: str
    danger: bool = False
    requested: str = ""
    """What is said instead of ``done`` where the worker does it: ``act`` gave a job."""


def take_step(
    request: SignedInRequest,
    batch: PaymentBatch,
    step: Step,
    *,
    form: forms.Form,
    act: Callable[..., Any],
    held: HeldLines | None = None,
) -> HttpResponse:
    """Show the page of a step, or take it: ``act(batch, by=…, **form.cleaned_data)``.

    Args:
        held: lines to look at first, since their people are not to be paid for the time being.
    """
    space = request.resolver_match.namespace if request.resolver_match else ""
    back = reverse(f"{space}:batch", args=[batch.pk])
    if request.method == "POST" and form.is_valid():
        try:
            made = act(batch, by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, step.requested if isinstance(made, Job) else step.done)
            return redirect(back)
    context = {
        "batch": batch,
        "step": step,
        "form": form,
        "back": back,
        "remarks": remarks_of(batch),
        "held": held,
        "held_statements": batch.held_statements.select_related("stated_by"),
        "why_not": why_not(batch, step.action, request.user),
    }
    return render(request, "payments/step.html", context)
