"""Employers of the demo: real names known in public; codes are made up but for two, and marked as sample data."""

from __future__ import annotations

import datetime as dt

from talent.employers.models import Employer
from talent.identifiers.credit_code import with_check_digit

GROUP = "中国第一汽车集团有限公司"
REAL_CODES = {GROUP: "912201011239989159", "一汽解放集团股份有限公司": "91220101244976413E"}
AFFILIATES = (
    ("一汽解放集团股份有限公司", "一汽解放"),
    ("一汽-大众汽车有限公司", "一汽-大众"),
    ("一汽丰田汽车有限公司", "一汽丰田"),
    ("一汽奔腾轿车有限公司", "一汽奔腾"),
    ("一汽模具制造有限公司", "一汽模具"),
    ("富奥汽车零部件股份有限公司", "富奥股份"),
    ("长春一汽富维汽车零部件股份有限公司", "一汽富维"),
    ("一汽物流有限公司", "一汽物流"),
    ("机械工业第九设计研究院股份有限公司", "机械九院"),
    ("启明信息技术股份有限公司", "启明信息"),
)
LISTED_FROM = dt.date(2021, 1, 1)


def load_employers() -> dict[str, Employer]:
    """The group and its affiliates by name, made where they are missing."""
    group = _employer(GROUP, "中国一汽", 0, None)
    affiliates = [_employer(name, short, number, group) for number, (name, short) in enumerate(AFFILIATES, 1)]
    return {employer.name: employer for employer in (group, *affiliates)}


def _employer(name: str, short_name: str, number: int, parent: Employer | None) -> Employer:
    code = REAL_CODES.get(name) or with_check_digit(f"91220101MA9{number:06d}")
    employer, _created = Employer.objects.get_or_create(
        name=name,
        defaults={
            "short_name": short_name,
            "credit_code": code,
            "parent": parent,
            "listed_from": LISTED_FROM,
            "is_sample": name not in REAL_CODES,
        },
    )
    return employer
