"""Officers word the messages otherwise: checked, previewed, kept by version, and never after the fact."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from talent.audit.models import AuditEvent
from talent.notifications import actions, queries, texts
from talent.notifications.messages import notify
from talent.notifications.models import Wording
from talent.notifications.samples import SAMPLE
from talent.notifications.wordings import SMS, TEXT, sentences_of, template_codes
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CODE = "application_returned"
TITLE = "申请 {number} 需要补正，请在 {day} 前完成"
OTHER = "{number} 请于 {day} 前补正"
CONTEXT = {"number": "SQ2026112300001", "due_on": dt.date(2026, 12, 7)}
PAGE = reverse("notifications:template", args=[CODE, TEXT, "zh-hans"])


@pytest.fixture
def officer():
    return make_user("policy_officer")


@pytest.fixture
def desk(client: Client, officer) -> Client:
    client.force_login(officer)
    return client


def word(by, words: str = OTHER, **more) -> Wording | None:
    return actions.word(CODE, TEXT, "zh-hans", {TITLE: words}, by=by, **more)


def rendered(language: str = "zh-hans") -> str:
    return texts.render(CODE, CONTEXT, language, queries.wording_in_force(CODE, TEXT, language)).title


@pytest.mark.parametrize("language", [key for key, _name in settings.LANGUAGES])
@pytest.mark.parametrize(("code", "kind"), template_codes())
def test_the_sentences_of_every_message_put_back_as_shipped_read_the_same(code, kind, language):
    """So the parts that are taken for sentences are all there are, and the samples fill all of them in."""
    render = texts.render_sms if kind == SMS else texts.render
    same = {sentence.key: sentence.shipped(language) for sentence in sentences_of(texts.source_of(code, kind))}
    assert render(code, SAMPLE, language, same) == render(code, SAMPLE, language)
    assert "{" not in str(render(code, SAMPLE, language, same))


def test_a_sentence_is_worded_otherwise_and_filled_in(officer):
    word(officer)
    assert rendered() == "SQ2026112300001 请于 2026年12月7日 前补正"


def test_the_other_language_stays_as_shipped(officer):
    before = rendered("en")
    word(officer)
    assert rendered("en") == before


def test_what_was_sent_keeps_what_it_said(officer):
    person = make_user()
    (sent,) = notify(person, CODE, context=CONTEXT, channels=["portal"])
    before = queries.reading(sent).title
    word(officer)
    (later,) = notify(person, CODE, context=CONTEXT, channels=["portal"])
    assert [reading.title for reading in queries.readings([sent, later])] == [
        before, "SQ2026112300001 请于 2026年12月7日 前补正",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("请看 {amount}", "没有“{amount}”这个占位符。这一句可以用的是：{number}、{day}。"),
        ("请看 {{ number }}", "花括号只能用来写占位符，例如 {number}，请成对书写。"),
        ("{% load x %}", "花括号只能用来写占位符，例如 {number}，请成对书写。"),
        ("请看 {number", "花括号只能用来写占位符，例如 {number}，请成对书写。"),
        ("请看 {}", "没有“{}”这个占位符。这一句可以用的是：{number}、{day}。"),
    ],
)
def test_what_no_sentence_can_hold_is_refused_and_named(officer, words, told):
    with pytest.raises(ActionRefused) as refused:
        word(officer, words)
    assert (str(refused.value), Wording.objects.count()) == (told, 0)


def test_the_address_to_go_to_is_left_in(officer):
    (sentence,) = (each for each in sentences_of(texts.source_of("offer_invited", SMS)) if "link" in each.places)
    with pytest.raises(ActionRefused) as refused:
        actions.word("offer_invited", SMS, "zh-hans", {sentence.key: "您好，请申请。"}, by=officer)
    assert str(refused.value) == "这一句里有收信人要打开的网址，请保留 {link}。"


@pytest.mark.parametrize("words", ["<b>&{number}</b>", "{number}' or 1=1; --", "𠮷{day}", "100% {number} %(day)s"])
def test_signs_are_shown_as_they_are(officer, words):
    word(officer, words)
    assert rendered() == words.replace("{number}", "SQ2026112300001").replace("{day}", "2026年12月7日")


def test_the_same_words_make_no_second_version_and_the_shipped_ones_none(officer):
    assert word(officer, TITLE) is None
    first = word(officer)
    assert (word(officer, read=0), Wording.objects.count()) == (first, 1)


def test_back_to_the_shipped_wording_is_a_version_of_its_own(officer):
    word(officer)
    word(officer, "", read=1)
    assert (rendered(), [(each.version, each.sentences) for each in Wording.objects.order_by("version")]) == (
        "申请 SQ2026112300001 需要补正，请在 2026年12月7日 前完成",
        [(1, {TITLE: OTHER}), (2, {})],
    )
    assert list(AuditEvent.objects.filter(verb__startswith="wording.").values_list("verb", flat=True)) == [
        "wording.changed", "wording.reset",
    ]  # fmt: skip


def test_of_two_officers_the_second_is_told(officer):
    word(officer)
    with pytest.raises(ActionRefused) as refused:
        word(make_user("administrator"), "{number} 请补正", read=0)
    assert (str(refused.value), rendered()[:3]) == ("这段期间有人保存了新的措辞。请重新打开后再修改。", "SQ2")


def test_a_sentence_that_is_shipped_no_more_is_passed_over():
    assert texts.render(CODE, CONTEXT, "zh-hans", {"已不再有的句子": "x"}) == texts.render(CODE, CONTEXT, "zh-hans")


@pytest.mark.parametrize("role", ["reviewer", "finance_officer", "auditor", "hr_officer"])
def test_nobody_else_words_messages(role):
    with pytest.raises(ActionRefused):
        word(make_user(role))


def test_to_preview_keeps_nothing_and_shows_the_samples(desk):
    response = desk.post(PAGE, {"read": "0", "sentence_1": OTHER, "preview": "1"})
    assert (response.context["preview"].title, Wording.objects.count()) == (
        "SQ2026112300018 请于 2026年12月18日 前补正", 0,
    )  # fmt: skip


def test_saving_and_resetting_on_the_pages(desk):
    for _ in range(2):  # a double click
        desk.post(PAGE, {"read": "0", "sentence_1": OTHER, "save": "1"})
    assert (rendered()[:3], Wording.objects.count()) == ("SQ2", 1)
    reset = reverse("notifications:template_reset", args=[CODE, TEXT, "zh-hans"])
    assert (desk.get(reset).status_code, Wording.objects.count()) == (200, 1)
    desk.post(reset)
    assert (rendered()[:2], Wording.objects.count()) == ("申请", 2)


def test_an_unknown_placeholder_is_said_at_its_field(desk):
    response = desk.post(PAGE, {"read": "0", "sentence_1": "{amount}", "save": "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["sentence_1"])


def test_an_auditor_reads_and_finds_no_button(client: Client):
    client.force_login(make_user("auditor"))
    page = client.get(PAGE).content.decode()
    client.post(PAGE, {"read": "0", "sentence_1": OTHER, "save": "1"})
    assert ("历次修改" in page, 'name="save"' in page, Wording.objects.count()) == (True, False, 0)


@pytest.mark.parametrize("path", ["gone/text/zh-hans/", f"{CODE}/sms/zh-hans/", f"{CODE}/text/fr/", f"{CODE}/mail/en/"])
def test_messages_that_are_not_there_are_not_found(desk, path):
    assert desk.get(f"/messages/templates/{path}").status_code == 404


def test_the_list_takes_so_many_queries_however_much_was_changed(desk, officer, django_assert_num_queries):
    for number in range(20):
        word(officer, f"{{number}} {number}", read=number)
    with django_assert_num_queries(8):
        desk.get(reverse("notifications:templates"))


@pytest.mark.parametrize("number", [1, 30])
def test_the_inbox_asks_once_for_the_wordings_of_all(officer, django_assert_num_queries, number):
    person = make_user()
    for _ in range(number):
        notify(person, CODE, context=CONTEXT, channels=["portal"])
    word(officer)
    inbox = list(person.messages.all())
    with django_assert_num_queries(1):
        assert len(queries.readings(inbox)) == number
