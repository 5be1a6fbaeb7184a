"""What the office does with bank templates. A change is a new version; versions are never edited, never deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from subsidies.payments.bank_templates import TemplateSpec, as_data
from subsidies.payments.imports.shipped_templates import GENERIC, shipped_templates
from subsidies.payments.models import BankTemplate
from subsidies.payments.template_problems import problems_of
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def load_shipped_templates() -> int:
    """Add the shipped templates whose code is not there yet; returns how many. What the office changed stays."""
    known = set(BankTemplate.objects.values_list("code", flat=True))
    new = [
        BankTemplate(pk=each.pk, code=each.code, name=each.name, in_use=each.in_use, spec=as_data(each.spec))
        for each in shipped_templates()
        if each.code not in known
    ]
    BankTemplate.objects.bulk_create(new)
    return len(new)


def default_template() -> BankTemplate:
    """The template of a batch for which nobody chose one.

    Raises:
        ActionRefused: the office has taken the generic template out of use.
    """
    if not BankTemplate.objects.filter(code=GENERIC).exists():
        load_shipped_templates()
    found = BankTemplate.objects.usable().filter(code=GENERIC).first()
    if found is None:
        raise ActionRefused(_("通用银行模板已停用，请选择其他银行模板。"))
    return found


def add_template(*, by: User, code: str, name: str, in_use: bool, spec: TemplateSpec) -> BankTemplate:
    """Make a new template.

    Raises:
        ActionRefused: the code is taken, the role is wrong, or the template could not be used.
    """
    _refuse(by, spec, in_use=in_use)
    return _written(BankTemplate(code=code, version=1, name=name, in_use=in_use, spec=as_data(spec)), by=by)


def change_template(template: BankTemplate, *, by: User, name: str, in_use: bool, spec: TemplateSpec) -> BankTemplate:
    """Write the next version of a template, which new batches are offered; batches that have one keep theirs.

    Raises:
        ActionRefused: somebody else has changed it since, the role is wrong, or the template could not be used.
    """
    _refuse(by, spec, in_use=in_use)
    row = BankTemplate(code=template.code, version=template.version + 1, name=name, in_use=in_use, spec=as_data(spec))
    return _written(row, by=by)


def _refuse(by: User, spec: TemplateSpec, *, in_use: bool) -> None:
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("您的角色不能修改银行模板。"))
    if in_use and (problems := problems_of(spec)):
        raise ActionRefused("".join(problems))


def _written(row: BankTemplate, *, by: User) -> BankTemplate:
    row.changed_by, row.changed_at = by, clock.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            detail = {"code": row.code, "version": row.version, "in_use": row.in_use}
            audit.record("bank_template.changed", row, by=by, detail=detail)
    except IntegrityError as error:
        raise ActionRefused(_("该模板刚刚被他人修改，或代码已被使用。请刷新后再试。")) from error
    return row
