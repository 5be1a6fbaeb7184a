"""Objecting and following an objection without an account."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from subsidies.notices.models import PublicNotice
from subsidies.objections import actions
from subsidies.objections.models import Objection
from talent.accounts.models import User
from talent.papers.codes import grouped
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.objections.stages import NEXT_DAY, TEXT, end, examined, objected, running
from tests.subsidies.objections.test_examining import FOUND

pytestmark = pytest.mark.django_db
TRACK = "/notices/objections/"
UNNAMED = {"way": "anonymous", "name": ""}


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


def address(notice: PublicNotice) -> str:
    return reverse("objections:new", args=[notice.pk])


def data(**changed: Any) -> dict[str, Any]:
    said = {"pk": uuid.uuid4(), "line": "1", "text": TEXT, "way": "named", "name": "李群众", "contact": ""}
    return said | changed


def text_of(client: Client, path: str, **sent: Any) -> str:
    response = client.post(path, sent) if sent else client.get(path)
    return str(response.content.decode())


def test_the_notice_leads_to_the_form_for_each_line_and_as_a_whole(client: Client, office: Office):
    notice = running(office)
    page = text_of(client, reverse("notices:detail", args=[notice.pk]))
    links = sorted(set(re.findall(rf'{address(notice)}[^"]*', page)))
    assert links == [address(notice), f"{address(notice)}?line=1"]


def test_the_form_says_whom_a_line_names(client: Client, office: Office):
    notice = running(office)
    entry = notice.entries.get()
    page = text_of(client, f"{address(notice)}?line=1")
    assert f"名单第 1 号：{entry.shown_name}，{entry.employer_name}" in page


@pytest.mark.parametrize("line", ["9", "0", "-1", "abc", "²", "1" * 400])
def test_a_line_that_is_none_shows_the_empty_form(client: Client, office: Office, line: str):
    response = client.get(address(running(office)), {"line": line})
    assert (response.status_code, "您要反映的是" in response.content.decode()) == (200, False)


def test_the_tracking_number_is_shown_once_and_not_on_the_next_page(client: Client, office: Office):
    notice = running(office)
    page = text_of(client, address(notice), **data())
    code = grouped(Objection.objects.get().code)
    assert [code in page, code in text_of(client, address(notice))] == [True, False]


def test_a_double_click_makes_one_objection_and_shows_the_same_number(client: Client, office: Office):
    notice, sent = running(office), data()
    pages = [text_of(client, address(notice), **sent) for _ in range(2)]
    code = grouped(Objection.objects.get().code)
    assert [code in page for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "请写明异议内容。"),
        ({"text": "很长" * 1001}, "请写在 2000 字以内，现在是 2002 字。"),
        ({"name": ""}, "署名反映的，请填写姓名；不愿署名的，请选择匿名。"),
        ({"way": ""}, "请选择署名或匿名。"),
        ({"line": "第一"}, "请填写名单上的序号，例如 3。"),
        ({"line": "7"}, "名单上没有第 7 号，请核对序号。"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client: Client, office: Office, changed: Any, words: str):
    response = client.post(address(running(office)), data(**changed))
    assert (response.status_code, words in response.content.decode(), Objection.objects.count()) == (422, True, 0)


def test_an_anonymous_form_needs_no_name(client: Client, office: Office):
    client.post(address(running(office)), data(way="anonymous", name=""))
    assert list(Objection.objects.values_list("anonymous", "status")) == [(True, "received")]


def test_a_draft_cannot_be_objected_to_and_one_that_is_over_says_so(client: Client, office: Office):
    draft, notice = drawn(office), running(office)
    with on(NEXT_DAY):
        answers = [client.get(address(draft)).status_code, client.post(address(notice), data()).headers["Location"]]
    assert (answers, Objection.objects.count()) == ([404, f"/notices/{notice.pk}/"], 0)


def test_one_address_names_itself_ten_times_a_day(client: Client, office: Office):
    notice = running(office)
    statuses = [client.post(address(notice), data()).status_code for _ in range(12)]
    assert (statuses, Objection.objects.count()) == ([200] * 10 + [429] * 2, 10)


def test_one_address_objects_anonymously_three_times_to_a_notice_and_five_times_a_day(client: Client, office: Office):
    notices = [running(office) for _ in range(3)]
    statuses = [[client.post(address(each), data(**UNNAMED)).status_code for _ in range(4)] for each in notices]
    assert (statuses, Objection.objects.count()) == ([[200] * 3 + [429], [200] * 2 + [429] * 2, [429] * 4], 5)


def test_another_address_may_still_object_and_the_first_may_by_name(client: Client, office: Office):
    notice = running(office)
    for _ in range(4):
        client.post(address(notice), data(**UNNAMED))
    others = [
        client.post(address(notice), data(**UNNAMED), REMOTE_ADDR="198.51.100.7"),
        client.post(address(notice), data()),
    ]
    assert [response.status_code for response in others] == [200, 200]


def test_who_may_send_no_more_today_is_told_and_keeps_what_was_typed(client: Client, office: Office):
    notice = running(office)
    for _ in range(3):
        client.post(address(notice), data(**UNNAMED))
    text = client.post(address(notice), data(**UNNAMED)).content.decode()
    assert [words in text for words in ("可以改为署名反映，或明天再提交", TEXT, "提交异议")] == [True] * 3


def test_a_flood_of_wrong_forms_is_stopped_and_what_was_typed_is_kept(client: Client, office: Office):
    notice = running(office)
    answers = [client.post(address(notice), data(line="7")) for _ in range(21)]
    text = answers[-1].content.decode()
    assert ([each.status_code for each in answers], "请过一小时再提交" in text, TEXT in text) == (
        [422] * 20 + [429],
        True,
        True,
    )


def test_what_is_refused_or_sent_twice_counts_for_nothing(client: Client, office: Office):
    notice, sent = running(office), data(**UNNAMED)
    for wrong in range(4):
        client.post(address(notice), data(**UNNAMED, line=str(7 + wrong)))
    statuses = [client.post(address(notice), sent).status_code for _ in range(4)]
    statuses += [client.post(address(notice), data(**UNNAMED)).status_code for _ in range(2)]
    assert (statuses, Objection.objects.count()) == ([200] * 6, 3)


def test_the_page_on_too_many_attempts_promises_nothing_of_what_was_just_sent(client: Client, office: Office):
    for _ in range(61):
        text = client.post(TRACK, {"code": "0" * 28}).content.decode()
    said = ("刚才这一次没有办理", "不会因此丢失", "账号安全")
    assert [words in text for words in said] == [True, False, False]


def test_typing_numbers_at_random_is_stopped(client: Client, office: Office):
    statuses = [client.post(TRACK, {"code": "0" * 28}).status_code for _ in range(61)]
    assert statuses == [404] * 60 + [429]


def test_pages_are_kept_by_nobody(client: Client, office: Office):
    headers = [client.get(path).headers for path in (TRACK, address(running(office)))]
    assert [(each["X-Robots-Tag"], "no-store" in each["Cache-Control"]) for each in headers] == [
        ("noindex, noarchive", True)
    ] * 2


@pytest.mark.parametrize(
    ("anonymous", "acts", "words"),
    [
        (False, "", "已收到，等待人才办受理。"),
        (False, "accept", "已受理，由未参与审核的工作人员核查。"),
        (False, "dismiss", FOUND["answer"]),
        (True, "", "匿名反映的作为线索处理，不作答复。"),
        (True, "dismiss", "匿名反映的作为线索处理，不作答复。"),
    ],
)
def test_the_tracking_page_shows_state_and_answer(
    client: Client, office: Office, examiner: User, anonymous: bool, acts: str, words: str
):
    notice = running(office)
    made = objected(notice, anonymous=anonymous) if not acts else examined(notice, by=examiner, anonymous=anonymous)
    if acts == "dismiss":
        made = actions.dismiss(made, by=examiner, **FOUND)
    page = text_of(client, TRACK, code=grouped(made.code))
    assert (words in page, made.get_status_display() in page) == (True, True)


def test_the_tracking_page_shows_neither_the_words_nor_the_finding_nor_who_is_objected_to(
    client: Client, office: Office, examiner: User
):
    made = actions.dismiss(examined(running(office), by=examiner), by=examiner, **FOUND)
    page = text_of(client, TRACK, code=made.code)
    hidden = (TEXT, "李群众", "13900139000", FOUND["finding"], made.application.person.name, office.employer.name)
    assert [words for words in hidden if words in page] == []


def test_the_number_still_leads_to_the_answer_when_the_notice_was_taken_down(client: Client, office: Office):
    notice = running(office)
    made = objected(notice)
    end(notice)
    with on(NEXT_DAY):
        assert client.post(TRACK, {"code": made.code}).status_code == 200


def test_the_person_objected_to_reads_that_it_is_examined_and_nothing_of_it(
    client: Client, office: Office, examiner: User
):
    made = examined(running(office), by=examiner)
    client.force_login(made.application.person.user)
    page = text_of(client, reverse("me:case", args=[made.application_id]))
    hidden = (TEXT, "李群众", "13900139000", made.number)
    assert ("收到异议，正在核查" in page, [words for words in hidden if words in page]) == (True, [])
