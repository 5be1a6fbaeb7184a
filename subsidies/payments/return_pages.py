"""What the page of a return shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from subsidies.payments.batch_pages import space_of
from subsidies.payments.job_pages import entry_refusal
from subsidies.payments.kinds import ReturnRowResult, ReturnStatus
from subsidies.payments.models import BankReturn, BankReturnRow
from subsidies.payments.permissions import may_upload_return
from subsidies.payments.queries.reconciliation import three_way_of_return
from subsidies.payments.return_checks import second_person_wanted, unusual_words
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.identifiers import bank_card
from talent.ui.formatting import yuan
from talent.ui.pages import page_of

ROW_KINDS = {
    ReturnRowResult.PAID: "success",
    ReturnRowResult.FAILED: "danger",
    ReturnRowResult.UNCHANGED: "neutral",
    ReturnRowResult.EXCEPTION: "warning",
}


def return_page(bank_return: BankReturn, request: SignedInRequest) -> dict[str, Any]:
    """Everything on the page of a return: counts by result, and a page of rows (``?only=`` one result)."""
    rows = BankReturnRow.objects.filter(bank_return=bank_return)
    counts = Counter(rows.values_list("result", flat=True))
    only = request.GET.get("only", "")
    shown = rows.filter(result=only) if only in ReturnRowResult.values else rows
    page = page_of(shown.select_related("line", "exception"), request, order=("row_number", "pk"))
    for row in page.rows:
        row.case = getattr(row, "exception", None)
        row.tag = ROW_KINDS[ReturnRowResult(row.result)]
        row.masked = bank_card.masked(row.raw.get("account_number", "")) if row.raw.get("account_number") else ""
        row.amount = amount_words(row.raw.get("amount_yuan", ""))
    return {
        "bank_return": bank_return,
        "batch": bank_return.batch,
        "space": space_of(request),
        "counts": [
            (kind.value, kind.label, counts[kind], ROW_KINDS[kind] if counts[kind] else "") for kind in ReturnRowResult
        ],
        "to_enter": counts[ReturnRowResult.PAID] + counts[ReturnRowResult.FAILED],
        "exceptions": counts[ReturnRowResult.EXCEPTION],
        "may_enter": may_upload_return(bank_return.batch, request.user),
        "unusual": unusual_words(bank_return),
        "entry_refusal": entry_refusal(bank_return),
        "why_not_enter": why_not_enter(bank_return, request.user),
        "three": three_way_of_return(bank_return),
        "page": page,
        "only": only,
    }


def amount_words(written: str) -> str:
    """As amounts stand on every page; what is no whole number of yuan stays as the bank wrote it."""
    whole = re.fullmatch(r"(\d{1,12})(?:\.0+)?", written.strip().replace(",", ""), re.ASCII)
    return yuan(int(whole[1])) if whole else written


def why_not_enter(bank_return: BankReturn, user: User) -> str:
    """Why this person may not enter, or accept, the return; the actions themselves check it again under lock."""
    waits = bank_return.status in (ReturnStatus.PREVIEW, ReturnStatus.QUARANTINED)
    mine = user.natural_person_id is not None and user.natural_person_id == bank_return.uploaded_person_id
    return second_person_wanted(bank_return) if waits and mine and bank_return.needs_second else ""
