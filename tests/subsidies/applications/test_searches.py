"""Searching without a name or number in an address."""

from __future__ import annotations

import pytest

from subsidies.applications.models import Application
from subsidies.applications.searches import KEPT, SESSION_KEY, Search, keep, kept_search, search_for
from talent.encryption.blind_index import blind_index
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import somebody

ID = "220102200005010014"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李明", Search("name", "李明")),
        (" 阿依古丽·买买提 ", Search("name", "阿依古丽·买买提")),
        ("John Smith", Search("name", "John Smith")),
        (ID, Search("document", blind_index(ID, "identity_number"))),
        ("２２０１０２ 20000501 0014", Search("document", blind_index(ID, "identity_number"))),
        ("e12345678", Search("document", blind_index("E12345678", "identity_number"))),
        ("sq20261123k7m2q9xd", Search("number", "SQ20261123K7M2Q9XD")),
    ],
)
def test_what_was_typed_is_told_apart(text: str, found: Search):
    assert search_for(text) == found


def test_a_kept_search_is_found_under_its_key_alone():
    session: dict[str, object] = {}
    key = keep(session, Search("name", "李明"))
    assert (kept_search(session, key), kept_search(session, "other"), len(key)) == (Search("name", "李明"), None, 16)


def test_a_document_number_is_not_kept_itself():
    session: dict[str, object] = {}
    keep(session, search_for(ID))
    assert ID not in str(session)


def test_only_the_latest_searches_are_kept():
    session: dict[str, object] = {}
    keys = [keep(session, Search("name", f"李{number}")) for number in range(KEPT + 1)]
    assert (len(session[SESSION_KEY]), kept_search(session, keys[0]), kept_search(session, keys[-1])) == (
        KEPT,
        None,
        Search("name", f"李{KEPT}"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "count"), [("欧阳", 1), ("欧阳静", 1), ("静", 0), (ID, 1), ("22010220000501003X", 0)])
def test_a_search_finds_by_the_beginning_of_a_name_or_a_whole_number(office: Office, text: str, count: int):
    office.at("awaiting_review", somebody(office, name="欧阳静", identity_number=ID))
    office.at("awaiting_review", somebody(office, name="李明"))
    cases = Application.objects.visible_to(make_user("reviewer"))
    assert cases.filter(**search_for(text).condition).count() == count
