"""The account that the subsidy is paid to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.identifiers import bank_card
from talent.ui.widgets import AccountNumberInput


class BankAccountForm(forms.Form):
    """Holder, account number and bank; an odd check digit is only warned of, since some banks use none."""

    holder_name = forms.CharField(
        label=_("户名"), max_length=100, help_text=_("须为本人账户，与银行预留姓名一字不差。")
    )
    account_number = forms.CharField(
        label=_("银行账号"),
        max_length=40,
        widget=AccountNumberInput,
        help_text=_("建议使用社会保障卡的金融账户；中间的空格可以不管。"),
    )
    bank_name = forms.CharField(
        label=_("开户银行"), max_length=100, help_text=_("写到支行，例如：中国工商银行长春汽车城支行。")
    )

    def clean_holder_name(self) -> str:
        return " ".join(self.cleaned_data["holder_name"].split())

    def clean_account_number(self) -> str:
        try:
            return bank_card.validate(self.cleaned_data["account_number"])
        except bank_card.InvalidBankCard as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean_bank_name(self) -> str:
        return " ".join(self.cleaned_data["bank_name"].split())

    @property
    def looks_mistyped(self) -> bool:
        """Whether the number of a valid form fails the check digit that most cards carry."""
        return not bank_card.luhn_ok(self.cleaned_data["account_number"])
