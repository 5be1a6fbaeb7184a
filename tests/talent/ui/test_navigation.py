"""Links by role, and no link that leads nowhere."""

import pytest
from django.urls import reverse

from talent.accounts.roles import Role
from talent.ui import navigation


def test_every_item_leads_to_a_page() -> None:
    items = (*navigation.PUBLIC, *navigation.APPLICANT, *navigation.STAFF, *navigation.ACCOUNT, *navigation.FOOTER)
    names = {item.url_name for item in items} | set(navigation.FRAME_NAMES)
    assert {name for name in names if not navigation.address(name)} == set()


def test_roles_in_the_navigation_exist() -> None:
    named = {role for item in navigation.STAFF for role in item.roles}
    assert named - set(Role.values) == set()


def test_finance_officers_see_their_own_desk_only() -> None:
    seen = [link.url for link in navigation.links(navigation.STAFF, {"finance_officer"}, "/")]
    names = (
        "finance:home", "finance:batch_list", "budget:line_list", "finance:recovery_list", "finance:exception_list",
        "notifications:inbox",
    )  # fmt: skip
    assert seen == [reverse(name) for name in names]


def test_only_the_nearest_link_is_current() -> None:
    start, notices = reverse("portal:start"), reverse("notices:list")
    path = notices + "7/"
    current = [link.url for link in navigation.links(navigation.PUBLIC, (), path) if link.current]
    assert current == [notices]
    assert [link.url for link in navigation.links(navigation.PUBLIC, (), start) if link.current] == [start]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/review/cases/7/", "review:queue"),
        ("/finance/7/", "finance:batch_list"),
        ("/finance/", "finance:home"),
        ("/finance/batches/", "finance:batch_list"),
        ("/messages/outbox/", "notifications:outbox"),
        ("/accounts/invitations/", "accounts:staff_list"),
        ("/accounts/settings/", None),
    ],
)
def test_a_page_below_an_item_marks_it(path: str, current: str | None) -> None:
    marked = [link.url for link in navigation.links(navigation.STAFF, set(Role.values), path) if link.current]
    assert marked == ([reverse(current)] if current else [])
