"""Questions that most people need not see: folded away, and open where they hold an answer or an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Fold:
    """Questions under one line that unfolds them."""

    title: str | Promise
    fields: list[BoundField]
    open: bool


class FoldedForm(forms.BaseForm):
    """A form with ``folded``: for each fold its title and the names of its fields.

    ``unfolding`` maps a field that stands in the open to the fold that its errors are about.
    """

    folded: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {}
    unfolding: Mapping[str, str] = {}

    def plain_fields(self) -> list[BoundField]:
        """The visible fields that stand in the open."""
        hidden_away = {name for _title, names in self.folded.values() for name in names}
        return [bound for bound in self.visible_fields() if bound.name not in hidden_away]

    def folds(self) -> list[Fold]:
        """The folds with those of their fields that this form has; empty ones are left out."""
        wrong = {fold for name, fold in self.unfolding.items() if self._is_wrong(name)}
        folds = []
        for key, (title, names) in self.folded.items():
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                folds.append(Fold(title, fields, key in wrong or any(_tells(bound) for bound in fields)))
        return folds

    def _is_wrong(self, name: str) -> bool:
        """Whether a field has an answer, and a wrong one."""
        return self.has_error(name) and not self.has_error(name, "required")


def _tells(bound: BoundField) -> bool:
    """Whether a field holds an error, or an answer other than the usual one."""
    return bool(bound.errors) or bound.value() not in (None, "", False, [], bound.field.initial)
