"""What a page must reach, by whose page it is; figures of one page, and what of them falls short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

KILOBYTE = 1000
WEIGHT_BYTES = {"public": 60 * KILOBYTE, "applicant": 60 * KILOBYTE, "staff": 150 * KILOBYTE}
"""Of everything that the page loads with an empty cache, compressed as sent."""
REQUESTS = {"public": 8, "applicant": 8}
NARROWEST = 320
TOUCH_PIXELS = 44
FOR_STAFF_ONLY = {"ui:style_guide"}
"""Open to anyone, but made for those who write pages."""
HTML_LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}


@dataclass
class Measured:
    """One page in one language, at both widths."""

    name: str
    visitor: str
    kind: str
    path: str
    language: str
    expected: int = 200
    status: int = 0
    html_language: str = ""
    weight: int = 0
    requests: int = 0
    third_parties: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    too_wide_at: list[int] = field(default_factory=list)
    small_targets: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    forgetful: list[str] = field(default_factory=list)
    """Forms in which much is typed that would be lost with the session."""

    def missed(self) -> Iterator[str]:
        """Each bar that the page does not reach, in words."""
        if self.status != self.expected:
            yield f"answered {self.status}"
            return
        if self.html_language != HTML_LANGUAGES[self.language]:
            yield f"html lang is {self.html_language!r}"
        yield from (f"axe: {each}" for each in self.violations)
        yield from (f"sideways scroll at {width} px" for width in self.too_wide_at)
        if self.weight > WEIGHT_BYTES[self.kind]:
            yield f"{self.weight / KILOBYTE:.0f} KB"
        if self.requests > REQUESTS.get(self.kind, self.requests):
            yield f"{self.requests} requests"
        yield from (f"loads from {host}" for host in self.third_parties)
        yield from (f"smaller than {TOUCH_PIXELS} px: {each}" for each in self.small_targets)
        yield from (f"loses what is typed: {each}" for each in self.forgetful)
