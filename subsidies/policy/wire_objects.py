"""Takes the fields of a JSON object one by one and says precisely what is wrong with one that cannot be used."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

E = TypeVar("E", bound=StrEnum)

LARGEST_NUMBER = 10**12
"""Numbers above this are taken for mistakes: no sum of yuan or months comes near."""

_ALMOST_THE_SAME = 0.8


class Problem(StrEnum):
    """What is wrong with a line; `MalformedLine.params` holds the named details."""

    NOT_UTF8 = "not_utf8"
    TOO_LONG = "too_long"  # most: in bytes
    BLANK = "blank"
    NOT_JSON = "not_json"  # column
    NOT_A_NUMBER = "not_a_number"  # value: NaN, Infinity or -Infinity
    NUMBER_TOO_LONG = "number_too_long"
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    MISSING = "missing"
    REPEATED = "repeated"
    MISSPELT = "misspelt"  # meant
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_AN_ID = "not_an_id"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"  # most
    NOT_A_DAY = "not_a_day"
    NOT_A_CHOICE = "not_a_choice"  # choices


class MalformedLine(Exception):
    """A line that cannot be answered: what is wrong, in which field (`degrees[1].level`; empty: the line itself)."""

    def __init__(self, problem: Problem, field: str = "", **params: str | int) -> None:
        super().__init__(problem, field, params)
        self.problem = problem
        self.field = field
        self.params = params


class Repeating(dict[str, Any]):
    """A JSON object in which a key came twice: no one can say which value was meant."""

    key = ""


def parse(line: bytes) -> object:
    """Parse one line of JSON strictly: UTF-8 (a byte order mark is passed over), no NaN, repeated keys remembered."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedLine(Problem.NOT_UTF8) from error
    if not text.strip():
        raise MalformedLine(Problem.BLANK)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise MalformedLine(Problem.NOT_JSON, column=error.colno) from error
    except RecursionError as error:
        raise MalformedLine(Problem.NESTED_TOO_DEEPLY) from error
    except ValueError as error:
        raise MalformedLine(Problem.NUMBER_TOO_LONG) from error


class Fields:
    """One JSON object and where it stands. None (JSON's null) is an unknown fact wherever a field may be one."""

    def __init__(self, value: object, path: str, keys: frozenset[str], optional: Collection[str] = ()) -> None:
        """Check that it is an object in which no key is repeated and no optional one misspelt.

        Other keys are passed over: they change nothing. A misspelt required key is a missing one.
        """
        if not isinstance(value, dict):
            raise MalformedLine(Problem.NOT_AN_OBJECT, path)
        self._value = value
        self._prefix = f"{path}." if path else ""
        self._optional = optional
        if isinstance(value, Repeating):
            raise MalformedLine(Problem.REPEATED, self._prefix + value.key)
        if not value.keys() <= keys:
            self._refuse_misspelt(value.keys() - keys)

    def take(self, key: str, absent: object = None) -> Any:
        """Give a value as it stands; `absent` for an optional key that is missing."""
        if key in self._value:
            return self._value[key]
        if key in self._optional:
            return absent
        raise MalformedLine(Problem.MISSING, self._prefix + key)

    def identity(self, key: str) -> str | int:
        """Take text or a whole number, never null: an answer must be attributable."""
        value = self.take(key)
        if type(value) is int or (type(value) is str and _is_utf8(value)):
            return value
        raise MalformedLine(Problem.NOT_AN_ID, self._prefix + key)

    def yes_or_no(self, key: str, absent: bool | None = None) -> bool | None:
        """Take true, false or null."""
        value = self.take(key, absent)
        if value is True or value is False or value is None:
            return value
        raise MalformedLine(Problem.NOT_YES_OR_NO, self._prefix + key)

    def number(self, key: str) -> int | None:
        """Take a whole number of yuan or months, zero or more, or null."""
        value = self.take(key)
        if value is None:
            return None
        if type(value) is not int:
            raise MalformedLine(Problem.NOT_WHOLE, self._prefix + key)
        if value < 0:
            raise MalformedLine(Problem.NEGATIVE, self._prefix + key)
        if value > LARGEST_NUMBER:
            raise MalformedLine(Problem.TOO_LARGE, self._prefix + key, most=LARGEST_NUMBER)
        return value

    def day(self, key: str) -> date | None:
        """Take a day of the calendar as `YYYY-MM-DD`, or null."""
        value = self.take(key)
        if value is None:
            return None
        try:
            return iso_day(value)
        except ValueError as error:
            raise MalformedLine(Problem.NOT_A_DAY, self._prefix + key) from error

    def choice(self, key: str, choices: type[E]) -> E | None:
        """Take one of the named choices, or null."""
        value = self.take(key)
        if value is None:
            return None
        if type(value) is str and value in choices.__members__.values():
            return choices(value)
        raise MalformedLine(Problem.NOT_A_CHOICE, self._prefix + key, choices=", ".join(choices))

    def items(self, key: str) -> Iterator[tuple[str, object]] | None:
        """Take a list as pairs of each item's path and value, or null."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, list):
            raise MalformedLine(Problem.NOT_A_LIST, self._prefix + key)
        return ((f"{self._prefix}{key}[{number}]", item) for number, item in enumerate(value))

    def _refuse_misspelt(self, strangers: Collection[str]) -> None:
        for key in sorted(strangers):
            for meant in self._optional:
                if meant not in self._value and _is_almost(key, meant):
                    raise MalformedLine(Problem.MISSPELT, self._prefix + key, meant=meant)


def iso_day(value: object) -> date:
    """Read exactly `YYYY-MM-DD`; raises ValueError for anything else, the other forms of ISO 8601 included."""
    if type(value) is not str or len(value) != 10 or value[4] != "-" or value[7] != "-":
        raise ValueError
    return date.fromisoformat(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    repeating = Repeating(value)
    keys = [key for key, _ in pairs]
    repeating.key = next(key for key in keys if keys.count(key) > 1)
    return repeating


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedLine(Problem.NOT_A_NUMBER, value=name)


def _is_utf8(text: str) -> bool:
    """Lone surrogates can be written in JSON but not in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_almost(key: str, meant: str) -> bool:
    one, other = (text.lower().replace("_", "").replace("-", "").replace(" ", "") for text in (key, meant))
    return one == other or SequenceMatcher(None, one, other).ratio() > _ALMOST_THE_SAME
