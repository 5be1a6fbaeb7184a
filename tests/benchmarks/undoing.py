"""Work that is undone again, so that every round of a benchmark finds the same."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction


class _Back(Exception):
    pass


def undone(work: Callable[[], object]) -> Callable[[], None]:
    """Do the work in a transaction and roll it back."""

    def run_and_undo() -> None:
        try:
            with transaction.atomic():
                work()
                raise _Back
        except _Back:
            pass

    return run_and_undo
