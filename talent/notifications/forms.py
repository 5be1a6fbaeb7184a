"""The form by which a message is worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from talent.audit.validators import without_personal_numbers
from talent.notifications.wordings import Sentence, UnknownPlaceholder
from talent.ui.widgets import CounterTextarea

LONGEST = 300


class WordingForm(forms.Form):
    """One field a sentence; ``read`` is the version that was read. Left empty, a sentence is as shipped."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, sentences: Sequence[Sentence], language: str, words: Mapping[str, str], version: int
    ) -> None:
        super().__init__(data, initial={"read": version})
        self.sentences = {f"sentence_{number}": sentence for number, sentence in enumerate(sentences, 1)}
        for number, (name, sentence) in enumerate(self.sentences.items(), 1):
            shipped = sentence.shipped(language)
            self.fields[name] = forms.CharField(
                label=_("第 %(number)d 句") % {"number": number},
                required=False,
                max_length=LONGEST,
                initial=words.get(sentence.key, shipped),
                widget=CounterTextarea(attrs={"rows": 2}),
                validators=[without_personal_numbers],
                help_text=self._hint(sentence, shipped),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, sentence in self.sentences.items():
            try:
                sentence.check(cleaned.get(name) or "")
            except UnknownPlaceholder as wrong:
                self.add_error(name, str(wrong))
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        """The words of each sentence, by the shipped one."""
        return {sentence.key: self.cleaned_data[name] for name, sentence in self.sentences.items()}

    def _hint(self, sentence: Sentence, shipped: str) -> str:
        places = _("、").join(f"{{{place}}}" for place in sentence.places)
        return " ".join(
            [
                _("原文：%(shipped)s") % {"shipped": shipped},
                *([_("可用：%(places)s") % {"places": places}] if places else []),
            ]
        )
