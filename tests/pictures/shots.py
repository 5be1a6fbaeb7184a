"""The table of the guides' pictures: whose page, the way there, what must be seen, and which part is kept.

People and cases are those of ``fixtures/demo/showcase.toml``. No step changes anything: any picture can be taken alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.pictures.steps import (
    Step,
    chooses,
    fills,
    follows,
    follows_first,
    opens,
    presses,
    ticks_rows,
    unfolds,
    verifies_own_paper,
)
from tests.quality.visitors import VISITORS, Visitor, graduate

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
TALLEST = {"phone": 1110, "desk": 1200}
"""In pixels of the page: more than that is no picture of one thing."""
MARGIN = 12

BY_NAME = {visitor.name: visitor for visitor in VISITORS}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture; ``start`` and ``end`` are CSS selectors of the parts where it begins and ends."""

    name: str
    who: Visitor
    steps: tuple[Step, ...]
    sees: tuple[str, ...]
    start: str = ""
    end: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.png"

    @property
    def kind(self) -> str:
        """``phone`` for the public and applicants, ``desk`` for staff."""
        return "desk" if self.who.kind == "staff" else "phone"


def _estimate() -> tuple[Step, ...]:
    """A master's graduate with everything in order."""
    return (
        opens("portal:check"),
        chooses("硕士"),
        fills("学位授予日期", "2026-06-20"),
        chooses("全日制", group="就读方式"),
        chooses("两证齐全"),
        chooses("国内院校"),
        chooses("是", group="单位是中国一汽或其所属企业吗"),
        fills("入职日期", "2026-07-01"),
        fills("劳动合同期限", "36"),
        chooses("是", group="在长春市内工作吗"),
        fills("在长春连续缴纳社会保险的月数", "4"),
        fills("出生日期", "2001-04-12"),
        chooses("没领过"),
        presses("查看测算结果"),
    )


def _case(name: str, status: str) -> tuple[Step, ...]:
    """A case of the office's queue, opened by its number."""
    return opens("review:queue", status=status), follows("SQ", row=name)


def _batch(space: str, status: str) -> tuple[Step, ...]:
    """The latest batch in a status, as the office (``payments``) or the bureau (``finance``) sees it."""
    return opens(f"{space}:batch_list", status=status), follows("FF", row="生活补贴")


STRANGER, HR = BY_NAME["stranger"], BY_NAME["hr"]
REVIEWER, RECHECKER = BY_NAME["reviewer"], BY_NAME["recheck"]
APPROVER, RELEASER = BY_NAME["finance"], BY_NAME["release"]
POLICY, AUDITOR, ADMINISTRATOR = BY_NAME["policy"], BY_NAME["auditor"], BY_NAME["admin"]
DRAFTING = graduate(19, "drafting")
HEADER, BOTTOM = ".page-header", "main .wrap > :last-child"

VISITOR_SHOTS = (
    Shot("start", STRANGER, (opens("portal:start"),), ("先估算一下", "登录申请", "生活补贴总额")),
    Shot(
        "check-result",
        STRANGER,
        _estimate(),
        ("符合条件", "50,000 元", "第 3 期"),
        start="main section.card--accent",
        end="main .table--cards",
    ),
    Shot(
        "notice",
        STRANGER,
        (opens("notices:list"), follows_first("a.card-link")),
        ("公示时间", "异议受理", "江**"),
        start="main .card",
        end="main tbody tr:first-child",
    ),
    Shot(
        "verified",
        graduate(12, "in notice"),
        (opens("me:home"), follows("查看决定"), verifies_own_paper("受理回执")),
        ("这份公文是真实的", "公文种类", "出具单位"),
        end="main .card",
    ),
)

APPLICANT_SHOTS = (
    Shot("me-start", BY_NAME["applicant"], (opens("me:home"),), ("我的补贴", "开始申请", "先测算能领多少")),
    Shot("me-tasks", DRAFTING, (opens("me:task_list"),), ("填写申请", "证明材料", "核对并提交"), end=BOTTOM),
    Shot("me-evidence", DRAFTING, (opens("me:evidence"),), ("证明材料", "学历证书", "已上传"), start=HEADER),
    Shot(
        "me-check",
        DRAFTING,
        (opens("me:check"),),
        ("我承诺", "提交申请"),
        start="main section[aria-labelledby=answers-evidence]",
        end="main form.card",
    ),
    Shot(
        "me-progress",
        graduate(12, "in notice"),
        (opens("me:home"),),
        ("公示中", "人才办复核", "还要经过公示", "办结"),
        start="main section[aria-labelledby=current]",
        end="main section[aria-labelledby=current]",
    ),
    Shot("me-returned", graduate(8, "returned"), (opens("me:home"),), ("补正并重新提交", "去补正", "待补正")),
    Shot(
        "me-refused",
        graduate(16, "refused"),
        (opens("me:home"), follows("查看决定")),
        ("不予通过", "社会保险", "需要留意的条件"),
        start="main section[aria-labelledby=decision-1]",
        end="main section[aria-labelledby=decision-1]",
    ),
    Shot(
        "me-payments",
        graduate(44, "refused by the bank"),
        (opens("me:home"),),
        ("发放计划", "发放失败", "未到期"),
        start="main section:has(.table--cards)",
        end="main section:has(.table--cards)",
    ),
)

