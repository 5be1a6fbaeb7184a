"""How heavy the frame is: it travels over phone lines before any content does."""

from pathlib import Path

import brotli
from django.contrib.staticfiles import finders

EVERY_PAGE = [
    "vendor/bootstrap/bootstrap-reboot.min.css",
    "vendor/bootstrap/bootstrap-grid.min.css",
    "ui/portal.css",
    "ui/components.css",
    "ui/portal.js",
    "ui/favicon.svg",
]
APPLICANT_FORM = [*EVERY_PAGE, "ui/forms.js"]
STAFF_LIST = [*EVERY_PAGE, "ui/staff.css", "ui/tables.js", "ui/keys.js", "django_htmx/htmx-2.min.js"]


def compressed_kilobytes(names: list[str]) -> int:
    return sum(len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in names) // 1024


def test_an_applicants_form_page_leaves_most_of_its_60_kilobytes_to_content() -> None:
    assert compressed_kilobytes(APPLICANT_FORM) in range(5, 26)


def test_a_staff_list_stays_far_below_its_150_kilobytes() -> None:
    assert compressed_kilobytes(STAFF_LIST) in range(5, 46)


def test_an_applicants_form_page_makes_at_most_8_requests() -> None:
    the_page_itself = 1
    assert len(APPLICANT_FORM) + the_page_itself == 8
