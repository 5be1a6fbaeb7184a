"""Transition tables answer what may happen and refuse to contradict themselves."""

import pytest
from django.db.models import TextChoices

from talent.workflow.table import Transition, TransitionRefused, WorkflowInconsistent, WorkflowTable


class Door(TextChoices):
    OPEN = "open", "开着"
    SHUT = "shut", "关着"
    LOCKED = "locked", "锁上"
    WALLED_UP = "walled_up", "封死"


SHUT = Transition("shut", (Door.OPEN,), Door.SHUT, ("administrator",), "关门")
OPEN = Transition("open", (Door.SHUT,), Door.OPEN, ("administrator", "reviewer"), "开门")
LOCK = Transition("lock", (Door.SHUT,), Door.LOCKED, ("administrator",), "锁门")
WALL_UP = Transition("wall_up", (Door.SHUT, Door.LOCKED), Door.WALLED_UP, ("system",), "封门")
TABLE = WorkflowTable("door", Door, Door.OPEN, [SHUT, OPEN, LOCK, WALL_UP])


def test_target_follows_the_table():
    assert [TABLE.target("shut", "open"), TABLE.target("wall_up", "locked")] == ["shut", "walled_up"]


def test_an_action_from_another_status_is_refused_in_words():
    with pytest.raises(TransitionRefused) as refusal:
        TABLE.target("lock", "open")
    assert str(refusal.value) == "当前状态为“开着”，不能办理“锁门”。请刷新页面后再看。"


def test_an_unknown_action_is_refused():
    with pytest.raises(TransitionRefused) as refusal:
        TABLE.target("paint", "open")
    assert (refusal.value.table, refusal.value.action, refusal.value.status) == (TABLE, "paint", "open")


def test_actions_come_in_the_order_of_the_table():
    assert TABLE.actions_from("shut") == [OPEN, LOCK, WALL_UP]


def test_actions_of_a_role_are_those_it_may_do():
    assert TABLE.actions_from("shut", "reviewer") == [OPEN]


def test_only_a_status_without_a_way_out_is_final():
    assert [status for status in TABLE.statuses if TABLE.is_final(status)] == ["walled_up"]


def test_one_action_may_lead_to_different_statuses_from_different_sources():
    rows = [SHUT, LOCK, Transition("open", (Door.LOCKED,), Door.SHUT, ("administrator",), "开锁")]
    table = WorkflowTable("door", ["open", "shut", "locked"], "open", rows)
    assert table.target("open", "locked") == "shut"


REST = [SHUT, LOCK, WALL_UP]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([SHUT, *REST], "shut from open stands twice"),
        ([SHUT, OPEN, WALL_UP], "never reached: locked"),
        ([*REST, Transition("burn", ("open",), "ash", ("x",), "烧")], "unknown status 'ash' in burn"),
        ([*REST, Transition("burn", ("tree",), "open", ("x",), "烧")], "unknown status 'tree' in burn"),
        ([*REST, Transition("hum", (), "open", ("x",), "哼")], "hum needs at least one source and one role"),
        ([*REST, Transition("hum", ("open",), "open", (), "哼")], "hum needs at least one source and one role"),
    ],
)
def test_a_table_that_contradicts_itself_cannot_be_made(rows, message):
    with pytest.raises(WorkflowInconsistent) as inconsistency:
        WorkflowTable("door", Door, Door.OPEN, rows)
    assert str(inconsistency.value) == f"door: {message}"


def test_an_unknown_initial_status_is_refused():
    with pytest.raises(WorkflowInconsistent) as inconsistency:
        WorkflowTable("door", ["shut"], "open", [])
    assert str(inconsistency.value) == "door: unknown status 'open' in initial"
