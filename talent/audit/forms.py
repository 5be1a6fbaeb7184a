"""What the log can be narrowed down to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.audit import wording
from talent.audit.querysets import AuditEventQuerySet
from talent.ui.widgets import DayInput


class EventFilterForm(forms.Form):
    """By verb, object, person and day; everything may be left empty. No names stand in the address."""

    verb = forms.CharField(label=_("操作"), required=False, max_length=80)
    object_type = forms.CharField(label=_("对象类型"), required=False, max_length=80)
    object_id = forms.CharField(
        label=_("对象编号"), required=False, max_length=60, help_text=_("受理编号、批次号、公示编号、文号都可以。")
    )
    actor = forms.UUIDField(label=_("办理人"), required=False)
    from_day = forms.DateField(label=_("起始日期"), required=False, widget=DayInput)
    until_day = forms.DateField(label=_("截止日期"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].widget = forms.Select(choices=_with_all(wording.verb_choices()))
        self.fields["object_type"].widget = forms.Select(choices=_with_all(wording.object_type_choices()))
        self.fields["actor"].widget = forms.Select(choices=_with_all(self._people()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("from_day"), cleaned.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("截止日期不能早于起始日期。"))
        return cleaned

    def narrow(self, events: AuditEventQuerySet) -> AuditEventQuerySet:
        """The events that were asked for; none while the form has an error."""
        if not self.is_valid():
            return events.none()
        wanted = self.cleaned_data
        exact = {name: wanted[name] for name in ("verb", "object_type") if wanted[name]}
        events = events.filter(**exact)
        if wanted["object_id"]:
            events = events.filter(object_id__in=wording.object_keys(wanted["object_id"]))
        if wanted["actor"]:
            events = events.by(wanted["actor"])
        if wanted["from_day"]:
            events = events.from_day(wanted["from_day"])
        return events.until_day(wanted["until_day"]) if wanted["until_day"] else events

    def _people(self) -> list[tuple[str, str]]:
        """Staff, and whoever a link on the page asked for."""
        staff = User.objects.filter(role_grants__isnull=False).distinct().order_by("display_name")
        people = {str(user.pk): str(user) for user in staff}
        asked = self["actor"].value()
        if asked and asked not in people:
            people |= {str(user.pk): str(user) for user in User.objects.filter(pk__in=_keys(str(asked)))}
        return list(people.items())


def _with_all(choices: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [("", _("全部")), *choices]


def _keys(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
