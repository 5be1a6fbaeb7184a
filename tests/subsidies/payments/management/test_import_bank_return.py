"""The command that reads a bank's return as the page does."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from subsidies.payments.models import BankReturn, BankReturnRow, ReturnException
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import payments_of
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, statuses


@pytest.fixture
def batch(desk: Desk):
    return desk.released()


def written(folder: Path, answers: list[Answer], name: str = "r.csv") -> Path:
    file = folder / name
    file.write_bytes(bank.csv_return(answers))
    return file


def run(file: Path, batch: Any, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit status and what was printed."""
    out, status = io.StringIO(), 0
    try:
        call_command("import_bank_return", str(file), "--batch", str(batch), "--json", *options, stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(out.getvalue())


def by(user: Any) -> tuple[str, str]:
    return "--as", user.email


def clean(batch) -> list[Answer]:
    return [Answer(payment) for payment in payments_of(batch)]


def wrong(batch) -> list[Answer]:
    first, *others = payments_of(batch)
    return [Answer(replace(first, account="0222999999999999999")), *(Answer(payment) for payment in others)]


def test_a_clean_return_is_entered_by_one(tmp_path: Path, desk: Desk, batch):
    status, told = run(written(tmp_path, clean(batch)), batch, *by(desk.releaser), "--commit")
    assert (status, told["status"], told["results"]["paid"], statuses(batch.lines)) == (0, "committed", 3, ["paid"] * 3)


def test_without_a_name_nothing_is_kept(tmp_path: Path, batch):
    status, told = run(written(tmp_path, clean(batch)), batch)
    assert (status, told["status"], BankReturn.objects.count()) == (0, "read", 0)


def test_each_problem_is_told_with_its_cell_and_without_the_account(tmp_path: Path, desk: Desk, batch):
    file = written(tmp_path, wrong(batch))
    read, kept = run(file, batch), run(file, batch, *by(desk.releaser))
    (problem,) = kept[1]["problems"]
    assert (read[0], kept[0], kept[1]["kinds"]) == (2, 2, {"wrong_account": 1})
    assert (problem["cell"], problem["row"], problem["message"]) == ("C3", 3, "账号与封存不一致，请与银行核对。")
    assert ("0222999999999999999" in json.dumps(kept[1]), read[1]["problems"]) == (False, kept[1]["problems"])


def test_what_is_unusual_is_not_entered_by_its_uploader(tmp_path: Path, desk: Desk, batch):
    file = written(tmp_path, wrong(batch))
    alone = run(file, batch, *by(desk.releaser), "--commit")
    after_one = statuses(batch.lines)
    second = run(file, batch, *by(desk.approver), "--commit")
    assert (alone[0], "须由另一名人员" in alone[1]["refused"], after_one) == (1, True, ["unanswered"] * 3)
    assert (second[0], statuses(batch.lines)) == (2, ["paid", "paid", "unanswered"])
    assert ReturnException.objects.count() == BankReturnRow.objects.filter(result="exception").count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path: Path, desk: Desk, batch):
    file = written(tmp_path, clean(batch))
    first = run(file, batch, *by(desk.releaser), "--commit")
    events = AuditEvent.objects.count()
    assert (run(file, batch, *by(desk.releaser), "--commit"), AuditEvent.objects.count()) == (first, events)


def test_totals_that_contradict_the_rows_are_not_entered(tmp_path: Path, desk: Desk, batch):
    file = tmp_path / "r.csv"
    file.write_bytes(bank.csv_return(clean(batch)).replace("共3笔".encode("gb18030"), "共4笔".encode("gb18030")))
    run(file, batch, *by(desk.releaser))
    status, told = run(file, batch, *by(desk.approver), "--commit")
    assert (status, "合计不符" in told["refused"], BankReturn.objects.get().status) == (1, True, "quarantined")


@pytest.mark.parametrize("case", ["no such batch", "no such file", "no name", "no role", "no return"])
def test_a_refusal_says_why_and_keeps_nothing(tmp_path: Path, desk: Desk, batch, case: str):
    file = written(tmp_path, clean(batch))
    if case == "no return":
        file.write_bytes(b"x")
    number = "FF1999-0001" if case == "no such batch" else batch.number
    name = {"no name": (), "no role": by(make_user("auditor"))}.get(case, by(desk.releaser))
    missing = tmp_path / "missing.csv"
    status, told = run(missing if case == "no such file" else file, number, *name, "--commit")
    assert (status, bool(told["refused"]), BankReturn.objects.count()) == (1, True, 0)


def test_people_read_lines_instead(tmp_path: Path, batch):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_bank_return", str(written(tmp_path, wrong(batch))), "--batch", batch.number, stdout=out)
    first, problem, unusual = out.getvalue().splitlines()
    assert (ended.value.code, first) == (2, "read: paid 2, failed 0, unchanged 0, exception 1")
    assert (problem.split("\t")[:2], unusual) == (["wrong_account", "C3"], "unusual: exceptions")
