"""Made-up values for everything that a message may be filled in with: for previews."""

from __future__ import annotations

import datetime as dt
from typing import Any

DAY = dt.date(2026, 12, 18)
SAMPLE: dict[str, Any] = {
    "number": "SQ2026112300018",
    "sequence": 1,
    "count": 2,
    "people": 12,
    "waiting": 12,
    "arrived": 5,
    "soon": 2,
    "late": 1,
    "amount_yuan": 12_000,
    "left_yuan": 6_000,
    "owed_yuan": 6_000,
    "living_yuan": 12_000,
    "tail": "0128",
    "bank_reason": "账号户名不符",
    "reason": "情况说明（样例）",
    "title": "样例",
    "asked": "劳动合同缺失或不清晰：缺第 2 页（样例）",
    "titles": "劳动合同缺失或不清晰（样例）",
    "employer": "示例汽车零部件有限公司",
    "unit": "示例汽车零部件有限公司",
    "from_unit": "示例汽车零部件有限公司",
    "to_unit": "示例汽车电子有限公司",
    "in_city": True,
    "giver": "示例工作人员",
    "name": "示例人员",
    "note": "说明（样例）",
    "file_name": "花名册（样例）.xlsx",
    "good": 120,
    "listed": 3,
    "moved": 2,
    "bad": 3,
    "new": "138****0000",
    "link": "https://example.invalid/invitation/…/",
    "benefit": "living",
    "benefits": ["living"],
    "granted": ["living"],
    "refused": ["housing"],
    **dict.fromkeys(("promised_on", "paid_on", "due_on", "ends_on", "released_on", "on", "pay_until", "moved_on"), DAY),
}
