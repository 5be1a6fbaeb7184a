"""What the pages of bank templates show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.payments.bank_templates import DELIMITED, DELIMITERS, ENCODINGS, TABLES, ColumnField, TemplateSpec
from subsidies.payments.exports.preview import NothingToShow, previews_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import BankTemplate
from subsidies.payments.template_forms import TemplateEditor
from subsidies.payments.template_problems import problems_of
from talent.accounts.models import User
from talent.accounts.roles import Role


def list_page(user: User) -> dict[str, Any]:
    """The latest version of each template, those in use first."""
    rows = BankTemplate.objects.visible_to(user).current().select_related("changed_by").order_by("-in_use", "code")
    return {"templates": [(row, _formats(row.form)) for row in rows], "may_change": _may_change(user)}


def template_page(template: BankTemplate, user: User) -> dict[str, Any]:
    """One version: its settings, columns and preview, and the other versions."""
    versions = list(BankTemplate.objects.visible_to(user).filter(code=template.code).select_related("changed_by"))
    spec = template.form
    return {
        "template": template,
        "settings": _settings(spec),
        "columns": [(ColumnField(column.field).label, column) for column in spec.columns],
        "versions": versions,
        "is_latest": versions[0].pk == template.pk,
        "may_change": _may_change(user),
        **_preview(spec),
    }


def editor_page(editor: TemplateEditor, template: BankTemplate | None) -> dict[str, Any]:
    """The form with, once it could be read, the preview of what is typed; before that of what is kept."""
    spec = template.form if template else None
    if editor.form.is_bound:
        readable = all([not editor.form.errors or hasattr(editor.form, "cleaned_data"), editor.columns.is_valid()])
        complete = readable and set(editor.form.fields) <= set(editor.form.cleaned_data)
        spec = editor.spec() if complete else None
    return {"editor": editor, "template": template, **(_preview(spec) if spec else {"previews": [], "problems": []})}


def _may_change(user: User) -> bool:
    return user.has_role(Role.REVIEWER)


def _preview(spec: TemplateSpec) -> dict[str, Any]:
    problems = problems_of(spec)
    try:
        return {"previews": previews_of(spec), "problems": problems}
    except NothingToShow as nothing:
        return {"previews": [], "problems": problems or [str(nothing)]}


def _formats(spec: TemplateSpec) -> str:
    return _("、").join(str(FileKind(kind).label) for kind in spec.formats)


def _settings(spec: TemplateSpec) -> list[tuple[str, str]]:
    """The settings that mean something for the formats, as words."""
    found = [(_("文件格式"), _formats(spec))]
    if set(spec.formats) & set(DELIMITED):
        found.append((_("编码"), str(ENCODINGS.get(spec.encoding, spec.encoding))))
        found.append((_("分隔符"), str(DELIMITERS.get(spec.delimiter, spec.delimiter))))
    if set(spec.formats) & set(TABLES):
        found.append((_("第一行写表头"), _("是") if spec.headings else _("否")))
    limit = _("%(count)s 笔") % {"count": spec.row_limit} if spec.row_limit else _("不另设上限")
    found.append((_("每个文件最多"), limit))
    found.append((_("本行、他行分开"), _("、").join(spec.own_bank) or _("不分")))
    if FileKind.PAIN001 in spec.formats:
        payer = spec.payer
        found.append(
            (_("付款人"), _("，").join(text for text in (payer.name, payer.bank_name, payer.bank_code) if text) or "—")
        )
        found.append((_("付款账号"), payer.account or "—"))
    return found
