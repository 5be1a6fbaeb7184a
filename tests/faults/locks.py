"""Every row lock of the money, found in the source by name, and the edits that take some of them away."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("subsidies/payments", "subsidies/budget", "talent/jobs")
SLOWLY = '__import__("tests.faults.slowly", fromlist=["slowly"]).slowly'
Edits = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Lock:
    """One ``select_for_update``."""

    module: str
    function: str
    """The source of the function that it is in."""
    call: str
    rows: str
    """What is locked, as it is written."""


@cache
def locks() -> dict[str, Lock]:
    """Each lock by app, module and function; where a function has several, by what it locks too."""
    found: dict[str, Lock] = {}
    for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for scope in ast.parse(text).body:
            calls = [each for each in ast.walk(scope) if isinstance(each, ast.Call) and _locks(each)]
            for call in calls:
                name = f"{module.split('.')[1]}.{path.stem}.{getattr(scope, 'name', 'module')}"
                rows = ast.get_source_segment(text, call.func.value) or ""
                key = f"{name} of {rows}" if len(calls) > 1 else name
                assert key not in found, key
                found[key] = Lock(module, _source(text, scope), _source(text, call), rows)
    return found


def edits(*names: str, kept: bool = False) -> Edits:
    """The edits that have rows read slowly and without these locks.

    Args:
        kept: slowly and with them, which must change nothing.
    """
    by_module: dict[str, dict[str, str]] = {}
    for lock in (locks()[name] for name in names):
        edited = by_module.setdefault(lock.module, {})
        read = f"{SLOWLY}({lock.rows})" + lock.call.removeprefix(lock.rows) * kept
        edited[lock.function] = edited.get(lock.function, lock.function).replace(lock.call, read)
    return {module: list(edited.items()) for module, edited in by_module.items()}


def _locks(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "select_for_update"


def _source(text: str, node: ast.AST) -> str:
    return ast.get_source_segment(text, node) or ""
