"""What the list of papers can be narrowed to. Nothing personal stands in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.papers.kinds import paper_kinds
from talent.papers.querysets import IssuedPaperQuerySet
from talent.ui.widgets import DayInput


class PaperFilter(forms.Form):
    """Kind, days of issue, and the start of the number."""

    kind = forms.ChoiceField(label=_("公文种类"), required=False)
    from_day = forms.DateField(label=_("出具日期从"), required=False, widget=DayInput)
    until_day = forms.DateField(label=_("到"), required=False, widget=DayInput)
    number = forms.CharField(label=_("文号开头"), required=False, max_length=60)

    def __init__(self, data: Any = None, *, kinds: list[str]) -> None:
        super().__init__(data)
        known = paper_kinds()
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *((code, known[code].label) for code in kinds)]

    def apply(self, papers: IssuedPaperQuerySet) -> IssuedPaperQuerySet:
        """The papers that fit; a filter that cannot be read is left out and shown with its error."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        if kind := wanted.get("kind"):
            papers = papers.filter(kind=kind)
        if day := wanted.get("from_day"):
            papers = papers.filter(issued_at__gte=_midnight(day))
        if day := wanted.get("until_day"):
            papers = papers.filter(issued_at__lt=_midnight(day + dt.timedelta(days=1)))
        if start := wanted.get("number"):
            papers = papers.filter(number__istartswith=start.strip())
        return papers

    @property
    def chosen_kind(self) -> str:
        """The one kind that is meant; empty for all, or where it cannot be read."""
        return str(getattr(self, "cleaned_data", {}).get("kind", ""))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
