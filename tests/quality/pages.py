"""The portal's pages by URL name: which role may open them, which name a path has, which paths are worth a try."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import Resolver404, get_resolver, resolve

from tests.architecture.test_access import patterns

PARAMETER = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Route:
    """One URL pattern; ``access`` is None for the sign-in library's pages, which say nothing about roles."""

    name: str
    path: str
    access: frozenset[str] | None

    @property
    def has_parameter(self) -> bool:
        return "<" in self.path

    def opens_for(self, role: str) -> bool:
        """Whether a visitor of this role (``anonymous`` for a stranger) is worth sending there."""
        return self.access is None or role in self.access


def routes() -> dict[str, Route]:
    """Every pattern by its name; those in regular expressions (links in mails) are left out."""
    found = {}
    for name, path, entry in patterns(get_resolver()):
        if "(" not in path:
            found[name] = Route(name, "/" + path, getattr(entry.callback, "access", None))
    return found


def name_of(path: str) -> str | None:
    """The URL name of a path; None where nothing of ours answers."""
    try:
        return resolve(path.split("?")[0]).view_name
    except Resolver404:
        return None


@dataclass
class Keys:
    """Real keys as they were seen in links, by what stands before them: ``/payments/`` has the keys of batches."""

    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, path: str, route: Route) -> None:
        """Remember the keys of a path that belongs to a route."""
        for start in PARAMETER.finditer(route.path):
            before = route.path[: start.start()]
            if "<" not in before:
                self.seen[before].add(path[len(before) :].split("/")[0])

    def paths(self, route: Route) -> Iterator[str]:
        """Paths of a route with one parameter, for each key seen in its place."""
        if len(PARAMETER.findall(route.path)) == 1:
            before, after = PARAMETER.split(route.path)
            for key in sorted(self.seen[before]):
                yield before + key + after
