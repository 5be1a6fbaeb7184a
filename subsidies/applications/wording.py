"""Words for what the rules answer: results, units of housing, stages of schooling, and what a figure rests on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subsidies.policy.findings import Basis, Outcome
from talent.profiles.kinds import Degree

Words = str | Promise

OUTCOMES: Mapping[str, Words] = {
    Outcome.ELIGIBLE: _("符合条件"),
    Outcome.NOT_ELIGIBLE: _("暂不符合条件"),
    Outcome.UNDETERMINED: _("还缺信息，暂不能确定"),
}
OUTCOME_KINDS: Mapping[str, str] = {
    Outcome.ELIGIBLE: "success",
    Outcome.NOT_ELIGIBLE: "danger",
    Outcome.UNDETERMINED: "warning",
}
"""The kind of status tag that goes with each outcome."""

BASES: Mapping[str, Words] = {
    Basis.STATED: _("官方文本"),
    Basis.REPORTED: _("据公开报道，以正式文本为准"),
    Basis.ASSUMED: _("暂定口径，待实施细则明确"),
}
UNITS: Mapping[str, Words] = {
    "shared": _("合住"),
    "one_bedroom": _("一居室"),
    "two_bedroom": _("两居室"),
    "expert_apartment": _("专家公寓"),
}
STAGES: Mapping[str, Words] = {
    "kindergarten": _("幼儿园"),
    "primary": _("小学"),
    "junior_secondary": _("初中"),
}
DEGREES: Mapping[str, Words] = {level.value: level.label for level in Degree}
DEGREE_CONDITIONS: Mapping[str, Words] = {
    "level": _("学士、硕士或博士学位"),
    "full_time": _("全日制"),
    "not_commissioned": _("非定向、委托培养"),
    "graduation_certificate": _("有学历证书"),
    "degree_certificate": _("有学位证书"),
    "awarded": _("学位已授予"),
    "certified_if_overseas": _("国（境）外学历学位已认证（国内学位不需要）"),
}
"""What is asked of a degree; the names are those of ``subsidies.policy.degrees.CONDITIONS``."""
