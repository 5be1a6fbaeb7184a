"""`manage.py assess`, as an office's script would run it."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from subsidies.policy.wire_objects import MalformedLine, Problem
from subsidies.portal.malformed_lines import PROBLEMS, describe
from subsidies.portal.management.commands import assess
from talent.calendars import clock
from tests.subsidies.policy.cases import someone
from tests.subsidies.policy.people import people

ROOT = Path(__file__).resolve().parents[3]


def _run(tmp_path: Path, content: bytes, *options: str) -> tuple[list[dict[str, object]], list[str], int]:
    """Run in this process, which may not touch the database, and give answers, complaints and exit status."""
    path = tmp_path / "people.jsonl"
    path.write_bytes(content)
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("assess", str(path), *options, stdout=out, stderr=err)
    except SystemExit as error:
        status = int(error.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines(), status


def _line(**changes: object) -> bytes:
    return json.dumps(someone(**changes)).encode() + b"\n"


def _process(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "talent.settings.test", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "manage.py", "assess", "--on", "2021-12-31", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, **options)  # type: ignore[call-overload]


def test_answers_come_one_a_line_in_order(tmp_path: Path) -> None:
    content = b"".join(json.dumps(person).encode() + b"\n" for person in people(50))
    answers, complaints, status = _run(tmp_path, content, "--on", "2021-12-31")
    assert ([answer["id"] for answer in answers], complaints, status) == ([f"p{n}" for n in range(50)], [], 0)


def test_a_malformed_line_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    lines = [_line(id=1), _line(id=2, **{"degrees.1": {"level": "phd"}}), _line(id=3)]
    answers, complaints, status = _run(tmp_path, b"".join(lines), "--on", "2021-12-31")
    assert ([answer["id"] for answer in answers], status) == ([1, 3], 1)
    assert complaints == ["第 2 行 degrees[1].level：应为 bachelor, master, doctor 之一，或 null"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"\n", "第 1 行：是空行"),
        (b"\x00\n", "第 1 行：不是 JSON，问题在第 1 个字符处"),
        ("身份\n".encode("gb18030"), "第 1 行：不是 UTF-8 编码"),
        (b"[" * 100_000 + b"\n", "第 1 行：嵌套过深"),
        (b'{"id": NaN}\n', "第 1 行：NaN 不是 JSON 的数字"),
        (b"x" * (assess.LONGEST_LINE * 2 + 1) + b"\n", "第 1 行：超过 1048576 字节"),
        (_line(on="2021-02-29"), "第 1 行 on：应为日历上存在的日期，写作 YYYY-MM-DD，或 null"),
        (_line(living_granted_yuan=-1), "第 1 行 living_granted_yuan：不能是负数"),
        (_line(**{"employment.open-ended": True}), "第 1 行 employment.open-ended：没有此项；是否应为 open_ended"),
        (b'{"a\\nb\\u2028": 1, "a\\nb\\u2028": 2}\n', "第 1 行 a\\nb\\u2028：重复出现，无法判断以哪个为准"),
    ],
)
def test_what_is_wrong_is_said_on_one_line_and_the_next_line_answered(
    tmp_path: Path, line: bytes, complaint: str
) -> None:
    answers, complaints, status = _run(tmp_path, line + _line(id="next"), "--on", "2021-12-31")
    assert ([answer["id"] for answer in answers], complaints, status) == (["next"], [complaint], 1)


def test_every_problem_can_be_said() -> None:
    params: dict[str, str | int] = {"column": 1, "value": "NaN", "most": 1, "meant": "on", "choices": "a, b"}
    said = {describe(1, MalformedLine(problem, "field", **params)) for problem in Problem}
    assert (set(PROBLEMS), len(said)) == (set(Problem), len(Problem))


def test_the_day_in_a_line_comes_before_the_option(tmp_path: Path) -> None:
    answers, _, _ = _run(tmp_path, _line() + _line(on="2022-02-02"), "--on", "2021-12-31")
    assert [answer["on"] for answer in answers] == ["2021-12-31", "2022-02-02"]


def test_without_a_day_the_portals_clock_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter([date(2022, 3, 3)])
    monkeypatch.setattr(clock, "today", lambda: next(days))
    answers, _, _ = _run(tmp_path, _line() + _line())
    assert [answer["on"] for answer in answers] == ["2022-03-03", "2022-03-03"]


def test_an_empty_file_is_answered_with_nothing(tmp_path: Path) -> None:
    assert _run(tmp_path, b"") == ([], [], 0)


def test_a_last_line_without_an_end_is_answered(tmp_path: Path) -> None:
    answers, complaints, status = _run(tmp_path, _line(id=1).rstrip(), "--on", "2021-12-31")
    assert ([answer["id"] for answer in answers], complaints, status) == ([1], [], 0)


@pytest.mark.parametrize("day", ["2021-02-29", "yesterday", "20211231"])
def test_a_day_that_does_not_exist_is_refused(day: str) -> None:
    with pytest.raises(CommandError, match="应为日历上存在的日期"):
        call_command("assess", "-", "--on", day)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"打不开文件 .*nobody\.jsonl"):
        call_command("assess", str(tmp_path / "nobody.jsonl"))


def test_standard_input_is_read_and_utf8_written_whatever_the_terminal() -> None:
    with _process("-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(_line(id="张三"))
    assert (json.loads(out.decode())["id"], err, process.returncode) == ("张三", b"", 0)


def test_a_reader_who_leaves_early_ends_the_run_quietly(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_bytes(_line() * 500)
    with _process(str(path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = json.loads(process.stdout.readline())
        process.stdout.close()
        complaints = process.stderr.read()
    assert (first["id"], complaints, process.returncode) == ("someone", b"", 1)
