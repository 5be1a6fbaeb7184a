"""The public page behind the QR code gives away nothing but the answer."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from talent.papers import actions
from talent.papers.codes import grouped, new_code
from tests.talent.papers.certificates import make_paper

pytestmark = pytest.mark.django_db
UNKNOWN = ["0" * 28, "x", "不是验证码", "A" * 300, "%00", "<script>alert(1)</script>"]


def visible(content: bytes) -> str:
    """The page without what differs from one loading to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", content.decode())


def body(client: Client, code: str) -> tuple[int, str]:
    response = client.get(reverse("verify:paper", args=[code]))
    return response.status_code, re.sub(r"/verify/[^\"]*", "", visible(response.content))


def test_a_genuine_paper_shows_the_least(client: Client):
    paper = make_paper(uuid.uuid4(), number="ZM-7", content={"name": "李明", "reason": "秘密"})
    response = client.get(reverse("verify:paper", args=[paper.code]))
    page = response.content.decode()
    shown = [words in page for words in ("这份公文是真实的", "ZM-7", "李*", "证明", paper.issuer)]
    hidden = [words in page for words in ("李明", "秘密", str(paper.pk), str(paper.about))]
    assert (response.status_code, shown, hidden) == (200, [True] * 5, [False] * 4)


def test_whatever_is_wrong_with_a_code_the_answer_is_the_same(client: Client):
    withdrawn = make_paper(uuid.uuid4())
    actions.withdraw(withdrawn, by=None, reason="内容有误")
    answers = {body(client, code.replace("/", "")) for code in [*UNKNOWN, withdrawn.code, new_code()]}
    assert [status for status, _page in answers] == [404]


def test_every_answer_costs_the_same_queries(client: Client, django_assert_num_queries):
    paper = make_paper(uuid.uuid4())
    for code in [paper.code, "0" * 28, "x", new_code()]:
        with django_assert_num_queries(1):
            client.get(reverse("verify:paper", args=[code]))


def test_nothing_is_kept_or_indexed(client: Client):
    paper = make_paper(uuid.uuid4())
    for address in (reverse("verify:form"), reverse("verify:paper", args=[paper.code]), "/verify/x/"):
        response = client.get(address)
        assert ("no-store" in response["Cache-Control"], response["X-Robots-Tag"]) == (True, "noindex, noarchive")


def test_a_code_typed_by_hand_leads_to_its_answer(client: Client):
    paper = make_paper(uuid.uuid4())
    response = client.post(reverse("verify:form"), {"code": grouped(paper.code).lower()})
    assert response["Location"] == reverse("verify:paper", args=[paper.code])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请输入二维码下方的验证码。"),
        ("----", "验证码由字母和数字组成，请核对后重新输入。"),
        ("/" * 9, "验证码由字母和数字组成，请核对后重新输入。"),
        ("7K2M-Q9XD", "验证码应为 28 位，现在是 8 位，请核对。"),
        ("A" * 101, "验证码共 28 位，输入的太长，请核对。"),
        ("A\x00B", "含有无法识别的字符，请重新输入。"),
    ],
)
def test_what_is_no_code_is_said_at_the_field(client: Client, typed: str, said: str):
    response = client.post(reverse("verify:form"), {"code": typed})
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_nobody_tries_codes_by_the_thousand(client: Client, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"verify_paper": "3/m/ip"}
    answers = [client.get(reverse("verify:paper", args=["x"])).status_code for _ in range(5)]
    cache.clear()
    assert answers == [404, 404, 404, 429, 429]
