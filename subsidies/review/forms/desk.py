"""What officers write on a case beside deciding it: notes among themselves, and answers of official pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.review.codes import Checkable
from subsidies.review.kinds import CodeKind, CodeResult
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea, InlineRadioSelect


class NoteForm(KeyedForm):
    """A note for colleagues."""

    prefix = "note"

    text = forms.CharField(
        label=_("新的记事"),
        max_length=1000,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "2"}),
        help_text=_("申请人和用人单位看不到。保存后不能修改，只能再补一条。"),
        error_messages={"required": _("请写下要记的内容。")},
    )


class CodeCheckForm(KeyedForm):
    """What an official page answered."""

    prefix = "check"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(label=_("核验项目"), error_messages={"required": _("请选择核验了哪一项。")})
    result = forms.ChoiceField(
        label=_("核验结果"),
        choices=CodeResult.choices,
        widget=InlineRadioSelect,
        error_messages={"required": _("请选择核验结果。")},
    )
    comment = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "2"}),
        help_text=_("不一致时必填：写明哪里不一致。"),
    )

    def __init__(self, *args: Any, items: Iterable[Checkable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.value, item.title) for item in items]
        self.fields["item"].choices = choices if len(choices) == 1 else [("", _("请选择")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("result") == CodeResult.DIFFERS and not cleaned.get("comment", "x").strip():
            self.add_error("comment", _("请写明哪里不一致。"))
        return cleaned

    @property
    def subject(self) -> tuple[CodeKind, UUID | None]:
        """What a valid form is about."""
        kind, _colon, degree = self.cleaned_data["item"].partition(":")
        return CodeKind(kind), UUID(degree) if degree else None
