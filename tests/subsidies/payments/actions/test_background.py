"""Large batches are sealed, and large returns entered, by the worker: once, whole or not at all, as who asked."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.actions import background
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from talent.accounts.models import StaffRole, User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.jobs.models import Job
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import on_disk
from tests.subsidies.payments.stages import Desk, change_account, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE_UP_TO", 2)


@pytest.fixture
def draft(desk: Desk) -> PaymentBatch:
    return desk.drawn()


def ask(desk: Desk, batch: PaymentBatch, by: User | None = None, **words: str) -> PaymentBatch | Job:
    return actions.request_seal(batch, by=by or desk.clerk, **({"stamp": stamp_of(batch), "note": "已核对"} | words))


def uploaded(desk: Desk) -> BankReturn:
    batch = desk.released()
    run_outbox()
    payments = bank.read_csv(on_disk(batch.files.get(kind="csv")))
    return desk.uploaded(batch, bank.csv_return(bank.answers(payments)))


def outcome() -> tuple[str, str]:
    return PaymentBatch.objects.get().status, Job.objects.latest("requested_at").error


def test_a_small_batch_is_sealed_at_once(desk: Desk, draft: PaymentBatch, monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE_UP_TO", 3)
    assert (ask(desk, draft).status, Job.objects.count()) == ("sealed", 0)


def test_a_large_batch_stays_a_draft_until_the_worker_has_sealed_it(desk: Desk, draft: PaymentBatch):
    job = ask(desk, draft)
    assert (PaymentBatch.objects.get().status, job.total, job.done) == ("draft", 3, 0)
    run_outbox()
    batch, job = PaymentBatch.objects.get(), Job.objects.get()
    assert (batch.status, batch.sealed_by, batch.seal_note, job.done, job.error) == (
        "sealed",
        desk.clerk,
        "已核对",
        3,
        "",
    )
    verbs = AuditEvent.objects.filter(verb__startswith="batch.seal").order_by("pk")
    assert [(event.verb, event.actor) for event in verbs] == [
        ("batch.sealing_requested", desk.clerk),
        ("batch.sealed", desk.clerk),
    ]
    assert list(differences()) == []


def test_asked_for_twice_and_by_two_it_is_sealed_once(desk: Desk, draft: PaymentBatch):
    colleague = make_user("reviewer")
    jobs = {ask(desk, draft).pk, ask(desk, draft).pk, ask(desk, draft, by=colleague).pk}
    run_outbox()
    assert (len(jobs), AuditEvent.objects.filter(verb="batch.sealed").count()) == (1, 1)


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, batch: actions.cancel(batch, by=desk.clerk, reason="不发了"),
        lambda desk, batch: actions.remove_lines(batch, by=desk.clerk, line_ids=[lines_of(batch)[0].pk]),
        lambda desk, batch: actions.refresh_lines(batch, by=desk.clerk),
        lambda desk, batch: actions.choose_template(batch, by=desk.clerk, bank_template=batch.bank_template),
        lambda desk, batch: actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对"),
    ],
)
def test_while_it_is_being_sealed_nobody_changes_it(desk: Desk, draft: PaymentBatch, act):
    ask(desk, draft)
    with pytest.raises(ActionRefused, match="后台正在办理"):
        act(desk, draft)
    run_outbox()
    assert outcome() == ("sealed", "")


def test_what_can_be_refused_at_once_is(desk: Desk, draft: PaymentBatch):
    with pytest.raises(ActionRefused, match="账户在您核对之后变更了"):
        ask(desk, draft, stamp="another")
    assert Job.objects.count() == 0


def test_an_account_that_changes_while_the_job_waits_leaves_the_draft_as_it_was(desk: Desk, draft: PaymentBatch):
    before = [(line.pk, line.account_number) for line in lines_of(draft)]
    ask(desk, draft)
    change_account(lines_of(draft)[0].instalment.award.person)
    run_outbox()
    status, error = outcome()
    assert (status, "暂不能发放" in error) == ("draft", True)
    assert [(line.pk, line.account_number) for line in lines_of(draft)] == before
    actions.cancel(draft, by=desk.clerk, reason="重新拟定")


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        (lambda user: User.objects.filter(pk=user.pk).update(is_active=False), "账号已停用"),
        (
            lambda user: StaffRole.objects.filter(user=user).update(revoked_at=clock.now(), revoked_by=user),
            "角色不能办理",
        ),
    ],
)
def test_whoever_may_no_more_when_the_worker_comes_seals_nothing(desk: Desk, draft: PaymentBatch, lose, words: str):
    ask(desk, draft)
    lose(desk.clerk)
    run_outbox()
    status, error = outcome()
    assert (status, words in error) == ("draft", True)


def test_a_large_return_is_entered_by_the_worker_once(desk: Desk):
    bank_return = uploaded(desk)
    first, second = (actions.request_commit(bank_return, by=desk.releaser) for _ in range(2))
    assert (first.pk, PaymentBatch.objects.get().status) == (second.pk, "released")
    for act in (actions.commit_return, actions.discard_return):
        with pytest.raises(ActionRefused, match="后台正在办理"):
            act(bank_return, by=desk.approver)
    run_outbox()
    entered = AuditEvent.objects.filter(verb="bank_return.committed")
    assert (outcome(), [event.actor for event in entered]) == (("settled", ""), [desk.releaser])
    assert list(differences()) == []
    assert actions.request_commit(bank_return, by=desk.releaser).status == "committed"


def test_of_two_returns_for_the_same_lines_the_second_is_refused_whole(desk: Desk):
    first = uploaded(desk)
    payments = bank.read_csv(on_disk(first.batch.files.get(kind="csv")))
    second = desk.uploaded(first.batch, bank.xlsx_return(bank.answers(payments)), name="二.xlsx")
    for each in (first, second):
        actions.request_commit(each, by=desk.releaser)
    run_outbox()
    assert "又有别的回盘入账" in "".join(Job.objects.values_list("error", flat=True))
    assert sorted(BankReturn.objects.values_list("status", flat=True)) == ["committed", "preview"]


def test_the_uploader_of_an_unusual_large_return_is_refused_at_once_and_no_job_is_made(desk: Desk):
    batch = desk.released()
    run_outbox()
    payments = bank.read_csv(on_disk(batch.files.get(kind="csv")))
    kept = desk.uploaded(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    with pytest.raises(ActionRefused):
        actions.request_commit(kept, by=desk.releaser)
    assert (kept.needs_second, Job.objects.count()) == (True, 0)
    actions.request_commit(kept, by=desk.approver)
    run_outbox()
    assert BankReturn.objects.get(pk=kept.pk).status == "committed"
