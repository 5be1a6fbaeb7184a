"""The closed lists of the payment desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PAYMENT_REQUEST = "payment_request"
"""The kind of paper by which the office asks for payment."""
SEALING, UPLOADING, COMMITTING = "payments.seal", "payments.upload_return", "payments.commit_return"
"""Kinds of jobs: what they are about is a batch, the return that is to be, and a return."""


class FileKind(TextChoices):
    CSV = "csv", _("银行代发文件（CSV）")
    XLSX = "xlsx", _("银行代发文件（XLSX）")
    TXT = "txt", _("银行代发文件（TXT）")
    PAIN001 = "pain001", _("银行付款文件（ISO 20022）")
    SUMMARY = "summary", _("发放汇总表（PDF）")


class ReturnStatus(TextChoices):
    PREVIEW = "preview", _("待确认")
    QUARANTINED = "quarantined", _("合计不符，暂缓入账")
    COMMITTED = "committed", _("已入账")
    DISCARDED = "discarded", _("已放弃")


class ReturnRowResult(TextChoices):
    """What a row of a bank return says, or why it is set apart."""

    PAID = "paid", _("已付")
    FAILED = "failed", _("付款失败")
    UNCHANGED = "unchanged", _("已入账，无变化")
    EXCEPTION = "exception", _("异常，待处理")


class ExceptionKind(TextChoices):
    """Why a row of a bank return is set apart."""

    UNREADABLE_ROW = "unreadable_row", _("无法读取")
    UNKNOWN_LINE = "unknown_line", _("找不到对应明细")
    WRONG_AMOUNT = "wrong_amount", _("金额不符")
    WRONG_ACCOUNT = "wrong_account", _("账号不符")
    WRONG_BATCH = "wrong_batch", _("属于其他批次")
    DUPLICATE_ROW = "duplicate_row", _("重复的行")
    CONTRADICTORY_ROWS = "contradictory_rows", _("既成功又失败")
    UNCLEAR_OUTCOME = "unclear_outcome", _("结果不明")
    AMBIGUOUS_REFERENCE = "ambiguous_reference", _("明细编号不止一个")
    REVERSED_AFTER_PAID = "reversed_after_paid", _("已付后退汇")
    LATE_SUCCESS = "late_success", _("失败或退回后又成功")
    REPLACEMENT_FAILED = "replacement_failed", _("补发失败，原先那笔已付")


class Resolution(TextChoices):
    """What is done about a row that was set apart."""

    NO_EFFECT = "no_effect", _("不影响账目")
    COUNT_PAID = "count_paid", _("按已付入账")
    COUNT_FAILED = "count_failed", _("按付款失败入账")
    REVERSE = "reverse", _("登记退汇")
    LATE_SUCCESS = "late_success", _("登记迟到的成功")
    PAID_TWICE = "paid_twice", _("登记重复发放")
    TWICE_BACK = "twice_back", _("登记重复款退回")
    FIRST_COUNTS = "first_counts", _("改按先付的一笔计")


class Unusual(TextChoices):
    """Why whoever uploaded a return does not enter it alone."""

    EXCEPTIONS = "exceptions", _("有异常的行")
    MANY_FAILED = "many_failed", _("失败的比例偏高")
    TOTALS = "totals", _("合计与明细不符")


class Anomaly(TextChoices):
    """What the checks before sealing remark on: each must be looked at, the last one keeps the batch from sealing."""

    SHARED_ACCOUNT = "shared_account", _("账号与他人相同")
    ACCOUNT_CHANGED = "account_changed", _("账户近期变更")
    NAME_DIFFERS = "name_differs", _("户名与姓名不一致")
    DUPLICATE_PERSON = "duplicate_person", _("同一人多笔")
    UNUSUAL_AMOUNT = "unusual_amount", _("金额与分期标准不一致")
    UNWRITABLE = "unwritable", _("无法写入银行文件")


class BlockReason(TextChoices):
    """Why an instalment that is due cannot be drawn into a batch yet."""

    NOT_CONFIRMED = "not_confirmed", _("在职确认缺失或已过期")
    NO_ACCOUNT = "no_account", _("没有银行账户")
    ACCOUNT_REFUSED = "account_refused", _("银行退回的账户尚未更正")
    AWARD_REVOKED = "award_revoked", _("授予已撤销")
    ACCOUNT_UNEXAMINED = "account_unexamined", _("收款账户刚刚变更，待核对")
    ON_HOLD = "on_hold", _("暂停发放")
    HAS_LEFT = "has_left", _("单位反映已离职")
    NO_BUDGET = "no_budget", _("预算指标不足，待追加")
    PERHAPS_PAID = "perhaps_paid", _("银行又称原先那笔已付，待核实")
    PAID_ALREADY = "paid_already", _("重复发放的一笔还没有追回")


class HoldKind(TextChoices):
    """Why a person is paid nothing for the time being."""

    ACCOUNT_CHANGED = "account_changed", _("收款账户变更待核对")
    LEFT_EMPLOYER = "left_employer", _("单位反映已离职")
    DISPUTE_OPEN = "dispute_open", _("异议或申诉正在核查")
    BY_HAND = "by_hand", _("人才办暂停")


class Readiness(TextChoices):
    """Which part of the due instalments a list shows."""

    READY = "ready", _("可列入批次")
    BLOCKED = "blocked", _("暂不能发放")


class RecoveryReason(TextChoices):
    """Why money that was paid is to come back."""

    LEFT_EARLY = "left_early", _("领取后提前离职")
    AWARD_REVOKED = "award_revoked", _("撤销授予")
    PAID_TWICE = "paid_twice", _("重复发放")
    OTHER_OVERPAYMENT = "other_overpayment", _("其他多发")


class LeavingCause(TextChoices):
    """Why somebody left: the policy exempts some of these (``subsidies.policy.facts.LeavingReason``)."""

    RESIGNATION = "resignation", _("本人辞职")
    DISMISSAL_FOR_FAULT = "dismissal_for_fault", _("因本人过错被解除合同")
    DISMISSAL_WITHOUT_FAULT = "dismissal_without_fault", _("非本人过错被解除合同")
    SERIOUS_ILLNESS = "serious_illness", _("重大疾病")
    DEATH = "death", _("去世")
    OTHER = "other", _("其他原因")


class RecoveryClause(TextChoices):
    """What decides the amount of an item: a clause of the policy, or the whole of what was paid without ground."""

    EXEMPT = "exempt", _("按政策不予追回")
    LEFT_BY_PAYMENT = "left_by_payment", _("发放时已离职，全额追回")
    PERIOD_OVER = "period_over", _("已超过追回期限")
    PRO_RATA = "pro_rata", _("按未满月数比例追回")
    WHOLE = "whole", _("全额追回")
    AS_FOUND = "as_found", _("按核定的多发金额追回")


class StopCause(TextChoices):
    """Why an instalment is not paid any more."""

    LEFT_EARLY = "left_early", _("已离职，停发后续各期")
    AWARD_REVOKED = "award_revoked", _("授予已撤销")


class ProposalKind(TextChoices):
    """What two people decide on a recovery after the person was notified."""

    SET_OFF = "set_off", _("抵扣")
    WRITE_OFF = "write_off", _("核销")
    CANCEL = "cancel", _("取消追回")


class RevocationReason(TextChoices):
    """Why an award was wrong."""

    FALSE_STATEMENT = "false_statement", _("申报材料不实")
    NOT_ENTITLED = "not_entitled", _("不符合授予条件")
    WRONG_AMOUNT = "wrong_amount", _("学位层次或金额认定有误")
    GRANTED_ELSEWHERE = "granted_elsewhere", _("已在其他渠道享受同类补贴")
    OTHER = "other", _("其他原因")


class RecoveryPaper(TextChoices):
    """The papers of recoveries and revocations."""

    NOTICE = "recovery_notice", _("追回通知书")
    REMINDER = "recovery_reminder", _("催缴通知书")
    REVOCATION = "revocation_letter", _("撤销决定书")


class HeldStep(TextChoices):
    """What a finance officer does with a batch although lines are held."""

    APPROVE = "approve", _("审核")
    RELEASE = "release", _("放行")


class Asking(TextChoices):
    """How often a unit has been told that somebody is to be confirmed."""

    FIRST = "first", _("首次提请")
    LAST = "last", _("到期前再次提请")
