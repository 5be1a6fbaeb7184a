"""Which addresses a visitor reaches: by links from page to page, by routes of the role, by keys seen in links."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from lxml import html

from tests.architecture.test_access import SAMPLES
from tests.quality.pages import PARAMETER, Keys, Route, name_of, routes
from tests.quality.visitors import Guest, Visitor

FORMS_ONLY = 405
LOOKED_INTO = 8
"""Pages of one name that are searched for links."""
SHOWN_AT_MOST = {"me:case": 1, "review:case": 6, "payments:batch": 8, "finance:batch": 6}
"""How many pages of one name are checked for one visitor, where more than two states look different."""
SHOWN_WITH_KEY = 2
SHOWN_WITHOUT_KEY = {"public": 1, "applicant": 2, "staff": 1}
"""A newcomer and an applicant with everything see different pages; officers see the same."""
DIFFERENT_FOR_EACH = {
    *("me:home", "me:case", "me:task_list", "me:withdraw", "me:check", "me:recovery"),
    *("finance:approve", "finance:release", "finance:confirm_proposal", "payments:confirm_proposal"),
    *("payments:confirm_recovery", "payments:confirm_revocation"),
}
"""Pages that look different for each applicant, or for the one of two officers who may take the step; other pages are
checked for the first ones who reach them."""


@dataclass
class Site:
    """What all visitors have found out about the portal."""

    routes: dict[str, Route] = field(default_factory=routes)
    shown: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    broken: list[str] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)

    def never_reached(self) -> list[str]:
        """Our own URL names that nobody could open: no page, no way on (302), nothing that waits for a form (405)."""
        return sorted(
            name
            for name, route in self.routes.items()
            if route.access is not None and not self.answers[name] & {200, 302, FORMS_ONLY}
        )


@dataclass
class Walk:
    """One visitor's way through the portal."""

    site: Site
    visitor: Visitor
    guest: Guest
    pages: list[tuple[str, str]] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)
    _opened: Counter[str] = field(default_factory=Counter)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)

    def go(self, extra: list[str]) -> list[tuple[str, str]]:
        """(URL name, path) of each page to check; addresses that fail are noted as broken."""
        allowed = [route for route in self.site.routes.values() if route.opens_for(self.visitor.role)]
        self._await("/", "the start")
        for path in (route.path for route in allowed if not route.has_parameter):
            self._await(path, "")
        for path in extra:
            self._await(path, "the start")
        self._follow()
        for path in (path for route in allowed if route.has_parameter for path in self.site.keys.paths(route)):
            self._await(path, "")
        self._follow()
        for route in allowed:
            if not self.site.answers[route.name] and self._only_takes_forms(route):
                self.site.answers[route.name].add(FORMS_ONLY)
        return self.pages

    def _only_takes_forms(self, route: Route) -> bool:
        """Whether an address of which no key was seen refuses to be opened, whatever stands in it."""
        path = PARAMETER.sub(lambda found: SAMPLES[found.group()[1:].split(":")[0]], route.path)
        return self.guest.context.request.get(path, max_redirects=0).status == FORMS_ONLY

    def _await(self, path: str, linked_from: str) -> None:
        if path not in self._met:
            self._met.add(path)
            self._waiting.append((path, linked_from))

    def _follow(self) -> None:
        while self._waiting:
            path, linked_from = self._waiting.popleft()
            name = name_of(path)
            if name not in self.site.routes or name == "account_logout" or self._opened[name] >= LOOKED_INTO:
                continue
            self._opened[name] += 1
            self._open(name, path, linked_from)

    def _open(self, name: str, path: str, linked_from: str) -> None:
        answer = self.guest.context.request.get(path, max_redirects=0)
        self.site.answers[name].add(answer.status)
        if answer.status >= 500 or (answer.status >= 400 and linked_from):
            self.site.broken.append(
                f"{path} answered {answer.status} to {self.visitor.name} ({linked_from or 'tried'})"
            )
        if answer.status != 200:
            return
        self.site.keys.learn(path, self.site.routes[name])
        text = answer.text() if "text/html" in answer.headers.get("content-type", "") else ""
        if text.lstrip().lower().startswith("<!doctype"):
            self._note(name, path)
            self._links(text, path, linked=bool(linked_from) or not self.site.routes[name].has_parameter)
        else:
            self.site.shown[name, self.visitor.kind] += 0

    def _note(self, name: str, path: str) -> None:
        mine = sum(name == noted for noted, _ in self.pages)
        has_key = self.site.routes[name].has_parameter
        usual = SHOWN_WITH_KEY if has_key else SHOWN_WITHOUT_KEY[self.visitor.kind]
        limit = SHOWN_AT_MOST.get(name, usual)
        before = 0 if name in DIFFERENT_FOR_EACH else self.site.shown[name, self.visitor.kind]
        public = self.visitor.kind != "public" and self.site.shown[name, "public"]
        if mine < limit and before < limit and not public:
            self.pages.append((name, path))
            self.site.shown[name, self.visitor.kind] += 1

    def _links(self, text: str, path: str, *, linked: bool) -> None:
        page = html.fromstring(text)
        for action in page.xpath("//form/@action"):
            if (name := name_of(action)) in self.site.routes:
                self.site.keys.learn(action.split("?")[0], self.site.routes[name])
                self._await(action.split("?")[0], "")
        for link in page.xpath("//a/@href"):
            target = str(link).split("#")[0].split("?")[0]
            if target.startswith("/") and not target.startswith(("//", "/static/")):
                if name_of(target) is None:
                    self.site.broken.append(f"{path} links to {target}, where nothing is")
                self._await(target, path if linked else "")
