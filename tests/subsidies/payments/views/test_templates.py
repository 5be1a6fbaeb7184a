"""The pages of bank templates: who reads, who changes, what the preview shows, and the batch that uses one."""

from __future__ import annotations

import pytest

from subsidies.payments.models import BankTemplate, PaymentBatch
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, make_due, make_payee
from tests.subsidies.payments.views.test_drawing import form as drawing_form

LIST = "/payments/templates/"


def template(code: str) -> BankTemplate:
    return BankTemplate.objects.current().get(code=code)


def posted(client, address: str, **changes) -> dict[str, object]:
    """What the form at the address would send, with some values changed."""
    editor = client.get(address).context["editor"]
    data = {}
    for form in (editor.form, editor.columns.management_form, *editor.columns.forms):
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                data[field.html_name] = value
    return {**data, **changes}


@pytest.fixture
def clerk(desk: Desk, sign_in):
    return sign_in(desk.clerk)


def test_the_list_shows_the_four_that_came_with_the_portal_the_one_not_in_use_last(clerk):
    shown = [(row.code, row.in_use) for row, _formats in clerk.get(LIST).context["templates"]]
    assert shown == [("delimited_txt", True), ("generic", True), ("split_xlsx", True), ("pain001", False)]


@pytest.mark.parametrize("code", ["delimited_txt", "generic", "split_xlsx", "pain001"])
def test_every_shipped_template_has_a_page_with_a_preview_for_office_and_auditors(desk: Desk, sign_in, code: str):
    pages = [sign_in(user).get(f"{LIST}{template(code).pk}/") for user in (desk.clerk, make_user("auditor"))]
    assert [page.status_code for page in pages] == [200, 200]
    assert [bool(page.context["previews"]) for page in pages] == [True, True]


def test_the_preview_is_the_file_itself(clerk):
    (preview,) = clerk.get(f"{LIST}{template('delimited_txt').pk}/").context["previews"]
    assert (preview.name, preview.text.split("\r\n")[0]) == (
        "FF2026-0001_代发明细.txt",
        "1|0222000000000000001|王晓明|1200000|CNY|人才生活补贴|FF2026-0001-00001",
    )


def test_auditors_read_and_cannot_change(desk: Desk, sign_in):
    auditor = sign_in(make_user("auditor"))
    row = template("generic")
    assert auditor.get(f"{LIST}{row.pk}/").context["may_change"] is False
    assert [auditor.get(f"{LIST}{path}").status_code for path in (f"{row.pk}/edit/", "add/")] == [403, 403]


def test_changing_asks_to_prove_again_who_one_is(desk: Desk, sign_in):
    response = sign_in(desk.clerk, recently=False).get(f"{LIST}{template('generic').pk}/edit/")
    assert (response.status_code, "reauthenticate" in response.headers["Location"]) == (302, True)


def test_preview_shows_what_is_typed_and_keeps_nothing(clerk):
    address = f"{LIST}{template('generic').pk}/edit/"
    response = clerk.post(
        address, posted(clerk, address, preview="1", formats=["csv"], **{"columns-1-heading": "收款人"})
    )
    (preview,) = response.context["previews"]
    assert preview.text.split("\r\n")[0] == "序号,收款人,账号,开户行,金额,备注"
    assert BankTemplate.objects.filter(code="generic").count() == 1


def test_saving_makes_a_new_version_and_a_batch_keeps_the_one_that_it_has(clerk, desk: Desk):
    batch = desk.drawn()
    address = f"{LIST}{template('generic').pk}/edit/"
    response = clerk.post(address, posted(clerk, address, name="通用（新）", **{"columns-0-place": "7"}))
    new = template("generic")
    assert (response.headers["Location"], new.version, new.name) == (f"{LIST}{new.pk}/", 2, "通用（新）")
    assert [column.field for column in new.form.columns][-1] == "sequence"
    assert (PaymentBatch.objects.get(pk=batch.pk).bank_template.version, new.changed_by) == (1, desk.clerk)


def test_a_change_that_somebody_else_overtook_is_refused(clerk):
    address = f"{LIST}{template('generic').pk}/edit/"
    sent = posted(clerk, address)
    codes = [clerk.post(address, sent).status_code for _ in range(2)]
    assert (codes, BankTemplate.objects.filter(code="generic").count()) == ([302, 200], 2)


def test_a_template_that_lacks_the_remark_cannot_be_put_in_use(clerk):
    address = f"{LIST}{template('generic').pk}/edit/"
    response = clerk.post(address, posted(clerk, address, **{"columns-5-field": ""}))
    assert response.context["editor"].form.non_field_errors() == ["“备注（明细编号，回盘据此核对）”须有且只有一列。"]


def test_the_iso_template_is_in_use_once_the_paying_account_is_entered(clerk):
    address = f"{LIST}{template('pain001').pk}/edit/"
    refused = clerk.post(address, posted(clerk, address, in_use="on"))
    payer = {
        "payer_name": "人才补贴专户",
        "payer_account": "0222000000000000001",
        "payer_bank_name": "建设银行长春分行",
    }
    clerk.post(address, posted(clerk, address, in_use="on", **payer))
    assert (refused.status_code, template("pain001").in_use) == (200, True)


def test_a_new_template_starts_from_the_generic_one_and_its_code_is_given_once(clerk):
    sent = posted(clerk, f"{LIST}add/", code="jlbank", name="吉林银行代发", in_use="on")
    codes = [clerk.post(f"{LIST}add/", sent).status_code for _ in range(2)]
    assert (codes, template("jlbank").form.columns) == ([302, 200], template("generic").form.columns)


def test_a_batch_is_drawn_up_with_the_chosen_template_or_the_generic_one(clerk):
    for chosen in ({}, {"bank_template": str(template("split_xlsx").pk)}):
        clerk.post("/payments/draw-up/", drawing_form(make_due(), **chosen))
    used = PaymentBatch.objects.order_by("number").values_list("bank_template__code", flat=True)
    assert list(used) == ["generic", "split_xlsx"]


def test_a_template_out_of_use_is_not_offered_and_not_taken(clerk):
    response = clerk.post("/payments/draw-up/", drawing_form(make_due(), bank_template=str(template("pain001").pk)))
    offered = [row.code for row in response.context["form"].fields["bank_template"].queryset]
    assert (sorted(offered), PaymentBatch.objects.count()) == (["delimited_txt", "generic", "split_xlsx"], 0)


def test_a_draft_can_be_given_another_template_and_says_what_that_one_cannot_write(clerk, desk: Desk):
    batch = desk.drawn(make_due(make_payee(name="赵㛃")))
    clerk.post(f"/payments/{batch.pk}/choose-template/", {"bank_template": str(template("delimited_txt").pk)})
    page = clerk.get(f"/payments/{batch.pk}/")
    assert page.context["batch"].bank_template.code == "delimited_txt"
    assert [remark.code for remark in page.context["remarks"]] == ["unwritable"]


def test_a_sealed_batch_keeps_its_template(clerk, desk: Desk):
    batch = desk.sealed()
    clerk.post(f"/payments/{batch.pk}/choose-template/", {"bank_template": str(template("delimited_txt").pk)})
    assert PaymentBatch.objects.get(pk=batch.pk).bank_template.code == "generic"
