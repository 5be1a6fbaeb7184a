"""The page of a case, an account or a payment that a message is about."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.payments.models import PaymentBatch, Recovery
from talent.accounts.roles import Role
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.targets import Target

OF_STAFF = ("arrivals", "case", "claims", "continued", "dispute", "return", "roster")
"""First words of the templates that officers get about what they handle."""


def target_of(message: Message) -> Target | None:
    """Where a message leads; none for messages about nothing of the recipient's."""
    about = message.template.partition("_")[0]
    if about == "application":
        number = texts.unpack(message.context).get("number", "")
        case = Application.objects.filter(person__user=message.recipient_id, number=number).first()
        return Target(reverse("me:case", args=[case.pk]), _("查看这项申请")) if case else None
    if about in OF_STAFF:
        return _of_staff(message)
    if about == "mandate":
        return Target(reverse("me:mandates"), _("查看谁在为您代办"))
    if message.template in ("payment_failed", "payment_reversed") or about == "profile":
        return Target(reverse("me:bank_account"), _("查看收款账户"))
    if about == "recovery":
        number = texts.unpack(message.context).get("number", "")
        found = Recovery.objects.visible_to(message.recipient).filter(number=number).first()
        return Target(reverse("me:recovery", args=[found.pk]), _("查看应缴回的补贴")) if found else None
    if message.template == "award_revoked":
        return Target(reverse("me:home"), _("查看我的补贴"))
    if about in ("payment", "payments"):
        return Target(reverse("me:home"), _("查看发放计划"))
    return Target(reverse("accounts:settings"), _("查看账号设置")) if about == "account" else None


def _of_staff(message: Message) -> Target | None:
    if message.template == "case_handed_over":
        number = texts.unpack(message.context).get("number", "")
        case = Application.objects.visible_to(message.recipient).submitted().filter(number=number).first()
        return Target(reverse("review:case", args=[case.pk]), _("办理这件申请")) if case else None
    if message.template == "return_overdue":
        number = texts.unpack(message.context).get("number", "")
        batch = PaymentBatch.objects.visible_to(message.recipient).filter(number=number).first()
        space = "finance" if message.recipient.has_role(Role.FINANCE_OFFICER) else "payments"
        return Target(reverse(f"{space}:batch", args=[batch.pk]), _("查看这个批次")) if batch else None
    if message.template == "dispute_written":
        number = texts.unpack(message.context).get("number", "")
        case = Application.objects.visible_to(message.recipient).submitted().filter(number=number).first()
        return Target(reverse("verification:talk", args=[case.pk]), _("查看异议和留言")) if case else None
    if message.template in ("claims_arrived", "claims_due"):
        return Target(reverse("verification:queue"), _("去核实"))
    if message.template in ("continued_due", "continued_last"):
        return Target(reverse("continued:list"), _("去确认在职"))
    if message.template in ("arrivals_listed", "arrivals_recorded"):
        key = texts.unpack(message.context)["roster"]
        return Target(reverse("people:arrivals", args=[key]), _("查看这些人员"))
    key = texts.unpack(message.context).get("roster", "")
    return Target(reverse("employer:roster", args=[key]), _("查看这份花名册")) if key else None
