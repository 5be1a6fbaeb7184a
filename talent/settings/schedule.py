"""What runs by itself, how often, and its words on the page of jobs."""

from django.utils.translation import gettext_lazy as _

SCHEDULE = {
    "close_public_notices": {
        "task": "subsidies.notices.tasks.close_ended",
        "every_seconds": 60,
        "label": _("办结公示期满的事项"),
    },
    "schedule_instalments": {
        "task": "subsidies.payments.tasks.schedule_instalments",
        "every_seconds": 60,
        "label": _("生成分期计划"),
    },
    "remind_of_recoveries": {
        "task": "subsidies.payments.tasks.remind_overdue",
        "every_seconds": 3600,
        "label": _("催缴逾期未缴的追回款"),
    },
    "mark_instalments_due": {
        "task": "subsidies.payments.tasks.mark_due",
        "every_seconds": 60,
        "label": _("将到期的分期列为待发放"),
    },
    # Each hour, since slots begin by universal time: once a day would be in the middle of the morning.
    "note_leavers": {
        "task": "subsidies.verification.tasks.note_leavers",
        "every_seconds": 3600,
        "label": _("登记花名册写明、日期已到的离职"),
    },
    "settle_payment_holds": {
        "task": "subsidies.payments.tasks.settle_holds",
        "every_seconds": 60,
        "label": _("暂停离职和变更账户人员的发放"),
    },
    "remind_of_unanswered_batches": {
        "task": "subsidies.payments.tasks.remind_of_unanswered",
        "every_seconds": 3600,
        "label": _("提醒逾期未回盘的批次"),
    },
    "sweep_roster_files": {
        "task": "talent.employers.tasks.sweep_roster_files",
        "every_seconds": 3600,
        "label": _("清除不再需要的花名册文件"),
    },
    "render_missing_batch_files": {
        "task": "subsidies.payments.tasks.render_missing_files",
        "every_seconds": 300,
        "label": _("补齐批次文件"),
    },
    "sweep_uploaded_returns": {
        "task": "subsidies.payments.tasks.sweep_uploads",
        "every_seconds": 3600,
        "label": _("清除读取中断的回盘文件"),
    },
    "lapse_corrections": {
        "task": "subsidies.applications.tasks.lapse_overdue_corrections",
        "every_seconds": 3600,
        "label": _("终止逾期未补正的申请"),
    },
    "tell_employers": {
        "task": "subsidies.verification.tasks.tell_officers",
        "every_seconds": 3600,
        "label": _("提醒用人单位核实任职信息"),
    },
    "ask_to_confirm_employment": {
        "task": "subsidies.payments.tasks.ask_to_confirm",
        "every_seconds": 3600,
        "label": _("提请用人单位确认在职"),
    },
    "remind_of_disputes": {
        "task": "subsidies.verification.tasks.remind_of_disputes",
        "every_seconds": 3600,
        "label": _("提醒申请人处理单位的异议"),
    },
    "remind_of_corrections": {
        "task": "subsidies.review.tasks.remind_of_corrections",
        "every_seconds": 3600,
        "label": _("提醒申请人按期补正"),
    },
    "settle_offers": {
        "task": "subsidies.offers.tasks.settle_offers",
        "every_seconds": 3600,
        "label": _("清理和提醒申请邀请"),
    },
    "recover_interrupted_tasks": {
        "task": "talent.notifications.tasks.recover_interrupted",
        "every_seconds": 60,
        "label": _("恢复中断的后台任务"),
    },
    "end_due_mandates": {
        "task": "talent.mandates.tasks.end_due_mandates",
        "every_seconds": 3600,
        "label": _("终止到期的代办授权"),
    },
    "prune_print_files": {
        "task": "talent.papers.tasks.prune_print_files",
        "every_seconds": 24 * 3600,
        "label": _("清理批量打印文件"),
    },
    "prune_outbox": {
        "task": "talent.notifications.tasks.prune_outbox",
        "every_seconds": 24 * 3600,
        "label": _("清理已完成的后台任务"),
    },
    "prune_finished_jobs": {
        "task": "talent.jobs.tasks.prune_finished_jobs",
        "every_seconds": 24 * 3600,
        "label": _("清理已结束的大批次后台办理"),
    },
    "prune_never_confirmed_accounts": {
        "task": "talent.accounts.tasks.prune_never_confirmed",
        "every_seconds": 24 * 3600,
        "label": _("清理未完成注册的账号"),
    },
    "link_audit_events": {
        "task": "talent.audit.tasks.link_events",
        "every_seconds": 60,
        "label": _("操作日志上链"),
    },
    "link_late_audit_events": {
        "task": "talent.audit.tasks.link_late_events",
        "every_seconds": 24 * 3600,
        "label": _("操作日志补链"),
    },
}
