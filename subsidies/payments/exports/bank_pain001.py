"""The bank's file as an ISO 20022 customer credit transfer, pain.001.001.09, as banks in China take it.

One group header and one payment information block in CNY, banks named in Chinese; the account that pays comes from
the template, the category is a government payment. Our line's reference is both the end-to-end identification and the
remittance information. Every line is a prepared piece of XML with escaped values: no tree is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import BinaryIO
from xml.sax.saxutils import escape

from django.utils import timezone

from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.exports.bank_columns import Piece
from subsidies.payments.exports.bank_parts import FileHead

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_LINE = (
    "<CdtTrfTxInf><PmtId><InstrId>%s</InstrId><EndToEndId>%s</EndToEndId></PmtId>"
    '<Amt><InstdAmt Ccy="CNY">%s.00</InstdAmt></Amt>'
    "<CdtrAgt><FinInstnId><Nm>%s</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>%s</Nm></Cdtr>"
    "<CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id><Ccy>CNY</Ccy></CdtrAcct>"
    "<RmtInf><Ustrd>%s</Ustrd></RmtInf></CdtTrfTxInf>\n"
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{namespace}"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{made_at}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{yuan}.00</CtrlSum>\
<InitgPty><Nm>{payer}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{message}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{count}</NbOfTxs>\
<CtrlSum>{yuan}.00</CtrlSum><PmtTpInf><CtgyPurp><Cd>GOVT</Cd></CtgyPurp></PmtTpInf>\
<ReqdExctnDt><Dt>{pay_on}</Dt></ReqdExctnDt><Dbtr><Nm>{payer}</Nm></Dbtr>\
<DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct>\
<DbtrAgt><FinInstnId>{code}<Nm>{bank}</Nm></FinInstnId></DbtrAgt>
"""
_CODE = "<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>{}</MmbId></ClrSysMmbId>"
_END = b"</PmtInf></CstmrCdtTrfInitn></Document>\n"


def render(pieces: Iterable[Piece], spec: TemplateSpec, head: FileHead, target: BinaryIO) -> None:
    """Write the lines. The same lines give the same bytes."""
    payer = spec.payer
    start = _HEAD.format(
        namespace=NAMESPACE,
        message=f"{head.batch_number}-P{head.part.number:03d}",
        made_at=timezone.localtime(head.made_at).isoformat(timespec="seconds"),
        pay_on=head.pay_on.isoformat(),
        count=head.part.count,
        yuan=head.part.yuan,
        payer=escape(payer.name),
        account=payer.account,
        code=_CODE.format(payer.bank_code) if payer.bank_code else "",
        bank=escape(payer.bank_name),
    )
    target.write(start.encode())
    for piece in pieces:
        banks, names = map(_text, piece.bank_names), map(_text, piece.payee_names)
        same = piece.references
        values = zip(same, same, piece.amounts_yuan, banks, names, piece.account_numbers, same, strict=True)
        target.write("".join(map(_LINE.__mod__, values)).encode())
    target.write(_END)


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """Text for XML; banks are the same few hundred again and again."""
    return escape(value)
