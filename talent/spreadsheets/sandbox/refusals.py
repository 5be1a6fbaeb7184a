"""How the limited process says no."""


class Refused(Exception):
    """The file cannot be read; ``code`` names the reason, ``details`` the line, sheet or limit it is about."""

    def __init__(self, code: str, **details: str | int | list[str]) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
