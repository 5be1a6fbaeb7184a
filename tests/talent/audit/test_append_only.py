"""Tables that only grow."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.utils import DatabaseError

from talent.audit import append_only
from talent.audit.checks import check_triggers
from talent.audit.events import record
from talent.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
OURS = ["audit_auditevent", "audit_eventlink"]


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def event() -> AuditEvent:
    return record("demo.done", None, by=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET verb = 'forged'",
        "DELETE FROM audit_auditevent",
        "UPDATE audit_auditevent SET verb = verb",
    ],
)
def test_what_was_recorded_can_neither_be_changed_nor_removed(event, statement):
    with pytest.raises(IntegrityError) as error:
        execute(statement)
    assert ("append-only" in str(error.value), AuditEvent.objects.get().verb) == (True, "demo.done")


def test_the_orm_cannot_change_it_either(event):
    event.verb = "forged"
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    assert AuditEvent.objects.get().verb == "demo.done"


def test_an_insert_that_overwrites_is_no_way_round(event):
    columns = ", ".join(field.column for field in AuditEvent._meta.concrete_fields)
    forged = columns.replace("verb", "'forged'")
    rows = f"INTO audit_auditevent ({columns}) SELECT {forged} FROM audit_auditevent WHERE true"
    statement = {
        "sqlite": f"INSERT OR REPLACE {rows}",
        "postgresql": f"INSERT {rows} ON CONFLICT (id) DO UPDATE SET verb = excluded.verb",
    }[connection.vendor]
    with pytest.raises(IntegrityError):
        execute(statement)
    assert AuditEvent.objects.get().verb == "demo.done"


@pytest.mark.postgres
def test_truncate_is_no_way_round(event):
    with pytest.raises(DatabaseError):
        execute("TRUNCATE audit_auditevent CASCADE")
    assert AuditEvent.objects.count() == 1


def test_every_table_that_declares_it_has_its_triggers_after_all_migrations():
    assert append_only.missing(connection, append_only.tables()) == []


def test_the_log_declares_it():
    assert set(OURS) <= set(append_only.tables())


def test_a_lost_trigger_is_found_by_the_check_and_put_back_by_the_command(capsys):
    append_only.lift(connection, OURS[:1])
    before = [message.msg for message in check_triggers(databases=["default"])]
    call_command("protect_tables")
    expected = [
        f"append_only_audit_auditevent_{operation.lower()}" for operation, _ in append_only._operations(connection)
    ]
    assert (before, check_triggers(databases=["default"])) == (
        [f"Missing in database 'default': {', '.join(expected)}."],
        [],
    )


def test_a_table_that_does_not_exist_yet_is_not_missed():
    assert append_only.missing(connection, ["no_such_table"]) == []


def test_the_database_of_a_live_portal_is_never_emptied(settings):
    settings.APPEND_ONLY_MAY_BE_LIFTED = False
    with pytest.raises(CommandError) as error:
        call_command("flush", interactive=False, verbosity=0)
    assert str(error.value) == "This database keeps a log that is never emptied."


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_and_is_protected_again():
    record("demo.done", None, by=None)
    call_command("flush", interactive=False, verbosity=0)
    left = AuditEvent.objects.count()
    assert (left, append_only.missing(connections["default"], append_only.tables())) == (0, [])
