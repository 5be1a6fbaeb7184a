"""The words of a message, from ``templates/notifications/<code>.txt`` in the recipient's language.

The first line is the title, what follows the blank line is the body. ``<code>.sms.txt`` may hold a shorter text for
mobile phones; without it the SMS is the title and where to read on. The texts are plain: nothing is escaped in them,
pages escape them when they show them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

_CODE = re.compile(r"[a-z][a-z0-9_]*")


class UnknownTemplate(LookupError):
    """There is no ``templates/notifications/<code>.txt``."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message in words."""

    title: str
    body: str


def render(code: str, context: dict[str, Any], language: str) -> Text:
    """The message ``code`` in ``language``. Raises UnknownTemplate."""
    title, _separator, body = _render(f"{code}.txt", context, language).strip().partition("\n")
    return Text(title.strip(), re.sub(r"\n{3,}", "\n\n", body).strip())


def render_sms(code: str, context: dict[str, Any], language: str) -> str:
    """The message ``code`` as one line for a mobile phone. Raises UnknownTemplate."""
    try:
        return " ".join(_render(f"{code}.sms.txt", context, language).split())
    except UnknownTemplate:
        title = render(code, context, language).title
    with translation.override(language):
        return _("%(title)s。请登录长春国际汽车城人才补贴网站查看详情。") % {"title": title.rstrip("。")}


def require(code: str) -> None:
    """Raises UnknownTemplate when there is no such message."""
    if not _CODE.fullmatch(code):
        raise UnknownTemplate(code)
    _template(f"{code}.txt")


def pack(context: dict[str, Any]) -> dict[str, Any]:
    """``context`` as JSON in which days and instants stay what they are; the inverse of ``unpack``."""
    return {name: _packed(value) for name, value in context.items()}


def unpack(context: dict[str, Any]) -> dict[str, Any]:
    """What was given to ``pack``."""
    return {name: _unpacked(value) for name, value in context.items()}


def _packed(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_packed(each) for each in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(each) for each in value]
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return dt.datetime.fromisoformat(text) if kind == "instant" else dt.date.fromisoformat(text)
    return value


def _render(name: str, context: dict[str, Any], language: str) -> str:
    with translation.override(language):
        return str(_template(name).render(Context(context, autoescape=False)))


def _template(name: str) -> Any:
    try:
        return get_template(f"notifications/{name}").template  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        raise UnknownTemplate(name) from None
