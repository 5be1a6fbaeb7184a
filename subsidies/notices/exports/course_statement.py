"""公示情况说明: that a notice ran its days, what was objected, and what came of it."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import override

from subsidies.notices.models import PublicNotice
from talent.papers.sheets import Part, Sheet
from talent.ui.formatting import day, iso_day
from talent.ui.pdf.tables import TableColumn

TITLE = "公示情况说明"
LANGUAGE = "zh-hans"
COLUMNS = (
    TableColumn("事项", 2),
    TableColumn("学位层次", 2, "centre"),
    TableColumn("人次", 1, "right", summed=True),
    TableColumn("金额（元）", 2, "right", summed=True),
)
SIGNERS = ("经办人", "复核人", "负责人")


def course_statement(notice: PublicNotice, *, objections: int, handling: str) -> Sheet:
    """The statement on a notice that has ended; ``handling`` says what came of the objections."""
    with override(LANGUAGE):
        came = f"公示期间收到异议 {objections} 件。{handling}" if objections else "公示期间未收到异议。"
        ran = (
            f"{notice.title}（{notice.number}）自{day(notice.published_on)}至{day(notice.ends_on)}"
            f"在本平台公示，共 {notice.working_days} 个工作日，公布了异议受理方式。"
        )
        return Sheet(
            title=TITLE,
            facts=[
                ("公示编号", notice.number),
                ("审定纪要", notice.minutes_text),
                ("公示期限", f"{iso_day(notice.published_on)} 至 {iso_day(notice.ends_on)}"),
                ("公示名单", f"{notice.entries.listed().count():,} 人次"),
            ],
            long_facts=[("公示依据", notice.basis), ("异议受理", notice.objections_to)],
            parts=[
                Part(paragraphs=[ran, came, _held(notice)]),
                Part("公示名单构成", columns=COLUMNS, rows=_groups(notice)),
            ],
            sign_off=SIGNERS,
            stamp="人才办盖章",
            day=day(timezone.localtime(notice.ended_at).date()) if notice.ended_at else "",
        )


def _held(notice: PublicNotice) -> str:
    held = notice.entries.held().order_by().values("application").distinct().count()
    kept = notice.entries.objected().order_by().values("application").distinct().count()
    upheld = notice.entries.listed().filter(live=False).order_by().values("application").distinct().count()
    said = [
        f"有 {kept} 件申请的异议尚在核查，查清后另行办理。" if kept else "",
        f"有 {upheld} 件申请经核查异议成立，不予授予，重新审核。" if upheld else "",
        f"另有 {held} 件申请因故暂未授予，原因消除后另行办理。" if held else "",
    ]
    return "".join(said) or "公示期满，名单所列事项均已授予。"


def _groups(notice: PublicNotice) -> list[tuple[str | int, ...]]:
    listed = notice.entries.listed().order_by().values("benefit", "degree")
    rows = listed.annotate(count=Count("pk"), yuan=Sum("amount_yuan"))
    model = notice.entries.model
    benefits = dict(model._meta.get_field("benefit").flatchoices)
    degrees = dict(model._meta.get_field("degree").flatchoices)
    order, levels = list(benefits), ["", *degrees]
    return [
        (str(benefits[row["benefit"]]), str(degrees.get(row["degree"], "")), row["count"], row["yuan"])
        for row in sorted(rows, key=lambda row: (order.index(row["benefit"]), -levels.index(row["degree"])))
    ]
