"""Whether a file is a pain.001.001.09 that its own totals agree with.

No XSD of ISO 20022 lies here, as it may not be copied: the structure is checked by our own RELAX NG (``pain001.rng``),
and what no schema can say - that number, sum and identifications agree - by this module. Both read with lxml.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

from lxml import etree

NAMES = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("pain001.rng"))))


def problems_in(content: bytes) -> list[str]:
    """What is wrong with a file; nothing when it is valid and its totals agree."""
    document = etree.fromstring(content)
    if not SCHEMA.validate(document):
        return [f"line {error.line}: {error.message}" for error in SCHEMA.error_log]
    texts = lambda path: document.xpath(f"{path}/text()", namespaces=NAMES)  # noqa: E731 - only for what follows
    amounts = [Decimal(amount) for amount in texts("//p:InstdAmt")]
    found = [f"NbOfTxs {number}" for number in texts("//p:NbOfTxs") if int(number) != len(amounts)]
    found += [f"CtrlSum {total}" for total in texts("//p:CtrlSum") if Decimal(total) != sum(amounts)]
    twice = [key for key, times in Counter(texts("//p:EndToEndId")).items() if times > 1]
    return found + [f"EndToEndId {key} twice" for key in twice]
