"""How the limited process says no."""

from typing import Any


class Refused(Exception):
    """The file cannot be read; ``code`` names the reason, ``details`` the line, sheet or limit it is about."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
