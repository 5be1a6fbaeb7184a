"""What was released is signed and chained: whatever is changed afterwards, by a bit, is refused."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import pyzipper
from django.test import Client

from subsidies.payments import actions, signing
from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.exports.package import VERIFIER
from subsidies.payments.models import BatchFile, FileDownload, ManifestHead, PaymentBatch, ReleaseManifest
from subsidies.payments.offline import verify_manifest
from subsidies.payments.release_manifest import problem_with
from subsidies.payments.tasks import render_missing_files
from talent.audit import append_only
from talent.audit.models import AuditEvent
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_due
from tests.subsidies.payments.views.conftest import SignIn, sign_in

__all__ = ["sign_in"]
ZEROS = base64.b64encode(bytes(64)).decode()


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    batch = desk.released()
    run_outbox()
    return batch


def changed(batch: PaymentBatch, **values: object) -> ReleaseManifest:
    """The manifest as somebody with the database's password would leave it."""
    with append_only.lifted():
        ReleaseManifest.objects.filter(batch=batch).update(**values)
    return ReleaseManifest.objects.get(batch=batch)


def extracted(content: bytes, folder: Path, password: str = "") -> Path:
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder, pwd=password.encode() or None)
    return folder


def checked(folder: Path, key: str) -> tuple[int, str]:
    """The clerk's program, run as the clerk would."""
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verify_manifest.py"), str(folder), "--key", key],
        capture_output=True,
        text=True,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout


def public_key() -> str:
    return signing.encoded(signing.public_key(1) or b"")


def test_a_released_batch_is_signed_once_its_files_are_there(batch: PaymentBatch):
    said = json.loads(batch.manifest.content)
    files = [(file.name, file.sha256) for file in batch.files.order_by("name")]
    assert ([(file["name"], file["sha256"]) for file in said["files"]], said["batch"]["sealed_digest"]) == (
        files,
        batch.digest,
    )
    assert (problem_with(batch.manifest), list(differences())) == ("", [])


def test_before_the_release_nothing_is_signed(desk: Desk):
    approved = desk.approved()
    run_outbox()
    assert (actions.sign_manifest(approved.pk), ReleaseManifest.objects.count()) == (None, 0)


def test_a_batch_that_lacks_a_file_is_not_signed(desk: Desk):
    released = desk.released()
    assert (actions.sign_manifest(released.pk), ReleaseManifest.objects.count()) == (None, 0)


def test_signing_again_changes_nothing(batch: PaymentBatch):
    again = actions.sign_manifest(batch.pk)
    assert (again, ManifestHead.objects.get().sequence) == (batch.manifest, 1)


def test_each_manifest_names_the_one_before_it(desk: Desk, batch: PaymentBatch):
    second = desk.released(make_due(), make_due())
    run_outbox()
    said = json.loads(second.manifest.content)
    assert (said["sequence"], said["previous"], ManifestHead.objects.get().digest) == (
        2,
        batch.manifest.digest,
        second.manifest.digest,
    )


def test_what_a_crash_left_unsigned_is_signed_by_the_next_run(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    batch = desk.released()
    with monkeypatch.context() as dying:
        dying.setattr("subsidies.payments.actions.files.sign_manifest", lambda _batch: None)
        actions.render_files(batch.pk)
    lacking = [each.pk for each in PaymentBatch.objects.lacking_files()]
    render_missing_files.func()
    assert (lacking, list(PaymentBatch.objects.lacking_files()), batch.manifest.sequence) == ([batch.pk], [], 1)


def test_the_database_lets_nobody_change_a_manifest(batch: PaymentBatch):
    with pytest.raises(Exception, match="append-only"):
        ReleaseManifest.objects.filter(batch=batch).update(signature=ZEROS)


def test_every_flipped_byte_of_a_manifest_is_noticed(batch: PaymentBatch):
    manifest = batch.manifest
    content, signature = manifest.content.encode(), base64.b64decode(manifest.signature)
    unnoticed = [
        place
        for place in range(len(content))
        if signing.is_genuine(_flipped(content, place), signature, manifest.key_id)
    ]
    unnoticed += [
        place for place in range(64) if signing.is_genuine(content, _flipped(signature, place), manifest.key_id)
    ]
    assert unnoticed == []


def test_the_clerk_s_program_notices_what_the_portal_notices(batch: PaymentBatch):
    manifest, key = batch.manifest, signing.public_key(1) or b""
    content, signature = manifest.content.encode(), base64.b64decode(manifest.signature)
    told = [verify_manifest.is_signed(content, signature, key)]
    told += [
        verify_manifest.is_signed(_flipped(content, place), signature, key) for place in range(0, len(content), 97)
    ]
    told += [verify_manifest.is_signed(content, _flipped(signature, place), key) for place in range(0, 64, 5)]
    told += [verify_manifest.is_signed(content, signature, _flipped(key, place)) for place in range(0, 32, 5)]
    assert told == [True, *[False] * (len(told) - 1)]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"signature": ZEROS}, "放行清单的签名不符。"),
        ({"signature": "?"}, "放行清单的签名无法识别。"),
        ({"content": "{}"}, "放行清单的内容与登记的校验码不符。"),
        ({"key_id": 9}, "放行清单的签名不符。"),
    ],
)
def test_a_changed_manifest_stops_downloads_and_returns_and_shows_in_the_books(
    desk: Desk, batch: PaymentBatch, values: dict[str, object], problem: str
):
    payments = bank.read_csv(path_of(batch.files.get(kind="csv").storage_name).read_bytes())
    changed(batch, **values)
    with pytest.raises(ActionRefused, match=problem):
        actions.open_for_download(batch.files.get(kind="csv"), by=desk.approver)
    with pytest.raises(ActionRefused, match=problem):
        desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
    assert (
        next(line for line in differences() if problem in line).startswith(batch.number),
        FileDownload.objects.count(),
        AuditEvent.objects.filter(verb="batch_file.damaged").count(),
    ) == (True, 0, 1)


