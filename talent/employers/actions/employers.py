"""The office's list of employers: entered, corrected, taken off by a last day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.employers.models import Employer
from talent.employers.permissions import KEEPS_THE_LIST
from talent.identifiers import credit_code
from talent.workflow.refusals import ActionRefused

CODE_SHOWN = 4
"""A credit code of digits alone looks like an identity number: the log keeps only its end."""


@transaction.atomic
def add_employer(*, by: User, **fields: Any) -> Employer:
    """Put an employer on the list.

    Args:
        fields: name, short_name, credit_code, parent, in_city, listed_from, listed_until.

    Raises:
        ActionRefused: ``by`` does not keep the list, or the name or code stands on it already.
        InvalidCreditCode: the code is wrong.
    """
    require_keeper(by)
    employer = Employer(**_normal(fields))
    save(employer)
    audit.record("employer.added", employer, by=by, detail={name: _logged(name, fields[name]) for name in fields})
    return employer


@transaction.atomic
def change_employer(employer: Employer, *, by: User, **fields: Any) -> Employer:
    """Correct an employer's entry; nothing is recorded where nothing differs.

    Raises:
        ActionRefused: as ``add_employer``, or the new parent lies below the employer itself.
        InvalidCreditCode: the code is wrong.
    """
    require_keeper(by)
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    changed = {name: value for name, value in _normal(fields).items() if getattr(employer, name) != value}
    if not changed:
        return employer
    refuse_below_itself(employer, changed.get("parent"))
    before = {name: _logged(name, getattr(employer, name)) for name in changed}
    for name, value in changed.items():
        setattr(employer, name, value)
    save(employer)
    after = {name: _logged(name, value) for name, value in changed.items()}
    audit.record("employer.changed", employer, by=by, detail={"before": before, "after": after})
    return employer


def refuse_below_itself(employer: Employer, parent: Employer | None) -> None:
    """Raises ActionRefused when ``parent`` is the employer itself or lies below it."""
    if parent and Employer.objects.with_subsidiaries({employer.pk}).filter(pk=parent.pk).exists():
        raise ActionRefused(_("上级单位不能是本单位或本单位的下级。"))


def require_keeper(by: User) -> None:
    """Raises ActionRefused where the user does not keep the list."""
    if not by.has_role(*KEEPS_THE_LIST):
        raise ActionRefused(_("您没有维护用人单位名单的权限。"))


def _normal(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | ({"credit_code": credit_code.validate(fields["credit_code"])} if "credit_code" in fields else {})


def save(employer: Employer) -> None:
    """Save an entry. Raises ActionRefused where the name or code is another one's."""
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError as error:
        raise ActionRefused(_("名单上已有同名或同代码的单位，或者日期先后颠倒。")) from error


def _logged(name: str, value: Any) -> Any:
    if isinstance(value, Employer):
        return value.name
    if name == "credit_code":
        return f"*{value[-CODE_SHOWN:]}"
    return value if isinstance(value, bool | dt.date | None) else str(value)
