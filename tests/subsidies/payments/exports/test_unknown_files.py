"""After an older backup was put back, what lies on disk keeps the same people from being paid twice."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import files_of, keep, path_of
from subsidies.payments.exports.unknown_files import unknown_bank_files
from subsidies.payments.models import PaymentBatch
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments.stages import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def released_in_a_later_past(batch: PaymentBatch) -> list[str]:
    """The bank's files are there, as after a release that the database has forgotten."""
    return sorted(keep(batch, kind, part).storage_name for kind, part in files_of(batch))


def test_a_batch_that_was_released_before_the_older_backup_was_put_back_is_not_released_again(desk: Desk):
    batch = desk.approved()
    names = released_in_a_later_past(batch)
    with pytest.raises(ActionRefused, match="重复发放"):
        actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
    batch.refresh_from_db()
    assert (batch.status, unknown_bank_files()) == ("approved", names)
    assert [said for said in differences() if "does not know" in said] == [
        f"{name}: the file is of a release that the database does not know" for name in names
    ]


def test_no_other_batch_is_released_either(desk: Desk):
    forgotten, other = desk.approved(), desk.approved()
    released_in_a_later_past(forgotten)
    with pytest.raises(ActionRefused, match="从较早的备份恢复"):
        actions.release(other, by=desk.releaser, voucher_number="ZF-1", digest=other.digest)


def test_a_number_that_was_given_to_another_batch_since_is_noticed(desk: Desk):
    batch = desk.released()
    run_outbox()
    assert unknown_bank_files() == []
    stranger = f"payments/{batch.number}/csv-{'0' * 16}.csv"
    path_of(stranger).write_bytes(b"")
    assert unknown_bank_files() == [stranger]


def test_what_a_seal_a_crash_or_a_stranger_leaves_is_no_release(desk: Desk):
    batch = desk.approved()
    run_outbox()
    folder = path_of(f"payments/{batch.number}")
    (folder / f"csv-{batch.digest[:16]}.csv.0a.part").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"")
    assert ([place.name[:7] for place in folder.glob("*.pdf")], unknown_bank_files()) == (["summary"], [])


def test_where_nothing_was_ever_released_nothing_is_missed(desk: Desk):
    assert unknown_bank_files() == []
