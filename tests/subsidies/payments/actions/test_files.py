"""Files are rendered once, kept, verified before they are served, and every download is on record."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from subsidies.payments import actions
from subsidies.payments.exports import kept_files
from subsidies.payments.models import BatchFile, FileDownload, PaymentBatch, PaymentLine
from talent.audit.models import AuditEvent
from talent.notifications.outbox import run_outbox
from tests.subsidies.payments.kept import part_of
from tests.subsidies.payments.stages import Desk


def stored(private: Path) -> list[str]:
    """Every file below private storage, by name."""
    return sorted(path.name for path in (private / "payments").rglob("*") if path.is_file())


def download(file: BatchFile, desk: Desk) -> bytes:
    with actions.open_for_download(file, by=desk.approver) as content:
        return content.read()


def test_the_summary_is_there_after_sealing_and_the_bank_files_after_release(desk: Desk):
    sealed = desk.sealed()
    run_outbox()
    released = desk.released()
    run_outbox()
    kinds = lambda batch: sorted(batch.files.values_list("kind", flat=True))  # noqa: E731 - one line says it
    assert (kinds(sealed), kinds(released)) == (["summary"], ["csv", "summary", "xlsx"])


def test_rendering_again_changes_nothing(desk: Desk, private_files: Path):
    batch = desk.released()
    assert [actions.render_files(batch.pk), actions.render_files(batch.pk)] == [3, 0]
    assert len(stored(private_files)) == 3


def test_every_download_gives_the_same_bytes_after_everything_around_has_changed(desk: Desk):
    batch = desk.released()
    actions.render_files(batch.pk)
    before = {file.kind: download(file, desk) for file in batch.files.all()}
    for line in PaymentLine.objects.filter(batch=batch).select_related("instalment__award__person"):
        person = line.instalment.award.person
        person.name = "改名"
        person.save()
        person.bank_accounts.all().update(bank_name="改行")
    assert {file.kind: download(file, desk) for file in batch.files.all()} == before


@pytest.mark.parametrize("kind", ["csv", "xlsx", "summary"])
def test_rendering_from_nothing_gives_the_same_bytes(desk: Desk, kind: str):
    batch = PaymentBatch.objects.get(pk=desk.released().pk)
    again = lambda: kept_files.keep(batch, kept_files.FileKind(kind), part_of(batch, kind))  # noqa: E731 - said once
    first = again()
    kept_files.path_of(first.storage_name).unlink()
    assert again() == first


def test_a_file_with_one_byte_flipped_is_not_served_and_is_reported(desk: Desk):
    batch = desk.released()
    actions.render_files(batch.pk)
    file = batch.files.get(kind="csv")
    path = kept_files.path_of(file.storage_name)
    whole = path.read_bytes()
    for place in (0, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(actions.FileDamaged):
            actions.open_for_download(file, by=desk.approver)
    assert (FileDownload.objects.count(), AuditEvent.objects.filter(verb="batch_file.damaged").count()) == (0, 3)


def test_a_file_that_is_gone_is_not_served(desk: Desk):
    batch = desk.released()
    actions.render_files(batch.pk)
    file = batch.files.get(kind="xlsx")
    kept_files.path_of(file.storage_name).unlink()
    with pytest.raises(actions.FileDamaged):
        actions.open_for_download(file, by=desk.approver)


def test_every_download_is_on_record(desk: Desk):
    batch = desk.released()
    actions.render_files(batch.pk)
    file = batch.files.get(kind="csv")
    for officer in (desk.approver, desk.releaser):
        actions.open_for_download(file, by=officer).close()
    recorded = FileDownload.objects.order_by("downloaded_at").values_list("downloaded_by", "sha256")
    events = AuditEvent.objects.filter(verb="batch_file.downloaded").order_by("id").values_list("actor", flat=True)
    officers = [desk.approver.pk, desk.releaser.pk]
    assert (list(recorded), list(events)) == ([(pk, file.sha256) for pk in officers], officers)


def test_no_file_is_written_from_lines_that_were_altered(desk: Desk, unguarded: None, private_files: Path):
    batch = desk.released()
    PaymentLine.objects.filter(batch=batch, sequence=1).update(bank_name="别的银行")
    with pytest.raises(actions.SealBroken):
        actions.render_files(batch.pk)
    assert (stored(private_files) if (private_files / "payments").exists() else []) == []


def test_what_a_crash_left_unrendered_is_found_and_rendered(desk: Desk):
    batches = [desk.released(), desk.sealed()]
    lacking = set(PaymentBatch.objects.lacking_files())
    for batch in batches:
        actions.render_files(batch.pk)
    assert (lacking, PaymentBatch.objects.lacking_files().count()) == (set(batches), 0)


CRASH_POINTS = {
    "before the first byte": ("subsidies.payments.exports.bank_csv._written", 1),
    "before fsync": ("os.fsync", 1),
    "before the rename": ("os.replace", 1),
    "after the rename": ("talent.uploads.durable._force_folder", 1),
    "before the row": ("subsidies.payments.actions.files._list", 1),
    "before the row of the second file": ("subsidies.payments.actions.files._list", 2),
    "within the row": ("talent.audit.events.record", 1),
}


class PowerCut(BaseException):
    """Nothing after this runs."""


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_a_crash_at_any_point_leaves_nothing_half_and_the_next_run_completes_it(
    desk: Desk, private_files: Path, monkeypatch: pytest.MonkeyPatch, point: str
):
    batch = desk.released()
    target, at_call = CRASH_POINTS[point]
    real, calls = import_string(target), itertools.count(1)

    def crash(*args, **kwargs):
        if next(calls) == at_call:
            raise PowerCut
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(target, crash)
        with pytest.raises(PowerCut):
            actions.render_files(batch.pk)
    for file in batch.files.all():
        download(file, desk)
    actions.render_files(batch.pk)
    assert (len(stored(private_files)), batch.files.count()) == (3, 3)
    assert [len(download(file, desk)) == file.size for file in batch.files.all()] == [True] * 3
