"""Files: kept once, out of reach, never orphaned."""

from __future__ import annotations

from pathlib import Path

import pytest

from talent.profiles import actions
from talent.profiles.actions import evidence as module
from talent.profiles.models import Evidence, Person
from talent.uploads.inspection import inspect_upload
from talent.workflow.refusals import ActionRefused
from tests.factories import make_person, make_user
from tests.talent.profiles.forms.scans import photo

pytestmark = pytest.mark.django_db


def add(person: Person, *, kind: str = "contract", colour: str = "#fff", by=None) -> Evidence:
    upload = inspect_upload(photo("合同.jpg", colour=colour))
    return actions.add_evidence(person, by=by or person.user, kind=kind, upload=upload)


def stored(root: Path) -> int:
    return sum(path.is_file() for path in root.rglob("*"))


def test_a_file_is_listed_and_stored(private_files: Path):
    evidence = add(make_person())
    assert (evidence.original_name, evidence.content_type, stored(private_files)) == ("合同.jpg", "image/jpeg", 1)


def test_the_same_file_twice_is_kept_once(private_files: Path):
    person = make_person()
    first, second, other_kind = add(person), add(person), add(person, kind="other")
    assert (first.pk == second.pk, first.pk == other_kind.pk, stored(private_files)) == (True, False, 2)


def test_a_refused_file_leaves_nothing_behind(private_files: Path):
    with pytest.raises(ActionRefused):
        add(make_person(), by=make_user())
    assert (Evidence.objects.count(), stored(private_files)) == (0, 0)


def test_files_have_an_end(private_files: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_FILES", 1)
    person = make_person()
    add(person)
    with pytest.raises(ActionRefused) as refusal:
        add(person, colour="#000")
    assert (str(refusal.value), stored(private_files)) == ("最多保存 1 个文件，请先移除不需要的。", 1)


def test_a_withdrawn_file_is_out_of_use_and_still_there(private_files: Path):
    person = make_person()
    actions.withdraw_evidence(add(person), by=person.user)
    assert (person.evidence.in_use().count(), person.evidence.count(), stored(private_files)) == (0, 1, 1)
