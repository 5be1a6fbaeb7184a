"""The forms of the payment desk. Keys and digests that they carry say what the person was looking at."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from subsidies.budget.forms import BudgetLineField
from subsidies.budget.models import BudgetLine
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import BankTemplate
from subsidies.payments.queries.continued import MOST_AT_ONCE
from subsidies.payments.queries.held import HeldLines
from subsidies.verification.models import EmploymentConfirmation
from talent.audit.validators import without_personal_numbers
from talent.spreadsheets.reading import DEFAULT_LIMITS
from talent.spreadsheets.sandbox.limits import MEGABYTE
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea

SHORT, LONG = 60, 500
NOTHING_HELD = HeldLines()
TEMPLATE_HELP = _("按代发银行要求的文件格式选择。")


class DrawUpForm(KeyedForm):
    """A new batch. Its key comes with the form, so that a double click makes one batch."""

    title = forms.CharField(label=_("批次名称"), max_length=80)
    charged_to = BudgetLineField(
        label=_("列支指标"),
        queryset=BudgetLine.objects.none(),
        empty_label=None,
        help_text=_("一个批次只在一个指标列支；只列入授予时占用了该指标的明细。"),
    )
    bank_template = forms.ModelChoiceField(
        label=_("银行模板"),
        queryset=BankTemplate.objects.none(),
        required=False,
        empty_label=None,
        help_text=TEMPLATE_HELP,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_templates(self)
        lines = self.fields["charged_to"]
        assert isinstance(lines, forms.ModelChoiceField)
        lines.queryset = BudgetLine.objects.open()


class ChooseTemplateForm(forms.Form):
    """Another bank template for a draft."""

    bank_template = forms.ModelChoiceField(
        label=_("银行模板"), queryset=BankTemplate.objects.none(), empty_label=None, help_text=TEMPLATE_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_templates(self)


def _offer_templates(form: forms.Form) -> None:
    """Offer the templates in use as they are now."""
    field = form.fields["bank_template"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = BankTemplate.objects.usable().order_by("name")


class SealForm(forms.Form):
    """Sealing: the stamp is that of the lines as shown; the note is required when the checks have remarks."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("异常提示的核对说明"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("逐类写明核对的方式和结果，财政局和审计人员都会看到。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )

    def __init__(self, *args: Any, remarks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not remarks:
            del self.fields["note"]


class ReasonForm(forms.Form):
    """Why a batch is cancelled or returned."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("会记入操作日志，双方都能看到。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )


class HeldLinesForm(forms.Form):
    """What finance does with a sealed batch. Where lines are held, the officer says how they were looked at.

    The token of the held lines comes from the page that listed them: ``payments/step.html`` writes it.
    """

    held_reason = forms.CharField(
        label=_("暂停明细的核对情况和继续办理的理由"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("会记入操作日志，另一名经办人员、人才办和审计人员都能看到。不要写身份证号码和银行账号。"),
        error_messages={"required": _("请写明核对情况和继续办理的理由。")},
        validators=[without_personal_numbers],
    )

    def __init__(self, *args: Any, held: HeldLines = NOTHING_HELD, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not held.count:
            del self.fields["held_reason"]
        elif self.data.get("held_seen", "") != held.token:
            self.fields["held_reason"].required = False  # the action says that there are other holds now

    def clean(self) -> dict[str, Any]:
        """With the token of what the officer saw."""
        return self.cleaned_data | {"held_seen": self.data.get("held_seen", "")}


class ApproveForm(HeldLinesForm):
    """Approval of exactly what was shown."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    checked = forms.BooleanField(
        label=_("我已核对笔数、总金额、指标文号和各项异常提示"),
        widget=forms.CheckboxInput(attrs={"data-private": True}),  # a tick is never brought back with typed words
    )

    def clean(self) -> dict[str, Any]:
        """The tick is for the officer, not for the action."""
        return {name: value for name, value in super().clean().items() if name != "checked"}


class ReleaseForm(HeldLinesForm):
    """Release of exactly what was shown, under a voucher."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    voucher_number = forms.CharField(
        label=_("支付凭证号"), max_length=SHORT, help_text=_("填写国库集中支付凭证的编号。"), widget=forms.TextInput
    )


class PlaceHoldForm(KeyedForm):
    """Why a person is paid nothing for the time being; the key of the hold comes with the form."""

    kind = forms.ChoiceField(
        label=_("暂停原因"),
        choices=[(kind.value, kind.label) for kind in (HoldKind.DISPUTE_OPEN, HoldKind.BY_HAND)],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择暂停原因。")},
    )
    reason = forms.CharField(
        label=_("说明"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("写明情况来源和要查清的问题，人才办和审计人员会看到。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )


class LiftHoldForm(forms.Form):
    """What was found; ``seen`` is the account that the reviewer looked at."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("核查结果"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("写明怎样核实、结果如何，会记入操作日志。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )


class TickedPeopleForm(forms.Form):
    """People who are ticked."""

    none_ticked = _("请先勾选仍然在职的人员。")

    selected = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")] if data is not None else []

    def clean_selected(self) -> list[uuid.UUID]:
        """The keys of the people."""
        try:
            return [uuid.UUID(value) for value in self.cleaned_data["selected"]]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("everything") and not cleaned.get("selected"):
            raise forms.ValidationError(self.none_ticked)
        if len(cleaned.get("selected", [])) > MOST_AT_ONCE:
            raise forms.ValidationError(_("一次最多确认 %(most)d 人，请分几次办理。") % {"most": MOST_AT_ONCE})
        return cleaned

    @property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""
        return str(next(iter(self.errors.values()))[0])


class PeopleForm(TickedPeopleForm):
    """People of the list; with ``everything`` all who wait are meant, whoever is ticked."""

    everything = forms.BooleanField(required=False)


class PeopleBackForm(TickedPeopleForm):
    """The people whose confirmation is to be taken back."""

    none_ticked = _("请先勾选要撤销确认的人员。")

    def chosen(self, given: Iterable[EmploymentConfirmation]) -> list[EmploymentConfirmation]:
        """Those of the ticked people."""
        ticked = set(self.cleaned_data["selected"])
        return [each for each in given if each.person_id in ticked]


class UploadReturnForm(KeyedForm):
    """A bank's return; its key comes with the form."""

    file = forms.FileField(
        label=_("银行回盘文件"),
        help_text=_("银行返回的 CSV 或 XLSX 文件，原样上传，不要改动。"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuses what is larger than any table that is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size and file.size > DEFAULT_LIMITS.max_bytes:
            limit = DEFAULT_LIMITS.max_bytes // MEGABYTE
            words = _("文件超过 %(mb)s MB，没有上传。请让银行把明细分成几个文件，再分别上传。")
            raise forms.ValidationError(words, params={"mb": limit})
        return file


class PackageForm(forms.Form):
    """Whether the ZIP is encrypted; the password comes with the page, which shows it once."""

    encrypted = forms.BooleanField(
        label=_("加密压缩包"),
        required=False,
        initial=True,
        help_text=_("用下面的密码打开。密码请另行告知，不要放在一起。"),
    )
    password = forms.CharField(min_length=12, max_length=60, widget=forms.HiddenInput)

    @property
    def chosen_password(self) -> str:
        """Empty where the ZIP is not to be encrypted."""
        return self.cleaned_data["password"] if self.cleaned_data["encrypted"] else ""
