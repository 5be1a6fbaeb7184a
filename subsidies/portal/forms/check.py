"""The calculator's questions: no name, no number, nothing that says who asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subsidies.policy import wire
from subsidies.policy.facts import Facts
from subsidies.policy.findings import Reason
from talent.profiles.forms.fields import DayField
from talent.profiles.kinds import Degree
from talent.ui.widgets import HintedRadioSelect, InlineRadioSelect

MOST_MONTHS = 600
CHILDREN = ("child_1", "child_2", "child_3")

YES_NO = (("yes", _("是")), ("no", _("否")))
YES_NO_UNSURE = (*YES_NO, ("unsure", _("不确定")))
HAVE_OR_NOT = (("yes", pgettext_lazy("possession", "有")), ("no", pgettext_lazy("possession", "没有")))
ANSWERS = {"yes": True, "no": False, "unsure": None, "": None}


class MonthsInput(forms.NumberInput):
    """A number of months; shows 个月 behind the field."""

    suffix = _("个月")

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "min": "0", "step": "1"})


def _day(label: Any, **options: Any) -> DayField:
    return DayField(label=label, future=True, error_messages={"required": _("请填写日期")}, **options)


def _months(label: Any, **options: Any) -> forms.IntegerField:
    too_many = _("请填写不超过 %(limit_value)s 的月数")
    return forms.IntegerField(
        label=label,
        min_value=0,
        validators=[MaxValueValidator(MOST_MONTHS, message=too_many)],
        widget=MonthsInput(),
        error_messages={"invalid": _("请填写月数，例如 36"), "min_value": _("月数不能小于 0")},
        required=False,
        **options,
    )


def _choice(label: Any, choices: Any, *, inline: bool = True, **options: Any) -> forms.ChoiceField:
    widget = InlineRadioSelect() if inline else HintedRadioSelect(hints=options.pop("hints", {}))
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, error_messages={"required": _("请选择一项")}, **options
    )


class CheckForm(forms.Form):
    """A dozen questions on degree and work; marriage, homes and children only for those who want to know those too."""

    level = _choice(_("您的最高学位"), Degree.choices)
    awarded_on = _day(_("学位授予日期"), help_text=_("学位证书上的日期；还没毕业的，填预计日期。"))
    study = _choice(
        _("就读方式"),
        (
            ("full_time", _("全日制")),
            ("part_time", _("非全日制")),
            ("commissioned", _("全日制，但属于定向或委托培养")),
        ),
        inline=False,
    )
    certificates = _choice(
        _("学历证书和学位证书"), (("both", _("两证齐全")), ("missing", _("只有一证，或都还没有"))), inline=False
    )
    school = _choice(
        _("毕业院校"),
        (
            ("domestic", _("国内院校")),
            ("overseas_certified", _("国（境）外院校，已取得留服认证")),
            ("overseas_uncertified", _("国（境）外院校，还没有留服认证")),
        ),
        inline=False,
        hints={"overseas_uncertified": _("留服认证指教育部留学服务中心出具的国（境）外学历学位认证书。")},
    )
    listed = _choice(
        _("单位是中国一汽或其所属企业吗"),
        YES_NO_UNSURE,
        help_text=_("以人才办公布的名单为准，可向本单位人事了解。"),
    )
    hired_on = _day(_("入职日期"), help_text=_("还没入职的，填预计日期。"))
    contract_months = _months(_("劳动合同期限"), help_text=_("三年填 36。"))
    open_ended = forms.BooleanField(label=_("签的是无固定期限合同"), required=False)
    in_city = _choice(_("在长春市内工作吗"), YES_NO)
    insured_months = _months(
        _("在长春连续缴纳社会保险的月数"), help_text=_("不清楚可以不填，结果里会提示这一项待确认。")
    )
    born_on = _day(_("出生日期"), help_text=_("只用来计算入职时的年龄。"))
    claimed = _choice(_("在省里、市里其他渠道或外地领过同类补贴吗"), (("yes", _("领过")), ("no", _("没领过"))))

    foreign_expert = forms.BooleanField(label=_("本人是外国专家"), required=False)
    married = _choice(_("婚姻状况"), (("yes", _("已婚")), ("no", _("未婚"))), required=False)
    owns_home = _choice(_("本人在长春有住房吗"), HAVE_OR_NOT, required=False)
    spouse_owns_home = _choice(_("配偶在长春有住房吗"), HAVE_OR_NOT, required=False, help_text=_("未婚不用填。"))
    children = _choice(_("有未成年子女吗"), HAVE_OR_NOT, required=False)
    child_1 = _day(_("子女出生日期"), required=False)
    child_2 = _day(_("第二个子女出生日期"), required=False)
    child_3 = _day(_("第三个子女出生日期"), required=False)

    SECTIONS = (
        (_("学历学位"), ("level", "awarded_on", "study", "certificates", "school")),
        (_("工作"), ("listed", "hired_on", "contract_months", "open_ended", "in_city", "insured_months")),
        (_("本人"), ("born_on", "claimed")),
    )
    FAMILY = ("foreign_expert", "married", "owns_home", "spouse_owns_home", "children", *CHILDREN)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions that everyone answers, under their headings."""
        return [(str(title), [self[name] for name in names]) for title, names in self.SECTIONS]

    @property
    def family(self) -> list[forms.BoundField]:
        """The questions for housing and schooling, which may all stay open."""
        return [self[name] for name in self.FAMILY]

    @property
    def family_open(self) -> bool:
        """Whether the family's questions must be seen: something was answered there, or is wrong there."""
        return any(self.data.get(name) or name in self.errors for name in self.FAMILY) if self.is_bound else False

    def clean(self) -> dict[str, Any]:
        """Check the days against each other."""
        answers = super().clean() or {}
        born, hired, awarded = (answers.get(name) for name in ("born_on", "hired_on", "awarded_on"))
        if born and hired and hired <= born:
            self.add_error("born_on", _("出生日期应早于入职日期，请核对"))
        elif born and awarded and awarded <= born:
            self.add_error("born_on", _("出生日期应早于学位授予日期，请核对"))
        if answers.get("children") == "yes" and not any(answers.get(name) for name in CHILDREN):
            self.add_error("child_1", _("请填写子女出生日期，或选择“没有”"))
        return answers

    def facts(self) -> Facts:
        """What the rules may see; questions left open stay unknown. Only for a valid form."""
        answers = self.cleaned_data
        return wire.read_request(
            {
                "id": "",
                "person": self._person(answers),
                "degrees": [self._degree(answers)],
                "employment": self._employment(answers),
                "applied_on": None,
                "living_granted_yuan": 0,
                "claimed_elsewhere": ANSWERS[answers["claimed"]],
                "children": self._children(answers),
            }
        ).facts

    def said(self) -> dict[str, tuple[str, str]]:
        """Words for answers that are neither missing nor wrong: not being sure, having no children."""
        said = {}
        if self.cleaned_data["listed"] == "unsure":
            said[str(Reason.EMPLOYER_LISTED)] = (
                _("不确定"),
                _("请向本单位人事了解，或等正式申请时在名单里选择单位，选得到就在名单内。"),
            )
        if self.cleaned_data["children"] == "no":
            said[str(Reason.CHILD_OF_SCHOOL_AGE)] = (
                _("没有未成年子女"),
                _("子女入学只面向有适龄子女的家庭，现在不用申请；以后有子女到入园、入学年龄的，可以再申请。"),
            )
        return {reason: (str(fact), str(advice)) for reason, (fact, advice) in said.items()}

    def _person(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {
            "born_on": answers["born_on"].isoformat(),
            "foreign_expert": answers["foreign_expert"],
            "married": ANSWERS[answers["married"]],
            "owns_home_in_city": ANSWERS[answers["owns_home"]],
            "spouse_owns_home_in_city": ANSWERS[answers["spouse_owns_home"]],
        }

    def _degree(self, answers: dict[str, Any]) -> dict[str, Any]:
        certified = answers["school"] == "overseas_certified"
        both = certified or answers["certificates"] == "both"
        return {
            "level": answers["level"],
            "awarded_on": answers["awarded_on"].isoformat(),
            "full_time": answers["study"] != "part_time",
            "graduation_certificate": both,
            "degree_certificate": both,
            "overseas": answers["school"] != "domestic",
            "certified": certified,
            "commissioned": answers["study"] == "commissioned",
        }

    def _employment(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {
            "employer_listed": ANSWERS[answers["listed"]],
            "hired_on": answers["hired_on"].isoformat(),
            "contract_months": answers["contract_months"],
            "open_ended": answers["open_ended"],
            "works_in_city": ANSWERS[answers["in_city"]],
            "insured_months": answers["insured_months"],
            "left_on": None,
        }

    def _children(self, answers: dict[str, Any]) -> list[dict[str, str]] | None:
        born = [{"born_on": answers[name].isoformat()} for name in CHILDREN if answers.get(name)]
        if born or answers["children"]:
            return born
        return None
