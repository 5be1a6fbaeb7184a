"""Papers are issued once, withdrawn for good, and signed scans lie beside them."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.papers import actions
from talent.papers.actions import issuing
from talent.papers.models import IssuedPaper, SignedScan
from talent.papers.queries import verified
from talent.uploads.inspection import inspect_upload
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.talent.papers.certificates import make_paper
from tests.talent.profiles.forms.scans import photo

pytestmark = pytest.mark.django_db


def attach(paper: IssuedPaper, *, by: User, colour: str = "#fff") -> SignedScan:
    return actions.attach_scan(paper, by=by, upload=inspect_upload(photo("签章.jpg", colour=colour)))


def stored(root: Path) -> int:
    return sum(path.is_file() for path in root.rglob("*"))


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(verb__startswith="paper.").order_by("pk").values_list("verb", flat=True))


def test_a_paper_keeps_what_it_says_and_who_caused_it(settings):
    settings.ISSUING_OFFICE = "某市人才办"
    officer, key = make_user(Role.REVIEWER), uuid.uuid4()
    paper = IssuedPaper.objects.get(pk=make_paper(key, by=officer).pk)
    said = (paper.about, paper.dossier, paper.content, paper.issuer, paper.issued_by, len(paper.code))
    assert said == (key, key, {"name": "李明"}, "某市人才办", officer, 28)


def test_the_same_paper_is_issued_once():
    key = uuid.uuid4()
    first, second = make_paper(key), make_paper(key, content={"name": "王芳"})
    assert (first.pk == second.pk, second.content, verbs()) == (True, {"name": "李明"}, ["paper.issued"])


def test_a_renewed_paper_takes_the_place_of_one_that_says_something_else():
    key = uuid.uuid4()
    first = make_paper(key)
    same = make_paper(key, renew=True)
    other = make_paper(key, renew=True, content={"name": "王芳"})
    in_force = list(IssuedPaper.objects.in_force())
    assert (same.pk == first.pk, in_force, verified(first.code)) == (True, [other], None)


def test_two_papers_in_force_never_share_a_number():
    make_paper(uuid.uuid4(), number="ZM-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_paper(uuid.uuid4(), number="ZM-1")


def test_the_database_holds_one_paper_about_a_thing():
    paper = make_paper(uuid.uuid4())
    copy = IssuedPaper(**{f.attname: getattr(paper, f.attname) for f in IssuedPaper._meta.concrete_fields})
    copy.pk, copy.number, copy.code = uuid.uuid4(), "ZM-2", "0" * 28
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_withdrawn_paper_is_not_known_any_more_and_withdrawn_once():
    paper = make_paper(uuid.uuid4())
    for _ in range(2):
        actions.withdraw(paper, by=None, reason="内容有误")
    assert (verified(paper.code), verbs()) == (None, ["paper.issued", "paper.withdrawn"])


def test_a_signed_scan_lies_beside_its_paper(private_files: Path):
    officer, paper = make_user(Role.REVIEWER), make_paper(uuid.uuid4())
    scan = attach(paper, by=officer)
    assert (list(paper.scans.in_use()), scan.original_name, stored(private_files)) == ([scan], "签章.jpg", 1)


def test_the_same_scan_twice_is_kept_once(private_files: Path):
    officer, paper = make_user(Role.REVIEWER), make_paper(uuid.uuid4())
    first, second = attach(paper, by=officer), attach(paper, by=officer)
    assert (first.pk == second.pk, stored(private_files)) == (True, 1)


def test_those_whose_role_may_not_attach_are_refused_and_nothing_is_left_behind(private_files: Path):
    holder = make_user()
    with pytest.raises(ActionRefused) as refusal:
        attach(make_paper(holder.pk), by=holder)
    assert (str(refusal.value), stored(private_files)) == ("您没有办理这份公文扫描件的权限。", 0)


def test_scans_have_an_end(private_files: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(issuing, "MOST_SCANS", 1)
    officer, paper = make_user(Role.REVIEWER), make_paper(uuid.uuid4())
    attach(paper, by=officer)
    with pytest.raises(ActionRefused) as refusal:
        attach(paper, by=officer, colour="#000")
    assert (str(refusal.value), stored(private_files)) == (
        "一份公文最多保存 1 个扫描件，请先移除不需要的。",
        1,
    )


def test_a_scan_that_was_taken_out_is_kept_for_the_log(private_files: Path):
    officer, paper = make_user(Role.REVIEWER), make_paper(uuid.uuid4())
    scan = attach(paper, by=officer)
    for _ in range(2):
        actions.withdraw_scan(scan, by=officer)
    assert (paper.scans.in_use().count(), stored(private_files)) == (0, 1)
    assert verbs() == ["paper.issued", "paper.scan_attached", "paper.scan_withdrawn"]


def test_reading_by_staff_is_logged_and_by_the_holder_is_not():
    holder, officer = make_user(), make_user(Role.REVIEWER)
    paper = make_paper(holder.pk)
    actions.note_reading(paper, by=holder)
    actions.note_reading(paper, by=officer)
    assert list(AuditEvent.objects.filter(verb="paper.read").values_list("actor", flat=True)) == [officer.pk]