def test_a_file_that_the_manifest_does_not_name_is_not_handed_out(desk: Desk, batch: PaymentBatch):
    file = batch.files.get(kind="csv")
    path_of(file.storage_name).write_bytes(b"other")
    BatchFile.objects.filter(pk=file.pk).update(
        sha256="d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa", size=5
    )
    file.refresh_from_db()
    with pytest.raises(ActionRefused, match="文件与放行清单不符。"):
        actions.open_for_download(file, by=desk.approver)


def test_a_manifest_that_was_taken_out_shows_in_the_books(desk: Desk, batch: PaymentBatch):
    desk.released(make_due())
    run_outbox()
    with append_only.lifted():
        ReleaseManifest.objects.filter(batch=batch).delete()
    found = list(differences())
    assert [line for line in found if "does not follow the one before it" in line] != []


def test_a_key_that_signs_no_more_still_proves_what_it_signed(batch: PaymentBatch, settings: object):
    public = public_key()
    settings.MANIFEST_KEYS = {2: base64.b64encode(b"9" * 32).decode()}  # type: ignore[attr-defined]
    settings.MANIFEST_KEY_ID = 2  # type: ignore[attr-defined]
    forgotten = problem_with(batch.manifest)
    settings.RETIRED_MANIFEST_KEYS = {1: public}  # type: ignore[attr-defined]
    assert (forgotten, problem_with(batch.manifest)) == ("放行清单的签名不符。", "")


def test_the_package_passes_the_clerk_s_check_and_a_changed_file_does_not(
    desk: Desk, batch: PaymentBatch, tmp_path: Path
):
    folder = extracted(actions.open_package(batch, by=desk.approver), tmp_path)
    good = checked(folder, public_key())
    name = batch.files.get(kind="csv").name
    (folder / name).write_bytes((folder / name).read_bytes().replace(b"12000.00", b"92000.00"))
    bad = checked(folder, public_key())
    (folder / name).unlink()
    gone = checked(folder, public_key())
    assert good == (0, f"核对无误：批次 {batch.number}，3 笔，36,000 元，3 个文件。\n")
    stop = "核对没有通过：不要把这些文件交给银行，请联系人才办和系统管理员。\n"
    assert (bad, gone) == ((1, f"文件被改动过：{name}\n{stop}"), (1, f"缺少文件：{name}\n{stop}"))


@pytest.mark.parametrize("key", ["", "abc", base64.b64encode(b"7" * 32).decode()])
def test_another_key_proves_nothing(desk: Desk, batch: PaymentBatch, tmp_path: Path, key: str):
    folder = extracted(actions.open_package(batch, by=desk.approver), tmp_path)
    assert checked(folder, key)[0] == 1


def test_the_same_batch_gives_the_same_package(desk: Desk, batch: PaymentBatch):
    assert actions.open_package(batch, by=desk.approver) == actions.open_package(batch, by=desk.approver)


def test_an_encrypted_package_opens_with_its_password_alone(desk: Desk, batch: PaymentBatch, tmp_path: Path):
    content = actions.open_package(batch, by=desk.approver, password="right")
    with pytest.raises(RuntimeError):
        extracted(content, tmp_path, "wrong")
    assert checked(extracted(content, tmp_path, "right"), public_key())[0] == 0


def test_the_office_does_not_get_the_bank_s_files(desk: Desk, batch: PaymentBatch):
    with pytest.raises(ActionRefused, match="只有财政局和审计人员"):
        actions.open_package(batch, by=desk.clerk)


def test_the_page_shows_the_key_and_hands_out_the_package(desk: Desk, batch: PaymentBatch, sign_in: SignIn):
    browser: Client = sign_in(desk.releaser)
    address = f"/finance/{batch.pk}/package/"
    page = browser.get(address)
    password = page.context["form"]["password"].value()
    answer = browser.post(address, {"password": password})
    again = browser.get(address).context["form"]["password"].value()
    assert (public_key() in page.content.decode(), answer["Content-Type"], again == password) == (
        True,
        "application/zip",
        False,
    )
    assert answer.content == actions.open_package(batch, by=desk.approver)


def test_the_program_in_the_package_is_the_one_of_the_repository(desk: Desk, batch: PaymentBatch, tmp_path: Path):
    folder = extracted(actions.open_package(batch, by=desk.approver), tmp_path)
    assert (folder / "verify_manifest.py").read_bytes() == VERIFIER.read_bytes()


def _flipped(value: bytes, place: int) -> bytes:
    return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
