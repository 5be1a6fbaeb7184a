"""The README lists every variable that the settings read, and no other, with what holds where it is not set."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from environ import Env

from tests.architecture.source import ROOT

SETTINGS = ROOT / "talent" / "settings"
READ_BY_SERVE_DEMO = {"HOST"}
REFUSED = ", which production refuses"
IN_WORDS = {
    Env.NOTSET: "–",
    "": "empty",
    "dbcache://portal_cache": "database",
    "consolemail://": "console",
    "talent.notifications.sms.ConsoleBackend": "console",
    str(ROOT / "var" / "private"): "var/private",
    f"sqlite:///{ROOT / 'var' / 'portal.sqlite3'}": "SQLite in var/",
}


def rows() -> Iterator[tuple[str, str]]:
    """Each variable of the table with the last cell of its row; where several share a row they may share the cell."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Configuration\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            names, *_meaning, default = (cell.strip() for cell in line.strip("|").split("|"))
            variables, defaults = re.findall(r"`(\w+)`", names), default.replace("`", "").split(", ")
            apart = len(variables) == len(defaults) and len(variables) > 1
            yield from zip(variables, defaults if apart else [", ".join(defaults)] * len(variables), strict=True)


def in_words(default: Any) -> str:
    """A default as the table has it."""
    if isinstance(default, list):
        return ", ".join(default)
    return "off" if default is False else IN_WORDS.get(default, str(default))


def read_in(monkeypatch: pytest.MonkeyPatch, module: str) -> dict[str, str]:
    """The variables that a module of settings reads, each with its first default in words."""
    read: dict[str, str] = {}
    get_value = Env.get_value

    def noting(self: Env, var: str, *args: Any, **kwargs: Any) -> Any:
        read.setdefault(var, in_words(kwargs.get("default", Env.NOTSET)))
        return get_value(self, var, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Env, "get_value", noting)
        runpy.run_path(str(SETTINGS / f"{module}.py"))
    return read


@pytest.fixture
def settings_run_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What production needs, and no keys written for the demo."""
    for name in ("SECRET_KEY", "BLIND_INDEX_KEY"):
        monkeypatch.setenv(name, "s" * 50)
    for name, value in {"KEYS": "1=k", "KEY_ID": "1"}.items():
        monkeypatch.setenv(f"ENCRYPTION_{name}", value)
        monkeypatch.setenv(f"MANIFEST_{name}", value)
    monkeypatch.setenv("ALLOWED_HOSTS", "rencai.example.cn")
    monkeypatch.setenv("PORTAL_ADDRESS", "https://rencai.example.cn")
    monkeypatch.setattr("talent.settings.base.DATABASES", {"default": {"ENGINE": "django.db.backends.postgresql"}})
    names = ("secret_key", "encryption_key", "blind_index_key", "manifest_key")
    monkeypatch.setattr("talent.settings.local_keys.local_keys", lambda path: dict.fromkeys(names, "k"))


@pytest.mark.usefixtures("settings_run_anywhere")
def test_the_readme_lists_every_variable_with_its_default(monkeypatch: pytest.MonkeyPatch):
    read: dict[str, str] = {}
    for path in sorted(SETTINGS.glob("*.py")):  # base comes first, and where one overrides it the table has base's
        read = read_in(monkeypatch, path.stem) | read
    listed = {name: default.removesuffix(REFUSED) for name, default in rows() if name not in READ_BY_SERVE_DEMO}
    assert listed == read


@pytest.mark.usefixtures("settings_run_anywhere")
def test_the_readme_says_which_defaults_production_does_without(monkeypatch: pytest.MonkeyPatch):
    needed = {name for name, default in read_in(monkeypatch, "production").items() if default == "–"}
    said = {name for name, default in rows() if default == "–" or default.endswith(REFUSED)}
    assert needed - said == set()
