"""What a template may say, and what is said of one that cannot be used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from subsidies.payments.bank_templates import Column, ColumnField, SpecUnreadable, TemplateSpec, as_data, spec_from
from subsidies.payments.imports.shipped_templates import shipped_templates
from subsidies.payments.template_problems import problems_of

SHIPPED = {each.code: each for each in shipped_templates()}
GENERIC = SHIPPED["generic"].spec
EXTRA = Column(ColumnField.FIXED, "币种", "CNY")


def with_column(column: Column) -> TemplateSpec:
    return replace(GENERIC, columns=(*GENERIC.columns, column))


def test_every_shipped_template_that_is_in_use_has_no_problem():
    assert {code: problems_of(each.spec) for code, each in SHIPPED.items() if each.in_use} == {
        "delimited_txt": [],
        "generic": [],
        "split_xlsx": [],
    }


@pytest.mark.parametrize("code", SHIPPED)
def test_a_template_comes_back_from_json_as_it_was(code: str):
    assert spec_from(as_data(SHIPPED[code].spec)) == SHIPPED[code].spec


@pytest.mark.parametrize("data", [{}, {"formats": ["csv"], "colour": "red"}, {"formats": ["csv"], "columns": [1]}])
def test_what_is_no_template_is_refused(data):
    with pytest.raises(SpecUnreadable):
        spec_from(data)


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (replace(GENERIC, formats=()), "请至少选择一种文件格式。"),
        (replace(GENERIC, delimiter="|"), "CSV 文件以英文逗号分隔。用其他分隔符的，请选 TXT。"),
        (replace(GENERIC, sheet="a/b"), "工作表名称须为 1 至 31 个字，不能有 [ ] : * ? / \\ 和单引号。"),
        (replace(GENERIC, columns=GENERIC.columns[:-1]), "“备注（明细编号，回盘据此核对）”须有且只有一列。"),
        (replace(GENERIC, columns=GENERIC.columns[1:2] * 2), "“户名”须有且只有一列。"),
        (with_column(Column(ColumnField.AMOUNT_CENTS, "分")), "金额须有且只有一列，以元或以分为单位。"),
        (with_column(replace(EXTRA, heading="金额")), "文件带表头时，每列都须有表头，且不能重复。"),
        (with_column(replace(EXTRA, text="=1")), "第 7 列的“=1”以公式符号开头，表格软件会运行它。"),
        (with_column(replace(EXTRA, text="a,b")), "第 7 列的“a,b”里有分隔符或引号，会打乱列。"),
        (replace(with_column(replace(EXTRA, text="㛃")), encoding="gbk"), "第 7 列的“㛃”有所选编码写不出的字。"),
        (with_column(Column(ColumnField.BANK_SIDE, "行别", "1/0")), "有“本行或他行”一列时，须填写本行名称。"),
        (replace(GENERIC, row_limit=1_000_001), "每个文件的笔数上限须在 1 至 1,000,000 之间；0 为不另设上限。"),
        (replace(GENERIC, own_bank=("建",)), "本行名称每行一个，至少两个字，例如“建设银行”。"),
        (SHIPPED["pain001"].spec, "ISO 20022 文件须写明付款人户名和开户行，各不超过 70 个字。"),
    ],
)
def test_each_problem_is_named(spec: TemplateSpec, problem: str):
    assert problem in problems_of(spec)


def test_headings_may_be_left_out_where_none_are_written():
    bare = tuple(replace(column, heading="") for column in GENERIC.columns)
    assert problems_of(replace(GENERIC, columns=bare, headings=False)) == []
