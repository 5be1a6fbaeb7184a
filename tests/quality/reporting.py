"""Figures as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.quality.bars import KILOBYTE, Measured
from tests.quality.lighthouse import BARS, Score

ROW = "{:<34} {:<18} {:>6} {:>4} {:>6} {:>7} {:>7} {:>7}  {}"
TEXTS_SHOWN = 40


def page_table(pages: list[Measured]) -> str:
    """One line a page, both languages and widths together; below it each bar that is missed, with where."""
    groups: dict[tuple[str, str, str], list[Measured]] = defaultdict(list)
    for page in pages:
        groups[page.name, page.visitor, page.path].append(page)
    lines = [ROW.format("page", "visitor", "status", "axe", "wide", "targets", "KB", "loads", "")]
    lines += [_row(key, group) for key, group in groups.items()]
    return "\n".join([*lines, *_misses(pages)])


def _row(key: tuple[str, str, str], group: list[Measured]) -> str:
    wrong = any(reason for page in group for reason in page.missed())
    return ROW.format(
        key[0],
        key[1],
        max(page.status for page in group),
        sum(len(page.violations) for page in group),
        sum(len(page.too_wide_at) for page in group),
        max(len(page.small_targets) for page in group),
        f"{max(page.weight for page in group) / KILOBYTE:.1f}",
        max(page.requests for page in group),
        "MISSED" if wrong else "ok",
    )


def _misses(pages: list[Measured]) -> list[str]:
    by_reason: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        for reason in page.missed():
            by_reason[page.name, reason].append(f"{page.visitor}/{page.language}")
    return ["", *(f"MISSED {name}: {reason} ({', '.join(where)})" for (name, reason), where in by_reason.items())]


def score_table(scores: Iterable[Score]) -> str:
    """Lighthouse scores against their bars."""
    lines = [f"{'Lighthouse':<34} {'visitor':<12} {'scores':<14} bars"]
    for each in scores:
        told, bars = ("/".join(map(str, values)) for values in (each.scores, BARS[each.kind]))
        verdict = "ok" if each.reached else f"MISSED {', '.join(each.lost)}"
        lines.append(f"{each.name:<34} {each.visitor:<12} {told:<14} {bars:<12} {verdict}")
    return "\n".join(lines)


def wording_table(own: Counter[str], other: Counter[str]) -> str:
    """Chinese on English pages, most frequent first: a report, not a bar."""
    lines = [
        f"Chinese on English pages: {len(own)} texts of the portal, {len(other)} others (names and data among them)"
    ]
    for title, texts in (("own", own), ("other", other)):
        lines += [f"  {title:<6} {count:>4} × {text[:90]}" for text, count in texts.most_common(TEXTS_SHOWN)]
    return "\n".join(lines)
