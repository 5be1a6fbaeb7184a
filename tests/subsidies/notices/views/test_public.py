"""Notices as anyone reads them: there while they run, gone afterwards, and nothing beyond the allow-list."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.applications.kinds import Benefit
from subsidies.notices import tasks
from subsidies.notices.models import PublicNotice
from talent.profiles.models import Child
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import also_granted, approved, drawn, on, published

pytestmark = pytest.mark.django_db
PAGES = ("notices:detail", "notices:file")
ADDRESSES = (*PAGES, "notices:paper")
ID, ACCOUNT, PHONE = "220102199803151233", "6222029876543210981", "13904310987"


def url(name: str, notice: PublicNotice) -> str:
    return reverse(name, args=[notice.pk])


@pytest.mark.parametrize("name", PAGES)
def test_anyone_reads_a_running_notice(client: Client, office: Office, name: str):
    assert client.get(url(name, published(office))).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_not_there(client: Client, office: Office, name: str):
    assert client.get(url(name, drawn(office))).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_even_the_office_reads_a_draft_elsewhere(client: Client, office: Office, name: str):
    client.force_login(office.reviewer)
    assert client.get(url(name, drawn(office))).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(("day", "status"), [(dt.date(2026, 11, 30), 200), (dt.date(2026, 12, 1), 410)])
def test_a_notice_is_taken_down_when_its_days_are_over(
    client: Client, office: Office, name: str, day: dt.date, status: int
):
    notice = published(office)
    with on(day):
        assert client.get(url(name, notice)).status_code == status


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("ended", [False, True])
def test_in_its_place_stands_that_it_was_taken_down_and_no_name(client: Client, office: Office, name: str, ended: bool):
    case = approved(office)
    notice = published(office, case, name_display="full", name_basis="《公示办法》")
    with on(dt.date(2026, 12, 1)):
        if ended:
            tasks.close_ended.func()
        page = client.get(url(name, notice))
    words = page.content.decode()
    wanted = ("公示期已满，名单已经撤下，不再公开。" in words, notice.number in words)
    assert (wanted, case.person.name in words, office.employer.name in words, page.headers["X-Robots-Tag"]) == (
        (True, True),
        False,
        False,
        "noindex, noarchive",
    )


def test_the_list_of_notices_drops_what_is_over(client: Client, office: Office):
    notice = published(office)
    shown = []
    for day in (dt.date(2026, 11, 30), dt.date(2026, 12, 1)):
        with on(day):
            shown.append(notice.title in client.get(reverse("notices:list")).content.decode())
    assert shown == [True, False]


@pytest.mark.parametrize("name", PAGES)
def test_search_engines_and_caches_are_told_to_keep_nothing(client: Client, office: Office, name: str):
    headers = client.get(url(name, published(office))).headers
    assert (headers["X-Robots-Tag"], "no-store" in headers["Cache-Control"]) == ("noindex, noarchive", True)


def test_the_page_itself_says_noindex(client: Client, office: Office):
    page = client.get(url("notices:detail", published(office))).content.decode()
    assert '<meta name="robots" content="noindex, noarchive">' in page


def test_the_statement_says_on_what_it_rests_until_when_and_who_receives_objections(client: Client, office: Office):
    page = client.get(url("notices:detail", published(office))).content.decode()
    wanted = (
        "《关于进一步集聚人才助力中国一汽发展的若干意见》",
        "2026年11月23日 至 2026年11月30日",
        "电话 0431-81500000",
    )
    assert [words in page for words in wanted] == [True, True, True]


@pytest.mark.parametrize("wording", [{}, {"name_display": "full", "name_basis": "公示办法第三条"}])
def test_planted_personal_data_is_nowhere_to_be_read(client: Client, office: Office, wording: dict[str, str]):
    application = approved(office, name="欧阳静", identity_number=ID, born_on=dt.date(1998, 3, 15))
    person = application.person
    person.bank_accounts.update(holder_name="欧阳静静")
    account = person.bank_accounts.get()
    account.account_number = ACCOUNT
    account.save()
    person.user.phone = PHONE
    person.user.save()
    Child.objects.create(person=person, name="欧阳小宝", born_on=dt.date(2020, 9, 2))
    also_granted(application, Benefit.SCHOOLING)
    notice = published(office, application, **wording)
    pages = [client.get(url(name, notice)).content.decode() for name in PAGES]
    pages.append(client.get(reverse("notices:list")).content.decode())
    canaries = (
        ID, ID[6:14], ID[-4:], ACCOUNT, ACCOUNT[-4:], PHONE, PHONE[-4:], "1998-03-15", "1998年3月15日", "1998",
        "欧阳静静", "欧阳小宝", "2020-09-02", person.user.email, application.number, str(person.pk),
        str(application.pk),
    )  # fmt: skip
    texts = [re.sub(r'nonce="[^"]*"', "", page).replace(str(notice.pk), "") for page in pages]
    found = [canary for canary in canaries for text in texts if canary in text]
    listed = [text.partition("<main")[2].partition("</main>")[0] for text in texts]
    found += [words for words in ("子女", "入学") for text in (*listed, texts[1]) if words in text]
    assert found == []


@pytest.mark.parametrize(("wording", "shown"), [({}, False), ({"name_display": "full", "name_basis": "办法"}, True)])
def test_the_given_name_is_read_only_where_full_names_are_set(
    client: Client, office: Office, wording: dict[str, str], shown: bool
):
    notice = published(office, approved(office, name="欧阳静"), **wording)
    assert ["欧阳静" in client.get(url(name, notice)).content.decode() for name in PAGES] == [shown, shown]


def test_a_long_list_is_read_page_by_page(client: Client, office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    notice = published(office, *[approved(office) for _ in range(5)])
    query, found = "?", []
    while query:
        page = client.get(url("notices:detail", notice) + query).context["page"]
        found += [entry.sequence for entry in page]
        query = page.next_query and f"?{page.next_query}"
    assert found == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(("name", "queries"), [("notices:detail", 4), ("notices:file", 3)])
def test_any_number_of_lines_costs_the_same_queries(
    client: Client, office: Office, name: str, queries: int, count: int, django_assert_num_queries
):
    notice = published(office, *[approved(office) for _ in range(count)])
    with django_assert_num_queries(queries):
        client.get(url(name, notice))


@pytest.mark.parametrize("name", ["notices:list", *PAGES])
def test_a_head_request_is_answered(client: Client, office: Office, name: str):
    notice = published(office)
    path = reverse(name) if name == "notices:list" else url(name, notice)
    assert client.head(path).status_code == 200
