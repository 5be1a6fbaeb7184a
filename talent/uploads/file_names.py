"""Names of files as people see them."""

from __future__ import annotations

import re
import unicodedata

from talent.audit.sensitive import redact

LONGEST = 100
_SEPARATORS = re.compile(r'[\\/:*?"<>|;%\s]+')


def safe_file_name(name: str, extension: str = "") -> str:
    """The last part of ``name`` without controls, bidi marks and separators, ending in ``extension`` where given.

    At most 100 characters; "文件" where nothing is left. Numbers that look personal are blanked out: people name a scan
    after the number on it, and names are kept readable.
    """
    last = redact(re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1])
    visible = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem, dot, suffix = visible.rpartition(".")
    if not dot:
        stem, suffix = visible, ""
    ending = extension or (f".{suffix}" if re.fullmatch(r"[A-Za-z0-9]{1,8}", suffix) else "")
    stem = _SEPARATORS.sub("_", stem).strip("._ ")
    return (stem[: LONGEST - len(ending)] or "文件") + ending
