"""The message catalogues: Chinese is the source text, English is translated by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from talent.ui.translations.extraction import Message

HEADERS = {
    "zh_Hans": {"Language": "zh_Hans", "Plural-Forms": "nplurals=1; plural=0;"},
    "en": {"Language": "en", "Plural-Forms": "nplurals=2; plural=(n != 1);"},
}
MIME = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHINESE_IN_ENGLISH = frozenset({"简体中文", "中文"})
"""Texts that stay Chinese in English, since a reader looks for them in that script."""


def update(path: Path, language: str, messages: Iterable[Message]) -> polib.POFile:
    """Write the catalogue with exactly these messages, keeping the translations that it has."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = MIME | HEADERS[language]
    merged: dict[tuple[str | None, str], Message] = {}
    for message in messages:
        first = merged.setdefault(message.key, message)
        if message.plural and not first.plural:
            merged[message.key] = message
    for key in sorted(merged, key=lambda key: (key[1], key[0] or "")):
        catalogue.append(_entry(merged[key], known.get(key), language))
    catalogue.save(str(path))
    return catalogue


def _entry(message: Message, known: polib.POEntry | None, language: str) -> polib.POEntry:
    source = language == "zh_Hans"
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
    if message.plural is not None:
        entry.msgid_plural = message.plural
        old = known.msgstr_plural if known else {}
        entry.msgstr_plural = {0: message.text} if source else {n: old.get(n, "") for n in (0, 1)}
    else:
        entry.msgstr = message.text if source else (known.msgstr if known else "")
    return entry


def problems(path: Path, language: str, messages: Iterable[Message]) -> list[str]:
    """What keeps the catalogue from being complete; empty when nothing does."""
    catalogue = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}
    wanted = {message.key: message for message in messages}
    found = [f"{path.name}: gone from the source: {key[1]}" for key in catalogue.keys() - wanted.keys()]
    for key, message in wanted.items():
        if (entry := catalogue.get(key)) is None:
            found.append(f"{language}: missing: {message.text} ({message.place})")
        else:
            faults = _faults(entry, language)
            found += [f"{language}: {fault}: {message.text} ({message.place})" for fault in faults]
    return sorted(found)


def _faults(entry: polib.POEntry, language: str) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    sources = {frozenset(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text}
    faults = []
    if not all(texts):
        faults.append("not translated")
    elif any(frozenset(PLACEHOLDER.findall(text)) not in sources for text in texts):
        faults.append("other placeholders than the source")
    if language == "en" and entry.msgid not in CHINESE_IN_ENGLISH and any(CHINESE.search(text) for text in texts):
        faults.append("Chinese left in English")
    return faults


def compile_catalogue(path: Path) -> None:
    """Write the binary catalogue beside the text, unless it is newer already."""
    binary = path.with_suffix(".mo")
    if not binary.exists() or binary.stat().st_mtime < path.stat().st_mtime:
        polib.pofile(str(path)).save_as_mofile(str(binary))
