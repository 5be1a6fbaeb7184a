"""The words of a message, from ``templates/notifications/<code>.txt`` in the recipient's language.

The first line is the title, what follows the blank line is the body. ``<code>.sms.txt`` may hold a shorter text for
mobile phones; without it the SMS is the title and where to read on. The texts are plain: nothing is escaped in them,
pages escape them when they show them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from talent.notifications.wordings import SHIPPED, SMS, SUFFIXES, TEXT, compiled, with_wording

_CODE = re.compile(r"[a-z][a-z0-9_]*")


class UnknownTemplate(LookupError):
    """There is no ``templates/notifications/<code>.txt``."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message in words."""

    title: str
    body: str


def render(code: str, context: dict[str, Any], language: str, wording: Mapping[str, str] = SHIPPED) -> Text:
    """The message ``code`` in ``language``. Raises UnknownTemplate.

    Args:
        wording: sentences that are worded otherwise than shipped, by the shipped ones.
    """
    title, _separator, body = _render(f"{code}.txt", context, language, wording).strip().partition("\n")
    return Text(title.strip(), re.sub(r"\n{3,}", "\n\n", body).strip())


def render_sms(code: str, context: dict[str, Any], language: str, wording: Mapping[str, str] = SHIPPED) -> str:
    """The message ``code`` as one line for a mobile phone; see ``render``. Raises UnknownTemplate."""
    try:
        return " ".join(_render(f"{code}.sms.txt", context, language, wording).split())
    except UnknownTemplate:
        title = render(code, context, language, wording).title
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


def source_of(code: str, kind: str) -> str:
    """The source of a template as shipped. Raises UnknownTemplate."""
    if not _CODE.fullmatch(code) or kind not in SUFFIXES:
        raise UnknownTemplate(code)
    return str(_template(f"{code}{SUFFIXES[kind]}").source)


def kind_for_sms(code: str) -> str:
    """Whose wording an SMS of this message follows: that of its own text, or of the title. Raises UnknownTemplate."""
    try:
        source_of(code, SMS)
    except UnknownTemplate:
        return TEXT
    return SMS


def _render(name: str, context: dict[str, Any], language: str, wording: Mapping[str, str]) -> str:
    template = _template(name)
    if wording:
        template = compiled(with_wording(template.source, wording))
    with translation.override(language):
        return str(template.render(Context(context, autoescape=False)))


def _template(name: str) -> Any:
    try:
        return get_template(f"notifications/{name}").template  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        raise UnknownTemplate(name) from None
