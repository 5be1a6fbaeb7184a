"""The form of a bank template: its words and switches, and a table of columns that works without scripts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from subsidies.payments.bank_templates import (
    DELIMITERS,
    ENCODINGS,
    FORMATS,
    MOST_ROWS,
    SIDES,
    Column,
    ColumnField,
    Payer,
    TemplateSpec,
    as_data,
)
from subsidies.payments.models import BankTemplate
from subsidies.payments.template_problems import LONGEST_PARTY, LONGEST_SHEET, LONGEST_TEXT, problems_of
from talent.ui.widgets import AccountNumberInput

MOST_COLUMNS = 20
SPARE = 4


class TemplateForm(forms.Form):
    """All but the columns; ``code`` only where a template is new."""

    code = forms.SlugField(
        label=_("代码"), max_length=30, help_text=_("小写字母、数字和连字符，例如 ccb-batch；保存后不能改。")
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    in_use = forms.BooleanField(
        label=_("启用"), required=False, help_text=_("启用后拟定批次时可以选它；停用不影响已经选了它的批次。")
    )
    formats = forms.MultipleChoiceField(
        label=_("文件格式"),
        choices=[(kind.value, kind.label) for kind in FORMATS],
        widget=forms.CheckboxSelectMultiple,
    )
    encoding = forms.ChoiceField(
        label=_("编码"),
        choices=list(ENCODINGS.items()),
        help_text=_("只用于 CSV 和 TXT。GBK 写不出的名字会在封存前提示。"),
    )
    delimiter = forms.ChoiceField(
        label=_("分隔符"), choices=list(DELIMITERS.items()), help_text=_("只用于 CSV 和 TXT；CSV 用英文逗号。")
    )
    headings = forms.BooleanField(label=_("第一行写表头"), required=False)
    sheet = forms.CharField(label=_("工作表名称"), max_length=LONGEST_SHEET, help_text=_("只用于 XLSX。"))
    row_limit = forms.IntegerField(
        label=_("每个文件最多多少笔"),
        min_value=0,
        validators=[MaxValueValidator(MOST_ROWS)],
        help_text=_("超过的自动分成几份；0 为不另设上限。"),
    )
    own_bank = forms.CharField(
        label=_("本行名称"),
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("每行一个，例如“建设银行”。填写后本行、他行账户分成不同的文件；不分的留空。"),
    )
    payer_name = forms.CharField(label=_("付款人户名"), max_length=LONGEST_PARTY, required=False)
    payer_account = forms.CharField(label=_("付款账号"), max_length=30, required=False, widget=AccountNumberInput)
    payer_bank_name = forms.CharField(label=_("付款人开户行"), max_length=LONGEST_PARTY, required=False)
    payer_bank_code = forms.CharField(label=_("付款行联行号"), max_length=12, required=False)

    def words(self) -> dict[str, Any]:
        """What stands beside the format: name, whether it is in use, and the code of a new template."""
        return {name: self.cleaned_data[name] for name in ("code", "name", "in_use") if name in self.fields}


class ColumnForm(forms.Form):
    """One column; without a field it is an empty row of the table."""

    place = forms.IntegerField(label=_("顺序"), min_value=1, max_value=99, required=False)
    field = forms.ChoiceField(label=_("内容"), required=False, choices=[("", "—"), *ColumnField.choices])
    heading = forms.CharField(label=_("表头"), max_length=LONGEST_TEXT, required=False)
    text = forms.CharField(label=_("固定内容"), max_length=LONGEST_TEXT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_permitted": False, "use_required_attribute": False})
        number = int(str(self.prefix).rsplit("-", 1)[-1]) + 1
        for field in self.fields.values():
            label = _now("第 %(number)s 行：%(label)s") % {"number": number, "label": field.label}
            field.widget.attrs["aria-label"] = label


ColumnFormSet = forms.formset_factory(
    ColumnForm, extra=0, max_num=MOST_COLUMNS, absolute_max=MOST_COLUMNS, validate_max=True
)


class TemplateEditor:
    """Form and columns of one template, filled from a row or from what was posted."""

    def __init__(self, posted: Any, *, template: BankTemplate | None, is_new: bool = False) -> None:
        self.wants_saving = posted is not None and "preview" not in posted
        self.form = TemplateForm(posted, initial=_initial(template))
        if not is_new:
            del self.form.fields["code"]
        self.columns = ColumnFormSet(posted, initial=_columns(template), prefix="columns")

    def is_valid(self) -> bool:
        """Whether form and columns can be read and, where it is to be used, the template has no problem."""
        readable = all([self.form.is_valid(), self.columns.is_valid()])
        if readable and self.form.cleaned_data["in_use"]:
            for problem in problems_of(self.spec()):
                self.form.add_error(None, problem)
        return readable and not self.form.errors

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.form.words(), "spec": self.spec()}

    def spec(self) -> TemplateSpec:
        """The template as posted; only after both forms were read without errors."""
        given = self.form.cleaned_data
        rows = [(row.get("place") or MOST_COLUMNS, n, row) for n, row in enumerate(self._rows()) if row.get("field")]
        return TemplateSpec(
            formats=tuple(given["formats"]),
            columns=tuple(
                Column(row["field"], row["heading"], row["text"] or _usual(row))
                for *_order, row in sorted(rows, key=lambda r: r[:2])
            ),
            headings=given["headings"],
            delimiter=given["delimiter"],
            encoding=given["encoding"],
            row_limit=given["row_limit"],
            own_bank=tuple(name.strip() for name in given["own_bank"].splitlines() if name.strip()),
            sheet=given["sheet"],
            payer=Payer(*(given[f"payer_{part}"] for part in ("name", "account", "bank_name", "bank_code"))),
        )

    def _rows(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.columns.forms]


def _usual(row: dict[str, Any]) -> str:
    return SIDES if row["field"] == ColumnField.BANK_SIDE else ""


def _initial(template: BankTemplate | None) -> dict[str, Any]:
    if template is None:
        return {"encoding": "gb18030", "delimiter": ",", "headings": True, "sheet": "Sheet1", "row_limit": 0}
    data = as_data(template.form)
    payer = {f"payer_{name}": value for name, value in data.pop("payer").items()}
    own_bank = "\n".join(data.pop("own_bank"))
    return {**data, **payer, "own_bank": own_bank, "name": template.name, "in_use": template.in_use}


def _columns(template: BankTemplate | None) -> list[dict[str, Any]]:
    """The columns with their places ten apart, so that one can be put between two, and some empty rows."""
    columns = template.form.columns if template else ()
    rows = [
        {"place": place, "field": column.field, "heading": column.heading, "text": column.text}
        for place, column in enumerate(columns, start=1)
    ]
    return rows + [{}] * min(SPARE if rows else 8, MOST_COLUMNS - len(rows))
