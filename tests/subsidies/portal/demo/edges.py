"""Which edges of the transition tables the log tells of."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from subsidies.payments.workflow import PAYMENT_LINE
from talent.audit.models import AuditEvent
from talent.workflow.table import WorkflowTable


class Move(NamedTuple):
    """The status before and the status after; and the action, where these two do not tell which it was."""

    before: str
    after: str
    action: str = ""


def tables() -> list[WorkflowTable]:
    return [import_string(name) for name in settings.WORKFLOW_TABLES]


def models_of(table: WorkflowTable) -> list[type[models.Model]]:
    """The models whose status is one of the table's."""
    return [
        model
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name == "status" and dict(field.choices or []) == table.labels
    ]


def edges(table: WorkflowTable) -> list[tuple[Move, str]]:
    """Every edge, with its action."""
    several = _told_by_their_verb(table)
    return [
        (Move(source, row.target, row.action if (source, row.target) in several else ""), row.action)
        for row in table.transitions
        for source in row.sources
    ]


def _told_by_their_verb(table: WorkflowTable) -> set[tuple[str, str]]:
    """The statuses before and after that more than one action of a table has."""
    pairs = Counter((str(source), str(row.target)) for row in table.transitions for source in row.sources)
    return {pair for pair, times in pairs.items() if times > 1}


def moves_told(table: WorkflowTable) -> set[Move]:
    """Every move of such a thing that an event tells of; that a thing was made is no move.

    The lines of a batch move by the hundred thousand, each with its instalment, and have no events of their own: the
    instalment's event says in its detail what became of the line.
    """
    if table is PAYMENT_LINE:
        events = AuditEvent.objects.filter(object_type="payments.instalment", detail__has_key="line_after")
        names = ("detail__line_before", "detail__line_after")
    else:
        kinds = [model._meta.label_lower for model in models_of(table)]
        events = AuditEvent.objects.filter(object_type__in=kinds).exclude(from_status="")
        names = ("from_status", "to_status")
    several = _told_by_their_verb(table)
    moves = {(before, after) for before, after in events.order_by().values_list(*names).distinct()}
    alone = {Move(*pair) for pair in moves - several}
    if not moves & several:
        return alone
    verbs = events.order_by().values_list(*names, "verb").distinct()
    return alone | {
        Move(before, after, verb.rpartition(".")[2]) for before, after, verb in verbs if (before, after) in several
    }


AFTER_THE_RECHECK = {("application", "recall", "awaiting_notice"), ("application", "recall", "in_notice")}
"""A department answers when two people have decided already. ``tests/subsidies/notices`` takes these edges."""
WITH_TWO_NOTICES = {
    ("application", "uphold_objection", "in_notice"),
    ("application", "uphold_objection", "awaiting_notice"),
}
"""A second objection is borne out after a first one led to another review: two notices of one person, which the demo's
weeks have no room for. ``tests/subsidies/objections`` takes these edges."""


def without_example() -> dict[str, list[str]]:
    """For each table, where there are any: the edges that no event tells of, but for those named above."""
    missing: dict[str, list[str]] = {}
    for table in tables():
        told = moves_told(table)
        for move, action in edges(table):
            if move not in told and (table.name, action, str(move.before)) not in WITH_TWO_NOTICES | AFTER_THE_RECHECK:
                missing.setdefault(table.name, []).append(f"{action}: {move.before} → {move.after}")
    return missing


def beside_the_tables() -> dict[str, list[Move]]:
    """For each table, where there are any: the moves that the log tells of and the table does not know."""
    strange = {table.name: moves_told(table) - {move for move, _action in edges(table)} for table in tables()}
    return {name: sorted(moves) for name, moves in strange.items() if moves}
