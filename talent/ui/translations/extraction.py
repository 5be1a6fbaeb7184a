"""Finding every text that is shown to people: in Python by syntax tree, in templates by their own tags.

Django looks up the texts of templates with each ``%`` doubled, whatever the tag.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import DebugLexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

SINGULAR, PLURAL, CONTEXT, CONTEXT_PLURAL = (0,), (0, 1), (1,), (1, 2)
FUNCTIONS = {
    "_": SINGULAR, "gettext": SINGULAR, "gettext_lazy": SINGULAR, "gettext_noop": SINGULAR,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL, "npgettext_lazy": CONTEXT_PLURAL,
}  # fmt: skip
INLINE = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
VARIABLE = re.compile(r"^\s*(\w+)\s*$")


@dataclass(frozen=True, slots=True)
class Message:
    """A text to translate, with its plural form and context if it has them, and where it stands."""

    text: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


class Untranslatable(Exception):
    """A text that no catalogue could hold, such as an f-string; ``str()`` says where."""


def messages_of_python(path: Path, shown_as: str) -> Iterator[Message]:
    """Texts in calls of the gettext family."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in FUNCTIONS or not node.args:
            continue
        place = f"{shown_as}:{node.lineno}"
        texts = [_constant(argument, place) for argument in node.args[: FUNCTIONS[name][-1] + 1]]
        if texts[0] is None:  # a call that passes a variable on, as wrappers do
            continue
        wanted = [texts[index] or "" for index in FUNCTIONS[name]]
        context = texts[0] if FUNCTIONS[name] in (CONTEXT, CONTEXT_PLURAL) else None
        yield Message(wanted[0], wanted[1] if len(wanted) > 1 else None, context, place)


def _constant(node: ast.expr, place: str) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        raise Untranslatable(f"{place}: an f-string cannot be translated")
    return None


def messages_of_template(path: Path, shown_as: str) -> Iterator[Message]:
    """Texts in translate and blocktranslate tags and in ``_("…")``."""
    tokens = iter(DebugLexer(path.read_text(encoding="utf-8")).tokenize())
    for token in tokens:
        place = f"{shown_as}:{token.lineno}"
        if token.token_type == TokenType.VAR:
            yield from _inline(token, place)
        if token.token_type != TokenType.BLOCK:
            continue
        words = list(smart_split(token.contents))
        if words[0] in ("translate", "trans"):
            yield Message(_unquoted(words[1]).replace("%", "%%"), None, _context(words), place)
        elif words[0] in ("blocktranslate", "blocktrans"):
            yield _block(words, tokens, place)
        else:
            yield from _inline(token, place)


def _inline(token: Token, place: str) -> Iterator[Message]:
    for double, single in INLINE.findall(token.contents):
        yield Message((double or single).replace("%", "%%"), None, None, place)


def _unquoted(word: str) -> str:
    return word[1:-1].replace(r"\"", '"').replace(r"\'", "'") if word[:1] in ("'", '"') else ""


def _context(words: list[str]) -> str | None:
    return _unquoted(words[words.index("context") + 1]) if "context" in words else None


def _block(words: list[str], tokens: Iterator[Token], place: str) -> Message:
    forms = [""]
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if token.contents.strip() != "plural":
                break
            forms.append("")
        elif token.token_type == TokenType.VAR:
            variable = VARIABLE.match(token.contents)
            if not variable:
                raise Untranslatable(f"{place}: give {{{{ {token.contents} }}}} a name with `with`")
            forms[-1] += f"%({variable.group(1)})s"
        else:
            forms[-1] += token.contents.replace("%", "%%")
    if "trimmed" in words:
        forms = [trim_whitespace(form) for form in forms]
    return Message(forms[0], forms[1] if len(forms) > 1 else None, _context(words), place)
