"""No field of any form speaks in Django's own phrases: they say what to do, and never repeat what was sent."""

from __future__ import annotations

import gettext
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
from django import forms
from django.contrib.auth.models import Group

import subsidies
import talent

CODES = ("required", "invalid", "invalid_choice", "invalid_list", "invalid_pk_value", "missing", "empty")
SENT = ("", "x", ["x"], "x@", "\x00", "9" * 4_000, "-999999999")
NO_FORMS = ("settings", "migrations", "wsgi")


def stock() -> set[str]:
    """Every Chinese phrase of Django and of the sign-in library."""
    found: set[str] = set()
    for library, folder in ((django, "conf/locale"), (allauth, "locale")):
        assert library.__file__
        path = Path(library.__file__).parent / folder / "zh_Hans" / "LC_MESSAGES" / "django.mo"
        with path.open("rb") as file:
            found |= set(gettext.GNUTranslations(file)._catalog.values())  # type: ignore[attr-defined]
    return found - {""}


def form_classes() -> set[type[forms.BaseForm]]:
    for package in (talent, subsidies):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not set(NO_FORMS) & set(module.name.split(".")):
                importlib.import_module(module.name)
    return {each for each in _below(forms.BaseForm) if each.__module__.startswith(("talent.", "subsidies."))}


def _below(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def fields() -> Iterator[tuple[str, forms.Field]]:
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            yield f"{form.__module__}.{form.__name__}.{name}", field


def said(field: forms.Field, sent: object) -> list[str]:
    """What the field says to something odd, before values are put into it."""
    try:
        field.clean(sent)
    except forms.ValidationError as error:
        return [str(each.message) for each in error.error_list]
    except (AttributeError, TypeError):  # a list where a browser sends a text
        pass
    return []


@pytest.mark.django_db
def test_no_field_of_any_form_uses_a_stock_phrase():
    phrases, found, walked = stock(), [], 0
    for where, field in fields():
        walked += 1
        ready = {code: str(field.error_messages[code]) for code in CODES if code in field.error_messages}
        answers = [*ready.values(), *(words for sent in SENT for words in said(field, sent))]
        found += [(where, words) for words in answers if words in phrases or "%(value)s" in words]
    assert (found, walked > 300) == ([], True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "sent", "sentence"),
    [
        (forms.CharField(), "", "请填写这一项。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "<b>", "请从列出的选项中选择。"),
        (forms.MultipleChoiceField(choices=[("a", "甲")]), ["b"], "所选的有的已不在列表中，请刷新页面后重新选择。"),
        (forms.ModelChoiceField(Group.objects.none()), "7", "请从列出的选项中选择。"),
        (forms.IntegerField(min_value=1), "0", "不能小于 1。"),
        (forms.IntegerField(), "x", "请填写整数，例如 36。"),
        (forms.DateField(), "2026-02-30", "请填写真实存在的日期，例如 2026-07-01。"),
        (forms.EmailField(), "name@", "请填写完整的电子邮箱，例如 name@example.com。"),
        (forms.UUIDField(), "x", "页面已失效，请刷新后重试。"),
        (forms.CharField(max_length=2), "三个字", "最多 2 个字，现在是 3 个。"),
        (forms.RegexField("a"), "b", "填写的格式不对，请核对。"),
        (forms.RegexField("a", error_messages={"invalid": "请填写 a。"}), "b", "请填写 a。"),
    ],
)
def test_what_is_said_instead(field: forms.Field, sent: object, sentence: str):
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(sent)
    assert caught.value.messages == [sentence]
