"""Strings that break things, in every field of every form: an answer, never a failure."""

from __future__ import annotations

import pytest
from django.test import Client

from talent.profiles.models import Institution
from tests.factories import make_person
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db
NAUGHTY = (
    "", " ", "\x00", "a\x00b", "\u202e321", "\u200b", "\ufeff", "\ud7ff\ue000", "undefined", "null", "NaN", "-1",
    "0", "1E+308", "９９９", "٣٤٥", "²³", "9" * 5000, "Ω≈ç√∫", "田中さん", "𠮷𣈱", "㛃䶮", "ﷺ" * 50, "👨👩👧👦", "🇨🇳",
    "אבג مرحبا",
    "Z\u032e\u031e\u0360", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --", "{{ 7*7 }}",
    "{% load %}", "%s%n%x", "../../etc/passwd", "=HYPERLINK(\"http://x\")", "+1", "@SUM(1)", "http://example.com",
    "file:///", "\r\nSet-Cookie: a=b", "2026-02-30", "0000-00-00", "9999-12-31", "2026年13月1日",
    "00000000-0000-0000-0000-000000000000", "x" * 20_000,
)  # fmt: skip
FORMS = {
    "/me/profile/identity/": ("name", "identity_number", "document_type", "born_on", "foreign_expert"),
    "/me/apply/benefits/": ("key", "benefits", "claimed_elsewhere"),
    "/me/profile/degrees/new/": (
        "key", "level", "institution_name", "study_mode", "awarded_on", "graduation_certificate_number",
        "degree_certificate_number", "origin", "certification_number", "chsi_code", "chsi_code_expires_on",
    ),
    "/me/profile/employment/": (
        "employer", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months",
    ),
    "/me/profile/household/": ("married", "owns_home_in_city", "spouse_owns_home_in_city"),
    "/me/profile/children/new/": ("key", "name", "born_on"),
    "/me/profile/bank-account/": ("key", "account_number", "bank_name", "holder_name"),
    "/me/profile/evidence/": ("contract", "other", "kind"),
    "/me/apply/check/": ("declared", "seen"),
}  # fmt: skip


@pytest.mark.parametrize("address", FORMS)
def test_no_string_in_any_field_is_a_failure(client: Client, office: Office, jilin: Institution, address: str):
    person = Applicant.signed_in(client, office.draft(make_person()).person.user)
    answered = {
        text[:20]: person.client.post(address, dict.fromkeys(FORMS[address], text)).status_code for text in NAUGHTY
    }
    assert {text: status for text, status in answered.items() if status not in (200, 302)} == {}


def test_no_string_is_a_failure_while_schools_are_suggested(client: Client, jilin: Institution):
    person = Applicant.signed_in(client, make_person().user)
    answers = [person.client.get("/me/profile/institutions/", {"q": text}).status_code for text in NAUGHTY]
    assert set(answers) == {200}


def test_markup_that_was_typed_is_shown_as_text(client: Client, jilin: Institution):
    person = Applicant.signed_in(client, make_person().user)
    page = person.client.post("/me/profile/degrees/new/", {"institution_name": "<script>alert(1)</script>"})
    assert b"<script>alert(1)" not in page.content
