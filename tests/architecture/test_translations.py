"""No Chinese text reaches a page except through gettext."""

from __future__ import annotations

import ast
import re

from django.template.base import DebugLexer, TokenType

from talent.ui.translations.extraction import FUNCTIONS
from tests.architecture.source import ROOT, modules

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
HAN = re.compile(r"[\u4e00-\u9fff]")
DATA = ("imports", "demo", "spreadsheets", "policy", "identifiers", "translations", "management")
"""Rooms whose Chinese is data that is read or compared, or the text of a command, not a page."""


OWN_NAME = "简体中文"
"""The language switch names each language in its own script."""
DATE_FORMAT = "%Y年%m月%d日"
"""A way in which people write a day, read and never shown."""


def test_templates_show_chinese_only_through_gettext():
    found = []
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        inside = 0
        for token in DebugLexer(path.read_text(encoding="utf-8")).tokenize():
            words = token.contents.split()
            if token.token_type == TokenType.BLOCK and words[0] in ("blocktranslate", "comment"):
                inside += 1
            elif token.token_type == TokenType.BLOCK and words[0] in ("endblocktranslate", "endcomment"):
                inside -= 1
            elif (
                token.token_type == TokenType.TEXT
                and not inside
                and CHINESE.search(token.contents.replace(OWN_NAME, ""))
            ):
                found.append(f"{path.relative_to(ROOT)}:{token.lineno}")
    assert found == []


def test_pages_and_forms_word_themselves_through_gettext():
    found = []
    for path, tree in modules().items():
        if not {"views", "forms", "queries", "actions"} & {path.stem, path.parent.name} or set(DATA) & set(path.parts):
            continue
        shown = {
            id(constant)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and _name(call) in FUNCTIONS
            for constant in ast.walk(call)
        }
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        documented |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found += [
            f"{path}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value.replace(DATE_FORMAT, ""))
            and id(node) not in shown | documented
        ]
    assert found == []


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
