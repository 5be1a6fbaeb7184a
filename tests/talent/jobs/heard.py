"""Somebody who remembers how far work said that it was."""

from __future__ import annotations

from talent.jobs.progress import Progress


class Heard(Progress):
    """Each stage with its parts, and each count."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int | None] | int] = []

    def stage(self, name: str, *, parts: int | None = None) -> None:
        self.said.append((name, parts))

    def at(self, done: int) -> None:
        self.said.append(done)
