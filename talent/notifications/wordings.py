"""The sentences of a message template: which there are, what may stand in them, and a template with others instead.

A template's conditions and its order stay as shipped; what an officer changes is the wording of a sentence in one
language. A changed sentence is kept by the shipped one, so that it counts no more once that is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import trim_whitespace

SHIPPED: Mapping[str, str] = MappingProxyType({})
TEXT, SMS = "text", "sms"
LINK = "link"
"""What stands for the address by which a message is answered: without it the message is of no use."""
SUFFIXES = {TEXT: ".txt", SMS: ".sms.txt"}
FOLDER = Path(settings.BASE_DIR) / "templates" / "notifications"
_BLOCK = re.compile(
    r'\{% translate "(?P<plain>[^"]*)" %\}'
    r"|\{% blocktranslate trimmed(?: with (?P<bound>[^%]*?))? %\}(?P<text>.*?)\{% endblocktranslate %\}",
    re.DOTALL,
)
_VARIABLE = re.compile(r"\{\{ (\w+) \}\}")
_FORMATTED = re.compile(r"%\((\w+)\)s")
_PLACE = re.compile(r"\{(\w*)\}")


class UnknownPlaceholder(ValueError):
    """A wording names what the sentence does not know, or leaves out its address; ``str()`` says what and the fix."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as shipped: its key is the source text, ``{number}`` standing for what is filled in."""

    key: str
    places: tuple[str, ...]
    bound: str
    """How the template computes what is filled in: ``day=due_on|day``."""

    def shipped(self, language: str) -> str:
        """The words as they come with the portal."""
        with translation.override(language):
            formatted = _PLACE.sub(r"%(\1)s", self.key)
            return _FORMATTED.sub(r"{\1}", translation.gettext(formatted if self.places else self.key))

    def check(self, words: str) -> None:
        """Raises UnknownPlaceholder for what is not known, and where the address to go to is left out."""
        for name in _PLACE.findall(words):
            if name not in self.places:
                known = _("、").join(f"{{{place}}}" for place in self.places) or _("（没有）")
                message = _("没有“%(name)s”这个占位符。这一句可以用的是：%(known)s。")
                raise UnknownPlaceholder(message % {"name": f"{{{name}}}", "known": known})
        rest = _PLACE.sub("", words)
        if "{" in rest or "}" in rest:
            raise UnknownPlaceholder(_("花括号只能用来写占位符，例如 {number}，请成对书写。"))
        if LINK in self.places and f"{{{LINK}}}" not in words:
            raise UnknownPlaceholder(_("这一句里有收信人要打开的网址，请保留 {link}。"))


def template_codes() -> list[tuple[str, str]]:
    """(code, kind) of every message, those of their own for mobile phones included."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        code, _dot, rest = path.name.partition(".")
        found.append((code, SMS if rest == "sms.txt" else TEXT))
    return found


def sentences_of(source: str) -> list[Sentence]:
    """The sentences of a template's source, in order."""
    return [sentence for _match, sentence in _found(source)]


def with_wording(source: str, wording: Mapping[str, str]) -> str:
    """The source with the sentences that are worded otherwise; what does not fit any more is passed over."""
    for match, sentence in reversed(list(_found(source))):
        words = wording.get(sentence.key)
        if words is None:
            continue
        try:
            sentence.check(words)
        except UnknownPlaceholder:
            continue
        put = _PLACE.sub(r"{{ \1 }}", words)
        put = f"{{% with {sentence.bound} %}}{put}{{% endwith %}}" if sentence.bound else put
        source = source[: match.start()] + put + source[match.end() :]
    return source


@lru_cache(maxsize=256)
def compiled(source: str) -> Any:
    """A template of Django's own, made once for a source."""
    return engines["django"].from_string(source).template  # type: ignore[attr-defined]


def _found(source: str) -> Iterator[tuple[re.Match[str], Sentence]]:
    for match in _BLOCK.finditer(source):
        if match["plain"] is not None:
            yield match, Sentence(match["plain"], (), "")
            continue
        text = trim_whitespace(match["text"])
        places = tuple(dict.fromkeys(_VARIABLE.findall(text)))
        yield match, Sentence(_VARIABLE.sub(r"{\1}", text), places, (match["bound"] or "").strip())
