"""Long tables are put together without templates: nothing that a row says is taken for markup."""

from __future__ import annotations

import pytest
from django.test.html import parse_html
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from talent.ui.markup import markup
from talent.ui.tables import Column, Row, body_of, head_of

COLUMNS = [Column("受理编号", "whole", names_the_row=True), Column("金额 & 元", "num", css_of_head="num")]


def test_a_table_is_what_a_template_would_write():
    rows = [Row("case-1", [mark_safe('<a href="/1/">20260001</a>'), "1 <b>"], mark_safe('<input name="t">'))]
    written = f"<table><thead><tr>{head_of(COLUMNS)}</tr></thead><tbody>{body_of(COLUMNS, rows)}</tbody></table>"
    assert parse_html(written) == parse_html(
        '<table><thead><tr><th scope="col">受理编号</th><th scope="col" class="num">金额 &amp; 元</th></tr></thead>'
        '<tbody><tr data-key-row id="case-1"><td class="table__check"><input name="t"></td>'
        '<th scope="row" class="whole"><a href="/1/">20260001</a></th>'
        '<td class="num" data-label="金额 &amp; 元">1 &lt;b&gt;</td></tr></tbody></table>'
    )


def test_a_table_without_boxes_has_no_cell_for_them():
    assert body_of(COLUMNS, [Row("a", ["1", "2"])]).count("<td") == 1


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        body_of(COLUMNS, [Row("a", ["1"])])


@given(st.text())
def test_a_text_is_escaped_as_django_does(text: str):
    assert (markup(text), markup(mark_safe(text))) == (str(conditional_escape(text)), text)
