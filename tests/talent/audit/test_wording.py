"""Events in words."""

import ast

import pytest
from django.core.cache import cache

from talent.audit import wording
from talent.audit.events import record
from talent.audit.templatetags import audit_words
from tests.architecture.source import modules
from tests.factories import make_application, make_employer


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (wording.verb_label("calendar.day_set"), "修改工作日历"),
        (wording.verb_label("application.submit"), "提交申请"),
        (wording.verb_label("batch.seal"), "封存并送财政"),
        (wording.verb_label("nobody.named_it"), "nobody.named_it"),
        (wording.object_type_label("calendars.calendarday"), "日历日"),
        (wording.object_type_label("gone.model"), "gone.model"),
        (wording.object_type_label("nonsense"), "nonsense"),
        (wording.status_label("applications.application", "returned"), "待补正"),
        (wording.status_label("applications.application", "gone"), "gone"),
        (wording.status_label("calendars.calendarday", "x"), "x"),
    ],
)
def test_what_is_known_has_words_and_the_rest_stands_as_it_is(words, expected):
    assert words == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "是"),
        (False, "否"),
        (None, "—"),
        ([], "—"),
        (0, "0"),
        ([1, "二", None], "1、二、—"),
        ({"a": 1, "b": [True]}, "a = 1；b = 是"),
    ],
)
def test_values_of_the_detail_are_written_for_people(value, words):
    assert audit_words.detail_value(value) == words


@pytest.mark.django_db
def test_only_what_occurs_can_be_chosen():
    cache.clear()
    record("calendar.day_set", make_employer(), by=None)
    record("demo.done", None, by=None)
    choices = (wording.verb_choices(), wording.object_type_choices())
    cache.clear()
    assert choices == (
        [("demo.done", "demo.done"), ("calendar.day_set", "修改工作日历")],
        [("employers.employer", wording.object_type_label("employers.employer"))],
    )


def test_every_verb_that_the_portal_records_has_words() -> None:
    verbs = {
        call.args[0].value
        for tree in modules().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) == "record"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert (len(verbs) > 40, {verb for verb in verbs if wording.verb_label(verb) == verb}) == (True, set())


def test_the_parts_of_an_event_have_words() -> None:
    assert (wording.detail_label("method"), wording.detail_label("unheard_of")) == ("方式", "unheard_of")


@pytest.mark.django_db
def test_what_people_call_by_a_number_is_found_by_it():
    application = make_application()
    assert wording.object_keys(f" {application.number.lower()} ") == [application.number.lower(), str(application.pk)]
