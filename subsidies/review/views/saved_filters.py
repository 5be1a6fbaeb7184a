"""The filters that an officer keeps: saving, naming, putting first, deleting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.review import saved_filters
from subsidies.review.forms.saved_filters import NameForm, SaveFilterForm, spelled_out
from subsidies.review.listing import listing_of
from subsidies.review.models import SavedFilter
from subsidies.review.places import Place
from subsidies.review.queries.assigning import officers
from subsidies.review.queries.saved_filters import counted_filters
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_safe
def manage(request: SignedInRequest) -> HttpResponse:
    """Everything that the officer keeps."""
    kept = counted_filters(request.user, [officer.pk for officer in officers()])
    return render(request, "review/filters.html", {"kept": kept, "most": saved_filters.MOST})


@role_required(Role.REVIEWER)
@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """Keep the filter that the queue shows."""
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        return _refuse(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    place = Place.listed(form.place())
    asked = spelled_out(listing_of(request.user, place.asked, {}).form)
    if asked is None:
        return _refuse(request, _("筛选条件里有的已不存在，没有保存。请重新筛选。"))
    name, pk = form.cleaned_data["name"], form.cleaned_data["pk"]
    _do(
        request,
        partial(saved_filters.save, name, asked, pk=pk, by=request.user),
        _("已保存常用筛选“%(name)s”。") % {"name": name},
    )
    return redirect(f"{reverse('review:queue')}?{urlencode(asked)}")


@role_required(Role.REVIEWER)
@require_POST
def rename(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another name."""
    saved, form = _own(request, pk), NameForm(request.POST)
    if form.is_valid():
        _do(
            request, partial(saved_filters.rename, saved, form.cleaned_data["name"], by=request.user), _("名称已更改。")
        )
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["name"]))
    return redirect("review:filters")


@role_required(Role.REVIEWER)
@require_POST
def make_default(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open the queue with it, or no longer."""
    saved, wanted = _own(request, pk), request.POST.get("wanted") == "1"
    done = _("打开审核队列时先显示“%(name)s”。") if wanted else _("已不再默认显示“%(name)s”。")
    _do(
        request, partial(saved_filters.make_default, saved, wanted=wanted, by=request.user), done % {"name": saved.name}
    )
    return redirect("review:filters")


@role_required(Role.REVIEWER)
@require_POST
def delete(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep it no longer."""
    saved = _own(request, pk)
    done = _("已删除常用筛选“%(name)s”。") % {"name": saved.name}
    _do(request, partial(saved_filters.delete, saved, by=request.user), done)
    return redirect("review:filters")


def _refuse(request: SignedInRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("review:queue")


def _own(request: SignedInRequest, pk: UUID) -> SavedFilter:
    return get_object_or_404(SavedFilter, pk=pk, owner=request.user)


def _do(request: SignedInRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
