"""Tables drawn for people."""

from talent.workflow import diagrams
from talent.workflow.table import Transition, WorkflowTable
from tests.talent.workflow.test_table import LOCK, SHUT, WALL_UP, Door

TABLE = WorkflowTable("door", Door, Door.OPEN, [SHUT, LOCK, WALL_UP])


def test_the_diagram_has_every_status_arrow_beginning_and_end():
    assert diagrams.state_diagram(TABLE).splitlines() == [
        "stateDiagram-v2",
        '    state "开着" as open',
        '    state "关着" as shut',
        '    state "锁上" as locked',
        '    state "封死" as walled_up',
        "    [*] --> open",
        "    open --> shut: 关门",
        "    shut --> locked: 锁门",
        "    shut --> walled_up: 封门",
        "    locked --> walled_up: 封门",
        "    walled_up --> [*]",
    ]


def test_the_rows_name_action_statuses_and_roles_in_words():
    shut = Transition("shut", ("open",), "shut", ("reviewer", "system"), "关门")
    table = WorkflowTable("door", ["open", "shut"], "open", [shut])
    assert diagrams.markdown_table(table).splitlines()[2:] == ["| 关门 `shut` | open | shut | 人才办审核人员、系统 |"]


def test_every_table_of_the_settings_has_a_page_of_its_own():
    assert len(diagrams.pages()) == len(diagrams.tables())
