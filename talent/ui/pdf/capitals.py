"""Amounts in the capitals that cheques and vouchers carry (《支付结算办法》, annex 1)."""

from __future__ import annotations

import cn2an

HUNDRED_MILLION = 10**8
TEN_THOUSAND = 10**4
TOO_LARGE = 10**12


def capitals(amount_yuan: int) -> str:
    """``叁万元整`` for 30000. Raises ValueError below nought and from 10^12 yuan."""
    if isinstance(amount_yuan, bool) or not 0 <= amount_yuan < TOO_LARGE:
        raise ValueError("an amount from 0 to 999,999,999,999 yuan is needed")
    high, low = divmod(amount_yuan, HUNDRED_MILLION)
    if high and 0 < low < TEN_THOUSAND:
        # The library leaves out the 零 that stands for a whole group of four noughts: 壹亿零壹仟元整.
        return f"{_written(high * HUNDRED_MILLION).removesuffix('元整')}零{_written(low)}"
    return _written(amount_yuan)


def _written(amount_yuan: int) -> str:
    return str(cn2an.an2cn(amount_yuan, "rmb"))
