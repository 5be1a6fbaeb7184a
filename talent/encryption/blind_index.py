"""Keyed digests by which an encrypted value is found without being read.

One purpose gives one index wherever it is used, so a staff member's identity number and an applicant's can be
compared; two purposes never give the same index for the same value.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import phonenumbers

from talent.encryption.keys import blind_index_key
from talent.identifiers import bank_card
from talent.identifiers.characters import compact
from talent.identifiers.phone_number import mainland_mobile


def phone_spelling(text: str) -> str:
    """E.164, read as a number of mainland China where no country is given; text that is no number stays itself."""
    spelling = compact(text)
    if (mobile := mainland_mobile(spelling)) is not None:
        return mobile
    try:
        return phonenumbers.format_number(phonenumbers.parse(spelling, "CN"), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return spelling


PURPOSES: dict[str, Callable[[str], str]] = {
    "identity_number": compact,
    "bank_account": bank_card.normalize,
    "phone": phone_spelling,
    "verify_code": compact,
    "tracking_code": compact,
    "offer_code": compact,
}
"""What is indexed, each with the one spelling that all spellings of a value are brought to."""


def blind_index(value: str, purpose: str) -> str:
    """64 hexadecimal characters for ``value`` in any spelling. Raises ValueError for a purpose not in PURPOSES."""
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose!r} is not a purpose of blind indexes")
    content = f"{purpose}\0{PURPOSES[purpose](value)}".encode("utf-8", "surrogatepass")
    return hmac.new(blind_index_key(), content, hashlib.sha256).hexdigest()
