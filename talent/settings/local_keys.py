"""Secrets for a machine of one's own: made once, kept beside its data, never shipped."""

import base64
import json
import os
import secrets
from pathlib import Path


def local_keys(path: Path) -> dict[str, str]:
    """The keys kept in ``path`` (JSON, readable by its owner alone); written there first if the file is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = {
            "secret_key": secrets.token_urlsafe(50),
            "encryption_key": base64.b64encode(secrets.token_bytes(32)).decode(),
            "blind_index_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(keys), encoding="ascii")
        try:
            os.link(unfinished, path)  # web, worker and scheduler start together: the first one wins
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return json.loads(path.read_text(encoding="ascii"))
