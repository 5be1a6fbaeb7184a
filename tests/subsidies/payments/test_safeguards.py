"""What the database itself refuses, whatever the code above it does: each constraint and trigger tried by a write that
breaks it and nothing else; and on PostgreSQL taken away, so that the same write goes through and would be seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from subsidies.budget.kinds import Account
from subsidies.budget.models import column_of
from subsidies.payments.models import BankTemplate
from talent.calendars import clock
from tests.faults.mutants import drop
from tests.subsidies.payments import breakers, breakers_of_budgets, breakers_of_recoveries
from tests.subsidies.payments.breaking import sets
from tests.subsidies.payments.stages import Desk, lines_of, make_due

pytestmark = pytest.mark.django_db
APPS = ("payments", "budget", "jobs")
BREAKERS = breakers.BREAKERS | breakers_of_recoveries.BREAKERS | breakers_of_budgets.BREAKERS
TRIGGERS = breakers_of_budgets.TRIGGER_BREAKERS
POSTGRES = connection.vendor == "postgresql"
TRIED = [name for name in TRIGGERS if POSTGRES or not name.endswith("_truncate")]
"""SQLite knows no TRUNCATE."""
TWINS = {f"budget_{account}_not_below_0": column_of(account) for account in Account}
"""The column of a kind that never goes below nought by itself: the database may name that check first."""

AFTER_SEALING = {
    "status", "voucher_number", "return_reason", "returned_by_id", "returned_at",
    *(f"{step}_{what}" for step in ("approved", "released") for what in ("by_id", "person_id", "at")),
}  # fmt: skip
ROTATED = "account_number"
"""It may be encrypted again under a newer key; its blind index, which names the same account, is kept."""


def constraints_of(model: type[models.Model]) -> Iterator[models.BaseConstraint]:
    """With the columns that are keys by themselves, as PostgreSQL names those."""
    yield from model._meta.constraints
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield models.UniqueConstraint(fields=[field.name], name=f"{model._meta.db_table}_{field.column}_key")


MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
OF_NAME = {constraint.name: (model, constraint) for model in MODELS for constraint in constraints_of(model)}


def names(error: IntegrityError, name: str) -> bool:
    """Whether it is this constraint that refused."""
    model, constraint = OF_NAME[name]
    if POSTGRES:
        twin = f"{model._meta.db_table}_{TWINS.get(name)}_check"
        return error.__cause__.diag.constraint_name in (name, twin)
    if isinstance(constraint, models.UniqueConstraint):  # SQLite names its columns
        columns = (model._meta.get_field(field).column for field in constraint.fields)
        return str(error).endswith(": " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns))
    said = str(error).partition(": ")[2]
    return said in (name, TWINS.get(name))


def settled() -> None:
    """Have PostgreSQL check what it would check at the end: before that no table is altered or emptied."""
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def without(*safeguards: str) -> None:
    """Take constraints or triggers away until the test ends."""
    settled()
    for safeguard in safeguards:
        drop(connection.connection, safeguard)


def test_each_constraint_is_broken_here():
    assert set(BREAKERS) == set(OF_NAME)


@pytest.mark.parametrize("name", BREAKERS)
def test_a_row_that_breaks_a_constraint_is_refused_by_its_name(name: str):
    write = BREAKERS[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    assert names(refusal.value, name)


@pytest.mark.postgres
@pytest.mark.parametrize("name", BREAKERS)
def test_without_the_constraint_the_same_row_is_taken(name: str):
    write = BREAKERS[name]()
    model, _constraint = OF_NAME[name]
    without(name, *([f"{model._meta.db_table}_{TWINS[name]}_check"] if name in TWINS else []))
    write()


def test_each_trigger_is_tried_here():
    if POSTGRES:
        query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for name, table in cursor.fetchall() if table.partition("_")[0] in APPS}
    assert set(TRIED) == found


@pytest.mark.parametrize("name", TRIED)
def test_a_trigger_refuses_the_write_that_it_is_there_for(name: str):
    write = TRIGGERS[name]()
    settled()
    with pytest.raises(IntegrityError, match=r"append-only|sealed"), transaction.atomic():
        write()


@pytest.mark.postgres
@pytest.mark.parametrize("name", TRIED)
def test_without_the_trigger_the_same_write_goes_through(name: str):
    write = TRIGGERS[name]()
    without(name)
    write()


def unkept(row: models.Model) -> set[str]:
    """Those of its columns that no trigger keeps; others may forbid the value that is tried."""
    found = set()
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name == ROTATED:
            continue
        try:
            with transaction.atomic():
                sets(row, **{field.attname: another(row, field)})()
                transaction.set_rollback(True)
            found.add(field.attname)
        except IntegrityError as refusal:
            found |= set() if "sealed" in str(refusal) else {field.attname}
    return found


def another(row: models.Model, field: models.Field) -> object:
    """A value of the column's type that the row does not have."""
    match field:
        case models.JSONField():
            return ["changed"]
        case models.BooleanField():
            return not getattr(row, field.attname)
        case models.IntegerField():
            return (getattr(row, field.attname) or 0) + 1
        case models.DateTimeField():
            return clock.now()
        case models.UUIDField() | models.ForeignKey():
            return uuid.uuid4()
    return "changed"


def test_of_a_line_only_what_became_of_it_may_change(desk: Desk):
    line = lines_of(desk.drawn(make_due()))[0]
    assert unkept(line) == {"status", "bank_reason", "answered_at", "refund_id"}


def test_of_a_sealed_batch_only_what_comes_after_sealing_may_change(desk: Desk):
    assert unkept(desk.sealed(make_due())) == AFTER_SEALING


def test_of_a_version_of_a_bank_template_nothing_may_change():
    assert unkept(BankTemplate.objects.order_by("pk")[0]) == set()
