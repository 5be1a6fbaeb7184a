"""The accounts of a budget line, and the closed list of what may move money between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Programme(TextChoices):
    """What an appropriation may be spent on."""

    LIVING = "living", _("生活补贴")


class Account(TextChoices):
    """Where the money of a line stands. The first two say where it came from, the others where it is."""

    APPROPRIATED = "appropriated", _("下达指标")
    OVERPAID = "overpaid", _("指标外多付")
    AVAILABLE = "available", _("可用")
    RESERVED = "reserved", _("已授予待付")
    COMMITTED = "committed", _("已封存")
    RELEASED = "released", _("已放行")
    PAID = "paid", _("已付")
    REFUNDED = "refunded", _("退回国库")
    RECOVERED = "recovered", _("追回入库")
    LAPSED = "lapsed", _("年终收回")
    CARRIED = "carried", _("结转下年")


SOURCES = (Account.APPROPRIATED, Account.OVERPAID)
PLACES = tuple(account for account in Account if account not in SOURCES)


class EntryKind(TextChoices):
    """Why money moved; ``MOVES`` says from where to where."""

    APPROPRIATE = "appropriate", _("下达指标")
    REDUCE = "reduce", _("调减指标")
    CARRY_IN = "carry_in", _("上年结转转入")
    RESERVE = "reserve", _("授予时占用")
    FUND = "fund", _("补充占用")
    FREE = "free", _("释放占用")
    COMMIT = "commit", _("批次封存")
    UNCOMMIT = "uncommit", _("批次取消")
    RELEASE = "release", _("批次放行")
    PAY = "pay", _("银行已付")
    RETURN = "return", _("付款失败，恢复额度")
    REVERSE = "reverse", _("退汇，恢复额度")
    PAY_LATE = "pay_late", _("失败后查明已付")
    PAY_TWICE = "pay_twice", _("重复支付")
    PAY_REFUNDED = "pay_refunded", _("退回国库后查明已付")
    PAY_CARRIED = "pay_carried", _("结转后查明已付")
    REFUND_RELEASED = "refund_released", _("付款失败，跨年退回国库")
    REFUND_PAID = "refund_paid", _("退汇，跨年退回国库")
    SET_OFF = "set_off", _("抵扣应退款")
    RECOVER = "recover", _("追回入库")
    LAPSE = "lapse", _("年终收回")
    CARRY_OUT = "carry_out", _("结转下年转出")
    CARRY_BACK = "carry_back", _("上年结转退回")


A, K = Account, EntryKind
MOVES: dict[EntryKind, tuple[Account, Account]] = {
    K.APPROPRIATE: (A.APPROPRIATED, A.AVAILABLE),
    K.REDUCE: (A.AVAILABLE, A.APPROPRIATED),
    K.CARRY_IN: (A.APPROPRIATED, A.RESERVED),
    K.RESERVE: (A.AVAILABLE, A.RESERVED),
    K.FUND: (A.AVAILABLE, A.RESERVED),
    K.FREE: (A.RESERVED, A.AVAILABLE),
    K.COMMIT: (A.RESERVED, A.COMMITTED),
    K.UNCOMMIT: (A.COMMITTED, A.RESERVED),
    K.RELEASE: (A.COMMITTED, A.RELEASED),
    K.PAY: (A.RELEASED, A.PAID),
    K.RETURN: (A.RELEASED, A.RESERVED),
    K.REVERSE: (A.PAID, A.RESERVED),
    K.PAY_LATE: (A.RESERVED, A.PAID),
    K.PAY_TWICE: (A.OVERPAID, A.PAID),
    K.PAY_REFUNDED: (A.REFUNDED, A.PAID),
    K.PAY_CARRIED: (A.CARRIED, A.PAID),
    K.REFUND_RELEASED: (A.RELEASED, A.REFUNDED),
    K.REFUND_PAID: (A.PAID, A.REFUNDED),
    K.SET_OFF: (A.RESERVED, A.PAID),
    K.RECOVER: (A.PAID, A.RECOVERED),
    K.LAPSE: (A.AVAILABLE, A.LAPSED),
    K.CARRY_OUT: (A.RESERVED, A.CARRIED),
    K.CARRY_BACK: (A.RESERVED, A.APPROPRIATED),
}
REPEATED = (K.FUND, K.FREE, K.APPROPRIATE, K.REDUCE)
"""Kinds that one subject may cause more than once; every other kind is posted once for its subject and line."""
BY_HAND = (K.APPROPRIATE, K.REDUCE)
"""What an officer enters, and may reverse; the others follow from what happens to awards and batches."""
