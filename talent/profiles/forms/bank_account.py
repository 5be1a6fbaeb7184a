"""The account that the subsidy is paid to."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.identifiers import bank_card
from talent.profiles.forms.fields import NameField, TextField
from talent.profiles.forms.folding import FoldedForm
from talent.profiles.forms.wording import WordedForm
from talent.profiles.models import BankAccount, Person
from talent.ui.widgets import AccountNumberInput

OTHER_HOLDER = _("银行登记的户名与证件姓名写法不同（如生僻字、英文姓名）")

ODD_NUMBER = _("这个账号与银行卡校验规则不符，很可能有一位填错了。请对照卡面核对；核对无误的，再点一次保存即可。")
SHOWN_DIGITS = 4


class BankAccountForm(FoldedForm, WordedForm):
    """Account number and bank; the holder is the person, spelled otherwise where the bank does.

    An odd check digit is asked about once: sent again with the same number, it is taken, since some banks use none.
    ``key`` is that of the new version of the account, so that a form sent twice makes one.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    odd_ending = forms.CharField(widget=forms.HiddenInput, required=False)
    """The last digits of the number that was asked about."""
    account_number = forms.CharField(
        label=_("银行账号"),
        max_length=40,
        widget=AccountNumberInput,
        help_text=_("本人名下的账户，建议使用社会保障卡的金融账户；中间的空格可以不管。"),
    )
    bank_name = TextField(
        label=_("开户银行"), max_length=100, help_text=_("写到支行，例如：中国工商银行长春汽车城支行。")
    )
    holder_name = NameField(
        label=_("银行登记的户名"), required=False, help_text=_("须为本人账户，与银行预留姓名一字不差。")
    )
    folded = {"holder": (OTHER_HOLDER, ("holder_name",))}

    def __init__(self, *args: Any, person: Person, current: BankAccount | None = None, **kwargs: Any) -> None:
        known = {"key": uuid.uuid4(), "bank_name": current.bank_name if current else ""}
        if current and current.holder_name != person.name:
            known["holder_name"] = current.holder_name
        super().__init__(*args, initial=known, **kwargs)
        self.person = person

    def clean_account_number(self) -> str:
        try:
            return bank_card.validate(self.cleaned_data["account_number"])
        except bank_card.InvalidBankCard as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number = cleaned.get("account_number", "")
        ending = number[-SHOWN_DIGITS:]
        if number and not bank_card.luhn_ok(number) and cleaned.get("odd_ending") != ending:
            self.data = {name: self.data.get(name) for name in self.data} | {"odd_ending": ending}
            self.add_error("account_number", ODD_NUMBER)
        return cleaned

    def values(self) -> dict[str, str]:
        """Holder, number and bank as a valid form has them."""
        cleaned = self.cleaned_data
        return {
            "holder_name": cleaned["holder_name"] or self.person.name,
            "account_number": cleaned["account_number"],
            "bank_name": cleaned["bank_name"],
        }
