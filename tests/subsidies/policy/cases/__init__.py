"""Cases that policy staff can read: someone's facts, what is different, what must come out."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def cases(scheme: str) -> list[dict[str, Any]]:
    """Read a scheme's cases, each with the changed facts as the `assess` command's input."""
    read = _plain(tomllib.loads((FOLDER / f"{scheme}.toml").read_text(encoding="utf-8")))
    return [case | {"input": someone(on=case["on"], **case.get("changes", {}))} for case in read["cases"]]


def someone(**changes: Any) -> dict[str, Any]:
    """Give the person of `someone.toml` with some facts changed: `{"degrees.0.level": "doctor"}`."""
    facts = _plain(tomllib.loads((FOLDER / "someone.toml").read_text(encoding="utf-8")))
    for path, value in changes.items():
        _change(facts, path.split("."), value)
    return facts


def _change(facts: dict[str, Any], path: list[str], value: Any) -> None:
    *parents, last = path
    target: Any = facts
    for name in parents:
        target = target[int(name) if isinstance(target, list) else name]
    if not isinstance(target, list):
        target[last] = value
    elif int(last) == len(target):
        target.append(deepcopy(target[0]) | value)
    else:
        target[int(last)] = value


def _plain(value: Any) -> Any:
    """Write TOML values as JSON has them; "null" is null."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "null" else value
