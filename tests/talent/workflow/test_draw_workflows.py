"""The command that keeps docs/workflows up to date."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talent.workflow import diagrams

TABLES = ["tests.talent.workflow.test_diagrams.TABLE"]


@pytest.fixture(autouse=True)
def one_table(settings):
    settings.WORKFLOW_TABLES = TABLES


def page_of(root: Path) -> Path:
    return root / "docs" / "workflows" / "door.md"


def test_it_writes_a_page_for_each_table(tmp_path, capsys):
    call_command("draw_workflows", root=tmp_path)
    assert page_of(tmp_path).read_text(encoding="utf-8") == diagrams.page(diagrams.tables()[0])


def test_check_is_content_with_what_was_just_drawn(tmp_path, capsys):
    call_command("draw_workflows", root=tmp_path)
    assert call_command("draw_workflows", root=tmp_path, check=True) is None


def test_check_fails_on_a_page_that_differs(tmp_path, capsys):
    call_command("draw_workflows", root=tmp_path)
    page_of(tmp_path).write_text("old", encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("draw_workflows", root=tmp_path, check=True)
    assert str(error.value) == "Out of date, run manage.py draw_workflows: docs/workflows/door.md"


def test_a_page_of_a_table_that_is_gone_is_found_and_removed(tmp_path, capsys):
    call_command("draw_workflows", root=tmp_path)
    forgotten = page_of(tmp_path).with_name("window.md")
    forgotten.write_text("old", encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("draw_workflows", root=tmp_path, check=True)
    call_command("draw_workflows", root=tmp_path)
    assert (str(error.value).endswith("docs/workflows/window.md"), forgotten.exists()) == (True, False)
