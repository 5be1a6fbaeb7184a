"""Lines of a draft at sealing: what still says the same stays, what does not is written anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from subsidies.payments import actions, content_guard
from subsidies.payments.actions import lines
from subsidies.payments.actions.lines import instalments_of, renew_lines, write_lines
from subsidies.payments.kinds import Anomaly
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.policy.versions import living_versions
from talent.calendars import clock
from talent.profiles.models import BankAccount, Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_bank_account
from tests.subsidies.payments.stages import Desk, change_account, lines_of, make_payee

pytestmark = pytest.mark.django_db


def payee(batch: PaymentBatch, place: int) -> Person:
    return lines_of(batch)[place].instalment.award.person


def tamper(batch: PaymentBatch, place: int, **values: Any) -> None:
    """Change a line of a draft as only somebody with the database in hand could."""
    content_guard.lift(connection)
    PaymentLine.objects.filter(pk=lines_of(batch)[place].pk).update(**values)
    content_guard.install(connection)


def said(batch: PaymentBatch) -> list[tuple[Any, ...]]:
    names = [field.name for field in PaymentLine._meta.concrete_fields if field.name != "id"]
    return [tuple(getattr(line, name) for name in names) for line in lines_of(batch)]


def rename(batch: PaymentBatch) -> None:
    """The second in order now comes first, and has a remark, as the account has the old name."""
    Person.objects.filter(pk=payee(batch, 1).pk).update(name="一" * 3)


def share(batch: PaymentBatch) -> None:
    make_bank_account(make_payee(account=False), account_number=lines_of(batch)[1].account_number)


CHANGES: dict[str, tuple[Callable[[PaymentBatch], object], int]] = {
    "nothing": (lambda batch: None, 3),
    "an account was changed": (lambda batch: change_account(payee(batch, 1)), 2),
    "somebody else has the account too": (share, 2),
    "another order": (rename, 1),
    "a payee in a line was altered": (lambda batch: tamper(batch, 0, payee_name="别人"), 2),
    "an account's index was altered": (lambda batch: tamper(batch, 2, account_index="0" * 64), 2),
    "a remark was taken away": (lambda batch: (share(batch), tamper(batch, 1, anomalies=[])), 2),
    "a reference was altered": (lambda batch: tamper(batch, 0, reference="FF1999-0001-00001"), 2),
    "a sealed account was altered": (
        lambda batch: tamper(batch, 0, account_number=_of_another(batch)),
        0,  # a piece in which one account cannot be read is written anew as a whole
    ),
    "a line is missing": (lambda batch: lines_of(batch)[2].delete(), 2),
    "a line is answered": (lambda batch: tamper(batch, 1, status="cancelled"), 2),
}


def _of_another(batch: PaymentBatch) -> Any:
    return PaymentLine.objects.values_list("account_number", flat=True).get(pk=lines_of(batch)[1].pk)


@pytest.mark.parametrize("name", CHANGES)
def test_renewed_lines_say_what_lines_written_anew_say_and_what_was_right_stays(desk: Desk, name: str):
    batch = desk.drawn()
    keys, before = instalments_of(batch), {line.pk for line in lines_of(batch)}
    change, kept = CHANGES[name]
    change(batch)
    renew_lines(batch, keys)
    renewed, stayed = said(batch), len(before & {line.pk for line in lines_of(batch)})
    write_lines(batch, keys)
    assert (renewed, stayed) == (said(batch), kept)


def test_a_person_without_an_account_has_no_line(desk: Desk):
    batch = desk.drawn()
    keys, person = instalments_of(batch), payee(batch, 0)
    BankAccount.objects.filter(person=person).update(replaced_at=clock.now())
    renew_lines(batch, keys)
    renewed = said(batch)
    write_lines(batch, keys)
    assert (renewed, len(renewed)) == (said(batch), 2)


def test_where_more_than_a_few_differ_all_are_written_anew(desk: Desk, monkeypatch):
    monkeypatch.setattr(lines, "LINES_AT_ONCE", 1)
    batch = desk.drawn()
    keys, before = instalments_of(batch), {line.pk for line in lines_of(batch)}
    rename(batch)
    renew_lines(batch, keys)
    renewed = said(batch)
    write_lines(batch, keys)
    assert (renewed, before & {line.pk for line in lines_of(batch)}) == (said(batch), set())


def test_sealing_keeps_the_lines_that_the_clerk_looked_at(desk: Desk):
    batch = desk.drawn()
    before = [line.pk for line in lines_of(batch)]
    sealed = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="")
    assert ([line.pk for line in lines_of(batch)], sealed.digest) == (before, digest_of(sealed))


def test_a_remark_that_came_up_since_is_asked_about_and_sealed_with_its_line(desk: Desk):
    batch = desk.drawn()
    stamp, before = stamp_of(batch), [line.pk for line in lines_of(batch)]
    share(batch)
    with pytest.raises(ActionRefused, match="异常提示"):
        actions.seal(batch, by=desk.clerk, stamp=stamp)
    actions.seal(batch, by=desk.clerk, stamp=stamp, note="已逐笔电话核实")
    after = lines_of(batch)
    assert (after[1].anomalies, [line.pk == key for line, key in zip(after, before, strict=True)]) == (
        [Anomaly.SHARED_ACCOUNT],
        [True, False, True],
    )


def test_an_altered_draft_is_not_sealed_as_it_was_altered(desk: Desk):
    batch = desk.drawn()
    tamper(batch, 0, payee_name="别人", policy_version=living_versions().earliest.version)
    stamp = stamp_of(batch)
    actions.seal(batch, by=desk.clerk, stamp=stamp)
    assert "别人" not in {line.payee_name for line in lines_of(batch)}
