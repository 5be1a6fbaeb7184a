"""Made-up content for the style guide: every component once, in the words of the portal."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.identifiers.masking import masked_identity
from talent.ui import formatting, icons, widgets
from talent.ui.pages import SIZES, Page

FRAMES = {"public": "base_public.html", "applicant": "base_applicant.html", "staff": "base_staff.html"}


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=20)
    document_number = forms.CharField(
        label=gettext_lazy("身份证号码"),
        help_text=gettext_lazy("18 位，最后一位可能是 X"),
        widget=widgets.DocumentNumberInput,
    )
    phone = forms.CharField(label=gettext_lazy("手机号码"), widget=widgets.PhoneInput)
    hired_on = forms.DateField(
        label=gettext_lazy("入职日期"), help_text=gettext_lazy("以劳动合同为准"), widget=widgets.DayInput
    )
    level = forms.ChoiceField(
        label=gettext_lazy("最高学历"),
        choices=[
            ("bachelor", gettext_lazy("本科")),
            ("master", gettext_lazy("硕士")),
            ("doctor", gettext_lazy("博士")),
        ],
        widget=widgets.HintedRadioSelect(hints={"doctor": gettext_lazy("含直博、联合培养")}),
    )
    married = forms.ChoiceField(
        label=gettext_lazy("是否已婚"),
        choices=[("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))],
        widget=widgets.InlineRadioSelect,
    )
    benefits = forms.MultipleChoiceField(
        label=gettext_lazy("申请事项"),
        choices=[("living", gettext_lazy("生活补贴")), ("housing", gettext_lazy("住房保障"))],
        widget=widgets.HintedCheckboxSelectMultiple(hints={"housing": gettext_lazy("需要本市无住房")}),
    )
    employer = forms.ChoiceField(
        label=gettext_lazy("用人单位"),
        choices=[("", gettext_lazy("请选择")), ("1", gettext_lazy("中国第一汽车股份有限公司"))],
    )
    granted_yuan = forms.IntegerField(
        label=gettext_lazy("已领取的生活补贴"), required=False, min_value=0, widget=widgets.YuanInput
    )
    account = forms.CharField(label=gettext_lazy("银行账号"), widget=widgets.AccountNumberInput)
    evidence = forms.FileField(
        label=gettext_lazy("学位证书"),
        help_text=gettext_lazy("JPG、PNG 或 PDF，不超过 10 MB"),
        widget=widgets.EvidenceInput,
    )
    remarks = forms.CharField(
        label=gettext_lazy("补充说明"), required=False, max_length=200, widget=widgets.CounterTextarea
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("我已阅读并同意处理敏感个人信息"), help_text=gettext_lazy("您可以随时撤回同意。")
    )


class SampleQuery(forms.Form):
    """A query form of a staff list."""

    status = forms.ChoiceField(label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部"))], required=False)
    employer = forms.ChoiceField(label=gettext_lazy("用人单位"), choices=[("", gettext_lazy("全部"))], required=False)
    due_by = forms.DateField(label=gettext_lazy("承诺办结日期不晚于"), widget=widgets.DayInput, required=False)


def sample_context(request: HttpRequest) -> dict[str, Any]:
    """Return what templates/ui/style_guide.html shows; ``?frame=`` chooses the frame."""
    broken = SampleForm({"broken-name": "王小明", "broken-document_number": "220102199003071235"}, prefix="broken")
    broken.add_error("document_number", _("校验位不对，请核对最后一位"))
    return {
        "frame": FRAMES.get(request.GET.get("frame", ""), FRAMES["public"]),
        "form": SampleForm(),
        "broken": broken,
        "query": SampleQuery(prefix="query"),
        "icons": sorted(icons.ICONS),
        "page": _page(),
        "findings": _findings(),
        "steps": _steps(),
        "rows": _summary(),
        "tasks": _tasks(),
        "kinds": _kinds(),
        "sample_day": date(2026, 11, 23),
    }


def _kinds() -> list[tuple[str, str]]:
    return [
        ("neutral", _("草稿")),
        ("info", _("审核中")),
        ("success", _("已发放")),
        ("warning", _("待补正")),
        ("danger", _("未通过")),
    ]


def _findings() -> list[dict[str, str]]:
    return [
        {
            "result": "met",
            "title": _("学历学位"),
            "fact": _("硕士，2024年6月30日取得"),
            "required": _("全日制，学历、学位证书齐全"),
            "basis": "assumed",
            "citation": _("实施细则公布前暂按外地同类政策掌握。"),
        },
        {
            "result": "unmet",
            "title": _("劳动合同期限"),
            "fact": _("24 个月"),
            "required": _("不少于 36 个月，或无固定期限"),
            "basis": "assumed",
            "citation": _("实施细则公布前暂按外地同类政策掌握。"),
        },
        {
            "result": "unknown",
            "title": _("用人单位"),
            "fact": "",
            "required": _("列入用人单位名单"),
            "basis": "reported",
            "citation": _("2021年12月媒体对《关于进一步集聚人才助力中国一汽发展的若干意见》的报道。"),
        },
    ]


def _steps() -> list[dict[str, str]]:
    def on(month: int, number: int) -> str:
        return formatting.day(date(2026, month, number))

    return [
        {"state": "done", "title": _("提交申请"), "when": on(11, 2)},
        {"state": "done", "title": _("用人单位核实"), "when": on(11, 6)},
        {
            "state": "current",
            "title": _("人才办审核"),
            "when": _("承诺 %(day)s前办结") % {"day": on(11, 20)},
            "note": _("两名工作人员分别审核，您现在不需要做任何事。"),
        },
        {"state": "upcoming", "title": _("公示"), "when": _("5 个工作日")},
        {"state": "upcoming", "title": _("发放第一笔补贴")},
    ]


def _summary() -> list[dict[str, str]]:
    return [
        {"label": _("姓名"), "value": "王小明", "change_url": "#summary"},
        {"label": _("身份证号码"), "value": masked_identity("220102199003071234"), "change_url": "#summary"},
        {"label": _("用人单位"), "value": _("中国第一汽车股份有限公司"), "change_url": "#summary"},
        {"label": _("银行账户"), "value": "", "change_url": "#summary"},
    ]


def _tasks() -> list[dict[str, str]]:
    return [
        {"title": _("身份信息"), "url": "#tasks", "status": _("已完成"), "kind": "success"},
        {
            "title": _("学历学位"),
            "url": "#tasks",
            "hint": _("可以填多个，按最高的计算"),
            "status": _("填写中"),
            "kind": "info",
        },
        {"title": _("银行账户"), "url": "#tasks", "status": _("未开始"), "kind": "neutral"},
        {"title": _("核对并提交"), "hint": _("前面几项完成后才能提交"), "status": _("暂不能开始"), "kind": "neutral"},
    ]


def _page() -> Page:
    names = ["王小明", "李思远", "张雨桐", "赵一鸣", "陈可欣", "刘子墨"]
    rows = [
        {
            "number": f"RC2026{index:06d}",
            "name": name,
            "degree": [_("本科"), _("硕士"), _("博士")][index % 3],
            "amount_yuan": [30_000, 50_000, 80_000][index % 3],
            "promised_on": date(2026, 11, 20 + index),
            "kind": _kinds()[index % 5],
        }
        for index, name in enumerate(names)
    ]
    return Page(
        rows=rows,
        size=SIZES[0],
        total=10_000,
        capped=True,
        previous_query="",
        next_query="after=sample",
        size_links=[(size, f"size={size}") for size in SIZES],
    )
