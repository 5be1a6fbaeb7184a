"""Secrets for a machine of one's own: made once, kept beside its data, never shipped."""

import base64
import json
import os
import secrets
from pathlib import Path

KEYS_OF_32_BYTES = ("encryption_key", "blind_index_key", "manifest_key")


def local_keys(path: Path) -> dict[str, str]:
    """The keys kept in ``path`` (JSON, readable by its owner alone); what is missing is drawn and kept first."""
    while not (keys := _kept(path)) or not set(KEYS_OF_32_BYTES) <= keys.keys():
        _write(path, _drawn() | keys, replace=bool(keys))
    return keys


def _kept(path: Path) -> dict[str, str]:
    return dict(json.loads(path.read_text(encoding="ascii"))) if path.exists() else {}


def _drawn() -> dict[str, str]:
    keys = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in KEYS_OF_32_BYTES}
    return {"secret_key": secrets.token_urlsafe(50), **keys}


def _write(path: Path, keys: dict[str, str], *, replace: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(keys), encoding="ascii")
    try:
        # Web, worker and scheduler start together: the first one wins. A file of an older version gains the new key.
        os.replace(unfinished, path) if replace else os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink(missing_ok=True)
