"""Transition tables: what may happen to a thing in which status, by whom, and what follows.

Buttons, checks, documents and tests are drawn from a table; nothing else knows what a status allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talent.workflow.refusals import ActionRefused


class WorkflowInconsistent(ValueError):
    """A table contradicts itself; ``str()`` says where."""


class TransitionRefused(ActionRefused):
    """The table has no such action from this status; ``str()`` is the sentence for the user."""

    def __init__(self, table: WorkflowTable, action: str, status: str) -> None:
        self.table, self.action, self.status = table, action, status
        super().__init__(table, action, status)

    def __str__(self) -> str:
        words = {"action": self.table.action_label(self.action), "status": self.table.status_label(self.status)}
        return _("当前状态为“%(status)s”，不能办理“%(action)s”。请刷新页面后再看。") % words


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a table: ``action`` leads from any of ``sources`` to ``target``; any of ``roles`` may do it."""

    action: str
    sources: Iterable[str]
    target: str
    roles: tuple[str, ...]
    label: str | Promise

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(self.sources))
        object.__setattr__(self, "roles", tuple(self.roles))


class WorkflowTable:
    """The transitions of one kind of thing.

    Args:
        name: unique among the tables, ``[a-z_]+``; names its page in the documentation.
        statuses: a ``TextChoices`` class, or the plain values.
        initial: the status in which a thing is made.
        transitions: the rows; one action may have several when its target depends on the source.

    Raises:
        WorkflowInconsistent: a status is unknown, an action leads from one status to two, a row has no source or
            no role, or a status can never be reached.
    """

    def __init__(self, name: str, statuses: Any, initial: str, transitions: Iterable[Transition]) -> None:
        self.name = name
        self.labels: dict[str, str | Promise] = dict(getattr(statuses, "choices", None) or [(s, s) for s in statuses])
        self.initial = initial
        self.transitions = tuple(transitions)
        self._rows = self._by_action_and_source()
        self._refuse_unknown_statuses()
        self._refuse_unreachable_statuses()

    def __repr__(self) -> str:
        return f"<WorkflowTable {self.name}>"

    @property
    def statuses(self) -> tuple[str, ...]:
        """Every status, in the order of declaration."""
        return tuple(self.labels)

    def target(self, action: str, status: str) -> str:
        """The status after ``action``.

        Raises:
            TransitionRefused: ``action`` is not possible from ``status``.
        """
        try:
            return self._rows[action, status].target
        except KeyError:
            raise TransitionRefused(self, action, status) from None

    def actions_from(self, status: str, role: str | None = None) -> list[Transition]:
        """The rows that start from ``status``, in the table's order; with ``role`` only those it may do."""
        return [row for row in self.transitions if status in row.sources and (role is None or role in row.roles)]

    def is_final(self, status: str) -> bool:
        """Whether nothing can happen any more."""
        return not self.actions_from(status)

    def status_label(self, status: str) -> str:
        """The words for a status in the active language; the value itself when it is unknown."""
        return str(self.labels.get(status, status))

    def action_label(self, action: str) -> str:
        """The words for an action in the active language; the name itself when it is unknown."""
        return str(next((row.label for row in self.transitions if row.action == action), action))

    def _by_action_and_source(self) -> dict[tuple[str, str], Transition]:
        rows: dict[tuple[str, str], Transition] = {}
        for row in self.transitions:
            if not row.sources or not row.roles:
                raise WorkflowInconsistent(f"{self.name}: {row.action} needs at least one source and one role")
            for source in row.sources:
                if (row.action, source) in rows:
                    raise WorkflowInconsistent(f"{self.name}: {row.action} from {source} stands twice")
                rows[row.action, source] = row
        return rows

    def _refuse_unknown_statuses(self) -> None:
        used = [(self.initial, "initial")]
        used += [(s, row.action) for row in self.transitions for s in (*row.sources, row.target)]
        for status, where in used:
            if status not in self.labels:
                raise WorkflowInconsistent(f"{self.name}: unknown status {status!r} in {where}")

    def _refuse_unreachable_statuses(self) -> None:
        reached: set[str] = set()
        waiting = [self.initial]
        while waiting:
            status = waiting.pop()
            if status not in reached:
                reached.add(status)
                waiting += [row.target for row in self.actions_from(status)]
        unreached = [status for status in self.labels if status not in reached]
        if unreached:
            raise WorkflowInconsistent(f"{self.name}: never reached: {', '.join(unreached)}")
