"""Interleaved runs, medians, items per second of processor time, peak memory."""

import gc
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

Run = Callable[[], object]


@dataclass(frozen=True)
class Report:
    """What one benchmark found: items per CPU second for each contender, ours first, and the bars on ours."""

    name: str
    items: int
    per_second: Mapping[str, float]
    baseline: str
    bar: float
    peak_rss_mb: float
    most_rss_mb: float | None = None

    @property
    def ours(self) -> str:
        """Name the contender that is ours."""
        return next(iter(self.per_second))

    @property
    def ratio(self) -> float:
        """Divide our speed by the baseline's."""
        return self.per_second[self.ours] / self.per_second[self.baseline]

    @property
    def meets_bar(self) -> bool:
        """Say whether the ratio is at least the bar, and the memory at most what it may be."""
        return self.ratio >= self.bar and self.fits

    @property
    def fits(self) -> bool:
        """Say whether the memory is at most what it may be."""
        return self.most_rss_mb is None or self.peak_rss_mb <= self.most_rss_mb

    def text(self) -> str:
        """Write the report for a terminal."""
        width = max(len(name) for name in self.per_second)
        lines = [f"{self.name}: {self.items:,} items"]
        lines += [f"  {name:<{width}}  {speed:>12,.0f} per CPU second" for name, speed in self.per_second.items()]
        verdict = "met" if self.ratio >= self.bar else "MISSED"
        memory = f"  peak RSS {self.peak_rss_mb:,.0f} MB"
        if self.most_rss_mb is not None:
            memory += f" (bar {self.most_rss_mb:g}: {'met' if self.fits else 'MISSED'})"
        lines.append(f"  {self.ours} / {self.baseline}: {self.ratio:.2f} (bar {self.bar:g}: {verdict})")
        lines.append(memory)
        return "\n".join(lines)


@dataclass(frozen=True)
class Wait:
    """How long the slowest 5 % of requests took at least, from a few clients that never pause.

    Two machines differ more than two pages, so the bar counts on one that answers so many hellos a second, and on a
    slower one it is as much longer.
    """

    name: str
    seconds: Sequence[float]
    clients: int
    most_seconds: float
    hellos_per_second: float
    hellos_meant: float

    @property
    def p95(self) -> float:
        """In seconds."""
        return quantiles(self.seconds, n=20)[-1]

    @property
    def bar(self) -> float:
        """On this machine, in seconds."""
        return self.most_seconds * max(1.0, self.hellos_meant / self.hellos_per_second)

    @property
    def meets_bar(self) -> bool:
        """Say whether it was not more than it may be."""
        return self.p95 <= self.bar

    def text(self) -> str:
        """Write the report for a terminal."""
        verdict = "met" if self.meets_bar else "MISSED"
        return (
            f"{self.name}, {self.clients} clients: p95 {self.p95 * 1000:.0f} ms, median"
            f" {median(self.seconds) * 1000:.0f} ms\n  bar {self.most_seconds * 1000:.0f} ms where"
            f" {self.hellos_meant:,.0f} hellos a second are answered; here {self.hellos_per_second:,.0f}:"
            f" {self.bar * 1000:.0f} ms: {verdict}"
        )


@dataclass(frozen=True)
class Walk:
    """What one way through the pages took: what the person did, and how long the server worked for it."""

    name: str
    actions: Sequence[str]
    cpu_seconds: float
    wall_seconds: float
    most_actions: int
    most_seconds: float

    @property
    def meets_bar(self) -> bool:
        """Say whether neither was more than it may be."""
        return len(self.actions) <= self.most_actions and self.cpu_seconds <= self.most_seconds

    def text(self) -> str:
        """Write the report for a terminal."""
        steps = " → ".join(self.actions)
        verdict = "met" if self.meets_bar else "MISSED"
        return (
            f"{self.name}\n  {len(self.actions)} actions: {steps}\n  server: {self.cpu_seconds:.2f} CPU seconds,"
            f" {self.wall_seconds:.2f} by the clock\n  bar: {self.most_actions} actions, {self.most_seconds:g}"
            f" CPU seconds: {verdict}"
        )


def items_per_cpu_second(contenders: Mapping[str, Run], *, items: int, rounds: int = 7) -> dict[str, float]:
    """Time each contender once in every round, so that drift hits all alike, and give the median speeds."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            gc.collect()
            start = cpu_seconds()
            run()
            seconds[name].append(cpu_seconds() - start)
    return {name: items / median(times) for name, times in seconds.items()}


def cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended, such as the one that opens an upload."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_rss_mb() -> float:
    """Give the most memory that this process has held, in megabytes: its own, not what it was started from."""
    try:
        held = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
        return int(held["VmHWM"].split()[0]) / 1024
    except (OSError, KeyError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1024 / (1024 if sys.platform == "darwin" else 1)
