"""How an action tells how far it has come, without knowing who listens."""

from __future__ import annotations


class Progress:
    """Somebody who is told about each stage and how many of its parts are done; this one does not listen."""

    def stage(self, name: str, *, parts: int | None = None) -> None:
        """A stage of the work begins.

        Args:
            parts: how many it has, where that was not known when the work was asked for.
        """

    def at(self, done: int) -> None:
        """So many parts of the stage are done."""


UNWATCHED = Progress()
