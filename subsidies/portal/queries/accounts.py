"""What there is to say of a person's bank account."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from subsidies.payments.models import Instalment
from subsidies.payments.queries import PaymentStep
from subsidies.payments.workflow import SENT_BACK, InstalmentStatus
from talent.identifiers import bank_card
from talent.identifiers.characters import without_blanks
from talent.profiles.models import BankAccount, Person


def payment_failed_to(account: BankAccount | None) -> bool:
    """Whether a payment to this version of the account failed or came back, and waits for another one."""
    failed = Instalment.objects.filter(status__in=SENT_BACK, failed_account=account)
    return account is not None and failed.exists()


def account_to_mend(person: Person, payments: Sequence[PaymentStep]) -> bool:
    """Whether a payment failed and the person has neither changed nor confirmed the account since."""
    if not any(payment.status in SENT_BACK for payment in payments):
        return False
    return payment_failed_to(person.bank_accounts.current().first())


def mend_title(payments: Sequence[PaymentStep]) -> str:
    """What the bank did with the payment that has to be mended last: sent it back after paying, or never paid it."""
    sent_back = [payment.status for payment in payments if payment.status in SENT_BACK]
    reversed_last = bool(sent_back) and sent_back[-1] == InstalmentStatus.REVERSED
    return _("银行付款后又退回") if reversed_last else _("银行未能付款")


def bank_answer(payments: Sequence[PaymentStep]) -> str:
    """What the bank said of the payment that failed last; empty when none waits or the bank gave no reason."""
    failed = [payment for payment in payments if payment.status in SENT_BACK]
    return failed[-1].bank_reason if failed else ""


def remarks_on(account: BankAccount, person: Person) -> list[str]:
    """What looks odd about an account that was just entered: remarks only, the office looks before paying."""
    remarks = []
    if not bank_card.luhn_ok(account.account_number):
        remarks.append(_("账号与银行卡校验规则不符，请再核对一遍。"))
    shared = BankAccount.objects.current().filter(account_index=account.account_index).exclude(person=person)
    if shared.exists():
        remarks.append(_("这个账号已由其他人登记。补贴只能发放到本人账户，请核对；发放前人才办会重点核查。"))
    if without_blanks(account.holder_name) != without_blanks(person.name):
        remarks.append(_("户名与您的证件姓名不同，发放前人才办会核查，请确认是您本人的账户。"))
    if not bank_card.names_a_branch(account.bank_name):
        remarks.append(_("开户银行最好写到支行，例如：中国工商银行长春汽车城支行。不清楚的，可以问银行或看开户回单。"))
    return remarks
