"""The pages of rosters: what they say, whom they let in, and how many queries they take."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers import actions
from talent.employers.models import Employer, Roster, RosterEntry
from talent.identifiers.masking import masked_identity
from talent.uploads.handing_out import XLSX
from tests.factories import make_employer, make_identity_number, make_user
from tests.talent.employers.rosters import commit, hr_of, preview, roster_file, row, upload

pytestmark = pytest.mark.django_db
LIST = "/employer/rosters/"
NEW = "/employer/rosters/new/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(response: object) -> list[str]:
    return [str(message) for message in response.context["messages"]]  # type: ignore[attr-defined]


def test_a_file_goes_from_upload_to_commit_by_the_buttons_of_the_pages(signed_in: Client, employer: Employer):
    answer = signed_in.post(NEW, {"employer": employer.pk, "file": upload(roster_file(row(), row()))}, follow=True)
    roster = Roster.objects.get()
    assert (answer.redirect_chain, "确认导入 2 人" in answer.content.decode()) == ([(f"{LIST}{roster.pk}/", 302)], True)
    answer = signed_in.post(reverse("employer:roster_commit", args=[roster.pk]), follow=True)
    assert (said(answer), RosterEntry.objects.in_force().count()) == (["花名册已生效，与申请一致的正在自动核实。"], 2)


def test_a_preview_counts_who_works_in_another_city(signed_in: Client, employer: Employer, hr: User):
    rows = [row(place="天津"), row(place="成都"), row(place="天津", left_on="2026-08-01"), row(), row(place=None)]
    answer = signed_in.get(f"{LIST}{preview(employer, *rows, by=hr).pk}/")
    shown = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert (answer.context["elsewhere_count"], answer.context["left_count"], "不在长春工作 2 人" in shown) == (
        2,
        1,
        True,
    )


def test_the_link_to_what_changes_is_glued_to_no_sentence(signed_in: Client, employer: Employer, hr: User):
    number = make_identity_number()
    commit(employer, row("甲", number), by=hr)
    text = page(signed_in, f"{LIST}{preview(employer, row('甲', number, months=9), row(number='1'), by=hr).pk}/")
    around = text.partition("查看变更了什么</a>")
    assert (around[0].rpartition("<p")[2].count("。"), around[2][:4], "需要标注了问题的文件" in text) == (
        0,
        "</p>",
        True,
    )


def test_a_double_click_on_commit_says_the_same_twice(signed_in: Client, employer: Employer, hr: User):
    address = reverse("employer:roster_commit", args=[preview(employer, row(), by=hr).pk])
    assert said(signed_in.post(address, follow=True)) == said(signed_in.post(address, follow=True))


def test_the_only_unit_of_an_officer_is_chosen_already_and_several_are_asked(client: Client, employer: Employer):
    client.force_login(hr_of(employer))
    assert f'<option value="{employer.pk}" selected>' in page(client, NEW)
    make_employer(parent=employer)
    client.force_login(hr_of(employer))
    assert '<option value="" selected>请选择</option>' in page(client, NEW)


def test_problems_stand_on_the_page_with_sheet_cell_value_message_and_fix(
    signed_in: Client, employer: Employer, hr: User
):
    roster = preview(employer, row(), row(number="2.20102E+17"), by=hr)
    text = page(signed_in, f"{LIST}{roster.pk}/")
    for words in ("在职", "B3", "2.20102E+17", "后几位已经丢失", "设为“文本”", "有问题的行不会导入"):
        assert words in text


def test_the_page_of_a_roster_shows_no_whole_number(signed_in: Client, employer: Employer, hr: User):
    number = make_identity_number()
    text = page(signed_in, f"{LIST}{preview(employer, row(number=number), by=hr).pk}/")
    assert (number in text, masked_identity(number) in text) == (False, True)


def test_people_who_are_absent_are_named_with_masked_numbers_and_said_to_be_no_leavers(
    signed_in: Client, employer: Employer, hr: User
):
    number = make_identity_number()
    commit(employer, row("慕容复", number), row("段誉"), by=hr)
    text = page(signed_in, f"{LIST}{preview(employer, row('段誉'), by=hr).pk}/")
    assert "以前在职、这次没有列出的 2 人是谁？" in text
    assert (text.count("慕容复"), masked_identity(number) in text, number in text) == (1, True, False)
    assert ("没有列出不会当作离职" in text, "先列前" in text) == (True, False)


def test_of_many_absent_people_the_first_are_named_and_all_are_counted(signed_in: Client, employer: Employer, hr: User):
    commit(employer, *(row() for _ in range(60)), by=hr)
    text = page(signed_in, f"{LIST}{preview(employer, row(), by=hr).pk}/")
    assert ("这次没有列出的 60 人是谁？" in text, "先列前 50 人。" in text) == (True, True)


def test_nobody_is_named_as_absent_once_the_roster_is_committed_or_given_up(
    signed_in: Client, employer: Employer, hr: User
):
    commit(employer, row("慕容复"), by=hr)
    for settle in (actions.discard, actions.commit):
        roster = settle(preview(employer, row(), by=hr), by=hr)
        assert ("慕容复" in page(signed_in, f"{LIST}{roster.pk}/"), roster.absent_count) == (False, 1)


def test_a_duplicate_row_is_counted_by_itself_and_asks_for_no_change(signed_in: Client, employer: Employer, hr: User):
    same = row()
    text = page(signed_in, f"{LIST}{preview(employer, same, same, by=hr).pk}/")
    found = [words in text for words in ("内容相同，只导入一行", "没有要修改的行", "重复的行</h2>", "B3")]
    assert (found, "需要修改的单元格" in text) == ([True] * 4, False)


def test_a_name_with_markup_is_text(signed_in: Client, employer: Employer, hr: User):
    file = roster_file(row("<b>甲</b>", number="1"))
    signed_in.post(NEW, {"employer": employer.pk, "file": upload(file, "<img src=x>.xlsx")})
    text = page(signed_in, f"{LIST}{Roster.objects.get().pk}/")
    assert ("<img src=x>" in text, "<b>甲</b>" in text) == (False, False)


def test_somebody_elses_roster_does_not_exist(signed_in: Client):
    other = preview(make_employer(), row())
    for name in ("roster", "roster_copy", "roster_commit", "roster_discard"):
        address = reverse(f"employer:{name}", args=[other.pk])
        assert (signed_in.get(address) if name == "roster" else signed_in.post(address)).status_code == 404
    other.refresh_from_db()
    assert other.status == "preview"


def test_the_list_and_the_form_name_nothing_of_other_employers(signed_in: Client):
    other = make_employer(name="别家有限公司")
    preview(other, row())
    assert [words in page(signed_in, address) for address in (LIST, NEW) for words in ("别家", "花名册.xlsx")] == [
        False
    ] * 4


def test_a_file_for_another_employer_gets_an_error_at_the_field_that_names_nobody(signed_in: Client):
    other = make_employer(name="别家有限公司")
    answer = signed_in.post(NEW, {"employer": other.pk, "file": upload(roster_file(row()))})
    assert answer.context["form"].errors == {"employer": ["您没有为这个单位导入花名册的权限，请重新选择。"]}
    assert ("别家" in answer.content.decode(), Roster.objects.count()) == (False, 0)


SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。"
HOSTILE = {
    "nothing": (b"", "文件是空的，请重新选择。"),
    "a page": (b"%PDF-1.7\n1 0 obj", f"这不是电子表格，而是PDF 文件。{SAVE_AS}"),
    "half a workbook": (roster_file(row()).getvalue()[:900], f"文件已损坏，或者不是完整的电子表格。{SAVE_AS}"),
}


@pytest.mark.parametrize(("content", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_gets_a_chinese_error_at_the_field_and_leaves_nothing(
    signed_in: Client, employer: Employer, content: bytes, message: str
):
    answer = signed_in.post(NEW, {"employer": employer.pk, "file": upload(io.BytesIO(content))})
    assert (answer.status_code, answer.context["form"].errors) == (200, {"file": [message]})
    assert (Roster.objects.count(), RosterEntry.objects.count()) == (0, 0)


def test_no_file_and_no_unit_get_an_error_each(client: Client, employer: Employer):
    make_employer(parent=employer)
    client.force_login(hr_of(employer))
    assert client.post(NEW, {}).context["form"].errors == {
        "employer": ["请选择这份花名册是哪个单位的。"],
        "file": ["请选择花名册文件。"],
    }


def test_the_button_hands_out_a_copy_with_the_problems_that_no_cache_keeps(
    signed_in: Client, employer: Employer, hr: User
):
    roster = preview(employer, row(number="1"), by=hr)
    assert "下载标注了问题的文件" in page(signed_in, f"{LIST}{roster.pk}/")
    answer = signed_in.post(f"{LIST}{roster.pk}/copy/")
    assert (answer.status_code, answer["Cache-Control"], answer["Content-Type"]) == (200, "private, no-store", XLSX)
    assert quote("花名册_问题标注.xlsx") in answer["Content-Disposition"]
    assert str(openpyxl.load_workbook(io.BytesIO(answer.content)).active["H2"].value).startswith("B2 ")


def test_no_copy_is_offered_where_nothing_is_wrong_or_the_file_is_gone(
    signed_in: Client, employer: Employer, hr: User, settings: Any
):
    clean, wrong = preview(employer, row(), by=hr), preview(employer, row(number="1"), by=hr)
    for path in (Path(settings.PRIVATE_ROOT) / "rosters").iterdir():
        path.unlink()
    shown = ["下载标注了问题的文件" in page(signed_in, f"{LIST}{roster.pk}/") for roster in (clean, wrong)]
    answer = signed_in.post(f"{LIST}{wrong.pk}/copy/", follow=True)
    assert (shown, said(answer)) == (
        [False, False],
        ["上传的文件已不再保留。请重新上传，再下载标注了问题的文件。"],
    )


def test_a_file_that_was_imported_before_is_pointed_out(signed_in: Client, employer: Employer, hr: User):
    content = roster_file(row()).getvalue()
    first, again = (actions.preview(employer, io.BytesIO(content), file_name="a.xlsx", by=hr) for _ in range(2))
    actions.commit(first, by=hr)
    assert "这个文件导入过" in page(signed_in, f"{LIST}{again.pk}/")


def test_an_officer_whose_role_was_revoked_is_sent_away_on_the_next_request(signed_in: Client, hr: User):
    assert signed_in.get(LIST).status_code == 200
    hr.role_grants.update(revoked_at=clock.now(), revoked_by=hr)
    assert signed_in.get(LIST).status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICER])
def test_other_roles_are_refused(client: Client, role: str, employer: Employer):
    roster = preview(employer, row())
    client.force_login(make_user(role))
    addresses = [LIST, NEW, f"{LIST}{roster.pk}/"]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    answers = [client.post(f"{LIST}{roster.pk}/{action}/").status_code for action in ("commit", "copy")]
    assert answers == [403, 403]


def test_opening_a_page_commits_nothing(signed_in: Client, employer: Employer, hr: User):
    roster = preview(employer, row(), by=hr)
    answers = [signed_in.get(f"{LIST}{roster.pk}/{action}/").status_code for action in ("commit", "discard", "copy")]
    roster.refresh_from_db()
    assert (answers, roster.status) == ([405, 405, 405], "preview")


def test_the_page_of_a_roster_takes_the_same_queries_for_one_person_and_for_fifty(
    signed_in: Client, employer: Employer, hr: User, django_assert_num_queries: DjangoAssertNumQueries
):
    rosters = [preview(employer, *(row() for _ in range(count)), by=hr) for count in (1, 50)]
    signed_in.get(LIST)
    for roster in rosters:
        with django_assert_num_queries(ROSTER_QUERIES):
            signed_in.get(f"{LIST}{roster.pk}/")


@pytest.mark.parametrize(("absent", "named", "further_queries"), [(1, 1, 2), (50, 50, 2), (51, 50, 3), (90, 50, 3)])
def test_the_page_names_the_first_fifty_absent_people_and_asks_the_same_few_queries(
    signed_in: Client,
    employer: Employer,
    hr: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    absent: int,
    named: int,
    further_queries: int,
):
    # One for the people, one for the day, and one to count those beyond the fiftieth.
    commit(employer, *(row() for _ in range(absent)), by=hr)
    address = f"{LIST}{preview(employer, row(), by=hr).pk}/"
    signed_in.get(LIST)
    with django_assert_num_queries(ROSTER_QUERIES + further_queries):
        shown = signed_in.get(address).context["absent"]
    assert (len(shown.entries), shown.count) == (named, absent)


def test_the_list_takes_the_same_queries_for_one_roster_and_for_twenty(
    signed_in: Client, employer: Employer, hr: User, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (1, 19):
        for _ in range(count):
            preview(employer, row(), by=hr)
        signed_in.get(LIST)
        with django_assert_num_queries(LIST_QUERIES):
            signed_in.get(LIST)


ROSTER_QUERIES = 11
LIST_QUERIES = 7
