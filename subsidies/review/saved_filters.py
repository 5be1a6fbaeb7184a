"""Filters of the queue that an officer keeps under a name. Each is its owner's alone."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.review.models import SavedFilter
from talent.accounts.models import User
from talent.audit import events as audit
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

MOST = 12
"""How many an officer may keep: they stand above the queue, and each is counted whenever it is shown."""


@transaction.atomic
def save(name: str, asked: Mapping[str, str], *, pk: UUID, by: User) -> SavedFilter:
    """Keep a filter; what was kept under this key before is the answer to a second click.

    Raises:
        ActionRefused: the name is empty, taken or looks like a person's number, or there are as many as may be.
    """
    _lock(by)
    if known := SavedFilter.objects.filter(pk=pk, owner=by).first():
        return known
    name = _free_name(name, by=by)
    if by.saved_filters.count() >= MOST:
        raise ActionRefused(_("最多保存 %(most)d 个常用筛选，请先删除不用的。") % {"most": MOST})
    saved = SavedFilter(pk=pk, owner=by, name=name, asked=dict(asked), saved_at=clock.now())
    saved.save(force_insert=True)
    audit.record("queue_filter.saved", saved, by=by, detail={"name": name, "filter": dict(asked)})
    return saved


@transaction.atomic
def rename(saved: SavedFilter, name: str, *, by: User) -> SavedFilter:
    """Give a filter another name.

    Raises:
        ActionRefused: as for ``save``.
    """
    saved = _own(saved, by=by)
    if name.strip() != saved.name:
        before, saved.name = saved.name, _free_name(name, by=by)
        saved.save(update_fields=["name"])
        audit.record("queue_filter.renamed", saved, by=by, detail={"from": before, "to": saved.name})
    return saved


@transaction.atomic
def make_default(saved: SavedFilter, *, wanted: bool, by: User) -> SavedFilter:
    """Open the queue with this filter from now on, in place of any other; or no longer."""
    saved = _own(saved, by=by)
    if saved.is_default != wanted:
        by.saved_filters.filter(is_default=True).update(is_default=False)
        saved.is_default = wanted
        saved.save(update_fields=["is_default"])
        audit.record("queue_filter.made_default", saved, by=by, detail={"name": saved.name, "default": wanted})
    return saved


@transaction.atomic
def delete(saved: SavedFilter, *, by: User) -> None:
    """Keep a filter no longer."""
    saved = _own(saved, by=by)
    audit.record("queue_filter.deleted", saved, by=by, detail={"name": saved.name, "filter": saved.asked})
    saved.delete()


def _lock(owner: User) -> None:
    """One change of an officer's filters at a time, so that the number, the names and the default hold."""
    User.objects.select_for_update().get(pk=owner.pk)


def _own(saved: SavedFilter, *, by: User) -> SavedFilter:
    _lock(by)
    found = by.saved_filters.filter(pk=saved.pk).first()
    if found is None:
        raise ActionRefused(_("这个常用筛选已经删除。"))
    return found


def _free_name(name: str, *, by: User) -> str:
    name = name.strip()
    if not name:
        raise ActionRefused(_("请填写名称。"))
    if looks_personal(name):
        raise ActionRefused(_("名称里像是写了身份证号码、银行账号或手机号码，请换一个名称。"))
    if by.saved_filters.filter(name=name).exists():
        raise ActionRefused(_("您已有同名的常用筛选，请换一个名称。"))
    return name
