from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "subsidies.payments"
    label = "payments"
    verbose_name = _("资金发放")
    audit_verbs = {
        "award.scheduled": _("生成分期计划"),
        "batch.drawn_up": _("拟定批次"),
        "batch.sealed": _("封存并送财政"),
        "batch.returned": _("退回人才办"),
        "batch.approved": _("审核通过"),
        "batch.released": _("放行"),
        "batch.manifest_signed": _("签署放行清单"),
        "batch.package_downloaded": _("下载放行包"),
        "batch.settled": _("全部回盘，结清"),
        "batch.cancelled": _("取消批次"),
        "batch.lines_removed": _("移出批次明细"),
        "batch.lines_refreshed": _("按当前账户更新明细"),
        "instalment.fell_due": _("到期"),
        "instalment.drawn": _("列入批次"),
        "instalment.freed": _("退出批次"),
        "instalment.paid": _("银行已付"),
        "instalment.failed": _("银行退回"),
        "batch.template_chosen": _("选择银行模板"),
        "bank_template.changed": _("修改银行模板"),
        "hold.placed": _("暂停发放"),
        "hold.account_changed_again": _("暂停期间账户再次变更"),
        "hold.lifted": _("解除暂停"),
        "batch.refunded": _("登记退回国库"),
        "instalment.reversed": _("付款后退汇"),
        "instalment.paid_late": _("失败后又成功"),
        "instalment.paid_twice": _("重复发放"),
        "instalment.refunded": _("款项退回国库"),
        "return_exception.proposed": _("提出异常处理意见"),
        "return_exception.refused": _("退回异常处理意见"),
        "return_exception.resolved": _("复核同意异常处理"),
        "batch_file.rendered": _("生成批次文件"),
        "batch_file.downloaded": _("下载批次文件"),
        "batch_file.damaged": _("批次文件与封存记录不符"),
        "bank_return.uploaded": _("上传银行回盘"),
        "bank_return.quarantined": _("回盘合计不符，暂缓入账"),
        "bank_return.accepted": _("认可回盘明细"),
        "bank_return.committed": _("银行回盘入账"),
        "bank_return.discarded": _("放弃银行回盘"),
    }
