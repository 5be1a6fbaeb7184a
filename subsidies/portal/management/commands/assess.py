"""Answer what people would get, one JSON object a line in, one a line out, in order and as they come."""

import json
import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from io import TextIOWrapper
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from subsidies.policy.wire import answer, read_line
from subsidies.policy.wire_objects import MalformedLine, Problem, iso_day
from subsidies.portal.malformed_lines import describe
from talent.calendars import clock

LONGEST_LINE = 1 << 20
"""Bytes. A person's facts take about one thousand; a file without line ends must not fill the memory."""


class Command(BaseCommand):
    """Assess each line for the living subsidy, housing and schooling; the shapes are in `subsidies.policy.wire`.

    A malformed line gives one line on stderr and exit status 1 at the end; the other lines are still answered.
    """

    help = "Assess people against the policy: one JSON object a line in, one a line out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the day."""
        parser.add_argument("file", metavar="FILE", help="JSON lines; - reads standard input")
        parser.add_argument("--on", type=_day, metavar="DAY", help="YYYY-MM-DD, for the lines that name no day")

    def handle(self, *args: object, **options: Any) -> None:
        """Answer every line that can be answered."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            with _opened(options["file"]) as stream:
                malformed = self._answer_all(stream, options["on"])
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever read the answers has read enough; without this Python complains again while closing stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            malformed = True
        if malformed:
            sys.exit(1)

    def _answer_all(self, stream: IO[bytes], on: date | None) -> bool:
        malformed = False
        for number, line in enumerate(_lines(stream), start=1):
            try:
                if line is None:
                    raise MalformedLine(Problem.TOO_LONG, most=LONGEST_LINE)
                request = read_line(line)
            except MalformedLine as error:
                malformed = True
                self.stderr.write(describe(number, error))
                continue
            day = request.on or on
            if day is None:
                day = on = _today()
            self.stdout.write(json.dumps(answer(request, on=day), ensure_ascii=False))
        return malformed


def _day(text: str) -> date:
    try:
        return iso_day(text)
    except ValueError as error:
        raise ArgumentTypeError(_("应为日历上存在的日期，写作 YYYY-MM-DD")) from error


def _today() -> date:
    """Ask the portal's clock once, so that one run has one day."""
    try:
        return clock.today()
    except DatabaseError as error:
        raise CommandError(_("读不到系统日期，请用 --on 指定日期")) from error


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except OSError as error:
        raise CommandError(_("打不开文件 %(file)s：%(why)s") % {"file": name, "why": error.strerror}) from error


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Give the lines one by one; None for one that is too long, which is never held whole."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield None
