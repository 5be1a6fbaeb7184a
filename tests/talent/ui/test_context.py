"""What the frame knows of a request."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from talent.ui.context import Portal


def frame(**request: object) -> Portal:
    roles = request.pop("roles", None)
    made = RequestFactory().get("/some/page/?size=50", **request)
    made.user = SimpleNamespace(roles=frozenset(roles)) if roles else SimpleNamespace()
    return Portal(made)


def test_large_text_is_remembered_by_a_cookie() -> None:
    assert (frame(headers={"cookie": "large_text=1"}).large_text, frame().large_text) == (True, False)


@pytest.mark.parametrize(
    ("roles", "template"),
    [
        (None, "base_public.html"),
        ({"applicant"}, "base_applicant.html"),
        ({"reviewer"}, "base_staff.html"),
        ({"hr_officer", "finance_officer"}, "base_staff.html"),
    ],
)
def test_shared_pages_wear_the_frame_of_whoever_reads_them(roles: set[str] | None, template: str) -> None:
    assert frame(roles=roles).base_template == template


def test_a_change_of_language_comes_back_to_the_same_query() -> None:
    assert frame().path == "/some/page/?size=50"


def test_messages_wait_while_a_script_sends_an_upload() -> None:
    assert frame(headers={"X-Requested-With": "upload-progress"}).background is True
