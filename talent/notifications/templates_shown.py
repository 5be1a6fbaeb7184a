"""What the pages of message templates show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from talent.notifications import texts
from talent.notifications.forms import WordingForm
from talent.notifications.kinds import WordingKind
from talent.notifications.models import Wording
from talent.notifications.samples import SAMPLE
from talent.notifications.wordings import SHIPPED, SMS, Sentence, sentences_of, template_codes


@dataclass(frozen=True, slots=True)
class Shown:
    """One message in one language, with its versions, the latest first."""

    code: str
    kind: str
    language: str
    sentences: list[Sentence]
    versions: list[Wording]

    @property
    def words(self) -> Mapping[str, str]:
        return self.versions[0].sentences if self.versions else SHIPPED

    @property
    def version(self) -> int:
        return self.versions[0].version if self.versions else 0

    @property
    def title(self) -> str:
        """The message's own title, with sample values."""
        return texts.render(self.code, SAMPLE, self.language).title

    @property
    def for_what(self) -> str | Promise:
        return WordingKind(self.kind).label

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES)[self.language])

    def form(self, data: Any) -> WordingForm:
        return WordingForm(
            data, sentences=self.sentences, language=self.language, words=self.words, version=self.version
        )

    def preview(self, words: Mapping[str, str]) -> texts.Text:
        """What it reads like with sample values."""
        if self.kind == SMS:
            return texts.Text("", texts.render_sms(self.code, SAMPLE, self.language, words))
        return texts.render(self.code, SAMPLE, self.language, words)


def shown(code: str, kind: str, language: str) -> Shown:
    """One message. Raises UnknownTemplate."""
    sentences = sentences_of(texts.source_of(code, kind))
    versions = Wording.objects.of(code, kind, language).select_related("set_by")
    return Shown(code, kind, language, sentences, list(versions))


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A line of the list: a message, and for each language whether it is worded otherwise than shipped."""

    code: str
    kind: str
    title: str
    for_what: str | Promise
    languages: list[tuple[str, str, Wording | None]]


def rows_of_templates() -> list[TemplateRow]:
    """Every message (one query)."""
    latest = {
        (each.template, each.kind, each.language): each
        for each in Wording.objects.latest_each().select_related("set_by")
    }
    rows = []
    for code, kind in template_codes():
        title = texts.render(code, SAMPLE, settings.LANGUAGE_CODE).title
        languages = [(key, str(name), latest.get((code, kind, key))) for key, name in settings.LANGUAGES]
        rows.append(TemplateRow(code, kind, title, WordingKind(kind).label, languages))
    return rows
