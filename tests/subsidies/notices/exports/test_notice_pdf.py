"""The public list on paper."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client

from subsidies.notices.exports.notice_pdf import notice_pdf
from subsidies.notices.models import PublicNotice
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import approved, drawn, published

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace("\n", "")


def test_the_paper_lists_what_the_page_lists(office: Office):
    notice = published(office, approved(office, name="何㛃"), approved(office, name="欧阳静"))
    text = text_of(notice_pdf(notice))
    shown = [entry.shown_name for entry in notice.entries.listed()]
    wanted = [*shown, office.employer.name, notice.number, notice.minutes_number, notice.objections_to, "60,000"]
    assert [part for part in wanted if part not in text] == []


def test_the_paper_holds_nothing_of_a_person_but_what_is_listed(office: Office):
    application = approved(office, name="欧阳静")
    text = text_of(notice_pdf(published(office, application)))
    person = application.person
    secret = [person.name, person.identity_number, person.bank_accounts.get().account_number, f"{person.born_on}"]
    assert [part for part in secret if part in text] == []


def test_the_same_notice_gives_the_same_paper(office: Office):
    notice = drawn(office)
    assert notice_pdf(notice) == notice_pdf(notice)


def test_anyone_downloads_the_paper_while_the_notice_runs(office: Office, client: Client):
    running, draft = published(office, approved(office)), drawn(office, approved(office))
    answers = [client.get(f"/notices/{notice.pk}/list.pdf") for notice in (running, draft)]
    assert [(each.status_code, each.headers.get("Content-Type", "")[:15]) for each in answers] == [
        (200, "application/pdf"),
        (404, "text/html; char"),
    ]


def test_a_name_that_the_font_lacks_is_said_and_not_printed_blank(office: Office, client: Client):
    notice: PublicNotice = published(office, approved(office))
    notice.entries.update(shown_name="\U00032000*")
    response = client.get(f"/notices/{notice.pk}/list.pdf")
    assert (response.status_code, "U+32000" in response.content.decode()) == (422, True)
