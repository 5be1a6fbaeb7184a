"""Made-up bank returns go through the portal's own import; nothing on them is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from subsidies.payments import tasks
from subsidies.payments.models import PaymentBatch
from tests.subsidies.payments.stages import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, tmp_path: Path) -> Desk:
    settings.DEMO, settings.PRIVATE_ROOT = True, tmp_path / "private"
    return Desk()


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    batch = desk.released()
    tasks.render_files.func(str(batch.pk))
    return batch


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("flavour", "results"),
    [
        ("paid", ["paid", "paid", "paid"]),
        ("partly-failed", ["failed", "paid", "paid"]),
        ("wrong-amount", ["exception", "paid", "paid"]),
        ("unknown-line", ["paid", "paid", "paid", "exception"]),
        ("ids-dropped", ["paid", "paid", "paid"]),
        ("twice", ["paid", "paid", "paid", "exception"]),
    ],
)
def test_each_flavour_is_answered_row_by_row(
    desk: Desk, batch: PaymentBatch, tmp_path: Path, flavour: str, results: list[str], form: str
):
    path = tmp_path / f"回盘.{form}"
    call_command("demo_return", batch=batch.number, flavour=flavour, format=form, output=path, stdout=io.StringIO())
    read = desk.uploaded(batch, path.read_bytes(), name=path.name)
    assert [row.result for row in read.rows.order_by("row_number")] == results


def test_a_batch_that_the_bank_was_never_sent_has_no_return(desk: Desk, tmp_path: Path):
    batch = desk.sealed()
    with pytest.raises(CommandError) as refusal:
        call_command("demo_return", batch=batch.number, output=tmp_path / "x.csv")
    assert str(refusal.value) == f"批次 {batch.number} 还没有放行并生成银行文件，银行无从回盘。"


def test_a_changed_bank_file_is_not_answered(batch: PaymentBatch, settings, tmp_path: Path):
    kept = Path(settings.PRIVATE_ROOT) / batch.files.get(kind="csv").storage_name
    kept.write_bytes(kept.read_bytes() + b"\n")
    with pytest.raises(CommandError) as refusal:
        call_command("demo_return", batch=batch.number, output=tmp_path / "x.csv")
    assert ("与生成时不一致" in str(refusal.value), (tmp_path / "x.csv").exists()) == (True, False)


def test_an_unknown_batch_is_named(desk: Desk, tmp_path: Path):
    with pytest.raises(CommandError) as refusal:
        call_command("demo_return", batch="FF2020-0009", output=tmp_path / "x.csv")
    assert str(refusal.value) == "没有批次 FF2020-0009。"
