from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "subsidies.verification"
    label = "verification"
    verbose_name = _("单位核实")
    audit_verbs = {
        "application.message_written": _("就单位的异议留言"),
        "roster.confirmed": _("按花名册确认在职"),
        "employment.confirmed": _("确认仍然在职"),
        "employment.confirmation_taken_back": _("撤销在职确认"),
        "employment.left": _("反映已离职"),
        "employment.left_by_roster": _("花名册写明的离职日期已到"),
        "employment.departure_corrected": _("更正离职登记"),
        "employment.departure_withdrawn": _("撤回离职登记"),
        "employment.transferred": _("办理集团内调动"),
        "employment.transfer_corrected": _("更正集团内调动"),
        "employment.transfer_withdrawn": _("撤回集团内调动"),
        "employer.absorbed": _("承接并入的用人单位"),
        "summary.sent": _("报送汇总表"),
        "summary.take_back": _("撤回报送的汇总表"),
        "summary.receive": _("签收汇总表"),
        "summary.return": _("退回汇总表"),
        "people.list_downloaded": _("下载在册人员名单"),
        "people.read": _("查看在册人员"),
        "verification.list_downloaded": _("下载核实人员花名册"),
    }