EMPLOYER_SHOTS = (
    Shot("hr-desk", HR, (opens("portal:employer_desk"),), ("单位工作台", "待核实", "导入花名册"), end=BOTTOM),
    Shot(
        "hr-roster",
        HR,
        (opens("employer:roster_list"), follows("花名册", row="待确认")),
        ("确认导入 1 人", "需要修改的单元格", "怎样改"),
        end="main .panel:has-text('需要修改的单元格')",
    ),
    Shot(
        "hr-verify",
        HR,
        (opens("verification:queue"), ticks_rows("张伟", "曲直")),
        ("核实所选", "花名册没有写全", "1 处不一致", "提出异议"),
        start="main form.panel",
        end="main form.panel",
    ),
    Shot(
        "hr-dispute",
        HR,
        (opens("verification:queue"), follows("提出异议", row="欧阳静")),
        ("与花名册核对", "不一致", "异议原因"),
    ),
)

OFFICE_SHOTS = (
    Shot(
        "office-desk",
        REVIEWER,
        (opens("portal:home"),),
        ("待初审", "待发放", "追回与撤销"),
        end="main [aria-labelledby=group-5]",
    ),
    Shot("office-queue", REVIEWER, (opens("review:queue", status="awaiting_review"),), ("承诺日期", "筛选", "任重")),
    Shot(
        "office-case",
        REVIEWER,
        _case("任重", "awaiting_review"),
        ("与上次提交相比", "50,000 元", "单位核实", "证明材料"),
    ),
    Shot(
        "office-return",
        REVIEWER,
        (*_case("任重", "awaiting_review"), unfolds("退回申请人补正")),
        ("补正截止", "学历或学位证书影像不清晰", "退回补正"),
        start="details:has(.correction)",
        end="details:has(.correction)",
    ),
    Shot(
        "office-recheck",
        RECHECKER,
        (opens("review:queue", status="awaiting_recheck"), ticks_rows("马超", "朱婷")),
        ("批量复核", "初审意见", "由您初审"),
        start="main form.panel",
    ),
    Shot(
        "office-notice",
        REVIEWER,
        (opens("notices:manage"), follows_first("tr:has-text('拟定中') a")),
        ("发布前请核对", "发布公示", "作废"),
        end=BOTTOM,
    ),
    Shot(
        "office-recovery",
        REVIEWER,
        (opens("payments:recovery_list", status="notified"), follows("ZH", row="领取后提前离职")),
        ("金额怎样计算", "通知书", "尚欠"),
        end="main .card--flush",
    ),
    Shot("office-batch", REVIEWER, _batch("payments", "draft"), ("封存并送财政", "取消批次", "移出批次"), end=BOTTOM),
)

FINANCE_SHOTS = (
    Shot(
        "finance-desk", APPROVER, (opens("finance:home"),), ("待审核", "待放行", "须由另一名经办人员放行"), end=BOTTOM
    ),
    Shot(
        "finance-batch",
        RELEASER,
        _batch("finance", "settled"),
        ("三方平衡", "银行代发文件", "已结清"),
        end="main .card:has-text('三方平衡')",
    ),
    Shot(
        "finance-release",
        RELEASER,
        (*_batch("finance", "approved"), follows("放行")),
        ("支付凭证号", "确认放行"),
        end=BOTTOM,
    ),
    Shot(
        "finance-return",
        APPROVER,
        (opens("finance:home"), follows_first("section.notice a")),
        ("确认入账 5 笔", "付款失败", "须由上传人以外的人员"),
        start=HEADER,
        end="main .card--flush",
    ),
    Shot(
        "finance-exception",
        APPROVER,
        (opens("finance:exception_list", status="proposed"), follows("属于其他批次")),
        ("银行写的", "处理意见", "复核同意"),
        end="main .split",
    ),
    Shot(
        "finance-budget",
        APPROVER,
        (opens("budget:line_list", status="open"), follows("长财预")),
        ("资金去向", "已授予待付", "指标信息"),
        end="main .card",
    ),
)

OTHER_SHOTS = (
    Shot("policy-desk", POLICY, (opens("portal:home"),), ("政策工作台", "现行版本", "暂定口径"), end=BOTTOM),
    Shot(
        "audit-desk",
        AUDITOR,
        (opens("portal:home"),),
        ("日志状态", "拨付中等待办理的", "近 7 天值得留意的操作"),
        end="main h2:has-text('近 7 天') + .stats",
    ),
    Shot("admin-desk", ADMINISTRATOR, (opens("portal:home"),), ("账号工作台", "人手不足的角色", "各角色人数")),
    Shot(
        "admin-invite",
        ADMINISTRATOR,
        (opens("accounts:invite"),),
        ("邀请工作人员", "身份证号码", "发送邀请"),
        end=BOTTOM,
    ),
    Shot("admin-calendar", ADMINISTRATOR, (opens("calendars:calendar"),), ("工作日历", "录入或修改日期")),
)

SHOTS = {
    shot.name: shot
    for shots in (VISITOR_SHOTS, APPLICANT_SHOTS, EMPLOYER_SHOTS, OFFICE_SHOTS, FINANCE_SHOTS, OTHER_SHOTS)
    for shot in shots
}
