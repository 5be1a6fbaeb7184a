"""A transition table drawn for people: a Mermaid state diagram and a Markdown table, always in Chinese."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable

LANGUAGE = "zh-hans"


def tables() -> list[WorkflowTable]:
    """Every table that ``settings.WORKFLOW_TABLES`` names."""
    return [import_string(name) for name in settings.WORKFLOW_TABLES]


def pages() -> dict[Path, str]:
    """The documentation page of each table, by its path under the project's root."""
    return {Path("docs", "workflows", f"{table.name}.md"): page(table) for table in tables()}


def page(table: WorkflowTable) -> str:
    """One Markdown page: the diagram, then the rows."""
    with translation.override(LANGUAGE):
        return (
            f"# {table.name}\n\n"
            "<!-- 由 manage.py draw_workflows 生成，请勿手工修改 -->\n\n"
            f"```mermaid\n{state_diagram(table)}```\n\n{markdown_table(table)}"
        )


def state_diagram(table: WorkflowTable) -> str:
    """A Mermaid ``stateDiagram-v2``; statuses and actions by their words in the active language."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{table.status_label(status)}" as {status}' for status in table.statuses]
    lines.append(f"    [*] --> {table.initial}")
    for row in table.transitions:
        lines += [f"    {source} --> {row.target}: {row.label}" for source in row.sources]
    lines += [f"    {status} --> [*]" for status in table.statuses if table.is_final(status)]
    return "\n".join(lines) + "\n"


def markdown_table(table: WorkflowTable) -> str:
    """The rows of a table: action, from, to, who."""
    lines = ["| 操作 | 原状态 | 新状态 | 办理人 |", "| --- | --- | --- | --- |"]
    lines += [_markdown_row(table, row) for row in table.transitions]
    return "\n".join(lines) + "\n"


def _markdown_row(table: WorkflowTable, row: Transition) -> str:
    sources = "、".join(table.status_label(status) for status in row.sources)
    who = "、".join(_role_label(role) for role in row.roles)
    return f"| {row.label} `{row.action}` | {sources} | {table.status_label(row.target)} | {who} |"


def _role_label(role: str) -> str:
    return "系统" if role == SYSTEM else str(Role(role).label)
