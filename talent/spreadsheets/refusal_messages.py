"""The words for each reason a file is refused: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from talent.spreadsheets.errors import UnreadableFile
from talent.spreadsheets.references import column_letters

SAVE_AS_XLSX = _("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。")
NAME_THE_COLUMNS = _("请确认表里有一行列名，删去它上面多余的行，再上传。")
COPY_TO_NEW = _("请新建一个工作簿，只把有内容的行和列复制过去（粘贴为值），保存后再上传。")

REFUSALS = {
    "empty": (_("文件是空的，没有任何内容。"), _("请确认保存成功后再上传。")),
    "too_large": (_("文件有 {size} MB，超过了 {limit} MB 的上限。"), _("请删去图片和无关的工作表，或拆成几个文件。")),
    "not_a_table": (_("这不是电子表格，而是{what}。"), SAVE_AS_XLSX),
    "password": (_("文件设有打开密码，无法读取。"), _("请用 Excel 或 WPS 打开，取消密码保护后另存，再上传。")),
    "xml_2003": (_("这是“XML 表格 2003”格式，不能直接读取。"), SAVE_AS_XLSX),
    "web_archive": (_("这是网页存档格式（MHTML），不能直接读取。"), SAVE_AS_XLSX),
    "damaged": (_("文件已损坏，或者不是完整的电子表格。"), SAVE_AS_XLSX),
    "damaged_sheet": (_("工作表“{sheet}”已损坏，无法读取。"), SAVE_AS_XLSX),
    "suspicious_xml": (_("文件含有电子表格里不该有的内容（文档类型声明），不予读取。"), COPY_TO_NEW),
    "too_many_parts": (_("文件由 {limit} 个以上的部分组成，超过了上限。"), COPY_TO_NEW),
    "unfolds_too_far": (_("文件展开后过大，不能读取；常见原因是离数据很远的地方还有内容。"), COPY_TO_NEW),
    "too_slow": (_("在规定的 {limit} 秒内没能读完这个文件。"), COPY_TO_NEW),
    "too_many_sheets": (_("工作簿有 {limit} 个以上的工作表，超过了上限。"), _("请只保留需要上传的工作表。")),
    "too_many_rows": (_("表格超过了 {limit} 行的上限。"), _("请拆成几个文件分别上传。")),
    "too_many_columns": (_("第 {row} 行的内容超过了 {limit} 列的上限。"), COPY_TO_NEW),
    "cell_too_long": (_("第 {line} 行有一个单元格的内容过长，可能是缺少引号或分隔符。"), SAVE_AS_XLSX),
    "unknown_encoding": (_("第 {line} 行的文字无法识别，文件的编码既不是 UTF-8 也不是 GB18030。"), SAVE_AS_XLSX),
    "mixed_encoding": (
        _("第 {line} 行的文字编码与其他行不同（UTF-8 与 GB18030 混在一起），读出来会是乱码。"),
        _("请用同一个程序重新导出这个文件。"),
    ),
    "null_characters": (_("第 {line} 行含有空字符（NUL），文件可能已损坏，或者不是文本文件。"), SAVE_AS_XLSX),
    "broken_quotes": (
        _("从第 {line} 行起引号不成对，后面的内容无法正确分列。"),
        _("请改正英文双引号，或另存为 xlsx 后再上传。"),
    ),
    "no_such_sheet": (_("工作簿里没有名为“{sheet}”的工作表，现有：{sheets}。"), _("请重新选择工作表。")),
    "no_header": (_("前 {limit} 行（空行不算）里没有找到列名（表头）。"), NAME_THE_COLUMNS),
    "repeated_heading": (
        _("表头“{heading}”出现了不止一次（{left} 和 {right} 单元格），无法判断以哪一列为准。"),
        _("请删去多余的一列，或者改写它的名称。"),
    ),
}

WHAT = {
    "pdf": _("PDF 文件"),
    "picture": _("图片"),
    "archive": _("压缩包"),
    "word": _("Word 文档"),
    "slides": _("演示文稿"),
    "xlsb": _("二进制工作簿（*.xlsb）"),
    "ods": _("OpenDocument 表格（*.ods）"),
}


def refusal(code: str, details: Mapping[str, Any]) -> UnreadableFile:
    """The refusal ``code`` in words, in the language that is active now."""
    message, fix = REFUSALS[code]
    shown = dict(details)
    if "what" in shown:
        shown["what"] = WHAT[shown["what"]]
    if "sheets" in shown:
        shown["sheets"] = translate("、").join(shown["sheets"])
    if code == "repeated_heading":
        for side in ("left", "right"):
            shown[side] = f"{column_letters(details[side])}{details['row'] + 1}"
    return UnreadableFile(code, str(message).format(**shown), str(fix))
