"""Pages by key: the same rows as one long list, forwards and backwards."""

import base64

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import RequestFactory

from talent.accounts.models import User
from talent.ui import pages
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> list[str]:
    made = [f"组{number:03}" for number in range(120)]
    Group.objects.bulk_create(Group(name=name) for name in made)
    return made


def page(query: str = "", order: tuple[str, ...] = ("name", "pk"), queryset=None) -> pages.Page:
    request = RequestFactory().get(f"/?{query}")
    return pages.page_of(Group.objects.all() if queryset is None else queryset, request, order=order)


def shown(found: pages.Page) -> list[str]:
    return [row.name for row in found]


def test_walking_forwards_shows_every_row_once(names: list[str]) -> None:
    seen, query = [], ""
    while True:
        found = page(query)
        seen += shown(found)
        query = found.next_query
        if not query:
            break
    assert seen == names


def test_walking_back_shows_the_same_pages(names: list[str]) -> None:
    second = page(page().next_query)
    first_again = page(second.previous_query)
    assert (shown(first_again), first_again.previous_query) == (names[:50], "")
    assert shown(page(first_again.next_query)) == names[50:100]


def test_what_was_ticked_stays_behind_when_the_page_is_turned(names: list[str]) -> None:
    found = page("ticked=abc&status=open")
    links = [found.next_query, *(query for _size, query in found.size_links)]
    assert [("ticked" in link, "status=open" in link) for link in links] == [(False, True)] * 4


def test_descending_columns_turn_round(names: list[str]) -> None:
    found = page(page(order=("-name", "pk")).next_query, order=("-name", "pk"))
    assert shown(found) == names[::-1][50:100]


def test_rows_may_be_plain_values(names: list[str]) -> None:
    values = Group.objects.values("pk", "name")
    found = page(page(queryset=values).next_query, queryset=values)
    assert [row["name"] for row in found.rows] == names[50:100]


def test_equal_sort_values_are_told_apart_by_the_last_column(names: list[str]) -> None:
    Group.objects.filter(name__gte="组030").delete()
    keys = list(Group.objects.order_by("pk").values_list("pk", flat=True))
    first = page("size=50", order=("pk",))
    assert [row.pk for row in first] == keys
    assert first.next_query == ""


@pytest.mark.parametrize(("asked", "given"), [("100", 100), ("200", 200), ("7", 50), ("x", 50), ("", 50)])
def test_only_offered_sizes_are_given(asked: str, given: int) -> None:
    assert page(f"size={asked}").size == given


@pytest.mark.parametrize("cursor", ["%00", "bm90IGpzb24", "WzFd", "W251bGwsIm5vdCBhIG51bWJlciJd", "W1tdLHt9XQ"])
def test_a_broken_cursor_shows_the_first_page(names: list[str], cursor: str) -> None:
    assert shown(page(f"after={cursor}")) == names[:50]


def cursor_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "content",
    ["[" * 3000, '["\\ud800", 1]', '["\\u0000", 1]', "[null, 1]", "[true, null]"],
    ids=["deep nesting", "half a surrogate", "NUL", "null", "null key"],
)
def test_a_forged_cursor_that_no_database_could_read_shows_the_first_page(names: list[str], content: str) -> None:
    assert shown(page(f"after={cursor_of(content)}")) == names[:50]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_moment_beyond_the_calendar_shows_the_first_page(moment: str) -> None:
    user = make_user()
    cursor = cursor_of(f'["{moment}", "{user.pk}"]')
    assert list(page(f"after={cursor}", ("joined_at", "pk"), User.objects.all())) == [user]


def test_other_parts_of_the_query_are_kept(names: list[str]) -> None:
    found = QueryDict(page("status=open&size=50").next_query)
    assert (found["status"], found["size"], "before" in found) == ("open", "50", False)


def test_the_total_is_counted_up_to_a_cap(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert page().total_text == "共 120 条"
    monkeypatch.setattr(pages, "COUNT_CAP", 100)
    assert page().total_text == "共 100+ 条"


def known(query: str, names: list[str], order: tuple[str, str] = ("name", "pk")) -> pages.Page:
    listed = Group.objects.order_by(*order).filter(name__in=names)
    keys = list(listed.values_list("name", "pk"))
    return pages.page_of_known(keys, RequestFactory().get(f"/?{query}"), rows=Group.objects.all(), order=order)


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk")])
def test_rows_that_are_known_are_cut_into_the_same_pages(names: list[str], order: tuple[str, str]) -> None:
    cut: list[list[list[str]]] = [[], []]
    for number, ask in enumerate((page, lambda query, order: known(query, names, order))):
        query, found = "", ask("", order)
        while found.next_query:
            cut[number].append(shown(found))
            query, found = found.next_query, ask(found.next_query, order)
        while found.previous_query:
            cut[number].append(shown(found))
            found = ask(found.previous_query, order)
        assert query
    assert cut[0] == cut[1]


def test_of_known_rows_those_that_are_gone_are_left_out_and_the_total_is_all_that_are_known(names: list[str]) -> None:
    keys = list(Group.objects.order_by("name").values_list("name", "pk"))
    Group.objects.filter(name=names[0]).delete()
    asked = RequestFactory().get("/?size=100")
    found = pages.page_of_known(keys, asked, rows=Group.objects.all(), order=("name", "pk"))
    assert (shown(found), found.total, found.capped) == (names[1:100], 120, False)


@pytest.mark.parametrize("cursor", ["x", "e30", "bnVsbA"])
def test_of_known_rows_a_broken_cursor_shows_page_one(names: list[str], cursor: str) -> None:
    assert shown(known(f"after={cursor}", names)) == names[:50]


def test_known_rows_take_one_query_for_a_page(names: list[str], django_assert_num_queries) -> None:
    keys = list(Group.objects.order_by("name").values_list("name", "pk"))
    with django_assert_num_queries(1):
        pages.page_of_known(keys, RequestFactory().get("/"), rows=Group.objects.all(), order=("name", "pk"))
