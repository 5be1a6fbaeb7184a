"""The fields of a snapshot: their order, their labels, and how each value is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.wording import DEGREES, Words
from talent.identifiers.masking import masked_identity
from talent.profiles.kinds import NO_CERTIFICATE, DocumentType
from talent.ui.formatting import MISSING, day, mask_account

SECTIONS: Mapping[str, Words] = {
    "person": _("身份信息"),
    "degrees": _("学历学位"),
    "employment": _("任职信息"),
    "bank_account": _("银行账户"),
    "family": _("婚姻与住房"),
    "children": _("子女"),
    "declaration": _("申请事项与承诺"),
}
FIELDS: Mapping[str, Mapping[str, Words]] = {
    "person": {
        "name": _("姓名"),
        "document_type": _("证件类型"),
        "identity_number": _("证件号码"),
        "born_on": _("出生日期"),
        "foreign_expert": _("外国专家"),
    },
    "degrees": {
        "level": _("学位层次"),
        "institution_name": _("毕业院校"),
        "major": _("专业"),
        "awarded_on": _("学位授予日期"),
        "full_time": _("全日制"),
        "commissioned": _("定向或委托培养"),
        "graduation_certificate_number": _("学历证书编号"),
        "degree_certificate_number": _("学位证书编号"),
        "overseas": _("国（境）外学位"),
        "certification_number": _("留服认证书编号"),
        "chsi_code": _("学信网在线验证码"),
        "chsi_code_expires_on": _("验证码有效期至"),
    },
    "employment": {
        "employer_name": _("用人单位"),
        "employer_listed": _("入职时单位在名单内"),
        "position": _("岗位"),
        "hired_on": _("入职日期"),
        "contract_months": _("合同期限"),
        "open_ended": _("无固定期限合同"),
        "works_in_city": _("在长春工作"),
        "insured_months": _("长春社保连续缴费月数"),
        "left_on": _("离职日期"),
    },
    "bank_account": {
        "holder_name": _("户名"),
        "account_number": _("银行账号"),
        "bank_name": _("开户银行"),
    },
    "family": {
        "married": _("已婚"),
        "owns_home_in_city": _("本人在长春有住房"),
        "spouse_owns_home_in_city": _("配偶在长春有住房"),
    },
    "children": {"name": _("子女姓名"), "born_on": _("出生日期")},
    "declaration": {
        "benefits": _("申请事项"),
        "claimed_elsewhere": _("在其他地方享受过同类补贴"),
        "applied_on": _("申请日期"),
    },
}
LISTS = ("degrees", "children")
"""Sections with any number of items; their paths name the item: ``degrees.<id>.level``."""

_CERTIFICATES = frozenset({"graduation_certificate_number", "degree_certificate_number"})
_MONTHS = frozenset({"contract_months", "insured_months"})
_CHOICES: Mapping[str, Mapping[str, Words]] = {
    "level": DEGREES,
    "document_type": {kind.value: kind.label for kind in DocumentType},
}
_MASKS = {"identity_number": masked_identity, "account_number": mask_account}


def label_for(path: str) -> str:
    """The label of the field at a path: ``employment.hired_on``, ``degrees.<id>.level``.

    Raises:
        KeyError: a snapshot has no such field.
    """
    section, *_item, field = path.split(".")
    return str(FIELDS[section][field])


def shown(field: str, value: Any, *, masked: bool = True) -> str:
    """A value as it is read: dates in words, yes and no, choices by their labels, numbers of people masked."""
    if value is None or value == "" or value == []:
        return MISSING
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if field == "benefits":
        return gettext("、").join(str(Benefit(benefit).label) for benefit in value)
    if field in _CHOICES:
        return str(_CHOICES[field][value])
    if field in _CERTIFICATES and value == NO_CERTIFICATE:
        return gettext("没有这张证书")
    if field in _MONTHS:
        return gettext("%(count)s 个月") % {"count": value}
    if field.endswith("_on"):
        return day(dt.date.fromisoformat(value))
    return _MASKS[field](value) if masked and field in _MASKS else str(value)
