"""Batches by template: what sealing refuses, the parts that are kept, and that nothing of it changes afterwards."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from subsidies.payments import actions
from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.models import BankTemplate, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments import readers
from tests.subsidies.payments.kept import on_disk, written
from tests.subsidies.payments.stages import Desk, make_due, make_payee

OWN, OTHER = "中国建设银行长春汽车厂支行", "吉林银行长春分行"


def template(code: str, **changes) -> BankTemplate:
    """A shipped template, or a new one made from it."""
    row = BankTemplate.objects.current().get(code=code)
    if not changes:
        return row
    return BankTemplate.objects.create(code=f"{code}-test", name="测试", spec=row.spec | changes)


def drawn(desk: Desk, bank_template: BankTemplate, *names: str, banks: tuple[str, ...] = (OWN,)) -> PaymentBatch:
    payees = [make_payee(name=name, bank={"bank_name": banks[place % len(banks)]}) for place, name in enumerate(names)]
    return desk.drawn(*(make_due(payee) for payee in payees), bank_template=bank_template)


def released(desk: Desk, batch: PaymentBatch) -> PaymentBatch:
    batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核实")
    actions.approve(batch, by=desk.approver, digest=batch.digest)
    batch = actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
    actions.render_files(batch.pk)
    return PaymentBatch.objects.get(pk=batch.pk)


def test_sealing_refuses_a_name_that_the_gbk_template_cannot_write_and_says_which_character(desk: Desk):
    batch = drawn(desk, template("delimited_txt"), "王芳", "赵㛃")
    with pytest.raises(ActionRefused) as refused:
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核实")
    assert "户名里的“㛃”在本批次银行模板的编码（GBK）里没有，请换用 GB18030 的模板。" in str(refused.value)
    assert PaymentBatch.objects.get(pk=batch.pk).status == "draft"


def test_the_same_name_is_sealed_once_the_draft_has_a_template_that_can_write_it(desk: Desk):
    batch = drawn(desk, template("delimited_txt"), "王芳", "赵㛃")
    batch = actions.choose_template(batch, by=desk.clerk, bank_template=template("generic"))
    assert actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核实").status == "sealed"


def test_a_template_changed_after_the_clerk_looked_is_not_sealed(desk: Desk):
    batch = drawn(desk, template("generic"), "王芳")
    looked_at = stamp_of(batch)
    actions.choose_template(batch, by=desk.clerk, bank_template=template("split_xlsx"))
    with pytest.raises(ActionRefused):
        actions.seal(batch, by=desk.clerk, stamp=looked_at, note="已核实")


def test_a_delimiter_of_the_template_in_a_name_is_refused(desk: Desk):
    batch = drawn(desk, template("delimited_txt"), "王|芳")
    assert [line.anomalies for line in batch.lines.all()] == [["unwritable"]]


def test_the_parts_are_kept_with_names_of_their_own_and_together_hold_every_line_once(desk: Desk):
    names = [f"王{'甲乙丙丁戊己庚'[n]}" for n in range(7)]
    batch = released(desk, drawn(desk, template("split_xlsx", row_limit=2), *names, banks=(OWN, OTHER)))
    files = list(batch.files.filter(kind="xlsx").order_by("part"))
    assert [(file.part, file.name.partition("_")[2]) for file in files] == [
        (1, "代发明细_本行_第1份.xlsx"),
        (2, "代发明细_本行_第2份.xlsx"),
        (3, "代发明细_他行_第3份.xlsx"),
        (4, "代发明细_他行_第4份.xlsx"),
    ]
    rows = [row for file in files for row in readers.by_openpyxl(on_disk(file))[1:]]
    sealed = batch.lines.values_list("reference", "payee_name", "amount_yuan")
    assert sorted((row[6], row[2], row[3]) for row in rows) == sorted(sealed)
    assert (batch.bank_file_count, actions.render_files(batch.pk)) == (4, 0)


def test_a_part_that_a_crash_left_out_is_found_and_rendered_to_the_same_bytes(desk: Desk):
    batch = released(desk, drawn(desk, template("split_xlsx"), "王甲", "王乙", banks=(OWN, OTHER)))
    lost = batch.files.get(kind="xlsx", part=2)
    before = on_disk(lost)
    path_of(lost.storage_name).unlink()
    lost.delete()
    assert list(PaymentBatch.objects.lacking_files()) == [batch]
    assert (actions.render_files(batch.pk), on_disk(batch.files.get(kind="xlsx", part=2))) == (1, before)
    assert list(differences()) == []


@pytest.mark.parametrize("code", ["generic", "split_xlsx", "delimited_txt"])
def test_files_of_every_template_are_the_same_bytes_again_and_the_books_agree(desk: Desk, code: str):
    batch = released(desk, drawn(desk, template(code), "王甲", "王乙", banks=(OWN, OTHER)))
    files = batch.files.exclude(kind="summary")
    assert [written(batch, file.kind, file.part) == on_disk(file) for file in files] == [True] * batch.bank_file_count
    assert list(differences()) == []


def test_only_the_office_changes_templates(desk: Desk):
    row = template("generic")
    for user in (desk.approver, make_user("auditor")):
        with pytest.raises(ActionRefused):
            actions.change_template(row, by=user, name="x", in_use=True, spec=row.form)


def test_a_template_with_problems_is_kept_only_out_of_use(desk: Desk):
    unfinished = TemplateSpec(formats=("csv",))
    with pytest.raises(ActionRefused):
        actions.add_template(by=desk.clerk, code="new", name="新", in_use=True, spec=unfinished)
    kept = actions.add_template(by=desk.clerk, code="new", name="新", in_use=False, spec=unfinished)
    assert list(BankTemplate.objects.usable().filter(pk=kept.pk)) == []


def test_loading_the_shipped_templates_again_leaves_what_the_office_changed(desk: Desk):
    row = template("generic")
    actions.change_template(row, by=desk.clerk, name="我们的", in_use=True, spec=row.form)
    output = io.StringIO()
    call_command("load_bank_templates", stdout=output)
    assert (output.getvalue(), template("generic").name) == ("Bank templates added: 0.\n", "我们的")


def test_a_batch_without_a_choice_is_refused_when_the_generic_template_is_out_of_use(desk: Desk):
    row = template("generic")
    actions.change_template(row, by=desk.clerk, name=row.name, in_use=False, spec=row.form)
    with pytest.raises(ActionRefused):
        desk.drawn()
