"""Keys and numbers of cases and mandates from a seed, so that the same demo can be loaded twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any

from subsidies.applications import numbering
from talent.mandates.actions import opening


@contextmanager
def drawn_from(chance: Random) -> Iterator[None]:
    """Within the block new UUID keys and numbers of cases and mandates are drawn from ``chance``.

    Nothing else is: what keeps secrets (nonces, salts, tokens) stays as random as ever.
    """
    numbered = (numbering, opening)
    before = [(uuid, "os", vars(uuid)["os"]), *((each, "secrets", vars(each)["secrets"]) for each in numbered)]
    _put(uuid, "os", SimpleNamespace(urandom=chance.randbytes))
    for each in numbered:
        _put(each, "secrets", chance)
    try:
        yield
    finally:
        for module, name, value in before:
            _put(module, name, value)


def _put(module: Any, name: str, value: Any) -> None:
    setattr(module, name, value)
