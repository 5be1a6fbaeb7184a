"""Reading papers, issuing what is missing, scans: for those who see the dossier, and for nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.papers import actions
from talent.papers.models import IssuedPaper, SignedScan
from talent.uploads.inspection import inspect_upload
from tests.factories import make_user
from tests.talent.papers.certificates import NOBODY, make_paper
from tests.talent.profiles.forms.scans import fake, photo

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_holder_downloads_the_paper():
    holder = make_user()
    response = signed_in(holder).get(reverse("papers:paper", args=[make_paper(holder.pk).pk]))
    assert (response.status_code, response["Content-Type"], response.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.HR_OFFICER, Role.FINANCE_OFFICER, Role.ADMINISTRATOR])
def test_to_others_there_is_no_such_paper(role):
    holder, officer = make_user(), make_user(Role.REVIEWER)
    paper = make_paper(holder.pk)
    scan = actions.attach_scan(paper, by=officer, upload=inspect_upload(photo()))
    client = signed_in(make_user(role))
    answers = [
        client.get(reverse("papers:paper", args=[paper.pk])),
        client.get(reverse("papers:scan", args=[scan.pk])),
        client.post(reverse("papers:attach_scan", args=[paper.pk]), {"file": photo(colour="#000")}),
        client.post(reverse("papers:withdraw_scan", args=[scan.pk])),
        client.post(reverse("papers:issue", args=["certificate", holder.pk])),
        client.post(reverse("papers:issue", args=["unknown", holder.pk])),
    ]
    assert ([answer.status_code for answer in answers], SignedScan.objects.in_use().count()) == ([404] * 6, 1)


def test_a_withdrawn_paper_is_not_handed_out():
    holder = make_user()
    paper = make_paper(holder.pk)
    actions.withdraw(paper, by=None, reason="内容有误")
    assert signed_in(holder).get(reverse("papers:paper", args=[paper.pk])).status_code == 404


def test_reading_changes_nothing_but_the_log():
    officer = make_user(Role.REVIEWER)
    paper = make_paper(make_user().pk)
    signed_in(officer).get(reverse("papers:paper", args=[paper.pk]))
    assert list(AuditEvent.objects.filter(actor=officer).values_list("verb", "object_id")) == [
        ("paper.read", str(paper.pk))
    ]


def test_a_name_that_the_font_lacks_is_refused_with_the_number_and_the_character():
    holder = make_user()
    paper = make_paper(holder.pk, content={"name": "李\U000312f0"})
    response = signed_in(holder).get(reverse("papers:paper", args=[paper.pk]))
    said = f"{paper.number}：“李\U000312f0”中的 \U000312f0（U+312F0） 无法打印。"
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_a_missing_paper_is_issued_by_post_and_by_nothing_else():
    holder = make_user()
    client, address = signed_in(holder), reverse("papers:issue", args=["certificate", holder.pk])
    assert (client.get(address).status_code, IssuedPaper.objects.count()) == (405, 0)
    response = client.post(address)
    assert response["Location"] == reverse("papers:paper", args=[IssuedPaper.objects.get().pk])


def test_what_may_not_be_issued_leads_back_with_the_reason():
    holder = make_user(name=NOBODY)
    response = signed_in(holder).post(
        reverse("papers:issue", args=["certificate", holder.pk]), {"next": "/accounts/settings/"}, follow=True
    )
    assert (response.redirect_chain, "没有可以证明的内容。" in response.content.decode()) == (
        [("/accounts/settings/", 302)],
        True,
    )


def test_the_way_back_never_leaves_the_portal():
    holder = make_user(name=NOBODY)
    address = reverse("papers:issue", args=["certificate", holder.pk])
    response = signed_in(holder).post(address, {"next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("portal:home")


def test_the_office_attaches_a_scan_and_both_read_it():
    holder, officer = make_user(), make_user(Role.REVIEWER)
    paper = make_paper(holder.pk)
    signed_in(officer).post(reverse("papers:attach_scan", args=[paper.pk]), {"file": photo(), "next": "/review/"})
    address = reverse("papers:scan", args=[paper.scans.get().pk])
    answers = [signed_in(user).get(address) for user in (holder, officer)]
    assert [(a.status_code, a["Content-Type"]) for a in answers] == [(200, "image/jpeg")] * 2
    read = AuditEvent.objects.filter(verb="paper.scan_read").values_list("actor", flat=True)
    assert list(read) == [officer.pk]


def test_a_bad_file_is_refused_in_words():
    officer = make_user(Role.REVIEWER)
    address = reverse("papers:attach_scan", args=[make_paper(uuid.uuid4(), dossier=officer.pk).pk])
    back = {"next": "/accounts/settings/"}
    pages = [
        signed_in(officer).post(address, back | files, follow=True).content.decode() for files in ({}, {"file": fake()})
    ]
    assert ["扫描件没有保存：请选择要上传的扫描件。" in pages[0], "扫描件没有保存：文件不完整或已损坏" in pages[1]] == [
        True,
        True,
    ]
    assert SignedScan.objects.count() == 0


def test_a_wrong_scan_is_taken_out_and_is_then_gone():
    officer = make_user(Role.REVIEWER)
    scan = actions.attach_scan(make_paper(officer.pk), by=officer, upload=inspect_upload(photo()))
    client = signed_in(officer)
    client.post(reverse("papers:withdraw_scan", args=[scan.pk]))
    assert client.get(reverse("papers:scan", args=[scan.pk])).status_code == 404
