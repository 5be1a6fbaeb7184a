"""Keys seen in links open the other pages of the same thing."""

from __future__ import annotations

import pytest

from tests.quality.pages import Keys, name_of, routes


def test_a_key_seen_in_one_link_is_tried_on_the_routes_that_start_alike():
    known, keys = routes(), Keys()
    keys.learn("/payments/7/", known["payments:batch"])
    keys.learn("/finance/8/", known["finance:batch"])
    assert (list(keys.paths(known["payments:cancel"])), list(keys.paths(known["finance:approve"]))) == (
        ["/payments/7/cancel/"],
        ["/finance/8/approve/"],
    )


@pytest.mark.parametrize(("path", "name"), [("/check/?on=1", "portal:check"), ("/nowhere/", None)])
def test_a_path_has_the_name_of_its_route(path: str, name: str | None):
    assert name_of(path) == name
