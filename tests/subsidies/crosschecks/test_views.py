"""The pages of cross-checks: from the list to the file, from the answer to the case."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from subsidies.crosschecks.models import AnswerFile, CrossCheck
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.crosschecks.conftest import drawn, under_review

pytestmark = pytest.mark.django_db
LIST, DETAIL = 6, 8
"""Queries of the list: the session, the person, their roles, the lists, their number and what came back; of one list
besides its files and the count of its people."""


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.reviewer)
    return client


def sent(file: io.BytesIO) -> dict[str, object]:
    return {"pk": uuid.uuid4(), "file": SimpleUploadedFile("答复.xlsx", file.getvalue())}


def test_from_drawing_to_the_case_s_page(desk: Client, office: Office, fill):
    application = under_review(office, 6)
    form = desk.get("/crosschecks/draw/").content.decode()
    page = desk.post("/crosschecks/draw/", {"pk": uuid.uuid4(), "department": "social_insurance"}, follow=True)
    crosscheck = CrossCheck.objects.get()
    taken = desk.post(f"/crosschecks/{crosscheck.pk}/take/")
    preview = desk.post(f"/crosschecks/{crosscheck.pk}/upload/", sent(fill(crosscheck, 2)), follow=True)
    entered = desk.post(f"/crosschecks/answers/{AnswerFile.objects.get().pk}/enter/", follow=True)
    case = desk.get(f"/review/cases/{application.pk}/").content.decode()
    assert [
        "社会保险经办机构（待比对 1 件）" in form,
        "已新建比对名单 BD2026-001" in page.content.decode(),
        openpyxl.load_workbook(io.BytesIO(taken.content)).active["B5"].value == application.number,
        taken.headers["Cache-Control"],
        "确认登记 1 条" in preview.content.decode(),
        "已登记 1 条答复，其中 1 条与填写不同，已认定为事实。" in entered.content.decode(),
        "申请时填写“6 个月”，核定为“2 个月”" in case,
    ] == [True, True, True, "private, no-store", True, True, True]


def test_a_file_that_is_no_answer_is_refused_at_the_field(desk: Client, office: Office):
    under_review(office)
    crosscheck = drawn(office)
    response = desk.post(f"/crosschecks/{crosscheck.pk}/upload/", sent(io.BytesIO(b"nothing")))
    assert (response.status_code, len(response.context["form"].errors["file"]), AnswerFile.objects.count()) == (
        422,
        1,
        0,
    )


def test_a_double_click_uploads_one_file_and_enters_once(desk: Client, office: Office, fill):
    under_review(office)
    crosscheck = drawn(office)
    form, key = fill(crosscheck, 2), uuid.uuid4()
    for _ in range(2):
        desk.post(f"/crosschecks/{crosscheck.pk}/upload/", sent(form) | {"pk": key})
    address = f"/crosschecks/answers/{AnswerFile.objects.get().pk}/enter/"
    pages = [desk.post(address, follow=True).content.decode() for _ in range(2)]
    assert ("已登记 1 条答复" in pages[0], "没有重复登记" in pages[1]) == (True, True)


def test_discarding_says_so(desk: Client, office: Office, read):
    under_review(office)
    page = desk.post(f"/crosschecks/answers/{read(drawn(office), 2).pk}/discard/", follow=True).content.decode()
    assert "已放弃这份答复，没有登记任何内容。" in page


def test_an_auditor_reads_and_changes_nothing(client: Client, office: Office, read):
    under_review(office)
    crosscheck = drawn(office)
    answers = read(crosscheck, 2)
    client.force_login(make_user("auditor"))
    reads = ("/crosschecks/", f"/crosschecks/{crosscheck.pk}/", f"/crosschecks/answers/{answers.pk}/")
    pages = [client.get(path) for path in reads]
    changes = ["draw/", f"{crosscheck.pk}/take/", f"{crosscheck.pk}/upload/", f"answers/{answers.pk}/enter/"]
    assert (
        [page.status_code for page in pages],
        [client.post(f"/crosschecks/{path}").status_code for path in changes],
    ) == (
        [200] * 3,
        [403] * 4,
    )
    offered = ["下载名单", "上传并预览", "确认登记", "新建比对名单"]
    assert [words for words in offered for page in pages if words in page.content.decode()] == []


@pytest.mark.parametrize("role", ["hr_officer", "finance_officer", "policy_officer", "applicant"])
def test_nobody_else_reads(client: Client, office: Office, role: str):
    under_review(office)
    crosscheck = drawn(office)
    client.force_login(make_user(role))
    assert [client.get(path).status_code for path in ("/crosschecks/", f"/crosschecks/{crosscheck.pk}/")] == [403, 403]


@pytest.mark.parametrize("path", ["{}/", "answers/{}/"])
def test_what_is_not_there_is_not_found(desk: Client, path: str):
    assert desk.get("/crosschecks/" + path.format(uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_any_number_costs_the_same_queries(desk: Client, office: Office, count: int, django_assert_num_queries):
    for _ in range(count):
        under_review(office)
        crosscheck = drawn(office)
    for _ in range(count):
        under_review(office)
    crosscheck = drawn(office, "subsidies")
    for path, queries in (("", LIST), (f"{crosscheck.pk}/", DETAIL)):
        desk.get(f"/crosschecks/{path}")
        with django_assert_num_queries(queries):
            desk.get(f"/crosschecks/{path}")


def test_the_empty_list_says_what_it_is_for(desk: Client):
    assert "还没有比对名单" in desk.get("/crosschecks/").content.decode()
