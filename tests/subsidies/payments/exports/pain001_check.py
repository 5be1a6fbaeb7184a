"""Whether a file is a pain.001.001.09 that its own totals agree with.

The structure is checked by ISO 20022's own XSD, which may not be copied here and comes with the library ``sepaxml``;
what no schema can say - that number, sum and identifications agree, and that all is in yuan - by this module.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from importlib.resources import files

from lxml import etree

NAMES = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
SCHEMA = etree.XMLSchema(etree.fromstring((files("sepaxml") / "schemas/pain.001.001.09.xsd").read_bytes()))


def problems_in(content: bytes) -> list[str]:
    """What is wrong with a file; nothing when it is valid and its totals agree."""
    document = etree.fromstring(content)
    if not SCHEMA.validate(document):
        return [f"line {error.line}: {error.message}" for error in SCHEMA.error_log]
    texts = lambda path: document.xpath(f"{path}/text()", namespaces=NAMES)  # noqa: E731 - only for what follows
    amounts = [Decimal(amount) for amount in texts("//p:InstdAmt")]
    found = [f"NbOfTxs {number}" for number in texts("//p:NbOfTxs") if int(number) != len(amounts)]
    found += [f"CtrlSum {total}" for total in texts("//p:CtrlSum") if Decimal(total) != sum(amounts)]
    found += [f"Ccy {code}" for code in document.xpath("//@Ccy") if code != "CNY"]
    twice = [key for key, times in Counter(texts("//p:EndToEndId")).items() if times > 1]
    return found + [f"EndToEndId {key} twice" for key in twice]
