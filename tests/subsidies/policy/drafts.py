"""Figures files that are not in force: drafts for the tests."""

from subsidies.policy.versions import FIGURES

LIVING = (FIGURES / "living.toml").read_text(encoding="utf-8")


def two_living_versions(*, until: str, name: str, then_from: str) -> str:
    """Write a file with the first version ended on `until` (open, if empty) and a second one from `then_from`."""
    end = f"\nin_force_until = {until}" if until else ""
    head, version = LIVING.split("\n[[versions]]\n")
    first = version.replace("in_force_from = 2021-01-01", f"in_force_from = 2021-01-01{end}")
    second = version.replace('"2021-01"', f'"{name}"').replace("2021-01-01", then_from)
    return f"{head}\n[[versions]]\n{first}\n[[versions]]\n{second}"
