"""Files of several kinds in one form: the good ones are kept whatever the others are."""

from __future__ import annotations

from typing import Any

from django.utils.datastructures import MultiValueDict

from talent.profiles.forms.evidence import EvidenceForm
from talent.profiles.kinds import EvidenceKind as K
from tests.talent.profiles.forms.scans import fake, photo

KINDS = (K.GRADUATION_CERTIFICATE, K.CONTRACT, K.OTHER)


def form(required: tuple[K, ...] = KINDS[:2], **files: list[Any]) -> EvidenceForm:
    return EvidenceForm({}, MultiValueDict(files), kinds=KINDS, required=required)


def test_every_required_kind_with_a_file_is_enough():
    filled = form(graduation_certificate=[photo()], contract=[photo("1.jpg"), photo("2.jpg")])
    assert (filled.is_valid(), [(kind, upload.name) for kind, upload in filled.uploads]) == (
        True,
        [(K.GRADUATION_CERTIFICATE, "证书.jpg"), (K.CONTRACT, "1.jpg"), (K.CONTRACT, "2.jpg")],
    )


def test_a_bad_file_is_named_and_the_good_ones_are_kept():
    filled = form(graduation_certificate=[photo()], contract=[fake("合同.pdf"), photo("2.jpg")])
    assert dict(filled.errors) == {
        "contract": [
            "“合同.pdf”没有保存：文件不完整或已损坏，无法打开。请确认文件能在手机或电脑上正常打开，再重新上传。"
        ]
    }
    assert [(kind, upload.name) for kind, upload in filled.uploads] == [
        (K.GRADUATION_CERTIFICATE, "证书.jpg"),
        (K.CONTRACT, "2.jpg"),
    ]


def test_a_required_kind_without_a_file_is_asked_for():
    filled = form(graduation_certificate=[photo()])
    assert dict(filled.errors) == {"contract": ["请选择劳动合同的照片或文件。"]}


def test_nothing_is_asked_for_where_nothing_is_required():
    assert form(required=()).is_valid()


def test_too_many_files_at_once_are_refused_unread():
    filled = form(contract=[photo()] * 10, graduation_certificate=[photo()])
    assert dict(filled.errors) == {"contract": ["一次最多选择 9 个文件，请分几次上传。"]}
