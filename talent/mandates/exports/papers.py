"""授权委托书: who may file what for whom, until when; in Chinese whatever language the officer's pages are in."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from talent.identifiers.masking import masked_phone
from talent.mandates.models import Mandate
from talent.papers.sheets import Opinion, Part, Sheet
from talent.profiles.kinds import DocumentType
from talent.ui.formatting import day

LANGUAGE = "zh-hans"
BLANK = "\u00a0" * 20
SIGNED = f"签字（按手印）：{BLANK}日期：{BLANK}"


def mandate_paper(mandate: Mandate, *, on: dt.date) -> Sheet:
    """What the person signs before anybody files for them."""
    with override(LANGUAGE):
        reason = str(mandate.get_reason_display())
        return Sheet(
            title="授权委托书",
            subtitle=f"授权编号：{mandate.number}",
            facts=[
                ("委托人", mandate.name),
                ("证件类型", str(DocumentType(mandate.document_type).label)),
                ("证件号码", mandate.identity_number),
                ("手机号码", masked_phone(mandate.phone)),
                ("代办人", str(mandate.agent_person)),
                ("所在单位", mandate.side),
                ("委托期限", f"至{day(mandate.lasts_until)}"),
                ("是否含子女信息", "包括" if mandate.covers_children else "不包括"),
            ],
            long_facts=[("代办原因", f"{reason}：{mandate.reason_words}" if mandate.reason_words else reason)],
            parts=[Part("", _terms(mandate))],
            opinions=[Opinion("委托人", ["本人已阅读并同意以上内容。"], SIGNED), Opinion("代办人", [], SIGNED)],
            names=[mandate.name, str(mandate.agent_person)],
            day=day(on),
        )


def _terms(mandate: Mandate) -> list[str]:
    children = "本人作为监护人，同意为核定住房户型和协调入学处理未成年子女的姓名、出生日期。"
    return [
        "一、本人因上述原因不便自行办理，委托代办人在人才补贴门户中查看、填写本人的申请资料，上传证明材料，并在本人确认后"
        "提交人才补贴申请及其补正。",
        "二、本人同意为办理本项申请处理本人的证件号码、银行账户等敏感个人信息；不同意的，将无法办理。"
        + (children if mandate.covers_children else ""),
        "三、每次提交前，由本人用发到本人手机的确认码确认，或在列明全部内容的确认书上签字确认；未经本人确认，代办人不得提交。",
        "四、代办人不能替本人更换已经登记的收款账户，不能替本人撤回申请、提出申诉；参与本申请核实、审核的人员与代办人不是同一人。",
        "五、本人可以随时登录门户，或联系人才办，终止本委托；到期或申请办结时，本委托自行终止。",
    ]
