"""Putting several anonymous objections aside at once: who floods a notice with them must not keep the office busy.

Each is read on the page that asks, and put aside by the action for one, under the same rules.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.objections import actions, permissions
from subsidies.objections.models import Objection
from subsidies.objections.queries import LIST_ORDER
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused

MOST_AT_ONCE = 50
"""How many one page asks about: each is to be read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those that the officer may put aside, and of the others the number and why not."""

    objections: list[Objection]
    left_out: list[tuple[str, str]]


def chosen(pks: Collection[UUID], *, by: User) -> Chosen:
    """What the page names of the ticked objections; reading their words is logged."""
    related = ("notice__drawn_up_by", "notice__published_by", "application__person")
    found = Objection.objects.visible_to(by).filter(pk__in=pks).select_related(*related).order_by(*LIST_ORDER)
    kept, left_out = [], []
    for objection in found:
        if why := _why_not(objection, by):
            left_out.append((objection.number, why))
        else:
            actions.note_reading(objection, by=by)
            kept.append(objection)
    return Chosen(kept, left_out)


def keep(pks: Collection[UUID], *, by: User, finding: str) -> tuple[int, list[tuple[str, str]]]:
    """Put them aside, one by one. Returns how many, and of those refused the number and why."""
    done, refused = 0, []
    for objection in Objection.objects.visible_to(by).filter(pk__in=pks).select_related("notice").order_by(*LIST_ORDER):
        try:
            actions.keep_as_lead(objection, by=by, finding=finding)
            done += 1
        except ActionRefused as refusal:
            refused.append((objection.number, str(refusal)))
    return done, refused


def _why_not(objection: Objection, user: User) -> str:
    if not objection.anonymous:
        return _("署名异议须受理核查或说明不予受理的理由。")
    if "keep_as_lead" not in permissions.actions_on(objection, user):
        return _("现在的状态是“%(status)s”") % {"status": objection.get_status_display()}
    try:
        permissions.refuse_others(objection, by=user)
    except ActionRefused as refusal:
        return str(refusal)
    return permissions.why_not_close(objection, user)
