"""追回通知书, 催缴通知书 and 撤销决定书: what they say, in Chinese whatever language their reader's pages are in.

They carry no whole identity number and no account of the person.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from subsidies.applications.kinds import Benefit
from subsidies.payments.kinds import RecoveryReason
from subsidies.payments.models import Recovery, RecoveryItem, Revocation
from subsidies.payments.recovery_figures import recovery_version
from subsidies.payments.recovery_words import fraction_of, reckoning_of, served_of, sources_of
from talent.identifiers.masking import masked_identity
from talent.papers.sheets import Fact, Part, Sheet
from talent.ui.formatting import day, iso_day
from talent.ui.pdf.capitals import capitals
from talent.ui.pdf.tables import TableColumn

LANGUAGE = "zh-hans"
COLUMNS = (
    TableColumn("期次", 6, "centre"),
    TableColumn("发放日期", 11),
    TableColumn("发放（元）", 11, "right"),
    TableColumn("任职计", 8, "centre"),
    TableColumn("比例", 7, "centre"),
    TableColumn("计算说明", 36),
    TableColumn("追回（元）", 11, "right", summed=True),
)


def notice(recovery: Recovery, *, on: dt.date) -> Sheet:
    """What is to be paid back, why, how it was computed, until when and where, and what can be done against it."""
    with override(LANGUAGE):
        items = list(recovery.items.select_related("instalment"))
        return Sheet(
            title=_("人才生活补贴追回通知书"),
            recipient=recovery.person.name,
            facts=[*_about(recovery), (_("缴款截止"), day(recovery.pay_until))],
            long_facts=[*_amounts(_("应缴回金额"), recovery.owed_yuan), *_sources(items)],
            parts=[
                Part("", [_why(recovery)]),
                Part(_("怎样缴款"), _how_to_pay(recovery)),
                Part(_("不服本通知的"), _remedies(on)),
                # Last, so that the seal stands on the page of the reckoning.
                Part("", [_("追回金额计算如下：")], COLUMNS, [_row(item) for item in items]),
            ],
            names=[recovery.person.name],
            day=day(on),
        )


def reminder(recovery: Recovery, *, on: dt.date) -> Sheet:
    """That the deadline has passed and what is still owed (催缴通知书)."""
    with override(LANGUAGE):
        words = {"number": recovery.number, "until": day(recovery.pay_until)}
        late = _("追回通知书（%(number)s-TZ）要求您在%(until)s前缴回多领的补贴，至今没有缴清。请尽快缴款。") % words
        after = _("仍不缴款的，将依法采取其他措施追回。确有困难的，请尽快与我们联系说明情况。")
        return Sheet(
            title=_("人才生活补贴催缴通知书"),
            recipient=recovery.person.name,
            facts=[*_about(recovery), (_("原定截止"), day(recovery.pay_until))],
            long_facts=_amounts(_("尚欠金额"), recovery.left_yuan),
            parts=[Part("", [late, after]), Part(_("怎样缴款"), _how_to_pay(recovery))],
            names=[recovery.person.name],
            day=day(on),
        )


def revocation_letter(revocation: Revocation, *, on: dt.date) -> Sheet:
    """That an award is revoked, why, what follows from it, and what can be done against it (撤销决定书)."""
    with override(LANGUAGE):
        award, recovery = revocation.award, revocation.recovery
        person, benefit = award.person, str(Benefit(award.benefit).label)
        facts = [
            (_("受理编号"), award.decision.application.number),
            (_("证件号码"), masked_identity(person.identity_number)),
            (_("撤销事项"), benefit),
            (_("授予日期"), day(award.granted_on)),
            (_("学位层次"), award.get_degree_display()),
            (_("政策版本"), award.policy_version),
        ]
        words = {"day": day(award.granted_on), "benefit": benefit, "reason": revocation.get_reason_display()}
        decided = _("%(day)s授予您的%(benefit)s，经查明存在下列情形：%(reason)s。现决定撤销该项授予。") % words
        explained = _("事实和理由：%(text)s") % {"text": revocation.explanation}
        return Sheet(
            title=_("撤销授予决定书"),
            recipient=person.name,
            facts=facts,
            parts=[
                Part("", [decided, explained, _consequences(revocation, recovery)]),
                Part(_("不服本决定的"), _remedies(on)),
            ],
            names=[person.name],
            day=day(on),
        )


def _about(recovery: Recovery) -> list[Fact]:
    left = [(_("离职日期"), day(recovery.left_on))] if recovery.left_on else []
    return [
        (_("追回编号"), recovery.number),
        (_("证件号码"), masked_identity(recovery.person.identity_number)),
        (_("追回原因"), recovery.get_reason_display()),
        *left,
        (_("政策版本"), recovery.policy_version),
    ]


def _amounts(label: str, amount_yuan: int) -> list[Fact]:
    return [(label, _("人民币%(capitals)s（￥%(yuan)s.00）") % _figures(amount_yuan))]


def _sources(items: list[RecoveryItem]) -> list[Fact]:
    return [(_("计算依据"), _("；").join(sources))] if (sources := sources_of(items)) else []


def _figures(amount_yuan: int) -> dict[str, str]:
    return {"capitals": capitals(amount_yuan), "yuan": f"{amount_yuan:,}"}


def _why(recovery: Recovery) -> str:
    if recovery.reason == RecoveryReason.LEFT_EARLY:
        words = {"left_on": day(recovery.left_on), "cause": recovery.get_leaving_cause_display()}
        return (
            _(
                "据用人单位反映并经核实，您已于%(left_on)s离职（%(cause)s）。按政策规定，领取一期补贴后在约定月数内离职的，"
                "停发后续各期，并按下表追回已领取的补贴。"
            )
            % words
        )
    said = {
        RecoveryReason.AWARD_REVOKED: _("授予您的人才生活补贴已经撤销，已发放的款项应予追回。"),
        RecoveryReason.PAID_TWICE: _("经核对，下列款项向您重复发放，应予追回。"),
        RecoveryReason.OTHER_OVERPAYMENT: _("经核对，下列款项多发，应予追回。"),
    }[RecoveryReason(recovery.reason)]
    return said + (_("具体情况：%(note)s") % {"note": recovery.note} if recovery.note else "")


def _how_to_pay(recovery: Recovery) -> list[str]:
    words = {"bureau": settings.FINANCE_BUREAU, "number": recovery.number}
    account = _("收款账户：%(payee)s。") % {"payee": settings.TREASURY_PAYEE} if settings.TREASURY_PAYEE else ""
    return [
        _("请凭本通知书向%(bureau)s领取《非税收入一般缴款书》，按缴款书缴入国库，备注追回编号 %(number)s。") % words
        + (account or _("收款账户以缴款书所载为准。"))
        + _("可以分次缴款，以缴清为准。请勿向任何个人账户转账。"),
    ]


def _remedies(on: dt.date) -> list[str]:
    version = recovery_version(on=on)
    words = {"days": version.reconsider_within_days.value, "months": version.sue_within_months.value}
    return [
        _("对事实或计算有疑问的，请先与人才办联系核对。%(contact)s") % {"contact": _contact()}
        + _(
            "认为侵犯您合法权益的，可以自收到之日起 %(days)s 日内依法申请行政复议，"
            "或者自收到之日起 %(months)s 个月内依法向人民法院提起行政诉讼。"
        )
        % words,
    ]


def _contact() -> str:
    known = [settings.CONTACTS[name] for name in ("office", "phone", "address") if settings.CONTACTS[name]]
    return _("联系方式：%(contact)s。") % {"contact": _("，").join(known)} if known else ""


def _consequences(revocation: Revocation, recovery: Recovery | None) -> str:
    if revocation.award.benefit != Benefit.LIVING:
        return _("自本决定作出之日起，该项待遇停止享受。")
    if recovery is None:
        paid = revocation.award.instalments.received().exists()
        return _("已发放的款项此前已经追回，其余各期不再发放。") if paid else _("该项补贴尚未发放，各期不再发放。")
    words = {"number": recovery.number} | _figures(recovery.owed_yuan)
    return (
        _(
            "尚未发放的各期不再发放；已发放的人民币%(capitals)s（￥%(yuan)s.00）应予追回，"
            "追回编号 %(number)s，缴款办法见另行送达的追回通知书。"
        )
        % words
    )


def _row(item: RecoveryItem) -> tuple[str | int, ...]:
    return (
        str(item.instalment.sequence),
        iso_day(item.paid_on),
        f"{item.paid_yuan:,}",
        served_of(item),
        fraction_of(item),
        reckoning_of(item),
        item.amount_yuan,
    )
