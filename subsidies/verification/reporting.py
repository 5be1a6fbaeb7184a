"""What a bulk answer says to the officer who gave it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.verification.actions import BulkAnswer, RosterTakenBack

MOST_NAMED = 10


def report(request: HttpRequest, answer: BulkAnswer) -> None:
    """One message for what was verified, one that names what was not and why."""
    if answer.done:
        words = ngettext(
            "已核实 %(count)d 人，申请已转人才办审核。", "已核实 %(count)d 人，申请已转人才办审核。", answer.done
        )
        messages.success(request, words % {"count": answer.done})
    if answer.already:
        words = ngettext(
            "%(count)d 人此前已经核实，没有重复办理。", "%(count)d 人此前已经核实，没有重复办理。", answer.already
        )
        messages.info(request, words % {"count": answer.already})
    if answer.refused:
        words = ngettext("%(count)d 人没有核实。", "%(count)d 人没有核实。", len(answer.refused))
        messages.warning(request, words % {"count": len(answer.refused)} + " " + _named(answer))
    _report_nothing(request, answer)


def report_disputes(request: HttpRequest, answer: BulkAnswer) -> None:
    """The same of those to whom an objection was raised."""
    if answer.done:
        words = ngettext("已向 %(count)d 位申请人提出异议。", "已向 %(count)d 位申请人提出异议。", answer.done)
        messages.success(request, words % {"count": answer.done})
    if answer.already:
        words = ngettext(
            "对 %(count)d 人此前已经提出异议，没有重复办理。",
            "对 %(count)d 人此前已经提出异议，没有重复办理。",
            answer.already,
        )
        messages.info(request, words % {"count": answer.already})
    if answer.refused:
        words = ngettext("对 %(count)d 人没有提出异议。", "对 %(count)d 人没有提出异议。", len(answer.refused))
        messages.warning(request, words % {"count": len(answer.refused)} + " " + _named(answer))
    _report_nothing(request, answer)


def report_undone(request: HttpRequest, answer: BulkAnswer) -> None:
    """The same of answers that were taken back."""
    if answer.done:
        words = ngettext(
            "已撤销对 %(count)d 人的答复，申请回到待核实。",
            "已撤销对 %(count)d 人的答复，申请回到待核实。",
            answer.done,
        )
        messages.success(request, words % {"count": answer.done})
    if answer.refused:
        words = ngettext("对 %(count)d 人的答复没有撤销。", "对 %(count)d 人的答复没有撤销。", len(answer.refused))
        messages.warning(request, words % {"count": len(answer.refused)} + " " + _named(answer))
    if not (answer.done or answer.refused):
        messages.info(request, _("这些答复此前已经撤销，没有重复办理。"))


def report_roster_taken_back(request: HttpRequest, done: RosterTakenBack) -> None:
    """What taking back a roster did, and which rows stay in force and why."""
    if done.already:
        messages.info(request, _("花名册此前已经撤回，没有重复办理。"))
        return
    words = _("花名册已撤回：%(rows)d 行不再有效，%(restored)d 人恢复为以前的记录，%(cases)d 件申请回到待核实。")
    counts = {"rows": done.rows, "restored": done.restored, "cases": done.cases}
    messages.success(request, words % counts)
    if done.moved:
        words = ngettext(
            "%(count)d 人的调入登记一并撤回，仍按在原单位任职办理。",
            "%(count)d 人的调入登记一并撤回，仍按在原单位任职办理。",
            done.moved,
        )
        messages.info(request, words % {"count": done.moved})
    if done.kept:
        kept = ngettext("%(count)d 行没有撤回。", "%(count)d 行没有撤回。", len(done.kept)) % {"count": len(done.kept)}
        named = " ".join(f"{who}：{why}" for who, why in done.kept[:MOST_NAMED])
        messages.warning(request, f"{kept} {named}")


def _named(answer: BulkAnswer) -> str:
    return " ".join(f"{number}：{reason}" for number, reason in answer.refused[:MOST_NAMED])


def _report_nothing(request: HttpRequest, answer: BulkAnswer) -> None:
    if not (answer.done or answer.already or answer.refused):
        messages.warning(request, _("勾选的申请都已不在您的名单里，没有办理。"))
