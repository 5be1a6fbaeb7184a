"""What is said about a line that the `assess` command cannot answer."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.policy.wire_objects import MalformedLine, Problem

_LONGEST_FIELD = 120

PROBLEMS: Mapping[Problem, Promise] = {
    Problem.NOT_UTF8: gettext_lazy("不是 UTF-8 编码"),
    Problem.TOO_LONG: gettext_lazy("超过 %(most)s 字节"),
    Problem.BLANK: gettext_lazy("是空行"),
    Problem.NOT_JSON: gettext_lazy("不是 JSON，问题在第 %(column)s 个字符处"),
    Problem.NOT_A_NUMBER: gettext_lazy("%(value)s 不是 JSON 的数字"),
    Problem.NUMBER_TOO_LONG: gettext_lazy("有位数过多的数字"),
    Problem.NESTED_TOO_DEEPLY: gettext_lazy("嵌套过深"),
    Problem.MISSING: gettext_lazy("缺少此项；不清楚的请填 null"),
    Problem.REPEATED: gettext_lazy("重复出现，无法判断以哪个为准"),
    Problem.MISSPELT: gettext_lazy("没有此项；是否应为 %(meant)s"),
    Problem.NOT_AN_OBJECT: gettext_lazy("应为对象 {…}"),
    Problem.NOT_A_LIST: gettext_lazy("应为数组 […] 或 null"),
    Problem.NOT_AN_ID: gettext_lazy("应为文字或整数"),
    Problem.NOT_YES_OR_NO: gettext_lazy("应为 true、false 或 null"),
    Problem.NOT_WHOLE: gettext_lazy("应为整数或 null"),
    Problem.NEGATIVE: gettext_lazy("不能是负数"),
    Problem.TOO_LARGE: gettext_lazy("不能大于 %(most)s"),
    Problem.NOT_A_DAY: gettext_lazy("应为日历上存在的日期，写作 YYYY-MM-DD，或 null"),
    Problem.NOT_A_CHOICE: gettext_lazy("应为 %(choices)s 之一，或 null"),
}


def describe(number: int, error: MalformedLine) -> str:
    """Say on one line which line, which field and what is wrong; the field may hold text of the file's own."""
    problem = PROBLEMS[error.problem] % error.params
    if not error.field:
        return _("第 %(number)d 行：%(problem)s") % {"number": number, "problem": problem}
    field = _on_one_line(error.field)
    return _("第 %(number)d 行 %(field)s：%(problem)s") % {"number": number, "field": field, "problem": problem}


def _on_one_line(text: str) -> str:
    """Escape what cannot be printed, line ends above all, and cut what is very long."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[:_LONGEST_FIELD])
    return shown if len(text) <= _LONGEST_FIELD else f"{shown}…"
