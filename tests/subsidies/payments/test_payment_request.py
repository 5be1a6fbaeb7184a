"""拨付申请: what was sealed, in figures and capitals, with the digest; gone when the batch is."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client

from subsidies.payments import actions
from subsidies.payments.actions.requesting import issue_payment_request
from talent.papers.exports.sheets import draw_sheets
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk


def test_it_says_amounts_twice_the_budget_and_the_seal(desk: Desk):
    batch = desk.sealed()
    content = issue_payment_request(batch.pk, desk.clerk).content
    facts = dict(content["facts"]) | dict(content["long_facts"])
    assert facts == {
        "批次号": batch.number,
        "封存时间": facts["封存时间"],
        "指标文号": "长财预〔2026〕18号",
        "预算科目": "2080799 其他就业补助支出",
        "笔数": "3",
        "小写金额": "￥36,000.00",
        "大写金额": "叁万陆仟元整",
        "SHA-256": batch.digest,
    }


def test_it_fits_one_page_and_says_nobodys_name_or_account(desk: Desk):
    batch = desk.sealed()
    document = pypdfium2.PdfDocument(draw_sheets([issue_payment_request(batch.pk, desk.clerk)]))
    text = document[0].get_textpage().get_text_range()
    secrets = [secret for line in batch.lines.all() for secret in (line.payee_name, line.account_number)]
    assert (len(document), [secret for secret in secrets if secret in text]) == (1, [])


def test_a_draft_has_none(desk: Desk):
    with pytest.raises(ActionRefused, match="封存后"):
        issue_payment_request(desk.drawn().pk, desk.clerk)


@pytest.mark.parametrize("step", ["return", "cancel"])
def test_it_counts_no_more_when_the_batch_is_returned_or_cancelled(desk: Desk, step: str):
    batch = desk.sealed()
    paper = issue_payment_request(batch.pk, desk.clerk)
    if step == "return":
        actions.return_to_office(batch, by=desk.approver, reason="指标不足")
    else:
        actions.cancel(batch, by=desk.clerk, reason="重新拟定")
    paper.refresh_from_db()
    assert paper.withdrawn_at is not None


def test_the_office_makes_it_and_the_bureau_reads_it(desk: Desk, client: Client):
    batch = desk.sealed()
    address, answers = f"/papers/issue/payment_request/{batch.pk}/", []
    for user in (desk.approver, make_user("hr_officer"), desk.clerk):
        client.force_login(user)
        answers.append(client.post(address).status_code)
    paper = IssuedPaper.objects.get(kind="payment_request")
    client.force_login(desk.approver)
    page = client.get(f"/finance/{batch.pk}/").content.decode()
    assert (answers, client.get(f"/papers/{paper.pk}/").status_code, paper.number in page) == (
        [404, 404, 302],
        200,
        True,
    )
